package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.plan.ExplainNode.Heading;
import dev.borealis.engine.plan.ExplainNode.Relationship;
import dev.borealis.engine.plan.ExplainProperty.Text;
import dev.borealis.engine.plan.ExplainProperty.Texts;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Identifiers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Describes the steps that read one range: tables in DSQL's shape, the others in PostgreSQL's. */
final class ExplainScans {
    private static final String VALUES = "*VALUES*";

    private final ExplainNodes nodes;
    private final ExplainNames names;
    private final Catalog catalog;
    private final boolean verbose;

    ExplainScans(ExplainNodes nodes, ExplainNames names, Catalog catalog, boolean verbose) {
        this.nodes = nodes;
        this.names = names;
        this.catalog = catalog;
        this.verbose = verbose;
    }

    private void filter(ExplainNode node, Plan.Source scan, int range) {
        Condition filter = scan.filter();
        if (filter != null) {
            nodes.filter(node, "Filter", names.scanConditions(filter.trees(), range), scan);
        }
    }

    /** The schema is told with VERBOSE only. */
    private List<ExplainProperty> target(String kind, String name, String schema, int range) {
        var target = new ArrayList<ExplainProperty>();
        target.add(new Text(kind, name));
        if (verbose) {
            target.add(new Text("Schema", schema));
        }
        target.add(new Text("Alias", names.alias(range)));
        return target;
    }

    // --- what is no table ---

    ExplainNode system(Plan.SystemScan scan, int width) {
        Relation.SystemRelation relation = scan.relation();
        var heading =
                new Heading(
                        "Seq Scan on "
                                + names.relation(relation.schema(), relation.name(), scan.range()),
                        "Seq Scan",
                        List.of(),
                        target(
                                "Relation Name",
                                relation.name(),
                                names.schema(relation.schema()),
                                scan.range()));
        ExplainNode node = nodes.usual(heading, scan, width);
        filter(node, scan, scan.range());
        return node;
    }

    ExplainNode values(Plan.ValuesScan scan, int width) {
        String alias = names.alias(scan.range());
        String name = alias.isEmpty() ? VALUES : alias;
        var heading =
                new Heading(
                        "Values Scan on " + Identifiers.quote(name),
                        "Values Scan",
                        List.of(),
                        List.of(new Text("Alias", name)));
        ExplainNode node = nodes.node(heading, scan, 0, 0.0125 * scan.rows(), scan.rows(), width);
        filter(node, scan, scan.range());
        return node;
    }

    ExplainNode function(Plan.FunctionScan scan, int width) {
        String alias = names.alias(scan.range());
        ExplainNames.FunctionName function = onlyFunction(scan);
        Heading heading;
        if (function == null) {
            heading =
                    new Heading(
                            "Function Scan on " + Identifiers.quote(alias),
                            "Function Scan",
                            List.of(),
                            List.of(new Text("Alias", alias)));
        } else {
            String quoted = Identifiers.quote(function.name());
            heading =
                    new Heading(
                            "Function Scan on "
                                    + names.onRange(
                                            verbose
                                                    ? Identifiers.quote(function.schema())
                                                            + "."
                                                            + quoted
                                                    : quoted,
                                            function.name(),
                                            scan.range()),
                            "Function Scan",
                            List.of(),
                            target(
                                    "Function Name",
                                    function.name(),
                                    function.schema(),
                                    scan.range()));
        }
        ExplainNode node = nodes.usual(heading, scan, width);
        if (verbose) {
            node.add(
                    new Text(
                            "Function Call",
                            scan.functions().stream()
                                    .map(call -> names.print(call.tree(), -1))
                                    .collect(Collectors.joining(", "))));
        }
        filter(node, scan, scan.range());
        return node;
    }

    /** The function, when it is but one and a function indeed. */
    private ExplainNames.@Nullable FunctionName onlyFunction(Plan.FunctionScan scan) {
        return scan.functions().size() == 1
                        && scan.functions().getFirst().tree() instanceof Scalar.FunctionCall call
                ? names.functionName(call.function())
                : null;
    }

    /** @param type the result of a common table, or the rows its recursion gave last */
    ExplainNode commonTable(String type, CtePlan table, int range, Plan.Source scan, int width) {
        var heading =
                new Heading(
                        type
                                + " on "
                                + names.onRange(Identifiers.quote(table.name), table.name, range),
                        type,
                        List.of(),
                        List.of(
                                new Text("CTE Name", table.name),
                                new Text("Alias", names.alias(range))));
        ExplainNode node = nodes.usual(heading, scan, width);
        filter(node, scan, range);
        return node;
    }

    // --- table accesses ---

    ExplainNode table(Plan.Scan scan, int width) {
        Relation.Table table = scan.table().table;
        IndexStorage index = scan.index();
        boolean hasPrimary = !scan.table().hasHiddenKey();
        boolean byPrimary =
                index == null && hasPrimary && (!scan.access().isAll() || scan.reverse());
        String storage =
                index != null ? index.index().name() : byPrimary ? primary(table) : table.name();
        boolean isFull = index == null && !byPrimary && !scan.reverse();
        String used = index == null && hasPrimary ? primary(table) : storage;
        ExplainNode node =
                nodes.node(
                        isFull ? fullScan(scan) : indexScan(scan, used),
                        scan,
                        ShownCosts.startup(scan),
                        ShownCosts.total(scan),
                        scan.rows(),
                        width);
        List<Scalar> searched =
                scan.access().trees().stream().map(tree -> keyFirst(tree, scan.range())).toList();
        String condition = searched.isEmpty() ? null : names.scanConditions(searched, scan.range());
        addIndexCondition(node, condition);
        boolean lookup = index != null && !scan.indexOnly();
        boolean onTable = index == null && !byPrimary;
        ExplainNode wanted = storage("Storage Scan", onTable, storage, scan, width);
        if (!lookup) {
            wanted.add(projections(scan));
            addFilters(wanted, scan, nodes.seen(scan));
        }
        ExplainNode read = storage("B-Tree Scan", onTable, storage, scan, width);
        addIndexCondition(read, condition);
        wanted.input(Relationship.OUTER, read);
        node.input(Relationship.OUTER, wanted);
        if (lookup) {
            ExplainNode fetched = storage("Storage Lookup", true, table.name(), scan, width);
            fetched.add(projections(scan));
            addFilters(fetched, scan, null);
            fetched.input(
                    Relationship.OUTER, storage("B-Tree Lookup", true, table.name(), scan, width));
            node.input(Relationship.INNER, fetched);
        }
        return node;
    }

    /** A comparison with the column of the index first. */
    private Scalar keyFirst(Scalar tree, int range) {
        if (!(tree instanceof Scalar.FunctionCall call)
                || call.arguments().size() != 2
                || Trees.ranges(call.arguments().getFirst()).get(range)) {
            return tree;
        }
        int commutator = names.commutator(call.operator());
        return commutator == 0
                ? tree
                : new Scalar.FunctionCall(
                        call.type(),
                        call.function(),
                        commutator,
                        call.arguments().reversed(),
                        call.variadic(),
                        call.form());
    }

    /** Names of indexes. @param positions in the table's indexes; −1 for the primary key */
    List<String> indexes(TableStorage storage, List<Integer> positions) {
        return positions.stream()
                .map(
                        position ->
                                position < 0
                                        ? primary(storage.table)
                                        : storage.indexes.get(position).index().name())
                .toList();
    }

    private String primary(Relation.Table table) {
        return catalog.index(table.primaryKey()).name();
    }

    private Heading fullScan(Plan.Scan scan) {
        Relation.Table table = scan.table().table;
        String type = "Full Scan (btree-table)";
        return new Heading(
                type + " on " + names.relation(table.schema(), table.name(), scan.range()),
                type,
                List.of(),
                target("Relation Name", table.name(), names.schema(table.schema()), scan.range()));
    }

    private Heading indexScan(Plan.Scan scan, String index) {
        Relation.Table table = scan.table().table;
        String type = scan.index() == null || scan.indexOnly() ? "Index Only Scan" : "Index Scan";
        var target = new ArrayList<ExplainProperty>();
        target.add(new Text("Scan Direction", scan.reverse() ? "Backward" : "Forward"));
        target.add(new Text("Index Name", index));
        target.addAll(
                target("Relation Name", table.name(), names.schema(table.schema()), scan.range()));
        return new Heading(
                type
                        + (scan.reverse() ? " Backward" : "")
                        + " using "
                        + Identifiers.quote(index)
                        + " on "
                        + names.relation(table.schema(), table.name(), scan.range()),
                type,
                List.of(),
                target);
    }

    private ExplainNode storage(
            String type, boolean onTable, String name, Plan.Scan scan, int width) {
        var heading =
                new Heading(
                        type + " on " + Identifiers.quote(name),
                        type,
                        List.of(),
                        List.of(new Text(onTable ? "Relation Name" : "Index Name", name)));
        return nodes.storage(heading, scan, type.equals("B-Tree Scan"), width);
    }

    private static void addIndexCondition(ExplainNode node, @Nullable String condition) {
        if (condition != null) {
            node.add(new Text("Index Cond", condition));
        }
    }

    private void addFilters(ExplainNode node, Plan.Scan scan, Explain.@Nullable Seen seen) {
        Condition filter = scan.filter();
        if (filter == null) {
            return;
        }
        node.add(new Text("Filters", names.scanConditions(filter.trees(), scan.range())));
        if (seen != null) {
            node.add(ExplainProperty.count("Rows Filtered", seen.filtered()));
        }
    }

    private static ExplainProperty projections(Plan.Scan scan) {
        return new Texts(
                "Projections",
                scan.table().table.liveColumns().stream().map(ColumnDefinition::name).toList());
    }
}
