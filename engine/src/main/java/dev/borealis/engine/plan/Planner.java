package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.evaluate.CallSpec;
import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.evaluate.RowShapes;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.tree.CommonTable;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Statement;
import dev.borealis.store.KeyRange;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Makes the physical plan of one bound statement. Used once, by one thread; the plan is immutable and shared.
 *
 * <p>Per query level: FROM and WHERE ({@link JoinPlanner}), grouping ({@link Grouping}), HAVING, windows, the output row,
 * DISTINCT, ORDER BY, row locks, LIMIT. What stands above a grouping or a window is rewritten to read computed ranges.
 */
public final class Planner {
    /** Nesting of queries. */
    private static final int MAX_DEPTH = 500;

    private final ExpressionCompiler compiler;
    private final Sites sites = new Sites();
    private final Map<Integer, TableStorage> tables = new HashMap<>();
    private final Catalog catalog;
    private final @Nullable ToLongFunction<KeyRange> sizes;
    private final Map<Integer, Double> estimates = new HashMap<>();
    private boolean estimated;
    private @Nullable Level current;
    private int depth;

    /** A planner that knows nothing of tables never analyzed. */
    public Planner(FunctionRegistry functions, Catalog catalog, NameResolver names) {
        this(functions, catalog, names, null);
    }

    /** @param sizes about how many bytes a range of keys takes: for tables never analyzed */
    public Planner(
            FunctionRegistry functions,
            Catalog catalog,
            NameResolver names,
            @Nullable ToLongFunction<KeyRange> sizes) {
        this.catalog = catalog;
        this.sizes = sizes;
        var environment =
                new Environment(
                        functions, catalog, names, sites, this::planSubquery, this::rowShape);
        compiler = new ExpressionCompiler(environment);
    }

    /** The plan of a statement. */
    public StatementPlan plan(Statement statement) {
        return switch (statement) {
            case Query query -> {
                QueryPlan plan = plan(null, query);
                yield new StatementPlan(
                        plan, null, sites.count(), Boundedness.isBounded(plan), estimated);
            }
            case Modification modification -> {
                ModifyPlan plan = new ModificationPlanner(this).plan(null, modification);
                yield new StatementPlan(
                        null, plan, sites.count(), Boundedness.isBounded(plan), estimated);
            }
        };
    }

    /** About how many rows a table has that was never analyzed. */
    double estimatedRows(TableStorage table) {
        if (sizes == null) {
            return Selectivity.UNKNOWN_ROWS;
        }
        estimated = true;
        return estimates.computeIfAbsent(
                table.table.oid(),
                _ ->
                        Math.max(
                                Selectivity.UNKNOWN_ROWS,
                                (double) sizes.applyAsLong(table.keyFormat.all())
                                        / table.assumedRowBytes()));
    }

    ExpressionCompiler compiler() {
        return compiler;
    }

    Catalog catalog() {
        return catalog;
    }

    int nextSite() {
        return sites.next();
    }

    Expression compileAt(Level level, Scalar scalar) {
        Level before = current;
        current = level;
        try {
            return compiler.compile(ConstantFolder.fold(scalar, compiler.environment()));
        } finally {
            current = before;
        }
    }

    private QueryPlan planSubquery(Query query) {
        Level level = Objects.requireNonNull(current, "a sub-query outside of a query");
        QueryPlan plan = plan(level, query);
        level.subplans.add(new QueryPlan.Subplan(query, plan));
        return plan;
    }

    private RowShapes.Shape rowShape(Scalar.Column column) {
        Level level =
                Objects.requireNonNull(current, "a whole row outside of a query")
                        .up(column.levelsUp());
        var types = new ArrayList<SqlType>();
        var columnNames = new ArrayList<String>();
        var columns = new ArrayList<Integer>();
        RangeEntry entry = level.ranges.get(column.range());
        List<SqlType> all = level.columnTypes(column.range());
        boolean isTable =
                entry instanceof RangeEntry.Relation relation
                        && catalog.relation(relation.oid()) instanceof Relation.Table;
        int size = all.size();
        if (entry instanceof RangeEntry.Relation relation
                && catalog.relation(relation.oid()) instanceof Relation.SystemRelation system) {
            size = system.columns().size();
        }
        for (int i = 0; i < size; i++) {
            if (isTable
                    && ((Relation.Table)
                                    Objects.requireNonNull(
                                            catalog.relation(((RangeEntry.Relation) entry).oid())))
                            .columns()
                            .get(i)
                            .dropped()) {
                continue;
            }
            types.add(all.get(i));
            columnNames.add(entry.columnNames().get(i));
            columns.add(i);
        }
        return new RowShapes.Shape(
                types,
                columnNames,
                columns.stream().mapToInt(Integer::intValue).toArray(),
                entry instanceof RangeEntry.Relation relation ? relation.oid() : 0);
    }

    // --- one level ---

    QueryPlan plan(@Nullable Level parent, Query query) {
        if (++depth > MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        try {
            SemiJoins.Result pulled = SemiJoins.pull(query);
            Query plain = pulled.query();
            var level = new Level(parent, this, plain.ranges());
            level.semiJoins = pulled.joins();
            noteUses(level, plain);
            planWith(level, plain.with());
            return switch (plain.body()) {
                case Query.Select select -> planSelect(level, plain, select);
                case Query.SetOperation operation -> planSetOperation(level, plain, operation);
            };
        } finally {
            depth--;
        }
    }

    private static void noteUses(Level level, Query query) {
        Trees.Mapper note =
                (node, at) -> {
                    if (node instanceof Scalar.Column column && column.levelsUp() == at) {
                        level.use(column.range(), column.column());
                    }
                    return null;
                };
        Trees.map(query, 0, note);
        for (SemiJoins.Join join : level.semiJoins) {
            join.conditions().forEach(condition -> Trees.map(condition, 0, note));
            join.from().forEach(item -> Trees.map(item, 0, note));
        }
        for (Query.RowLock lock : query.locks()) {
            if (level.ranges.get(lock.range()) instanceof RangeEntry.Relation) {
                level.useRowKey(lock.range());
            }
        }
    }

    void planWith(Level level, List<CommonTable> with) {
        for (CommonTable table : with) {
            List<Carrier> carriers =
                    table.columnTypes().stream().map(compiler.environment()::carrier).toList();
            var plan = new CtePlan(table.name(), sites.next(), carriers);
            level.ctes.add(plan);
            switch (table.statement()) {
                case Query query -> {
                    if (table.recursive()
                            && query.body() instanceof Query.SetOperation operation
                            && refersToSelf(query)) {
                        planRecursive(level, plan, query, operation, table);
                    } else {
                        plan.define(plan(level, query), null);
                    }
                }
                case Modification modification ->
                        plan.define(null, new ModificationPlanner(this).plan(level, modification));
            }
        }
    }

    private static boolean refersToSelf(Query query) {
        return query.body() instanceof Query.SetOperation operation
                && containsSelf(operation.right());
    }

    private static boolean containsSelf(Query query) {
        for (RangeEntry entry : query.ranges()) {
            if (entry instanceof RangeEntry.CommonTableReference reference && reference.self()) {
                return true;
            }
            if (entry instanceof RangeEntry.Subquery subquery && containsSelf(subquery.query())) {
                return true;
            }
        }
        if (query.body() instanceof Query.SetOperation operation
                && (containsSelf(operation.left()) || containsSelf(operation.right()))) {
            return true;
        }
        for (CommonTable table : query.with()) {
            if (table.statement() instanceof Query inner && containsSelf(inner)) {
                return true;
            }
        }
        boolean[] found = {false};
        Trees.map(
                query,
                0,
                (node, _) -> {
                    if (node instanceof Scalar.Subquery subquery
                            && containsSelf(subquery.query())) {
                        found[0] = true;
                    }
                    return null;
                });
        return found[0];
    }

    private void planRecursive(
            Level level,
            CtePlan plan,
            Query query,
            Query.SetOperation operation,
            CommonTable table) {
        // the set operation is a level of its own, between the WITH and its two sides
        var inner = new Level(level, this, query.ranges());
        planWith(inner, query.with());
        plan.define(plan(inner, operation.left()), null);
        var orders = new ArrayList<ValueOrder>();
        if (!operation.all()) {
            for (SqlType type : table.columnTypes()) {
                orders.add(ValueOrder.of(type, compiler.environment()));
            }
        }
        plan.defineRecursion(plan(inner, operation.right()), !operation.all(), orders);
    }

    private QueryPlan planSelect(Level level, Query query, Query.Select select) {
        RowLocks.check(query, select);
        List<Scalar> targets =
                new ArrayList<>(query.targets().stream().map(Query.Target::value).toList());
        Scalar having = select.having();
        List<Query.Window> windows = select.windows();
        Grouping grouping = null;
        if (!select.groupingSets().isEmpty()) {
            Grouping made = new Grouping(level, select);
            grouping = made;
            targets.replaceAll(made::rewrite);
            having = having == null ? null : made.rewrite(having);
            windows =
                    windows.stream()
                            .map(
                                    window ->
                                            Trees.map(
                                                    window,
                                                    0,
                                                    (node, at) ->
                                                            at == 0 ? made.rewrite(node) : null))
                            .toList();
            targets.replaceAll(made::finish);
            having = having == null ? null : made.finish(having);
            windows =
                    windows.stream()
                            .map(
                                    window ->
                                            Trees.map(
                                                    window,
                                                    0,
                                                    (node, at) ->
                                                            at == 0 ? made.finish(node) : null))
                            .toList();
        }
        boolean plain =
                grouping == null
                        && windows.isEmpty()
                        && select.distinctOn() == null
                        && targets.stream().noneMatch(this::returnsSet);
        AccessPaths.WantedOrder wanted = plain ? wantedOrder(query) : null;
        var joins = new JoinPlanner(level, wanted);
        Plan plan = joins.plan(select.from(), Trees.conjuncts(folded(select.where())));
        var joined = new BitSet();
        select.from().forEach(item -> joined.or(JoinPlanner.ranges(item)));
        for (SemiJoins.Join join : level.semiJoins) {
            plan = joins.semiJoin(plan, joined, join);
        }
        boolean ordered = wanted != null && joins.isOrdered();
        if (grouping != null) {
            plan = grouping.plan(plan);
        }
        if (having != null) {
            Condition condition = Objects.requireNonNull(level.condition(Trees.conjuncts(having)));
            plan = new Plan.Filter(plan, condition, Math.max(1, plan.rows() * 0.3));
        }
        if (!windows.isEmpty()) {
            plan =
                    new WindowPlanner(level)
                            .plan(
                                    plan,
                                    windows,
                                    targets,
                                    grouping == null ? sourceRanges(level) : null);
        }
        return finish(level, query, select, plan, targets, ordered);
    }

    private @Nullable Scalar folded(@Nullable Scalar condition) {
        return condition == null ? null : ConstantFolder.fold(condition, compiler.environment());
    }

    private static BitSet sourceRanges(Level level) {
        var ranges = new BitSet();
        ranges.set(0, level.ranges.size());
        return ranges;
    }

    /** From the rows of the level to its output: projection, DISTINCT, ORDER BY, locks, LIMIT. */
    private QueryPlan finish(
            Level level,
            Query query,
            Query.@Nullable Select select,
            Plan input,
            List<Scalar> targets,
            boolean alreadyOrdered) {
        Plan plan = input;
        var lockKeys = new ArrayList<Scalar>();
        for (Query.RowLock lock : query.locks()) {
            if (level.ranges.get(lock.range()) instanceof RangeEntry.Relation relation) {
                lockKeys.add(
                        new Scalar.Column(
                                SqlType.BYTEA, 0, lock.range(), relation.columnTypes().size() + 1));
            }
        }
        List<Scalar> outputs = new ArrayList<>(targets);
        plan = projectSets(level, plan, outputs);
        outputs.addAll(lockKeys);
        int range = level.newRange();
        List<Expression> code = level.compileAll(outputs);
        List<Carrier> carriers = code.stream().map(Expression::carrier).toList();
        plan = new Plan.Project(plan, range, code, outputs);
        List<Plan.SortColumn> keys = sortColumns(query);
        Scalar limit = folded(query.limit());
        Scalar offset = query.offset();
        Expression limitCode = limit == null ? null : level.compile(limit);
        Expression offsetCode = offset == null ? null : level.compile(offset);
        List<Integer> distinctOn = select == null ? null : select.distinctOn();
        if (distinctOn != null && Objects.requireNonNull(select).hasDistinctOn()) {
            var columns = distinctColumns(query, distinctOn);
            var all = new ArrayList<>(keys);
            for (Plan.SortColumn column : columns) {
                if (all.stream().noneMatch(key -> key.column() == column.column())) {
                    all.add(column);
                }
            }
            plan = new Plan.Sort(plan, range, carriers, all, null, null, StoredColumns.NONE);
            plan = new Plan.Distinct(plan, range, carriers, columns, true);
        } else {
            if (distinctOn != null) {
                plan =
                        new Plan.Distinct(
                                plan, range, carriers, distinctColumns(query, distinctOn), false);
            }
            if (!keys.isEmpty() && !alreadyOrdered) {
                boolean top = limitCode != null && !query.withTies();
                plan =
                        new Plan.Sort(
                                plan,
                                range,
                                carriers,
                                keys,
                                top ? limitCode : null,
                                top ? offsetCode : null,
                                StoredColumns.NONE);
            }
        }
        if (limitCode != null || offsetCode != null) {
            double rows =
                    limit instanceof Scalar.Constant constant
                                    && constant.value() instanceof Long value
                            ? Math.min(plan.rows(), value)
                            : plan.rows();
            plan =
                    new Plan.Limit(
                            plan,
                            range,
                            limitCode,
                            offsetCode,
                            query.withTies() ? keys : null,
                            Math.max(1, rows));
        }
        if (!lockKeys.isEmpty()) {
            plan = new Plan.LockRows(plan, locks(level, query, range, targets.size()));
        }
        List<Query.Target> visible =
                query.targets().stream().filter(target -> !target.hidden()).toList();
        return new QueryPlan(
                plan,
                level.rangeCount(),
                range,
                visible,
                carriers,
                Trees.isCorrelated(query)
                        || level.semiJoins.stream().anyMatch(Planner::readsOuterLevel),
                level.ctes,
                level.ranges,
                level.subplans);
    }

    /** Whether a condition of a semi-join looks beyond its own level. */
    private static boolean readsOuterLevel(SemiJoins.Join join) {
        for (Scalar condition : join.conditions()) {
            boolean[] found = {false};
            Trees.map(
                    condition,
                    0,
                    (node, at) -> {
                        found[0] |= node instanceof Scalar.Column column && column.levelsUp() > at;
                        return null;
                    });
            if (found[0]) {
                return true;
            }
        }
        return false;
    }

    private List<Plan.Lock> locks(Level level, Query query, int range, int firstColumn) {
        var locks = new ArrayList<Plan.Lock>();
        int column = firstColumn;
        for (Query.RowLock lock : query.locks()) {
            TableStorage table = tableOf(level.ranges.get(lock.range()));
            if (level.ranges.get(lock.range()) instanceof RangeEntry.Relation) {
                if (table != null) {
                    locks.add(new Plan.Lock(table, range, column, lock.keyShare()));
                }
                column++;
            }
        }
        return locks;
    }

    private List<Plan.SortColumn> sortColumns(Query query) {
        var columns = new ArrayList<Plan.SortColumn>();
        for (Query.SortKey key : query.orderBy()) {
            SqlType type = query.targets().get(key.target()).value().type();
            columns.add(
                    new Plan.SortColumn(
                            key.target(),
                            ValueOrder.of(type, compiler.environment()),
                            key.descending(),
                            key.nullsFirst()));
        }
        return columns;
    }

    private List<Plan.SortColumn> distinctColumns(Query query, List<Integer> targets) {
        var columns = new ArrayList<Plan.SortColumn>();
        for (int target : targets) {
            SqlType type = query.targets().get(target).value().type();
            columns.add(
                    new Plan.SortColumn(
                            target, ValueOrder.of(type, compiler.environment()), false, false));
        }
        return columns;
    }

    private AccessPaths.@Nullable WantedOrder wantedOrder(Query query) {
        if (query.orderBy().isEmpty()) {
            return null;
        }
        var keys = new ArrayList<AccessPaths.WantedOrder.Key>();
        int range = -1;
        for (Query.SortKey key : query.orderBy()) {
            if (!(query.targets().get(key.target()).value() instanceof Scalar.Column column)
                    || column.levelsUp() != 0
                    || column.column() <= 0
                    || range >= 0 && column.range() != range) {
                return null;
            }
            range = column.range();
            keys.add(
                    new AccessPaths.WantedOrder.Key(
                            column.column() - 1, key.descending(), key.nullsFirst()));
        }
        double limit =
                query.limit() instanceof Scalar.Constant constant
                                && constant.value() instanceof Long value
                        ? Math.max(1, value)
                        : query.limit() != null ? 100 : Double.MAX_VALUE;
        return new AccessPaths.WantedOrder(range, keys, limit);
    }

    // --- set-returning functions in the output ---

    boolean returnsSet(Scalar scalar) {
        boolean[] found = {false};
        Trees.map(
                scalar,
                0,
                (node, at) -> {
                    if (at == 0
                            && node instanceof Scalar.FunctionCall call
                            && isSetFunction(call)) {
                        found[0] = true;
                    }
                    return node instanceof Scalar.Subquery ? node : null;
                });
        return found[0];
    }

    boolean isSetFunction(Scalar.FunctionCall call) {
        FunctionSignature signature = signature(call.function());
        return signature != null && signature.returnsSet();
    }

    private @Nullable FunctionSignature signature(int function) {
        FunctionSignature signature = compiler.environment().functions().function(function);
        if (signature != null) {
            return signature;
        }
        var user = catalog.function(function);
        return user == null ? null : user.signature();
    }

    private Plan projectSets(Level level, Plan input, List<Scalar> targets) {
        Plan plan = input;
        // inner calls first: f(generate_series(…)) where f returns a set too
        while (targets.stream().anyMatch(this::returnsSet)) {
            var calls = new ArrayList<Scalar.FunctionCall>();
            int range = level.newRange();
            targets.replaceAll(
                    target ->
                            Trees.map(
                                    target,
                                    0,
                                    (node, at) -> {
                                        if (node instanceof Scalar.Subquery) {
                                            return node;
                                        }
                                        if (at != 0
                                                || !(node instanceof Scalar.FunctionCall call)
                                                || !isSetFunction(call)) {
                                            return null;
                                        }
                                        if (call.arguments().stream().anyMatch(this::returnsSet)) {
                                            return null;
                                        }
                                        int index = calls.indexOf(call);
                                        if (index < 0 || Selectivity.isVolatile(call, level)) {
                                            index = calls.size();
                                            calls.add(call);
                                        }
                                        return new Scalar.Column(call.type(), 0, range, index + 1);
                                    }));
            var functions = new ArrayList<SetFunction>();
            for (Scalar.FunctionCall call : calls) {
                functions.add(setFunction(level, call, 1, List.of(call.type())));
            }
            List<Carrier> carriers =
                    calls.stream()
                            .map(call -> compiler.environment().carrier(call.type()))
                            .toList();
            plan = new Plan.ProjectSet(plan, range, functions, carriers, plan.rows() * 10);
        }
        return plan;
    }

    private SetFunction setFunction(Level level, Scalar tree, int columns, List<SqlType> types) {
        List<Carrier> carriers = types.stream().map(compiler.environment()::carrier).toList();
        var spec = new CallSpec(sites.next(), tree.type(), List.of());
        if (!(tree instanceof Scalar.FunctionCall call) || !isSetFunction(call)) {
            return new SetFunction(
                    tree, null, 0, level.compile(tree), List.of(), false, spec, columns, carriers);
        }
        List<Expression> arguments = level.compileAll(call.arguments());
        var callSpec =
                new CallSpec(
                        sites.next(),
                        call.type(),
                        call.arguments().stream().map(Scalar::type).toList());
        FunctionSignature builtin = compiler.environment().functions().function(call.function());
        if (builtin == null) {
            boolean strict = Objects.requireNonNull(signature(call.function())).strict();
            return new SetFunction(
                    tree,
                    null,
                    call.function(),
                    null,
                    arguments,
                    strict,
                    callSpec,
                    columns,
                    carriers);
        }
        if (!(compiler.environment().functions().implementation(call.function())
                instanceof Implementation.SetReturning implementation)) {
            throw new IllegalStateException("not set-returning: " + builtin.name());
        }
        return new SetFunction(
                tree,
                implementation,
                0,
                null,
                arguments,
                builtin.strict(),
                callSpec,
                columns,
                carriers);
    }

    // --- ranges ---

    /** The storage of a range that is a table; null for all others. */
    @Nullable TableStorage tableOf(RangeEntry entry) {
        return entry instanceof RangeEntry.Relation relation
                        && catalog.relation(relation.oid()) instanceof Relation.Table table
                ? storage(table)
                : null;
    }

    TableStorage storage(Relation.Table table) {
        TableStorage found = tables.get(table.oid());
        if (found == null) {
            found = TableStorage.of(table, compiler);
            tables.put(table.oid(), found);
        }
        return found;
    }

    /** How a range that is no table is read. */
    Plan rangePlan(Level level, int range, List<Scalar> filters) {
        Condition filter = level.condition(filters);
        return switch (level.ranges.get(range)) {
            case RangeEntry.Relation relation -> systemScan(relation, range, filter);
            case RangeEntry.Subquery subquery -> {
                QueryPlan plan = plan(level, subquery.query());
                yield new Plan.SubqueryScan(
                        range,
                        subquery.alias(),
                        plan,
                        filter,
                        plan.root().rows(),
                        plan.root().cost());
            }
            case RangeEntry.Functions functions -> functionScan(level, range, functions, filter);
            case RangeEntry.Values values -> {
                var rows = new ArrayList<Expression[]>();
                for (List<Scalar> row : values.rows()) {
                    rows.add(level.compileAll(row).toArray(Expression[]::new));
                }
                List<Carrier> carriers =
                        values.columnTypes().stream().map(compiler.environment()::carrier).toList();
                yield new Plan.ValuesScan(range, rows, carriers, filter, rows.size(), rows.size());
            }
            case RangeEntry.CommonTableReference reference -> {
                // a reference to itself stands below the level of the set operation as well
                CtePlan table = level.up(reference.levelsUp()).ctes.get(reference.index());
                yield reference.self()
                        ? new Plan.WorkTableScan(range, table, filter, 100, 100)
                        : new Plan.CteScan(range, table, filter, 1_000, 1_000);
            }
            case RangeEntry.SetResult _ ->
                    throw new IllegalStateException("a set result is not read");
        };
    }

    /** Adds filters to the plan of one range. */
    Plan withFilter(Level level, Plan plan, int range, List<Scalar> filters) {
        Condition condition = Objects.requireNonNull(level.condition(filters));
        double rows = plan.rows();
        for (Scalar filter : filters) {
            rows *= Selectivity.of(filter, level);
        }
        rows = Math.max(1, rows);
        return switch (plan) {
            case Plan.SystemScan scan when scan.filter() == null ->
                    new Plan.SystemScan(
                            range,
                            scan.relation(),
                            SystemLookups.of(level, range, scan.relation(), filters),
                            condition,
                            rows,
                            scan.cost());
            case Plan.SubqueryScan scan when scan.filter() == null ->
                    pushIntoSubquery(level, scan, filters, condition, rows);
            case Plan.ValuesScan scan when scan.filter() == null ->
                    new Plan.ValuesScan(
                            range, scan.values(), scan.carriers(), condition, rows, scan.cost());
            case Plan.FunctionScan scan when scan.filter() == null ->
                    new Plan.FunctionScan(
                            range,
                            scan.alias(),
                            scan.functions(),
                            scan.ordinality(),
                            scan.carriers(),
                            condition,
                            rows,
                            scan.cost());
            case Plan.CteScan scan when scan.filter() == null ->
                    new Plan.CteScan(range, scan.table(), condition, rows, scan.cost());
            case Plan.WorkTableScan scan when scan.filter() == null ->
                    new Plan.WorkTableScan(range, scan.table(), condition, rows, scan.cost());
            default -> new Plan.Filter(plan, condition, rows);
        };
    }

    /** Conditions on the output of a sub-query or view become conditions inside it where that changes nothing. */
    private Plan pushIntoSubquery(
            Level level,
            Plan.SubqueryScan scan,
            List<Scalar> filters,
            Condition condition,
            double rows) {
        RangeEntry.Subquery entry = (RangeEntry.Subquery) level.ranges.get(scan.range());
        PushDown.Result result = PushDown.into(entry.query(), scan.range(), filters, level);
        if (result.pushed() == 0) {
            return new Plan.SubqueryScan(
                    scan.range(), scan.alias(), scan.query(), condition, rows, scan.cost());
        }
        QueryPlan plan = plan(level, result.query());
        return new Plan.SubqueryScan(
                scan.range(),
                scan.alias(),
                plan,
                level.condition(result.rest()),
                plan.root().rows(),
                plan.root().cost());
    }

    private Plan systemScan(RangeEntry.Relation entry, int range, @Nullable Condition filter) {
        Relation relation = catalog.relation(entry.oid());
        if (relation instanceof Relation.SystemRelation system) {
            return new Plan.SystemScan(range, system, List.of(), filter, 200, 200);
        }
        if (relation instanceof Relation.Sequence sequence) {
            var shown =
                    new Relation.SystemRelation(
                            sequence.oid(),
                            sequence.schema(),
                            sequence.name(),
                            sequence.owner(),
                            'S',
                            List.of(
                                    new Relation.ViewColumn("last_value", SqlType.INT8),
                                    new Relation.ViewColumn("log_cnt", SqlType.INT8),
                                    new Relation.ViewColumn("is_called", SqlType.BOOL)),
                            List.of());
            return new Plan.SystemScan(range, shown, List.of(), filter, 1, 1);
        }
        if (catalog.relation(entry.oid()) instanceof Relation.Sequence sequence) {
            var columns = new ArrayList<Relation.ViewColumn>();
            for (int i = 0; i < entry.columnTypes().size(); i++) {
                columns.add(
                        new Relation.ViewColumn(
                                entry.columnNames().get(i), entry.columnTypes().get(i)));
            }
            var readable =
                    new Relation.SystemRelation(
                            sequence.oid(),
                            sequence.schema(),
                            sequence.name(),
                            sequence.owner(),
                            'S',
                            columns,
                            List.of());
            return new Plan.SystemScan(range, readable, List.of(), filter, 1, 1);
        }
        throw new IllegalStateException("no readable relation with OID " + entry.oid());
    }

    private Plan functionScan(
            Level level, int range, RangeEntry.Functions functions, @Nullable Condition filter) {
        var specs = new ArrayList<SetFunction>();
        int at = 0;
        for (RangeEntry.TableFunction function : functions.functions()) {
            List<SqlType> types = functions.columnTypes().subList(at, at + function.columns());
            specs.add(setFunction(level, function.call(), function.columns(), types));
            at += function.columns();
        }
        List<Carrier> carriers =
                functions.columnTypes().stream().map(compiler.environment()::carrier).toList();
        return new Plan.FunctionScan(
                range,
                functions.alias(),
                specs,
                functions.ordinality(),
                carriers,
                filter,
                1_000,
                1_000);
    }

    // --- set operations ---

    private QueryPlan planSetOperation(Level level, Query query, Query.SetOperation operation) {
        QueryPlan left = plan(level, operation.left());
        QueryPlan right = plan(level, operation.right());
        RangeEntry.SetResult result = (RangeEntry.SetResult) level.ranges.getFirst();
        List<Carrier> carriers =
                result.columnTypes().stream().map(compiler.environment()::carrier).toList();
        var orders = new ArrayList<ValueOrder>();
        boolean compares =
                !operation.all() || operation.operator() != Query.SetOperation.Operator.UNION;
        if (compares) {
            for (SqlType type : result.columnTypes()) {
                orders.add(ValueOrder.of(type, compiler.environment()));
            }
        }
        double rows = left.root().rows() + right.root().rows();
        Plan plan =
                new Plan.SetOperation(
                        0,
                        operation.operator(),
                        operation.all(),
                        left,
                        right,
                        carriers,
                        orders,
                        rows,
                        left.root().cost() + right.root().cost() + rows * 0.5);
        List<Scalar> targets =
                new ArrayList<>(query.targets().stream().map(Query.Target::value).toList());
        return finish(level, query, null, plan, targets, false);
    }
}
