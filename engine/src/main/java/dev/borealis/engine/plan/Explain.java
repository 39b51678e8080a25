package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.plan.ExplainNode.Heading;
import dev.borealis.engine.plan.ExplainNode.Relationship;
import dev.borealis.engine.plan.ExplainProperty.Flag;
import dev.borealis.engine.plan.ExplainProperty.Text;
import dev.borealis.engine.plan.ExplainProperty.Texts;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Identifiers;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes plans in DSQL's shape, for {@link ExplainFormat} to print: PostgreSQL's nodes, with Storage Scan and B-Tree
 * Scan below the table accesses. Source: spec/sql-catalog-session.md section 4.
 */
public final class Explain {
    /**
     * What was asked for.
     *
     * @param buffers whether blocks of shared buffers are counted: there are none
     * @param wal whether records of a write-ahead log are counted: statements write none
     */
    public record Options(
            boolean costs, boolean verbose, boolean timing, boolean buffers, boolean wal) {}

    /** What was seen of one step. @param nanos of all starts together */
    public record Seen(long rows, long loops, long firstRowNanos, long nanos, long filtered) {}

    /** Bytes, of rows whose columns are not known. */
    private static final int UNKNOWN_WIDTH = 8;

    private final FunctionRegistry functions;
    private final Options options;
    private final ExplainNames names;
    private final ExplainNodes nodes;
    private final ExplainScans scans;
    private final Map<Query, Integer> numbers = new HashMap<>();
    private int subplanNumber;
    private int initPlans;

    /** Members of the set operation being described that were numbered so far. */
    private int members;

    private Explain(
            StatementPlan plan,
            FunctionRegistry functions,
            Catalog catalog,
            NameResolver names,
            Options options,
            @Nullable Map<Plan, Seen> seen) {
        this.functions = functions;
        this.options = options;
        this.nodes = new ExplainNodes(options, seen);
        this.names =
                new ExplainNames(
                        functions, catalog, names, options.verbose(), new ExplainAliases(plan));
        this.scans = new ExplainScans(nodes, this.names, catalog, options.verbose());
    }

    /** @param seen what an execution showed, by identity of the plan's steps; null without ANALYZE */
    public static ExplainedPlan describe(
            StatementPlan plan,
            FunctionRegistry functions,
            Catalog catalog,
            NameResolver names,
            Options options,
            @Nullable Map<Plan, Seen> seen) {
        var explain = new Explain(plan, functions, catalog, names, options, seen);
        QueryPlan query = plan.query();
        ModifyPlan modification = plan.modification();
        if (query != null) {
            return new ExplainedPlan(explain.query(query).node());
        }
        if (modification != null) {
            return new ExplainedPlan(explain.modification(modification));
        }
        throw new IllegalStateException("a plan of nothing");
    }

    // --- levels ---

    /** A query level: its topmost step and its columns. */
    private record Described(ExplainNode node, List<ExplainNames.Shown> columns) {}

    private Described query(QueryPlan plan) {
        return names.inside(
                plan.entries(),
                () -> {
                    var subplans = nameSubplans(plan);
                    ExplainNode root = step(plan.root(), width(plan.columnTypes()));
                    addSubqueries(plan, subplans, root);
                    return new Described(root, columns(plan));
                });
    }

    /** A sub-query told as part of the query around it. */
    private Described pulledUp(QueryPlan plan, int width) {
        return names.inside(
                plan.entries(),
                () -> {
                    var subplans = nameSubplans(plan);
                    ExplainNode root =
                            plan.root() instanceof Plan.Project project
                                    ? step(project.input(), width)
                                    : step(plan.root(), width);
                    addSubqueries(plan, subplans, root);
                    return new Described(
                            root, columns(plan).stream().map(ExplainNames.Shown::inline).toList());
                });
    }

    /** By query: one that was planned twice is told as it was planned last. */
    private Map<Query, QueryPlan.Subplan> nameSubplans(QueryPlan plan) {
        var subplans = new LinkedHashMap<Query, QueryPlan.Subplan>();
        plan.subplans().forEach(subplan -> subplans.put(subplan.subquery().query(), subplan));
        subplans.forEach(
                (query, subplan) -> {
                    subplanNumber++;
                    String name = "SubPlan " + subplanNumber;
                    names.nameSubplan(
                            query,
                            isComputedOnce(subplan)
                                    ? "$" + initPlans++
                                    : ExpressionCompiler.isHashed(
                                                    subplan.subquery(), subplan.plan(), functions)
                                            ? "hashed " + name
                                            : name);
                    numbers.put(query, subplanNumber);
                });
        return subplans;
    }

    /** Whether its value is the same for all rows. The values of ANY and ALL are told as compared with each row's. */
    private static boolean isComputedOnce(QueryPlan.Subplan subplan) {
        if (subplan.plan().isCorrelated()) {
            return false;
        }
        return switch (subplan.subquery().kind()) {
            case EXISTS, SCALAR, ROW, ARRAY -> true;
            case ANY, ALL -> false;
        };
    }

    /** Common tables and the sub-queries of expressions belong to the topmost step of their level. */
    private void addSubqueries(
            QueryPlan plan, Map<Query, QueryPlan.Subplan> subplans, ExplainNode root) {
        plan.ctes().forEach(table -> commonTable(table, root));
        subplans.forEach(
                (query, subplan) -> {
                    ExplainNode node = query(subplan.plan()).node();
                    int number = numbers.get(query);
                    if (isComputedOnce(subplan)) {
                        root.initPlan(
                                "InitPlan %d (returns %s)".formatted(number, names.subplan(query)),
                                node);
                    } else {
                        root.subPlan("SubPlan " + number, node);
                    }
                });
    }

    private void commonTable(CtePlan table, ExplainNode below) {
        QueryPlan query = table.query();
        QueryPlan recursive = table.recursive();
        ModifyPlan modification = table.modification();
        String name = "CTE " + table.name;
        if (query != null && recursive != null) {
            double rows = query.root().rows() * 10;
            ExplainNode union =
                    nodes.node(
                            Heading.of("Recursive Union"),
                            query.root(),
                            0,
                            rows / 100,
                            rows,
                            width(query.columnTypes()));
            union.input(Relationship.OUTER, query(query).node());
            union.input(Relationship.INNER, query(recursive).node());
            below.initPlan(name, union);
        } else if (query != null) {
            below.initPlan(name, query(query).node());
        } else if (modification != null) {
            below.initPlan(name, modification(modification));
        }
    }

    private ExplainNode modification(ModifyPlan plan) {
        String operation =
                switch (plan.kind()) {
                    case INSERT -> "Insert";
                    case UPDATE -> "Update";
                    case DELETE -> "Delete";
                };
        names.change(plan.entries());
        String table = plan.target().storage.table.name();
        var heading =
                new Heading(
                        operation + " on " + plan.target().schema + "." + table,
                        "ModifyTable",
                        List.of(new Text("Operation", operation)),
                        List.of(
                                new Text("Relation Name", table),
                                new Text("Schema", plan.target().schema),
                                new Text("Alias", names.alias(0))));
        ExplainNode node = nodes.change(heading, plan);
        ModifyPlan.OnConflict clause = plan.onConflict();
        if (clause != null) {
            node.add(
                    new Text(
                            "Conflict Resolution",
                            clause.assignments() == null ? "NOTHING" : "UPDATE"));
            if (!clause.arbiters().isEmpty()) {
                node.add(
                        new Texts(
                                "Conflict Arbiter Indexes",
                                scans.indexes(plan.target().storage, clause.arbiters())));
            }
        }
        node.input(
                Relationship.OUTER,
                plan.source() instanceof Plan.SubqueryScan scan
                        ? query(scan.query()).node()
                        : step(plan.source(), 0));
        return node;
    }

    // --- columns ---

    /** What the visible columns of a level are. */
    private List<ExplainNames.Shown> columns(QueryPlan plan) {
        return columns(plan.root()).stream().limit(plan.targets().size()).toList();
    }

    /** The output of the step that computes the columns of a level, which those above it pass on. */
    private List<ExplainNames.Shown> columns(Plan plan) {
        Plan step = plan;
        while (true) {
            switch (step) {
                case Plan.Project project -> {
                    return names.show(project.trees(), ExplainSteps.computed(project.input()));
                }
                case Plan.Sort sort -> step = sort.input();
                case Plan.Distinct distinct -> step = distinct.input();
                case Plan.Limit limit -> step = limit.input();
                case Plan.LockRows locks -> step = locks.input();
                case Plan.Result _,
                        Plan.Scan _,
                        Plan.Source _,
                        Plan.Filter _,
                        Plan.Gate _,
                        Plan.NestedLoop _,
                        Plan.HashJoin _,
                        Plan.Materialize _,
                        Plan.Aggregate _,
                        Plan.Window _,
                        Plan.ProjectSet _,
                        Plan.SetOperation _ -> {
                    return List.of();
                }
            }
        }
    }

    private void output(ExplainNode node, List<String> columns) {
        if (options.verbose() && !columns.isEmpty()) {
            node.addFirst(new Texts("Output", columns));
        }
    }

    // --- steps ---

    private ExplainNode input(Plan plan) {
        return step(plan, UNKNOWN_WIDTH);
    }

    /** A step that gives rows of its input as they are. */
    private ExplainNode passing(Plan plan, Plan input, Heading heading, int width) {
        ExplainNode below = input(input);
        ExplainNode node = nodes.usual(heading, plan, width);
        output(node, names.outputs(columns(input), false));
        node.input(Relationship.OUTER, below);
        return node;
    }

    private ExplainNode step(Plan plan, int width) {
        return switch (plan) {
            case Plan.Project project -> project(project, width);
            case Plan.Result result -> {
                ExplainNode node = nodes.node(Heading.of("Result"), plan, 0, 0.01, 1, width);
                oneTimeFilter(result.filter(), node);
                yield node;
            }
            case Plan.Gate gate -> gate(gate, width);
            case Plan.Scan scan -> scans.table(scan, width);
            case Plan.SubqueryScan scan -> subqueryScan(scan, null, width);
            case Plan.SystemScan scan -> scans.system(scan, width);
            case Plan.ValuesScan scan -> scans.values(scan, width);
            case Plan.FunctionScan scan -> scans.function(scan, width);
            case Plan.CteScan scan ->
                    scans.commonTable("CTE Scan", scan.table(), scan.range(), scan, width);
            case Plan.WorkTableScan scan ->
                    scans.commonTable("WorkTable Scan", scan.table(), scan.range(), scan, width);
            case Plan.Filter filter -> {
                // PostgreSQL has no node for it: the condition belongs to the node below
                ExplainNode node = step(filter.input(), width);
                nodes.filter(
                        node,
                        "Filter",
                        names.conditions(
                                filter.condition().trees(), ExplainSteps.computed(filter.input())),
                        filter);
                yield node;
            }
            case Plan.NestedLoop join -> {
                ExplainNode left = input(join.left());
                ExplainNode right = input(join.right());
                ExplainNode node =
                        nodes.usual(ExplainHeadings.join("Nested Loop", join.kind()), plan, width);
                innerUnique(node, join.right());
                joinFilter(node, join, join.condition());
                node.input(Relationship.OUTER, left);
                node.input(Relationship.INNER, right);
                yield node;
            }
            case Plan.HashJoin join -> hashJoin(join, width);
            case Plan.Materialize materialize -> {
                ExplainNode node = nodes.usual(Heading.of("Materialize"), plan, width);
                node.input(Relationship.OUTER, input(materialize.input()));
                yield node;
            }
            case Plan.Aggregate aggregate -> aggregate(aggregate, width);
            case Plan.Window window -> window(window, width);
            case Plan.ProjectSet project -> {
                ExplainNode below = input(project.input());
                names.compute(
                        project.functionRange(),
                        names.show(
                                project.functions().stream().map(SetFunction::tree).toList(), -1));
                ExplainNode node = nodes.usual(Heading.of("ProjectSet"), plan, width);
                node.input(Relationship.OUTER, below);
                yield node;
            }
            case Plan.Sort sort -> {
                ExplainNode node = passing(plan, sort.input(), Heading.of("Sort"), width);
                node.add(new Texts("Sort Key", names.sortKeys(sort.keys(), columns(sort.input()))));
                yield node;
            }
            case Plan.Distinct distinct -> distinct(distinct, width);
            case Plan.Limit limit -> passing(plan, limit.input(), Heading.of("Limit"), width);
            case Plan.LockRows locks -> passing(plan, locks.input(), Heading.of("LockRows"), width);
            case Plan.SetOperation operation -> {
                int before = members;
                members = 0;
                ExplainNode node = setOperation(operation, width);
                members = before;
                yield node;
            }
        };
    }

    private ExplainNode project(Plan.Project project, int width) {
        if (project.input() instanceof Plan.SubqueryScan scan) {
            ExplainNode node = subqueryScan(scan, project.trees(), width);
            if (ExplainSubqueries.isPulledUp(scan)
                    || ExplainSubqueries.isStep(scan, project.trees())) {
                output(node, names.outputs(names.show(project.trees(), -1), true));
            }
            return node;
        }
        ExplainNode node = step(project.input(), width);
        if (!(project.input() instanceof Plan.SetOperation)) {
            int range = ExplainSteps.computed(project.input());
            output(node, names.outputs(names.show(project.trees(), range), true));
        }
        return node;
    }

    private void oneTimeFilter(@Nullable Condition condition, ExplainNode node) {
        if (condition != null) {
            node.add(new Text("One-Time Filter", names.conditions(condition.trees())));
        }
    }

    private ExplainNode gate(Plan.Gate gate, int width) {
        boolean isResult = gate.input() instanceof Plan.Result;
        boolean isEmpty = ExplainSteps.isNothing(gate);
        ExplainNode node =
                nodes.node(
                        Heading.of("Result"),
                        gate,
                        0,
                        isResult ? 0.01 : isEmpty ? 0 : gate.cost() / 100,
                        isResult ? 1 : isEmpty ? 0 : gate.rows(),
                        isEmpty && !isResult ? 0 : width);
        oneTimeFilter(gate.condition(), node);
        if (!isEmpty) {
            node.input(Relationship.OUTER, input(gate.input()));
        }
        return node;
    }

    private ExplainNode subqueryScan(
            Plan.SubqueryScan scan, @Nullable List<Scalar> targets, int width) {
        Condition filter = scan.filter();
        if (ExplainSubqueries.isPulledUp(scan)) {
            Described inner = pulledUp(scan.query(), width);
            names.compute(scan.range(), inner.columns());
            if (filter != null) {
                String condition =
                        ExplainSteps.readsOneRange(scan.query())
                                ? names.scanConditions(filter.trees(), scan.range())
                                : names.conditions(filter.trees());
                nodes.filter(inner.node(), "Filter", condition, scan);
            }
            return inner.node();
        }
        Described inner = query(scan.query());
        if (!ExplainSubqueries.isStep(scan, targets)) {
            names.compute(scan.range(), inner.columns());
            return inner.node();
        }
        ExplainNode node =
                nodes.usual(ExplainHeadings.subquery(names.alias(scan.range())), scan, width);
        if (filter != null) {
            // the only kind of scan that always names the relation
            nodes.filter(node, "Filter", names.qualifiedConditions(filter.trees()), scan);
        }
        node.input(Relationship.SUBQUERY, inner.node());
        return node;
    }

    // --- joins ---

    private ExplainNode hashJoin(Plan.HashJoin join, int width) {
        ExplainNode left = input(join.left());
        ExplainNode hashed = input(join.right());
        ExplainNode node = nodes.usual(ExplainHeadings.join("Hash Join", join.kind()), join, width);
        innerUnique(node, join.right());
        if (!join.keyTrees().isEmpty()) {
            BitSet right = new BitSet();
            join.rightRanges().forEach(right::set);
            node.add(
                    new Text(
                            "Hash Cond",
                            names.conditions(
                                    join.keyTrees().stream()
                                            .map(key -> ExplainSteps.probingSideFirst(key, right))
                                            .toList())));
        }
        joinFilter(node, join, join.condition());
        double cost = ShownCosts.total(join.right());
        ExplainNode hash =
                nodes.node(
                        Heading.of("Hash"),
                        join.right(),
                        cost,
                        cost,
                        join.right().rows(),
                        UNKNOWN_WIDTH);
        hash.input(Relationship.OUTER, hashed);
        node.input(Relationship.OUTER, left);
        node.input(Relationship.INNER, hash);
        return node;
    }

    /** Whether it is known that no row of the left side has more than one partner. */
    private static void innerUnique(ExplainNode node, Plan right) {
        node.add(
                ExplainDetail.ofDocument(
                        new Flag(
                                "Inner Unique",
                                right instanceof Plan.Scan scan && scan.atMostOne())));
    }

    private void joinFilter(ExplainNode node, Plan join, @Nullable Condition condition) {
        if (condition != null) {
            nodes.filter(node, "Join Filter", names.conditions(condition.trees()), join);
        }
    }

    // --- grouping, windows ---

    private ExplainNode aggregate(Plan.Aggregate aggregate, int width) {
        ExplainNode below = input(aggregate.input());
        List<ExplainNames.Shown> keys =
                names.show(aggregate.keyTrees(), ExplainSteps.computed(aggregate.input()));
        var outputs = new ArrayList<>(keys);
        outputs.addAll(
                names.show(aggregate.calls().stream().map(AggregateSpec::tree).toList(), -1));
        names.compute(aggregate.range(), outputs);
        List<List<Integer>> sets = aggregate.sets();
        boolean isMixed = sets.size() > 1 && sets.stream().anyMatch(List::isEmpty);
        Heading heading =
                isMixed
                        ? ExplainHeadings.aggregate("MixedAggregate", "Mixed")
                        : aggregate.keys().isEmpty()
                                ? ExplainHeadings.aggregate("Aggregate", "Plain")
                                : aggregate.ordered()
                                        ? ExplainHeadings.aggregate("GroupAggregate", "Sorted")
                                        : ExplainHeadings.aggregate("HashAggregate", "Hashed");
        ExplainNode node = nodes.usual(heading, aggregate, width);
        if (sets.size() > 1) {
            node.add(groupingSets(sets, keys));
        } else if (!aggregate.keys().isEmpty()) {
            node.add(
                    new Texts(
                            "Group Key",
                            sets.getFirst().stream()
                                    .map(key -> names.shown(keys.get(key)))
                                    .toList()));
        }
        node.input(Relationship.OUTER, below);
        return node;
    }

    /** The sets that are hashed, then those that need no table. */
    private ExplainProperty groupingSets(List<List<Integer>> sets, List<ExplainNames.Shown> keys) {
        var hashed = new ArrayList<List<ExplainProperty>>();
        var plain = new ArrayList<List<ExplainProperty>>();
        for (List<Integer> set : sets) {
            List<String> printed = set.stream().map(key -> names.shown(keys.get(key))).toList();
            if (set.isEmpty()) {
                plain.add(
                        List.of(
                                new ExplainProperty.Lists(
                                        "Group Keys", "Group Key", List.of(printed))));
            } else {
                hashed.add(
                        List.of(
                                new ExplainProperty.Lists(
                                        "Hash Keys", "Hash Key", List.of(printed))));
            }
        }
        hashed.addAll(plain);
        return new ExplainProperty.Groups("Grouping Sets", "Grouping Set", hashed);
    }

    private ExplainNode distinct(Plan.Distinct distinct, int width) {
        if (distinct.ordered()) {
            return passing(distinct, distinct.input(), Heading.of("Unique"), width);
        }
        ExplainNode node =
                passing(
                        distinct,
                        distinct.input(),
                        ExplainHeadings.aggregate("HashAggregate", "Hashed"),
                        width);
        List<ExplainNames.Shown> columns = columns(distinct.input());
        node.add(
                new Texts(
                        "Group Key",
                        distinct.columns().stream()
                                .map(key -> names.shown(columns.get(key.column())))
                                .toList()));
        return node;
    }

    private ExplainNode window(Plan.Window window, int width) {
        ExplainNode below = input(window.input());
        Query.Window tree = window.window().tree();
        var keys = new ArrayList<String>();
        var trees = new ArrayList<Scalar>(tree.partitionBy());
        for (ExplainNames.Shown key : names.show(trees, ExplainSteps.computed(window.input()))) {
            keys.add(names.above(key));
        }
        for (int i = 0; i < tree.orderBy().size(); i++) {
            Scalar key = tree.orderBy().get(i).value();
            if (!trees.contains(key)) {
                trees.add(key);
                keys.add(
                        names.above(
                                        names.show(
                                                        List.of(key),
                                                        ExplainSteps.computed(window.input()))
                                                .getFirst())
                                + ExplainNames.direction(window.window().order().get(i)));
            }
        }
        if (!keys.isEmpty()) {
            ExplainNode sort = nodes.above(Heading.of("Sort"), below);
            sort.add(new Texts("Sort Key", keys));
            sort.input(Relationship.OUTER, below);
            below = sort;
        }
        names.compute(
                window.range(),
                names.show(window.functions().stream().map(WindowFunctionSpec::tree).toList(), -1));
        ExplainNode node = nodes.usual(Heading.of("WindowAgg"), window, width);
        node.input(Relationship.OUTER, below);
        return node;
    }

    // --- set operations ---

    private ExplainNode setOperation(Plan.SetOperation operation, int width) {
        boolean isUnion = operation.operator() == Query.SetOperation.Operator.UNION;
        var inputs = new ArrayList<Described>();
        member(operation.left(), operation, inputs);
        member(operation.right(), operation, inputs);
        names.compute(operation.range(), inputs.getFirst().columns());
        if (isUnion && operation.all()) {
            return append(nodes.usual(Heading.of("Append"), operation, width), inputs);
        }
        ExplainNode append =
                append(
                        nodes.sum(
                                Heading.of("Append"),
                                inputs.stream().map(Described::node).toList()),
                        inputs);
        ExplainNode node;
        if (isUnion) {
            node =
                    nodes.usual(
                            ExplainHeadings.aggregate("HashAggregate", "Hashed"), operation, width);
            node.add(
                    new Texts(
                            "Group Key",
                            inputs.getFirst().columns().stream().map(names::above).toList()));
        } else {
            String command =
                    (operation.operator() == Query.SetOperation.Operator.INTERSECT
                                    ? "Intersect"
                                    : "Except")
                            + (operation.all() ? " All" : "");
            var heading =
                    new Heading(
                            "HashSetOp " + command,
                            "SetOp",
                            List.of(new Text("Strategy", "Hashed")),
                            List.of(new Text("Command", command)));
            node = nodes.usual(heading, operation, width);
        }
        node.input(Relationship.OUTER, append);
        return node;
    }

    private static ExplainNode append(ExplainNode node, List<Described> inputs) {
        node.add(ExplainDetail.ofDocument(ExplainProperty.count("Subplans Removed", 0)));
        inputs.forEach(input -> node.input(Relationship.MEMBER, input.node()));
        return node;
    }

    /** Adds a side of a set operation: its own sides when it is a union that makes no difference inside a union. */
    private void member(QueryPlan plan, Plan.SetOperation outer, List<Described> to) {
        boolean isUnion = outer.operator() == Query.SetOperation.Operator.UNION;
        if (!(plan.root() instanceof Plan.Project(Plan.SetOperation inner, _, _, _))
                || !plan.ctes().isEmpty()) {
            Described leaf = query(plan);
            members++;
            to.add(isUnion ? leaf : selected(plan, leaf));
        } else if (isUnion
                && inner.operator() == Query.SetOperation.Operator.UNION
                && (inner.all() || !outer.all())) {
            member(inner.left(), outer, to);
            member(inner.right(), outer, to);
        } else {
            to.add(
                    names.inside(
                            plan.entries(),
                            () -> {
                                ExplainNode node = setOperation(inner, width(plan.columnTypes()));
                                return new Described(node, columns(plan));
                            }));
        }
    }

    /** A side whose rows are marked, to be told apart from the other's. */
    private Described selected(QueryPlan plan, Described leaf) {
        String alias = "*SELECT* " + members;
        ExplainNode node = nodes.above(ExplainHeadings.subquery(alias), leaf.node());
        node.input(Relationship.SUBQUERY, leaf.node());
        return new Described(
                node,
                plan.targets().stream()
                        .map(
                                target ->
                                        ExplainNames.Shown.name(
                                                Identifiers.quote(alias),
                                                Identifiers.quote(target.name())))
                        .toList());
    }

    static int width(List<SqlType> types) {
        int width = 0;
        for (SqlType type : types) {
            var info = BuiltinTypes.find(type.oid());
            width += info == null || info.length() < 0 ? 32 : info.length();
        }
        return width;
    }
}
