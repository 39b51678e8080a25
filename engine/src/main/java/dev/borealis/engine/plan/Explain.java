package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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

    private final Catalog catalog;
    private final Options options;
    private final ExplainLines lines;
    private final ExplainNames names;
    private final Map<Query, Integer> numbers = new HashMap<>();
    private int subplanNumber;
    private int initPlans;

    private Explain(
            FunctionRegistry functions,
            Catalog catalog,
            NameResolver names,
            Options options,
            @Nullable Map<Plan, Seen> seen) {
        this.catalog = catalog;
        this.options = options;
        this.lines = new ExplainLines(options, seen);
        this.names = new ExplainNames(functions, catalog, names, options.verbose());
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
        return explain.lines.lines();
    }

    private static int details(int indent, String arrow) {
        return arrow.isEmpty() ? indent + 2 : indent + 6;
    }

    /** Prints a step; children of PostgreSQL's kind begin with an arrow at the details' indent. */
    private void query(QueryPlan plan, int indent, String arrow) {
        names.inside(plan.entries(), () -> level(plan, indent, arrow));
    }

    private void level(QueryPlan plan, int indent, String arrow) {
        var subplans = new LinkedHashMap<Query, QueryPlan>();
        plan.subplans().forEach(subplan -> subplans.put(subplan.query(), subplan.plan()));
        subplans.forEach(this::nameSubplan);
        int first = lines.size();
        step(plan.root(), indent, arrow, width(plan.columnTypes()));
        int inner = details(indent, arrow);
        if (options.verbose() && !plan.targets().isEmpty()) {
            lines.insert(
                    first + 1,
                    inner,
                    "Output: "
                            + plan.targets().stream()
                                    .map(target -> names.print(target.value()))
                                    .collect(Collectors.joining(", ")));
        }
        lines.before(first, inner, () -> initPlans(plan, subplans, inner));
        subplans.forEach(
                (query, subplan) -> {
                    if (subplan.isCorrelated()) {
                        lines.detail(inner, names.subplan(query));
                        query(subplan, inner + 2, "->  ");
                    }
                });
    }

    private void nameSubplan(Query query, QueryPlan plan) {
        subplanNumber++;
        names.nameSubplan(
                query, plan.isCorrelated() ? "SubPlan " + subplanNumber : "$" + initPlans++);
        numbers.put(query, subplanNumber);
    }

    private void initPlans(QueryPlan plan, Map<Query, QueryPlan> subplans, int indent) {
        for (CtePlan cte : plan.ctes()) {
            lines.detail(indent, "CTE " + cte.name);
            QueryPlan recursive = cte.recursive();
            if (cte.query() != null && recursive == null) {
                query(cte.query(), indent + 2, "->  ");
            } else if (cte.query() != null && recursive != null) {
                double rows = cte.query().root().rows() * 10;
                lines.node(
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
                        lines.detail(
                                indent,
                                "InitPlan "
                                        + numbers.get(query)
                                        + " (returns "
                                        + names.subplan(query)
                                        + ")");
                        query(subplan, indent + 2, "->  ");
                    }
                });
    }

    private void modification(ModifyPlan plan, int indent, String arrow) {
        Relation.Table table = plan.target().storage.table;
        String kind =
                switch (plan.kind()) {
                    case INSERT -> "Insert";
                    case UPDATE -> "Update";
                    case DELETE -> "Delete";
                };
        names.change(plan.entries());
        double cost = ShownCosts.total(plan.source());
        Seen source = lines.seen(plan.source());
        Runnable print =
                () ->
                        lines.node(
                                indent,
                                arrow,
                                kind + " on " + plan.target().schema + "." + table.name(),
                                plan.source(),
                                0,
                                cost,
                                0,
                                0);
        if (source != null && plan.returning().isEmpty()) {
            // the rows changed are not given to anybody
            var none =
                    new Seen(0, source.loops(), source.nanos(), source.nanos(), source.filtered());
            lines.pretending(plan.source(), none, print);
        } else {
            print.run();
        }
        if (plan.source() instanceof Plan.SubqueryScan scan) {
            query(scan.query(), details(indent, arrow), "->  ");
        } else {
            step(plan.source(), details(indent, arrow), "->  ", 0);
        }
    }

    /** The line of a step that gives its first row at once. */
    private void usual(int indent, String arrow, String label, Plan plan, int width) {
        lines.node(indent, arrow, label, plan, 0, plan.cost() / 100, plan.rows(), width);
    }

    private void filter(@Nullable Condition condition, int indent, String label, Plan plan) {
        if (condition != null) {
            lines.detail(indent, label + ": " + names.conditions(condition.trees()));
            lines.removed(indent, label, plan);
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
                lines.node(indent, arrow, "Result", plan, 0, 0.01, 1, width);
                filter(result.filter(), inner, "One-Time Filter", plan);
            }
            case Plan.Gate gate -> {
                lines.node(
                        indent,
                        arrow,
                        "Result",
                        plan,
                        0,
                        gate.input() instanceof Plan.Result ? 0.01 : isNothing(gate) ? 0 : total,
                        gate.input() instanceof Plan.Result ? 1 : isNothing(gate) ? 0 : gate.rows(),
                        isNothing(gate) && !(gate.input() instanceof Plan.Result) ? 0 : width);
                lines.detail(
                        inner, "One-Time Filter: " + names.conditions(gate.condition().trees()));
                if (!isNothing(gate)) {
                    child(gate.input(), inner);
                }
            }
            case Plan.Scan scan -> scan(scan, indent, arrow, width);
            case Plan.SystemScan scan -> {
                usual(
                        indent,
                        arrow,
                        "Seq Scan on "
                                + names.relation(
                                        scan.relation().schema(),
                                        scan.relation().name(),
                                        scan.range()),
                        plan,
                        width);
                filter(scan.filter(), inner, "Filter", plan);
            }
            case Plan.SubqueryScan scan -> {
                if (scan.filter() == null && !options.verbose()) {
                    query(scan.query(), indent, arrow);
                } else {
                    usual(indent, arrow, "Subquery Scan on " + scan.alias(), plan, width);
                    filter(scan.filter(), inner, "Filter", plan);
                    query(scan.query(), inner, "->  ");
                }
            }
            case Plan.ValuesScan scan -> {
                lines.node(
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
                                ? names.functionName(call.function())
                                : "value";
                String alias = function.equals(scan.alias()) ? "" : " " + scan.alias();
                usual(indent, arrow, "Function Scan on " + function + alias, plan, width);
                filter(scan.filter(), inner, "Filter", plan);
            }
            case Plan.CteScan scan -> {
                usual(
                        indent,
                        arrow,
                        "CTE Scan on " + names.cteName(scan.table(), scan.range()),
                        plan,
                        width);
                filter(scan.filter(), inner, "Filter", plan);
            }
            case Plan.WorkTableScan scan -> {
                usual(
                        indent,
                        arrow,
                        "WorkTable Scan on " + names.cteName(scan.table(), scan.range()),
                        plan,
                        width);
                filter(scan.filter(), inner, "Filter", plan);
            }
            case Plan.Filter filter -> {
                // PostgreSQL has no node for it: the condition belongs to the node below
                int first = lines.size();
                step(filter.input(), indent, arrow, width);
                lines.before(
                        first,
                        inner,
                        () ->
                                lines.detail(
                                        inner,
                                        "Filter: " + names.conditions(filter.condition().trees())));
            }
            case Plan.NestedLoop join -> {
                usual(indent, arrow, "Nested Loop" + joinKind(join.kind()), plan, width);
                filter(join.condition(), inner, "Join Filter", plan);
                child(join.left(), inner);
                child(join.right(), inner);
            }
            case Plan.HashJoin join -> {
                usual(
                        indent,
                        arrow,
                        "Hash"
                                + joinKind(join.kind())
                                + (join.kind() == Plan.JoinKind.INNER ? " Join" : ""),
                        plan,
                        width);
                if (!join.keyTrees().isEmpty()) {
                    lines.detail(inner, "Hash Cond: " + names.conditions(join.keyTrees()));
                }
                filter(join.condition(), inner, "Join Filter", plan);
                child(join.left(), inner);
                lines.node(
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
                usual(indent, arrow, "Materialize", plan, width);
                child(materialize.input(), inner);
            }
            case Plan.Aggregate aggregate -> aggregate(aggregate, indent, arrow, width);
            case Plan.Window window -> {
                usual(indent, arrow, "WindowAgg", plan, width);
                names.compute(
                        window.range(),
                        window.functions().stream()
                                .map(function -> (Scalar) function.tree())
                                .toList());
                child(window.input(), inner);
            }
            case Plan.ProjectSet project -> {
                usual(indent, arrow, "ProjectSet", plan, width);
                names.compute(
                        project.functionRange(),
                        project.functions().stream().map(SetFunction::tree).toList());
                child(project.input(), inner);
            }
            case Plan.Sort sort -> {
                lines.node(indent, arrow, "Sort", plan, total, total, sort.rows(), width);
                int at = lines.size();
                child(sort.input(), inner);
                lines.insert(at, inner, "Sort Key: " + names.sortKeys(sort.keys(), sort.input()));
            }
            case Plan.Distinct distinct -> {
                usual(indent, arrow, distinct.ordered() ? "Unique" : "HashAggregate", plan, width);
                int at = lines.size();
                child(distinct.input(), inner);
                if (!distinct.ordered()) {
                    lines.insert(
                            at,
                            inner,
                            "Group Key: " + names.sortKeys(distinct.columns(), distinct.input()));
                }
            }
            case Plan.Limit limit -> {
                usual(indent, arrow, "Limit", plan, width);
                child(limit.input(), inner);
            }
            case Plan.LockRows locks -> {
                usual(indent, arrow, "LockRows", plan, width);
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
                usual(indent, arrow, label, plan, width);
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
        lines.node(
                indent,
                arrow,
                label,
                aggregate,
                0,
                aggregate.cost() / 100,
                aggregate.rows(),
                width);
        var outputs = new ArrayList<Scalar>(aggregate.keyTrees());
        aggregate.calls().forEach(call -> outputs.add(call.tree()));
        names.compute(aggregate.range(), outputs);
        if (!plain) {
            for (List<Integer> set : aggregate.sets()) {
                lines.detail(
                        inner,
                        set.isEmpty()
                                ? "Group Key: ()"
                                : "Group Key: "
                                        + set.stream()
                                                .map(
                                                        key ->
                                                                names.print(
                                                                        aggregate
                                                                                .keyTrees()
                                                                                .get(key)))
                                                .collect(Collectors.joining(", ")));
            }
        }
        child(aggregate.input(), inner);
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

    // --- table accesses ---

    private void scan(Plan.Scan scan, int indent, String arrow, int width) {
        int inner = details(indent, arrow);
        Relation.Table table = scan.table().table;
        IndexStorage index = scan.index();
        boolean byPrimary =
                index == null
                        && !scan.table().hasHiddenKey()
                        && (!scan.access().isAll() || scan.reverse());
        String relation = names.relation(table.schema(), table.name(), scan.range());
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
        lines.node(indent, arrow, label, scan, startup, total, scan.rows(), width);
        String condition =
                scan.access().trees().isEmpty() ? null : names.conditions(scan.access().trees());
        if (condition != null) {
            lines.detail(inner, "Index Cond: " + condition);
        }
        boolean lookup = index != null && !scan.indexOnly();
        lines.storage(inner, "Storage Scan on " + storage, startup, total, scan, width);
        int deeper = inner + 4;
        if (!lookup) {
            lines.detail(deeper, "Projections: " + projections(scan));
        }
        Condition filter = scan.filter();
        if (filter != null && !lookup) {
            lines.detail(deeper, "Filters: " + names.conditions(filter.trees()));
            Seen what = lines.seen(scan);
            if (what != null) {
                lines.detail(deeper, "Rows Filtered: " + what.filtered());
            }
        }
        lines.storage(deeper, "B-Tree Scan on " + storage, startup, total, scan, width);
        if (condition != null) {
            lines.detail(deeper + 4, "Index Cond: " + condition);
        }
        if (lookup) {
            lines.storage(inner, "Storage Lookup on " + table.name(), startup, total, scan, width);
            lines.detail(deeper, "Projections: " + projections(scan));
            if (filter != null) {
                lines.detail(deeper, "Filters: " + names.conditions(filter.trees()));
            }
            lines.storage(deeper, "B-Tree Lookup on " + table.name(), startup, total, scan, width);
        }
    }

    private String projections(Plan.Scan scan) {
        return scan.table().table.liveColumns().stream()
                .map(column -> column.name())
                .collect(Collectors.joining(", "));
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
