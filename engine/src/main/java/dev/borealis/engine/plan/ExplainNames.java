package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.NameResolver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What things are called in a printed plan: relations, columns and expressions of the query level being printed. */
final class ExplainNames {
    private final FunctionRegistry functions;
    private final Catalog catalog;
    private final NameResolver names;
    private final boolean verbose;
    private final List<List<RangeEntry>> outer = new ArrayList<>();
    private final Map<Query, String> subplans = new HashMap<>();
    private List<RangeEntry> entries = List.of();
    private Map<Integer, List<Scalar>> computed = new HashMap<>();

    ExplainNames(FunctionRegistry functions, Catalog catalog, NameResolver names, boolean verbose) {
        this.functions = functions;
        this.catalog = catalog;
        this.names = names;
        this.verbose = verbose;
    }

    /** Runs {@code print} with the names of a query inside the present one. */
    void inside(List<RangeEntry> inner, Runnable print) {
        List<RangeEntry> outerEntries = entries;
        Map<Integer, List<Scalar>> outerComputed = computed;
        outer.add(entries);
        entries = inner;
        computed = new HashMap<>();
        print.run();
        outer.removeLast();
        entries = outerEntries;
        computed = outerComputed;
    }

    /** From now on names are those of a changing statement. */
    void change(List<RangeEntry> all) {
        entries = all;
    }

    /** What a range that a step computes consists of. */
    void compute(int range, List<Scalar> columns) {
        computed.put(range, columns);
    }

    void nameSubplan(Query query, String name) {
        subplans.put(query, name);
    }

    String subplan(Query query) {
        return subplans.getOrDefault(query, "SubPlan");
    }

    String relation(int schema, String name, int range) {
        SchemaDefinition definition = catalog.schema(schema);
        String qualified = verbose && definition != null ? definition.name() + "." + name : name;
        String alias = range < entries.size() ? entries.get(range).alias() : name;
        return alias.equals(name) || alias.isEmpty() ? qualified : qualified + " " + alias;
    }

    String cteName(CtePlan table, int range) {
        String alias = range < entries.size() ? entries.get(range).alias() : table.name;
        return alias.equals(table.name) ? table.name : table.name + " " + alias;
    }

    String functionName(int function) {
        var signature = functions.function(function);
        if (signature != null) {
            return signature.name();
        }
        var user = catalog.function(function);
        return user == null ? "?" : user.signature().name();
    }

    String sortKeys(List<Plan.SortColumn> keys, Plan input) {
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

    /** The output of the query level whose rows a step sorts or makes distinct. */
    private static List<Scalar> targets(Plan plan) {
        Plan step = plan;
        while (true) {
            if (step instanceof Plan.Project project) {
                return project.trees();
            } else if (step instanceof Plan.Sort sort) {
                step = sort.input();
            } else if (step instanceof Plan.Distinct distinct) {
                step = distinct.input();
            } else {
                return List.of();
            }
        }
    }

    String conditions(List<Scalar> trees) {
        String joined = trees.stream().map(this::print).collect(Collectors.joining(" AND "));
        return trees.size() == 1 ? joined : "(" + joined + ")";
    }

    String print(Scalar scalar) {
        return new ScalarPrinter(
                        functions,
                        catalog,
                        names,
                        new ScalarPrinter.ColumnNames() {
                            @Override
                            public String name(Scalar.Column column) {
                                return ExplainNames.this.column(column);
                            }

                            @Override
                            public String name(Scalar.Subquery subquery) {
                                return subplan(subquery.query());
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
        return entries.size() > 1 || verbose ? entry.alias() + "." + name : name;
    }
}
