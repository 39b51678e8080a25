package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.evaluate.RowShapes;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Statement;
import dev.borealis.store.KeyRange;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.StackDepth;
import dev.borealis.types.TypeContext;
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
 * <p>Per query level: WITH ({@link CommonTablePlanner}), FROM and WHERE ({@link JoinPlanner}, {@link RangePlanner}),
 * grouping ({@link Grouping}), HAVING, windows ({@link WindowPlanner}), the output row, DISTINCT, ORDER BY, row locks and
 * LIMIT ({@link OutputPlanner}). What stands above a grouping or a window is rewritten to read computed ranges.
 */
public final class Planner {
    /** Nesting of queries. */
    private static final int MAX_DEPTH = StackDepth.QUERIES;

    /** Of a table analyzed while it was smaller, the size is asked for; that of a larger one costs too much to ask. */
    private static final double SMALL_BYTES = 1 << 20;

    /** Such a table has grown when it is so many times as large. */
    private static final double GROWN = 2;

    /** The size of a small table is known to a page or so. */
    private static final double PAGE_BYTES = 16 << 10;

    private final ExpressionCompiler compiler;
    private final Sites sites = new Sites();
    private final Map<Integer, TableStorage> tables = new HashMap<>();
    private final Catalog catalog;
    private final @Nullable ToLongFunction<KeyRange> sizes;
    final PlannerSwitches switches;
    private final @Nullable StableValues stableValues;
    private final Map<Integer, Double> estimates = new HashMap<>();
    private boolean estimated;
    private boolean valueMatters;
    private boolean wideRange;
    private @Nullable Patterns patterns;
    private @Nullable String rowLock;
    private @Nullable ParameterSteps parameters;
    private boolean longSubquery;
    private @Nullable Level current;
    private int depth;

    final SetFunctionPlanner setFunctions = new SetFunctionPlanner(this);
    final CommonTablePlanner commonTables = new CommonTablePlanner(this);
    final RangePlanner rangePlans = new RangePlanner(this);
    private final OutputPlanner output = new OutputPlanner(this);

    /** A planner that knows nothing of tables never analyzed, nor what time it is. */
    public Planner(FunctionRegistry functions, Catalog catalog, NameResolver names) {
        this(functions, catalog, names, null, PlannerSwitches.ALL, null);
    }

    /**
     * @param sizes about how many bytes a range of keys takes: for tables never analyzed
     * @param moment for what values of stable functions are estimated
     */
    public Planner(
            FunctionRegistry functions,
            Catalog catalog,
            NameResolver names,
            @Nullable ToLongFunction<KeyRange> sizes,
            PlannerSwitches switches,
            @Nullable TypeContext moment) {
        this.catalog = catalog;
        this.sizes = sizes;
        this.switches = switches;
        var environment =
                new Environment(
                        functions, catalog, names, sites, this::planSubquery, this::rowShape);
        compiler = new ExpressionCompiler(environment);
        stableValues = moment == null ? null : new StableValues(environment, moment);
    }

    /** The plan of a statement. */
    public StatementPlan plan(Statement statement) {
        return switch (statement) {
            case Query query -> {
                QueryPlan plan = plan(null, query);
                boolean bounded = Boundedness.isBounded(plan);
                yield statementPlan(plan, null, bounded, Boundedness.readsNoData(plan));
            }
            case Modification modification -> {
                ModifyPlan plan = new ModificationPlanner(this).plan(null, modification);
                boolean bounded = Boundedness.isBounded(plan);
                yield statementPlan(null, plan, bounded, Boundedness.readsNoData(plan));
            }
        };
    }

    private StatementPlan statementPlan(
            @Nullable QueryPlan query,
            @Nullable ModifyPlan modification,
            boolean bounded,
            boolean readsNoData) {
        return new StatementPlan(
                query,
                modification,
                sites.count(),
                sites.userFunctions(),
                bounded && !longSubquery && !wideRange,
                (bounded || readsNoData) && !longSubquery && !wideRange && !valueMatters,
                estimated,
                rowLock);
    }

    /** About how many rows a table has. */
    double rows(TableStorage table) {
        TableStatistics statistics = catalog.statistics(table.table.oid());
        if (statistics != null && (sizes == null || statistics.bytes() > SMALL_BYTES)) {
            return Math.max(1, statistics.rows());
        }
        if (sizes == null) {
            return Selectivity.UNKNOWN_ROWS;
        }
        estimated = true;
        return estimates.computeIfAbsent(
                table.table.oid(), _ -> estimate(table, statistics, sizes));
    }

    /** By the size of the table: it was never analyzed, or it was small then and may have grown since. */
    private static double estimate(
            TableStorage table,
            @Nullable TableStatistics statistics,
            ToLongFunction<KeyRange> sizes) {
        double bytes = sizes.applyAsLong(table.keyFormat.all());
        if (statistics == null) {
            return Math.max(Selectivity.UNKNOWN_ROWS, bytes / table.assumedRowBytes());
        }
        double rows = Math.max(1, statistics.rows());
        if (bytes <= GROWN * Math.max(statistics.bytes(), PAGE_BYTES)) {
            return rows;
        }
        return statistics.bytes() == 0
                ? bytes / table.assumedRowBytes()
                : rows * bytes / statistics.bytes();
    }

    /** A choice would perhaps be another one for another value of a parameter: the plan is not for all. */
    void noteValueMatters() {
        valueMatters = true;
    }

    /** A range between two parameters may be one of many rows. */
    void noteWideRange() {
        wideRange = true;
    }

    /** What an expression without columns would give now, for estimates; null when that is not known. */
    Scalar.@Nullable Constant valueNow(Scalar scalar) {
        return stableValues == null || scalar instanceof Scalar.Parameter
                ? null
                : stableValues.of(scalar);
    }

    /** What is known of patterns. */
    Patterns patterns() {
        Patterns made = patterns;
        if (made == null) {
            made = new Patterns(compiler.environment());
            patterns = made;
        }
        return made;
    }

    /**
     * The plan of a statement whose parameters count as constants. It serves other values of them unless the steps are
     * pinned.
     */
    public StatementPlan plan(Statement statement, ParameterSteps steps) {
        parameters = steps;
        StatementPlan plan = plan(statement);
        steps.forgetValues();
        return plan;
    }

    ExpressionCompiler compiler() {
        return compiler;
    }

    Catalog catalog() {
        return catalog;
    }

    List<Carrier> carriers(List<SqlType> types) {
        return types.stream().map(compiler.environment()::carrier).toList();
    }

    ValueOrder order(SqlType type) {
        return ValueOrder.of(type, compiler.environment());
    }

    List<ValueOrder> orders(List<SqlType> types) {
        return types.stream().map(this::order).toList();
    }

    int nextSite() {
        return sites.next();
    }

    Expression compileAt(Level level, Scalar scalar) {
        Level before = current;
        current = level;
        try {
            return compiler.compile(
                    ConstantFolder.fold(scalar, compiler.environment(), parameters));
        } finally {
            current = before;
        }
    }

    Expression compileAt(Level level, Scalar.FunctionCall call, List<NameResolver.Field> wanted) {
        Level before = current;
        current = level;
        try {
            return compiler.callFor(call, wanted);
        } finally {
            current = before;
        }
    }

    private QueryPlan planSubquery(Scalar.Subquery subquery) {
        Level level = Objects.requireNonNull(current, "a sub-query outside of a query");
        QueryPlan plan = plan(level, subquery.query());
        level.subplans.add(new QueryPlan.Subplan(subquery, plan));
        longSubquery |= !Boundedness.isBounded(plan);
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
            SemiJoins.Result pulled =
                    SemiJoins.pull(CommonTables.inline(query, compiler.environment()));
            Query plain = pulled.query();
            var level = new Level(parent, this, plain.ranges());
            level.semiJoins = pulled.joins();
            level.query = plain;
            noteUses(level, plain);
            commonTables.plan(level, plain.with(), plain);
            return switch (plain.body()) {
                case Query.Select select -> planSelect(level, plain, select);
                case Query.SetOperation operation -> planSetOperation(level, plain, operation);
            };
        } finally {
            depth--;
        }
    }

    private void noteUses(Level level, Query query) {
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
                if (rowLock == null) {
                    rowLock = lock.keyShare() ? "FOR KEY SHARE" : "FOR UPDATE";
                }
            }
        }
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
                        && targets.stream().noneMatch(setFunctions::returnsSet);
        AccessPaths.WantedOrder wanted = plain ? OutputPlanner.wantedOrder(query) : null;
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
            double selectivity = Selectivity.all(condition.trees(), level);
            plan = new Plan.Filter(plan, condition, Selectivity.rows(plan.rows(), selectivity));
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
        return output.plan(level, query, select, plan, targets, ordered);
    }

    @Nullable Scalar folded(@Nullable Scalar condition) {
        return condition == null
                ? null
                : ConstantFolder.fold(condition, compiler.environment(), parameters);
    }

    private static BitSet sourceRanges(Level level) {
        var ranges = new BitSet();
        ranges.set(0, level.ranges.size());
        return ranges;
    }

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

    // --- set operations ---

    private QueryPlan planSetOperation(Level level, Query query, Query.SetOperation operation) {
        QueryPlan left = plan(level, operation.left());
        QueryPlan right = plan(level, operation.right());
        RangeEntry.SetResult result = (RangeEntry.SetResult) level.ranges.getFirst();
        boolean compares =
                !operation.all() || operation.operator() != Query.SetOperation.Operator.UNION;
        List<ValueOrder> orders = compares ? orders(result.columnTypes()) : List.of();
        double rows = left.root().rows() + right.root().rows();
        Plan plan =
                new Plan.SetOperation(
                        0,
                        operation.operator(),
                        operation.all(),
                        left,
                        right,
                        carriers(result.columnTypes()),
                        orders,
                        rows,
                        left.root().cost() + right.root().cost() + rows * 0.5);
        List<Scalar> targets =
                new ArrayList<>(query.targets().stream().map(Query.Target::value).toList());
        return output.plan(level, query, null, plan, targets, false);
    }
}
