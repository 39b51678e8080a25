package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Prints plans in DSQL's shape: PostgreSQL's nodes, with Storage Scan and B-Tree Scan below the table accesses. Source:
 * spec/sql-catalog-session.md section 4.
 */
public final class Explain {
    /** What was asked for. */
    public record Options(boolean costs, boolean verbose, boolean timing) {}

    /** What was seen of one step. @param nanos of all starts together */
    public record Seen(long rows, long loops, long firstRowNanos, long nanos, long filtered) {}

    private final FunctionRegistry functions;
    private final Catalog catalog;
    private final NameResolver names;
    private final Options options;
    private final Map<Plan, Seen> seen;
    private final List<String> lines = new ArrayList<>();
    private List<RangeEntry> entries = List.of();
    private Map<Integer, List<Scalar>> computed = new HashMap<>();
    private final List<List<RangeEntry>> outer = new ArrayList<>();
    private final Map<Query, String> subplanNames = new HashMap<>();
    private final Map<Query, Integer> numbers = new HashMap<>();
    private int subplanNumber;
    private int initPlans;

    private Explain(
            FunctionRegistry functions,
            Catalog catalog,
            NameResolver names,
            Options options,
            @Nullable Map<Plan, Seen> seen) {
        this.functions = functions;
        this.catalog = catalog;
        this.names = names;
        this.options = options;
        this.seen = seen == null ? new IdentityHashMap<>() : seen;
    }

    /** @param seen what an execution showed, by identity of the plan's steps; null without ANALYZE */
    public static List<String> lines(
            StatementPlan plan,
            FunctionRegistry functions,
            Catalog catalog,
            NameResolver names,
            Options options,
            @Nullable Map<Plan, Seen> seen) {
        var explain = new Explain(functions, catalog, names, options, seen);
        QueryPlan query = plan.query();
        ModifyPlan modification = plan.modification();
        if (query != null) {
            explain.query(query, 0, "");
        } else if (modification != null) {
            explain.modification(modification, 0, "");
        }
        return explain.lines;
    }

    // --- lines ---

    private void node(
            int indent,
            String arrow,
            String label,
            Plan plan,
            double startup,
            double total,
            double rows,
            int width) {
        var line = new StringBuilder(" ".repeat(indent)).append(arrow).append(label);
        if (options.costs()) {
            boolean sums = ShownCosts.hasInputs(plan) && total > 0;
            line.append(
                    String.format(
                            Locale.ROOT,
                            "  (cost=%.2f..%.2f rows=%d width=%d)",
                            sums ? ShownCosts.startup(plan) : startup,
                            sums ? ShownCosts.total(plan) : total,
                            Math.round(rows),
                            width));
        }
        Seen what = seen.get(plan);
        if (what != null) {
            long loops = Math.max(1, what.loops());
            if (what.loops() == 0) {
                line.append(" (never executed)");
            } else if (!options.timing()) {
                line.append(
                        String.format(
                                Locale.ROOT,
                                " (actual rows=%d loops=%d)",
                                Math.round((double) what.rows() / loops),
                                loops));
            } else {
                line.append(
                        String.format(
                                Locale.ROOT,
                                " (actual time=%.3f..%.3f rows=%d loops=%d)",
                                what.firstRowNanos() / 1e6,
                                what.nanos() / 1e6 / loops,
                                Math.round((double) what.rows() / loops),
                                loops));
            }
        }
        lines.add(line.toString());
    }

    private void detail(int indent, String text) {
        lines.add(" ".repeat(indent) + text);
    }

    private static int details(int indent, String arrow) {
        return arrow.isEmpty() ? indent + 2 : indent + 6;
    }

    /** Prints a step; children of PostgreSQL's kind begin with an arrow at the details' indent. */
    private void query(QueryPlan plan, int indent, String arrow) {
        List<RangeEntry> outerEntries = entries;
        Map<Integer, List<Scalar>> outerComputed = computed;
        outer.add(entries);
        entries = plan.entries();
        computed = new HashMap<>();
        var subplans = new LinkedHashMap<Query, QueryPlan>();
        plan.subplans().forEach(subplan -> subplans.put(subplan.query(), subplan.plan()));
        subplans.forEach(this::nameSubplan);
        int first = lines.size();
        step(plan.root(), indent, arrow, width(plan.columnTypes()));
        int inner = details(indent, arrow);
        if (options.verbose() && !plan.targets().isEmpty()) {
            lines.add(
                    first + 1,
                    " ".repeat(inner)
                            + "Output: "
                            + plan.targets().stream()
                                    .map(target -> bare(print(target.value())))
                                    .collect(Collectors.joining(", ")));
        }
        before(first, inner, () -> initPlans(plan, subplans, inner));
        subplans.forEach(
                (query, subplan) -> {
                    if (subplan.isCorrelated()) {
                        detail(inner, subplanNames.getOrDefault(query, "SubPlan"));
                        query(subplan, inner + 2, "->  ");
                    }
                });
        outer.removeLast();
        entries = outerEntries;
        computed = outerComputed;
    }

    private void nameSubplan(Query query, QueryPlan plan) {
        subplanNumber++;
        subplanNames.put(
                query, plan.isCorrelated() ? "SubPlan " + subplanNumber : "$" + initPlans++);
        numbers.put(query, subplanNumber);
    }

    private void initPlans(QueryPlan plan, Map<Query, QueryPlan> subplans, int indent) {
        for (CtePlan cte : plan.ctes()) {
            detail(indent, "CTE " + cte.name);
            QueryPlan recursive = cte.recursive();
            if (cte.query() != null && recursive == null) {
                query(cte.query(), indent + 2, "->  ");
            } else if (cte.query() != null && recursive != null) {
                double rows = cte.query().root().rows() * 10;
                node(
                        indent + 2,
                        "->  ",
                        "Recursive Union",
                        cte.query().root(),
                        0,
                        rows / 100,
                        rows,
                        width(cte.query().columnTypes()));
                query(cte.query(), indent + 8, "->  ");
                query(recursive, indent + 8, "->  ");
            } else if (cte.modification() != null) {
                modification(cte.modification(), indent + 2, "->  ");
            }
        }
        subplans.forEach(
                (query, subplan) -> {
                    if (!subplan.isCorrelated()) {
                        detail(
                                indent,
                                "InitPlan "
                                        + numbers.get(query)
                                        + " (returns "
                                        + subplanNames.get(query)
                                        + ")");
                        query(subplan, indent + 2, "->  ");
                    }
                });
    }

    /** Prints something before the first child of the node whose line is {@code node}. */
    private void before(int node, int indent, Runnable print) {
        int end = lines.size();
        print.run();
        var printed = new ArrayList<>(lines.subList(end, lines.size()));
        lines.subList(end, lines.size()).clear();
        String child = " ".repeat(indent) + "->";
        int at = node + 1;
        while (at < lines.size() && !lines.get(at).startsWith(child)) {
            at++;
        }
        lines.addAll(at, printed);
    }

    private void modification(ModifyPlan plan, int indent, String arrow) {
        Relation.Table table = plan.target().storage.table;
        String kind =
                switch (plan.kind()) {
                    case INSERT -> "Insert";
                    case UPDATE -> "Update";
                    case DELETE -> "Delete";
                };
        entries = plan.entries();
        double cost = ShownCosts.total(plan.source());
        Seen source = seen.get(plan.source());
        if (source != null && plan.returning().isEmpty()) {
            // the rows changed are not given to anybody
            seen.put(
                    plan.source(),
                    new Seen(0, source.loops(), source.nanos(), source.nanos(), source.filtered()));
        }
        node(
                indent,
                arrow,
                kind + " on " + plan.target().schema + "." + table.name(),
                plan.source(),
                0,
                cost,
                0,
                0);
        if (source != null) {
            seen.put(plan.source(), source);
        }
        if (plan.source() instanceof Plan.SubqueryScan scan) {
            query(scan.query(), details(indent, arrow), "->  ");
        } else {
            step(plan.source(), details(indent, arrow), "->  ", 0);
        }
    }

    private void child(Plan plan, int indent) {
        step(plan, indent, "->  ", 8);
    }

    private void step(Plan plan, int indent, String arrow, int width) {
        int inner = details(indent, arrow);
        double total = plan.cost() / 100;
        switch (plan) {
            case Plan.Project project -> step(project.input(), indent, arrow, width);
            case Plan.Result result -> {
                node(indent, arrow, "Result", plan, 0, 0.01, 1, width);
                filter(result.filter(), inner, "One-Time Filter", plan);
            }
            case Plan.Gate gate -> {
                node(
                        indent,
                        arrow,
                        "Result",
                        plan,
                        0,
                        gate.input() instanceof Plan.Result ? 0.01 : isNothing(gate) ? 0 : total,
                        gate.input() instanceof Plan.Result ? 1 : isNothing(gate) ? 0 : gate.rows(),
                        isNothing(gate) && !(gate.input() instanceof Plan.Result) ? 0 : width);
                detail(inner, "One-Time Filter: " + conditions(gate.condition().trees()));
                if (!isNothing(gate)) {
                    child(gate.input(), inner);
                }
            }
            case Plan.Scan scan -> scan(scan, indent, arrow, width);
            case Plan.SystemScan scan -> {
                node(
                        indent,
                        arrow,
                        "Seq Scan on "
                                + relation(
                                        scan.relation().schema(),
                                        scan.relation().name(),
                                        scan.range()),
                        plan,
                        0,
                        total,
                        scan.rows(),
                        width);
                filter(scan.filter(), inner, "Filter", plan);
            }
            case Plan.SubqueryScan scan -> {
                if (scan.filter() == null && !options.verbose()) {
                    query(scan.query(), indent, arrow);
                } else {
                    node(
                            indent,
                            arrow,
                            "Subquery Scan on " + scan.alias(),
                            plan,
                            0,
                            total,
                            scan.rows(),
                            width);
                    filter(scan.filter(), inner, "Filter", plan);
                    query(scan.query(), inner, "->  ");
                }
            }
            case Plan.ValuesScan scan -> {
                node(
                        indent,
                        arrow,
                        "Values Scan on \"*VALUES*\"",
                        plan,
                        0,
                        0.0125 * scan.rows(),
                        scan.rows(),
                        width);
                filter(scan.filter(), inner, "Filter", plan);
            }
            case Plan.FunctionScan scan -> {
                String function =
                        scan.functions().getFirst().tree() instanceof Scalar.FunctionCall call
                                ? functionName(call.function())
                                : "value";
                String alias = function.equals(scan.alias()) ? "" : " " + scan.alias();
                node(
                        indent,
                        arrow,
                        "Function Scan on " + function + alias,
                        plan,
                        0,
                        total,
                        scan.rows(),
                        width);
                filter(scan.filter(), inner, "Filter", plan);
            }
            case Plan.CteScan scan -> {
                node(
                        indent,
                        arrow,
                        "CTE Scan on " + cteName(scan.table(), scan.range()),
                        plan,
                        0,
                        total,
                        scan.rows(),
                        width);
                filter(scan.filter(), inner, "Filter", plan);
            }
            case Plan.WorkTableScan scan -> {
                node(
                        indent,
                        arrow,
                        "WorkTable Scan on " + cteName(scan.table(), scan.range()),
                        plan,
                        0,
                        total,
                        scan.rows(),
                        width);
                filter(scan.filter(), inner, "Filter", plan);
            }
            case Plan.Filter filter -> {
                // PostgreSQL has no node for it: the condition belongs to the node below
                int first = lines.size();
                step(filter.input(), indent, arrow, width);
                before(
                        first,
                        inner,
                        () -> detail(inner, "Filter: " + conditions(filter.condition().trees())));
            }
            case Plan.NestedLoop join -> {
                node(
                        indent,
                        arrow,
                        "Nested Loop" + joinKind(join.kind()),
                        plan,
                        0,
                        total,
                        join.rows(),
                        width);
                filter(join.condition(), inner, "Join Filter", plan);
                child(join.left(), inner);
                child(join.right(), inner);
            }
            case Plan.HashJoin join -> {
                node(
                        indent,
                        arrow,
                        "Hash"
                                + joinKind(join.kind())
                                + (join.kind() == Plan.JoinKind.INNER ? " Join" : ""),
                        plan,
                        0,
                        total,
                        join.rows(),
                        width);
                if (!join.keyTrees().isEmpty()) {
                    detail(inner, "Hash Cond: " + conditions(join.keyTrees()));
                }
                filter(join.condition(), inner, "Join Filter", plan);
                child(join.left(), inner);
                node(
                        inner,
                        "->  ",
                        "Hash",
                        join.right(),
                        ShownCosts.total(join.right()),
                        ShownCosts.total(join.right()),
                        join.right().rows(),
                        8);
                child(join.right(), inner + 6);
            }
            case Plan.Materialize materialize -> {
                node(indent, arrow, "Materialize", plan, 0, total, materialize.rows(), width);
                child(materialize.input(), inner);
            }
            case Plan.Aggregate aggregate -> aggregate(aggregate, indent, arrow, width);
            case Plan.Window window -> {
                node(indent, arrow, "WindowAgg", plan, 0, total, window.rows(), width);
                computed.put(
                        window.range(),
                        window.functions().stream()
                                .map(function -> (Scalar) function.tree())
                                .toList());
                child(window.input(), inner);
            }
            case Plan.ProjectSet project -> {
                node(indent, arrow, "ProjectSet", plan, 0, total, project.rows(), width);
                computed.put(
                        project.functionRange(),
                        project.functions().stream().map(SetFunction::tree).toList());
                child(project.input(), inner);
            }
            case Plan.Sort sort -> {
                node(indent, arrow, "Sort", plan, total, total, sort.rows(), width);
                int at = lines.size();
                child(sort.input(), inner);
                lines.add(
                        at, " ".repeat(inner) + "Sort Key: " + sortKeys(sort.keys(), sort.input()));
            }
            case Plan.Distinct distinct -> {
                node(
                        indent,
                        arrow,
                        distinct.ordered() ? "Unique" : "HashAggregate",
                        plan,
                        0,
                        total,
                        distinct.rows(),
                        width);
                int at = lines.size();
                child(distinct.input(), inner);
                if (!distinct.ordered()) {
                    lines.add(
                            at,
                            " ".repeat(inner)
                                    + "Group Key: "
                                    + sortKeys(distinct.columns(), distinct.input()));
                }
            }
            case Plan.Limit limit -> {
                node(indent, arrow, "Limit", plan, 0, total, limit.rows(), width);
                child(limit.input(), inner);
            }
            case Plan.LockRows locks -> {
                node(indent, arrow, "LockRows", plan, 0, total, locks.rows(), width);
                child(locks.input(), inner);
            }
            case Plan.SetOperation operation -> {
                boolean append =
                        operation.all()
                                && operation.operator()
                                        == dev.borealis.engine.tree.Query.SetOperation.Operator
                                                .UNION;
                String label =
                        switch (operation.operator()) {
                            case UNION -> append ? "Append" : "HashAggregate";
                            case INTERSECT ->
                                    "HashSetOp Intersect" + (operation.all() ? " All" : "");
                            case EXCEPT -> "HashSetOp Except" + (operation.all() ? " All" : "");
                        };
                node(indent, arrow, label, plan, 0, total, operation.rows(), width);
                query(operation.left(), inner, "->  ");
                query(operation.right(), inner, "->  ");
            }
        }
    }

    /** Whether the plan below can be left out: there is none to speak of, or no row will be asked for. */
    private static boolean isNothing(Plan.Gate gate) {
        return gate.input() instanceof Plan.Result
                || gate.condition().trees().stream()
                        .anyMatch(
                                tree ->
                                        tree instanceof Scalar.Constant constant
                                                && (constant.value() == null
                                                        || constant.value().equals(0L)));
    }

    private void aggregate(Plan.Aggregate aggregate, int indent, String arrow, int width) {
        int inner = details(indent, arrow);
        boolean plain = aggregate.keys().isEmpty();
        String label =
                aggregate.sets().size() > 1
                        ? "MixedAggregate"
                        : plain ? "Aggregate" : "HashAggregate";
        node(indent, arrow, label, aggregate, 0, aggregate.cost() / 100, aggregate.rows(), width);
        var outputs = new ArrayList<Scalar>(aggregate.keyTrees());
        aggregate.calls().forEach(call -> outputs.add(call.tree()));
        computed.put(aggregate.range(), outputs);
        if (!plain) {
            for (List<Integer> set : aggregate.sets()) {
                detail(
                        inner,
                        set.isEmpty()
                                ? "Group Key: ()"
                                : "Group Key: "
                                        + set.stream()
                                                .map(
                                                        key ->
                                                                bare(
                                                                        print(
                                                                                aggregate
                                                                                        .keyTrees()
                                                                                        .get(key))))
                                                .collect(Collectors.joining(", ")));
            }
        }
        child(aggregate.input(), inner);
    }

    private static String bare(String text) {
        return text;
    }

    private static String joinKind(Plan.JoinKind kind) {
        return switch (kind) {
            case INNER -> "";
            case LEFT -> " Left Join";
            case RIGHT -> " Right Join";
            case FULL -> " Full Join";
            case SEMI -> " Semi Join";
            case ANTI -> " Anti Join";
        };
    }

    private void filter(@Nullable Condition condition, int indent, String label, Plan plan) {
        if (condition != null) {
            detail(indent, label + ": " + conditions(condition.trees()));
            Seen what = seen.get(plan);
            if (what != null && what.filtered() > 0) {
                detail(indent, "Rows Removed by " + label + ": " + what.filtered());
            }
        }
    }

    // --- table accesses ---

    private void scan(Plan.Scan scan, int indent, String arrow, int width) {
        int inner = details(indent, arrow);
        Relation.Table table = scan.table().table;
        IndexStorage index = scan.index();
        boolean byPrimary =
                index == null
                        && !scan.table().hasHiddenKey()
                        && (!scan.access().isAll() || scan.reverse());
        String relation = relation(table.schema(), table.name(), scan.range());
        String storage =
                index != null
                        ? index.index().name()
                        : byPrimary ? catalog.index(table.primaryKey()).name() : table.name();
        String label =
                index == null && !byPrimary && !scan.reverse()
                        ? "Full Scan (btree-table) on " + relation
                        : (index == null || scan.indexOnly() ? "Index Only Scan" : "Index Scan")
                                + (scan.reverse() ? " Backward" : "")
                                + " using "
                                + (index == null && !byPrimary && !scan.table().hasHiddenKey()
                                        ? catalog.index(table.primaryKey()).name()
                                        : storage)
                                + " on "
                                + relation;
        double startup = ShownCosts.startup(scan);
        double total = ShownCosts.total(scan);
        node(indent, arrow, label, scan, startup, total, scan.rows(), width);
        String condition =
                scan.access().trees().isEmpty() ? null : conditions(scan.access().trees());
        if (condition != null) {
            detail(inner, "Index Cond: " + condition);
        }
        boolean lookup = index != null && !scan.indexOnly();
        storage(inner, "Storage Scan on " + storage, startup, total, scan, width);
        int deeper = inner + 4;
        if (!lookup) {
            detail(deeper, "Projections: " + projections(scan));
        }
        Condition filter = scan.filter();
        if (filter != null && !lookup) {
            detail(deeper, "Filters: " + conditions(filter.trees()));
            Seen what = seen.get(scan);
            if (what != null) {
                detail(deeper, "Rows Filtered: " + what.filtered());
            }
        }
        storage(deeper, "B-Tree Scan on " + storage, startup, total, scan, width);
        if (condition != null) {
            detail(deeper + 4, "Index Cond: " + condition);
        }
        if (lookup) {
            storage(inner, "Storage Lookup on " + table.name(), startup, total, scan, width);
            detail(deeper, "Projections: " + projections(scan));
            if (filter != null) {
                detail(deeper, "Filters: " + conditions(filter.trees()));
            }
            storage(deeper, "B-Tree Lookup on " + table.name(), startup, total, scan, width);
        }
    }

    private void storage(
            int indent, String label, double startup, double total, Plan.Scan scan, int width) {
        boolean physical = label.startsWith("B-Tree Scan"); // before the filter
        var line = new StringBuilder(" ".repeat(indent)).append("-> ").append(label);
        if (options.costs()) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            " (cost=%.2f..%.2f rows=%d width=%d)",
                            startup,
                            total,
                            Math.round(scan.rows()),
                            width));
        }
        Seen what = seen.get(scan);
        if (what != null) {
            long loops = Math.max(1, what.loops());
            line.append(
                    String.format(
                            Locale.ROOT,
                            " (actual rows=%d loops=%d)",
                            Math.round(
                                    (double) (what.rows() + (physical ? what.filtered() : 0))
                                            / loops),
                            loops));
        }
        lines.add(line.toString());
    }

    private String projections(Plan.Scan scan) {
        return scan.table().table.liveColumns().stream()
                .map(column -> column.name())
                .collect(Collectors.joining(", "));
    }

    // --- names ---

    private String relation(int schema, String name, int range) {
        SchemaDefinition definition = catalog.schema(schema);
        String qualified =
                options.verbose() && definition != null ? definition.name() + "." + name : name;
        String alias = range < entries.size() ? entries.get(range).alias() : name;
        return alias.equals(name) || alias.isEmpty() ? qualified : qualified + " " + alias;
    }

    private String cteName(CtePlan table, int range) {
        String alias = range < entries.size() ? entries.get(range).alias() : table.name;
        return alias.equals(table.name) ? table.name : table.name + " " + alias;
    }

    private String functionName(int function) {
        var signature = functions.function(function);
        if (signature != null) {
            return signature.name();
        }
        var user = catalog.function(function);
        return user == null ? "?" : user.signature().name();
    }

    private String sortKeys(List<Plan.SortColumn> keys, Plan input) {
        List<Scalar> targets = targets(input);
        return keys.stream()
                .map(
                        key ->
                                (key.column() < targets.size()
                                                ? print(targets.get(key.column()))
                                                : "?")
                                        + (key.descending() ? " DESC" : "")
                                        + (key.nullsFirst() == key.descending()
                                                ? ""
                                                : key.nullsFirst()
                                                        ? " NULLS FIRST"
                                                        : " NULLS LAST"))
                .collect(Collectors.joining(", "));
    }

    private static List<Scalar> targets(Plan plan) {
        return switch (plan) {
            case Plan.Project project -> project.trees();
            case Plan.Sort sort -> targets(sort.input());
            case Plan.Distinct distinct -> targets(distinct.input());
            default -> List.of();
        };
    }

    private String conditions(List<Scalar> trees) {
        String joined = trees.stream().map(this::print).collect(Collectors.joining(" AND "));
        return trees.size() == 1 ? joined : "(" + joined + ")";
    }

    private String print(Scalar scalar) {
        return new ScalarPrinter(
                        functions,
                        catalog,
                        names,
                        new ScalarPrinter.ColumnNames() {
                            @Override
                            public String name(Scalar.Column column) {
                                return column(column);
                            }

                            @Override
                            public String name(Scalar.Subquery subquery) {
                                return subplanNames.getOrDefault(subquery.query(), "SubPlan");
                            }
                        })
                .print(scalar);
    }

    private String column(Scalar.Column column) {
        if (column.levelsUp() > 0) {
            int level = outer.size() - column.levelsUp();
            if (level < 0 || column.range() >= outer.get(level).size() || column.column() <= 0) {
                return "$" + column.column();
            }
            RangeEntry entry = outer.get(level).get(column.range());
            return entry.alias() + "." + entry.columnNames().get(column.column() - 1);
        }
        List<Scalar> slots = computed.get(column.range());
        if (slots != null) {
            return column.column() <= slots.size()
                    ? "(" + print(slots.get(column.column() - 1)) + ")"
                    : "?";
        }
        if (column.range() >= entries.size() || column.column() <= 0) {
            return "?";
        }
        RangeEntry entry = entries.get(column.range());
        String name = entry.columnNames().get(column.column() - 1);
        return entries.size() > 1 || options.verbose() ? entry.alias() + "." + name : name;
    }

    private static int width(List<SqlType> types) {
        int width = 0;
        for (SqlType type : types) {
            var info = dev.borealis.types.BuiltinTypes.find(type.oid());
            width += info == null || info.length() < 0 ? 32 : info.length();
        }
        return width;
    }
}
