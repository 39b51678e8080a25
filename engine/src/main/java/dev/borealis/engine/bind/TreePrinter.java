package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Identifiers;
import dev.borealis.types.NameResolver;

import java.util.ArrayList;
import java.util.List;

/**
 * Trees and definitions as SQL text with today's names: pg_get_expr, pg_get_viewdef, pg_get_indexdef and
 * pg_get_constraintdef, and the conditions of EXPLAIN. Immutable; as thread-safe as its name resolver.
 *
 * @param names decides which names need their schema
 */
public record TreePrinter(Catalog catalog, FunctionRegistry registry, NameResolver names) {
    private ExpressionPrinter printer(boolean pretty) {
        return new ExpressionPrinter(catalog, registry, names, pretty, new PrintedText());
    }

    /** pg_get_expr. @param relation whose columns the expression names; 0 for none */
    public String expression(Scalar expression, int relation, boolean pretty) {
        ExpressionPrinter printer = printer(pretty);
        printer.print(expression, rowScope(relation), false);
        return printer.out.toString().strip();
    }

    /** An expression over the ranges of a query, columns qualified: for EXPLAIN. */
    public String expression(Scalar expression, Query query, boolean qualified) {
        ExpressionPrinter printer = printer(false);
        PrintScope scope = PrintScope.of(query, null, catalog);
        scope.qualified = qualified;
        printer.print(expression, scope, true);
        return printer.out.toString();
    }

    /** An expression over ranges with these names and columns, for plans that have left the query behind. */
    public String expression(
            Scalar expression, List<String> ranges, List<List<String>> columns, boolean qualified) {
        ExpressionPrinter printer = printer(false);
        PrintScope scope = PrintScope.row("", List.of());
        scope.ranges.clear();
        scope.columns.clear();
        scope.ranges.addAll(ranges);
        scope.columns.addAll(columns);
        scope.qualified = qualified;
        printer.print(expression, scope, true);
        return printer.out.toString();
    }

    private PrintScope rowScope(int relation) {
        return catalog.relation(relation) instanceof Relation.Table table
                ? rowScope(table)
                : PrintScope.row("", List.of());
    }

    private static PrintScope rowScope(Relation.Table table) {
        return PrintScope.row(
                table.name(), table.columns().stream().map(ColumnDefinition::name).toList());
    }

    /** pg_get_viewdef. */
    public String view(Relation.View view, boolean pretty) {
        ExpressionPrinter printer = printer(pretty);
        List<String> columns = view.columns().stream().map(Relation.ViewColumn::name).toList();
        printer.queries().print(view.query(), null, columns);
        return printer.out.append(";").toString();
    }

    /** pg_get_indexdef. @param column 0 for the whole CREATE INDEX, else only that key or included column, from 1 */
    public String index(Relation.Index index, int column, boolean pretty) {
        Relation.Table table = catalog.table(index.table());
        if (column > 0) {
            int keys = index.keys().size();
            if (column <= keys) {
                return key(index.keys().get(column - 1), table, pretty, true);
            }
            return column - keys <= index.included().size()
                    ? Identifiers.quote(
                            table.column(index.included().get(column - keys - 1)).name())
                    : "";
        }
        var text = new StringBuilder("CREATE ");
        text.append(index.unique() ? "UNIQUE " : "").append("INDEX ");
        text.append(Identifiers.quote(index.name())).append(" ON ");
        text.append(relation(table, !pretty)).append(" USING btree_index (");
        var keys = new ArrayList<String>();
        for (Relation.IndexKey key : index.keys()) {
            keys.add(key(key, table, pretty, false) + (key.nullsFirst() ? " NULLS FIRST" : ""));
        }
        text.append(String.join(", ", keys)).append(')');
        List<Integer> included = included(index, table);
        if (!included.isEmpty()) {
            text.append(" INCLUDE (").append(columns(included, table)).append(')');
        }
        text.append(index.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "");
        Scalar predicate = index.predicate();
        if (predicate != null) {
            text.append(" WHERE ").append(expression(predicate, table.oid(), pretty));
        }
        return text.toString();
    }

    /** A primary key holds all other columns of its table, and says so. */
    private static List<Integer> included(Relation.Index index, Relation.Table table) {
        if (!index.primary()) {
            return index.included();
        }
        return table.liveColumns().stream()
                .map(ColumnDefinition::number)
                .filter(number -> index.keys().stream().noneMatch(key -> key.column() == number))
                .toList();
    }

    private String key(Relation.IndexKey key, Relation.Table table, boolean pretty, boolean alone) {
        Scalar expression = key.expression();
        if (expression == null) {
            return Identifiers.quote(table.column(key.column()).name());
        }
        String text = expression(expression, table.oid(), pretty);
        boolean call =
                expression instanceof Scalar.FunctionCall function
                        && function.form() == Scalar.CallForm.CALL;
        return call ? text : "(" + text + ")";
    }

    private static String columns(List<Integer> numbers, Relation.Table table) {
        return String.join(
                ", ",
                numbers.stream().map(n -> Identifiers.quote(table.column(n).name())).toList());
    }

    private String relation(Relation.Table table, boolean alwaysQualified) {
        NameResolver.QualifiedName name = names.name(NameResolver.Kind.RELATION, table.oid());
        boolean bare = !alwaysQualified && (name == null || name.schema() == null);
        var schema = catalog.schema(table.schema());
        return bare || schema == null
                ? Identifiers.quote(table.name())
                : Identifiers.quote(schema.name()) + "." + Identifiers.quote(table.name());
    }

    /** pg_get_constraintdef of a table's constraint. */
    public String constraint(
            Relation.Table table, ConstraintDefinition constraint, boolean pretty) {
        return switch (constraint) {
            case ConstraintDefinition.Check check ->
                    "CHECK ("
                            + checkText(check, table.oid(), pretty)
                            + ")"
                            + (check.noInherit() ? " NO INHERIT" : "")
                            + (check.validated() ? "" : " NOT VALID");
            case ConstraintDefinition.Unique unique -> unique(table, unique);
            case ConstraintDefinition.ForeignKey key -> foreignKey(table, key);
        };
    }

    private String checkText(ConstraintDefinition.Check check, int relation, boolean pretty) {
        ExpressionPrinter printer = printer(pretty);
        printer.print(check.expression(), rowScope(relation), false);
        return printer.out.toString();
    }

    /** pg_get_constraintdef of a domain's constraint. */
    public String domainConstraint(ConstraintDefinition.Check check, boolean pretty) {
        return "CHECK ("
                + checkText(check, 0, pretty)
                + ")"
                + (check.validated() ? "" : " NOT VALID");
    }

    private String unique(Relation.Table table, ConstraintDefinition.Unique unique) {
        var text = new StringBuilder(unique.primary() ? "PRIMARY KEY " : "UNIQUE ");
        if (catalog.relation(unique.index()) instanceof Relation.Index index) {
            text.append(index.nullsNotDistinct() ? "NULLS NOT DISTINCT " : "");
            text.append('(').append(columns(unique.columns(), table)).append(')');
            List<Integer> included = included(index, table);
            if (!included.isEmpty()) {
                text.append(" INCLUDE (").append(columns(included, table)).append(')');
            }
            return text.toString();
        }
        return text.append('(').append(columns(unique.columns(), table)).append(')').toString();
    }

    private String foreignKey(Relation.Table table, ConstraintDefinition.ForeignKey key) {
        Relation.Table referenced = catalog.table(key.referencedTable());
        var text = new StringBuilder("FOREIGN KEY (");
        text.append(columns(key.columns(), table)).append(") REFERENCES ");
        text.append(relation(referenced, false)).append('(');
        text.append(columns(key.referencedColumns(), referenced)).append(')');
        text.append(key.matchFull() ? " MATCH FULL" : "");
        text.append(action(" ON UPDATE ", key.onUpdate()));
        text.append(action(" ON DELETE ", key.onDelete()));
        if (!key.setColumns().isEmpty()) {
            text.append(" (").append(columns(key.setColumns(), table)).append(')');
        }
        text.append(key.deferrable() ? " DEFERRABLE" : "");
        text.append(key.initiallyDeferred() ? " INITIALLY DEFERRED" : "");
        text.append(key.validated() ? "" : " NOT VALID");
        return text.toString();
    }

    private static String action(String when, ConstraintDefinition.Action action) {
        return action == ConstraintDefinition.Action.NO_ACTION
                ? ""
                : when + action.name().replace('_', ' ');
    }
}
