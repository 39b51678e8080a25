package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Identifiers;
import dev.borealis.types.NameResolver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What things are called in a printed plan: relations, columns and expressions of the query level being printed.
 *
 * <p>A step prints in full what it computes. What a step below computed and an upper one merely passes on stands in
 * parentheses there, unless it is a column. Source: PostgreSQL 16.
 */
final class ExplainNames {
    /**
     * How a column that a step computes is printed.
     *
     * @param text with the name of its relation before a column's
     * @param bare without
     * @param isName it is but a column
     * @param isInline it never stands in additional parentheses: no step of its own computes it
     */
    record Shown(String text, String bare, boolean isName, boolean isInline) {
        /** A column. */
        static Shown name(String relation, String column) {
            return new Shown(relation + "." + column, column, true, false);
        }

        Shown inline() {
            return new Shown(text, bare, isName, true);
        }

        private String above(boolean qualified) {
            String printed = qualified ? text : bare;
            return isName ? printed : "(" + printed + ")";
        }
    }

    /** The names of a level: its ranges as written, and what those consist of that steps compute. */
    private record Scope(List<RangeEntry> entries, Map<Integer, List<Shown>> computed) {}

    private final FunctionRegistry functions;
    private final Catalog catalog;
    private final NameResolver names;
    private final boolean verbose;
    private final ExplainAliases aliases;
    private final List<Scope> outer = new ArrayList<>();
    private final Map<Query, String> subplans = new HashMap<>();
    private Scope scope = new Scope(List.of(), new HashMap<>());

    /** Characters of expressions put in place of columns, which may double with each query around them. */
    private int putIn;

    /** Whether columns have their relation's name before them, in what is being printed. */
    private boolean qualified;

    /** The range that the step being printed computes. */
    private int own = -1;

    /** The range that the step being printed reads: its columns need no relation's name, those of others do. */
    private int scanned = -1;

    ExplainNames(
            FunctionRegistry functions,
            Catalog catalog,
            NameResolver names,
            boolean verbose,
            ExplainAliases aliases) {
        this.functions = functions;
        this.catalog = catalog;
        this.names = names;
        this.verbose = verbose;
        this.aliases = aliases;
        qualified = verbose || aliases.areMany();
    }

    /** Runs {@code describe} with the names of a query inside the present one. */
    <T> T inside(List<RangeEntry> inner, Supplier<T> describe) {
        Scope before = scope;
        outer.add(scope);
        scope = new Scope(inner, new HashMap<>());
        T described = describe.get();
        outer.removeLast();
        scope = before;
        return described;
    }

    /** From now on names are those of a changing statement. */
    void change(List<RangeEntry> all) {
        scope = new Scope(all, new HashMap<>());
    }

    /** What a range that a step computes consists of. */
    void compute(int range, List<Shown> columns) {
        scope.computed.put(range, columns);
    }

    void nameSubplan(Query query, String name) {
        subplans.put(query, name);
    }

    String subplan(Query query) {
        return subplans.getOrDefault(query, "SubPlan");
    }

    /** The name of a range, different from all others in the plan. */
    String alias(int range) {
        return aliases.alias(scope.entries, range);
    }

    /** What a step reads, and the name it goes by when that is another. */
    String onRange(String target, String name, int range) {
        String alias = alias(range);
        return alias.equals(name) || alias.isEmpty()
                ? target
                : target + " " + Identifiers.quote(alias);
    }

    String relation(int schema, String name, int range) {
        String definition = schema(schema);
        String quoted = Identifiers.quote(name);
        return onRange(
                verbose ? Identifiers.quote(definition) + "." + quoted : quoted, name, range);
    }

    String schema(int schema) {
        SchemaDefinition definition = catalog.schema(schema);
        return definition == null ? "pg_catalog" : definition.name();
    }

    /** A function, and where it is. */
    record FunctionName(String schema, String name) {}

    FunctionName functionName(int function) {
        var signature = functions.function(function);
        if (signature != null) {
            return new FunctionName("pg_catalog", signature.name());
        }
        var user = catalog.function(function);
        return user == null
                ? new FunctionName("", "?")
                : new FunctionName(schema(user.schema()), user.signature().name());
    }

    /** The operator that is the same with its sides exchanged; 0 for none. */
    int commutator(int operator) {
        var signature = functions.operator(operator);
        return signature == null ? 0 : signature.commutator();
    }

    /** Keys by which the rows of {@code input} are sorted, an expression below in parentheses. */
    List<String> sortKeys(List<Plan.SortColumn> keys, List<Shown> columns) {
        return keys.stream()
                .map(key -> columns.get(key.column()).above(qualified) + direction(key))
                .toList();
    }

    static String direction(Plan.SortColumn key) {
        return (key.descending() ? " DESC" : "")
                + (key.nullsFirst() == key.descending()
                        ? ""
                        : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }

    String conditions(List<Scalar> trees) {
        return conditions(trees, -1);
    }

    /** @param computing the range that the step computes which tests them; −1 for none */
    String conditions(List<Scalar> trees, int computing) {
        String joined =
                trees.stream()
                        .map(tree -> print(tree, computing))
                        .collect(Collectors.joining(" AND "));
        return trees.size() == 1 ? joined : "(" + joined + ")";
    }

    /** As a step prints it that passes it on. */
    String above(Shown shown) {
        return shown.above(qualified);
    }

    /** As the step prints it that computes it. */
    String shown(Shown shown) {
        return qualified ? shown.text : shown.bare;
    }

    /** Conditions in which each column has its relation's name before it. */
    String qualifiedConditions(List<Scalar> trees) {
        boolean before = qualified;
        qualified = true;
        String printed = conditions(trees);
        qualified = before;
        return printed;
    }

    /** What is tested on the rows of one range while they are read. */
    String scanConditions(List<Scalar> trees, int range) {
        boolean before = qualified;
        int scannedBefore = scanned;
        qualified = verbose;
        scanned = range;
        String printed = conditions(trees);
        qualified = before;
        scanned = scannedBefore;
        return printed;
    }

    /** Expressions as the step prints them that computes the range {@code computing}. */
    List<Shown> show(List<? extends Scalar> scalars, int computing) {
        return scalars.stream().map(scalar -> show(scalar, computing)).toList();
    }

    private Shown show(Scalar scalar, int computing) {
        if (scalar instanceof Scalar.Column column && column.levelsUp() == 0) {
            List<Shown> columns = scope.computed.get(column.range());
            if (columns != null && column.column() >= 1 && column.column() <= columns.size()) {
                Shown shown = columns.get(column.column() - 1);
                return new Shown(shown.text, shown.bare, shown.isName, false);
            }
        }
        return new Shown(
                printed(scalar, computing, true),
                printed(scalar, computing, aliases.areMany()),
                scalar instanceof Scalar.Column,
                false);
    }

    /** What a step that computes them prints, and those above print otherwise. */
    List<String> outputs(List<Shown> columns, boolean computedHere) {
        boolean many = aliases.areMany();
        return columns.stream()
                .map(column -> computedHere ? many ? column.text : column.bare : column.above(many))
                .toList();
    }

    String print(Scalar scalar, int computing) {
        return printed(scalar, computing, qualified);
    }

    private String printed(Scalar scalar, int computing, boolean withRelation) {
        boolean before = qualified;
        int ownBefore = own;
        qualified = withRelation;
        own = computing;
        String text =
                new ScalarPrinter(
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
        qualified = before;
        own = ownBefore;
        return text;
    }

    private String column(Scalar.Column column) {
        boolean isOuter = column.levelsUp() > 0;
        int level = outer.size() - column.levelsUp();
        if (level < 0) {
            return "$" + column.column();
        }
        Scope its = isOuter ? outer.get(level) : scope;
        List<Shown> computed = its.computed.get(column.range());
        boolean withRelation = qualified || isOuter || scanned >= 0 && column.range() != scanned;
        if (computed != null) {
            if (column.column() < 1 || column.column() > computed.size()) {
                return "?";
            }
            Shown shown = computed.get(column.column() - 1);
            String text =
                    shown.isInline || column.range() == own && !isOuter
                            ? withRelation ? shown.text : shown.bare
                            : shown.above(withRelation);
            putIn = ExplainOutput.checkedLength(putIn, text.length());
            return text;
        }
        if (column.range() >= its.entries.size() || column.column() <= 0) {
            return isOuter ? "$" + column.column() : "?";
        }
        RangeEntry entry = its.entries.get(column.range());
        String name = Identifiers.quote(entry.columnNames().get(column.column() - 1));
        return withRelation
                ? Identifiers.quote(aliases.alias(its.entries, column.range())) + "." + name
                : name;
    }
}
