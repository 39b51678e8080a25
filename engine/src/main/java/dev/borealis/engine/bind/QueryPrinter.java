package dev.borealis.engine.bind;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.CommonTable;
import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Identifiers;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.error.BindQueryErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Queries as PostgreSQL prints them. */
final class QueryPrinter {
    private static final int STANDARD = PrintedText.STANDARD;

    private final ExpressionPrinter expressions;
    private final PrintedText out;

    /** Whether columns without a name are given theirs, {@code ?column?}. */
    private boolean unnamedShown = true;

    QueryPrinter(ExpressionPrinter expressions) {
        this.expressions = expressions;
        this.out = expressions.out;
    }

    /** A sub-query in parentheses. */
    void nested(Query query, PrintScope outer) {
        out.append("(");
        boolean before = unnamedShown;
        unnamedShown = false;
        print(query, outer, List.of());
        unnamedShown = before;
        out.append(")");
    }

    /** A sub-query of FROM in parentheses: its column names can be referred to. */
    private void nestedRange(Query query, PrintScope outer) {
        out.append("(");
        boolean before = unnamedShown;
        unnamedShown = true;
        print(query, outer, List.of());
        unnamedShown = before;
        out.append(")");
    }

    /** @param columnNames that the query must have, those of a view; empty for its own */
    void print(Query query, @Nullable PrintScope outer, List<String> columnNames) {
        PrintScope scope = PrintScope.of(query, outer, expressions.catalog);
        // a sub-query begins at the indentation of its surroundings
        with(query.with(), scope);
        switch (query.body()) {
            case Query.Select select -> {
                out.indent(STANDARD);
                out.append(" ");
                select(query, select, scope, columnNames);
                tail(query, scope);
                out.indent(-STANDARD);
            }
            case Query.SetOperation operation -> {
                branch(operation.left(), scope, columnNames);
                String word = operation.operator().name() + (operation.all() ? " ALL" : "");
                out.keyword(word, 0, 0, 0);
                out.keyword("", 0, 0, 0);
                branch(operation.right(), scope, columnNames);
                out.indent(STANDARD);
                tail(query, scope);
                out.indent(-STANDARD);
            }
        }
    }

    private void branch(Query query, PrintScope scope, List<String> columnNames) {
        boolean parentheses =
                !query.orderBy().isEmpty()
                        || query.limit() != null
                        || query.offset() != null
                        || !query.with().isEmpty()
                        || query.body() instanceof Query.SetOperation;
        out.append(parentheses ? "(" : "");
        print(query, scope, columnNames);
        out.append(parentheses ? ")" : "");
    }

    private void with(List<CommonTable> tables, PrintScope scope) {
        if (tables.isEmpty()) {
            return;
        }
        out.indent(STANDARD);
        boolean recursive = tables.stream().anyMatch(CommonTable::recursive);
        String separator = recursive ? " WITH RECURSIVE " : " WITH ";
        for (CommonTable table : tables) {
            out.append(separator).append(Identifiers.quote(table.name()));
            if (!(table.statement() instanceof Query query)) {
                throw BindQueryErrors.notYetImplemented("printing of data-modifying WITH");
            }
            List<String> own =
                    query.targets().stream()
                            .filter(t -> !t.hidden())
                            .map(Query.Target::name)
                            .toList();
            if (!own.equals(table.columnNames())) {
                out.append("(" + quoted(table.columnNames()) + ")");
            }
            out.append(" AS ");
            if (table.materialized() != null) {
                out.append(table.materialized() ? "MATERIALIZED " : "NOT MATERIALIZED ");
            }
            out.append("(");
            out.keyword("", 0, 0, 0);
            print(query, scope, List.of());
            out.keyword("", 0, 0, 0);
            out.append(")");
            separator = ", ";
        }
        out.indent(-STANDARD);
        out.keyword("", 0, 0, 0);
    }

    private static String quoted(List<String> names) {
        return String.join(", ", names.stream().map(Identifiers::quote).toList());
    }

    // --- SELECT ---

    private void select(
            Query query, Query.Select select, PrintScope scope, List<String> columnNames) {
        if (isValues(query, select)) {
            values((RangeEntry.Values) query.ranges().getFirst(), scope);
            return;
        }
        out.append("SELECT");
        if (select.hasDistinctOn()) {
            out.append(" DISTINCT ON (");
            String separator = "";
            for (int index : java.util.Objects.requireNonNull(select.distinctOn())) {
                out.append(separator);
                key(query, index, scope);
                separator = ", ";
            }
            out.append(")");
        } else if (select.distinctOn() != null) {
            out.append(" DISTINCT");
        }
        targets(query, scope, columnNames);
        from(query, select.from(), scope);
        Scalar where = select.where();
        if (where != null) {
            out.keyword(" WHERE ", -STANDARD, STANDARD, 1);
            expressions.print(where, scope, false);
        }
        groupBy(select, scope);
        Scalar having = select.having();
        if (having != null) {
            out.keyword(" HAVING ", -STANDARD, STANDARD, 0);
            expressions.print(having, scope, false);
        }
        String separator = null;
        for (Query.Window window : select.windows()) {
            if (window.name() == null) {
                continue;
            }
            if (separator == null) {
                out.keyword(" WINDOW ", -STANDARD, STANDARD, 1);
            } else {
                out.append(separator);
            }
            out.append(Identifiers.quote(window.name()) + " AS ");
            window(window, scope);
            separator = ", ";
        }
    }

    private static boolean isValues(Query query, Query.Select select) {
        return query.ranges().size() == 1
                && query.ranges().getFirst() instanceof RangeEntry.Values values
                && values.alias().equals("*VALUES*")
                && select.where() == null
                && query.targets().size() == values.columnNames().size();
    }

    private void values(RangeEntry.Values values, PrintScope scope) {
        String separator = "VALUES ";
        for (List<Scalar> row : values.rows()) {
            out.append(separator).append("(");
            String comma = "";
            for (Scalar field : row) {
                out.append(comma);
                expressions.print(field, scope, false);
                comma = ",";
            }
            out.append(")");
            separator = ", ";
        }
    }

    private void targets(Query query, PrintScope scope, List<String> columnNames) {
        String separator = " ";
        int number = 0;
        for (Query.Target target : query.targets()) {
            if (target.hidden()) {
                continue;
            }
            int start = out.length();
            expressions.print(target.value(), scope, true);
            String own = ownName(target.value(), scope);
            String wanted = number < columnNames.size() ? columnNames.get(number) : target.name();
            number++;
            boolean needless = !unnamedShown && own == null && wanted.equals(ColumnNames.UNNAMED);
            if (!wanted.equals(own) && !needless) {
                out.append(" AS " + Identifiers.quote(wanted));
            }
            String field = out.cut(start);
            out.append(separator);
            separator = ", ";
            if (field.startsWith("\n")) {
                out.trim();
            } else if (number > 1) {
                out.keyword("", -STANDARD, STANDARD, PrintedText.FIELD);
            }
            out.append(field);
        }
    }

    /** The name that a column reference gives by itself. */
    private static @Nullable String ownName(Scalar value, PrintScope scope) {
        if (!(value instanceof Scalar.Column column) || column.column() < 0) {
            return null;
        }
        PrintScope level = scope.up(column.levelsUp());
        return column.column() == 0
                ? level.ranges.get(column.range())
                : level.columns.get(column.range()).get(column.column() - 1);
    }

    private void groupBy(Query.Select select, PrintScope scope) {
        List<Scalar> keys = select.groupKeys();
        List<List<Integer>> sets = select.groupingSets();
        if (keys.isEmpty() && sets.size() <= 1) {
            return;
        }
        out.keyword(" GROUP BY ", -STANDARD, STANDARD, 1);
        boolean plain = sets.size() == 1 && sets.getFirst().size() == keys.size();
        if (plain) {
            groupKeys(keys, scope);
            return;
        }
        out.append("GROUPING SETS (");
        String separator = "";
        for (List<Integer> set : sets) {
            out.append(separator).append(set.size() == 1 ? "" : "(");
            groupKeys(set.stream().map(keys::get).toList(), scope);
            out.append(set.size() == 1 ? "" : ")");
            separator = ", ";
        }
        out.append(")");
    }

    private void groupKeys(List<Scalar> keys, PrintScope scope) {
        String separator = "";
        for (Scalar key : keys) {
            out.append(separator);
            expressions.sortKey(key, scope);
            separator = ", ";
        }
    }

    /** An output column as a key of ORDER BY or DISTINCT ON: a plain expression again, constants by their number. */
    private void key(Query query, int index, PrintScope scope) {
        Query.Target target = query.targets().get(index);
        if (target.value() instanceof Scalar.Constant
                || query.body() instanceof Query.SetOperation) {
            out.append(String.valueOf(index + 1));
            return;
        }
        expressions.sortKey(target.value(), scope);
    }

    private void tail(Query query, PrintScope scope) {
        if (!query.orderBy().isEmpty()) {
            out.keyword(" ORDER BY ", -STANDARD, STANDARD, 1);
            String separator = "";
            for (Query.SortKey sortKey : query.orderBy()) {
                out.append(separator);
                key(query, sortKey.target(), scope);
                expressions.direction(sortKey.descending(), sortKey.nullsFirst());
                separator = ", ";
            }
        }
        if (query.offset() != null) {
            out.keyword(" OFFSET ", -STANDARD, STANDARD, 0);
            expressions.print(literal(query.offset()), scope, false);
        }
        if (query.limit() != null) {
            if (query.withTies()) {
                out.keyword(" FETCH FIRST ", -STANDARD, STANDARD, 0);
                expressions.print(literal(query.limit()), scope, false);
                out.append(" ROWS WITH TIES");
            } else {
                out.keyword(" LIMIT ", -STANDARD, STANDARD, 0);
                expressions.print(literal(query.limit()), scope, false);
            }
        }
        for (Query.RowLock lock : query.locks()) {
            out.keyword(lock.keyShare() ? " FOR KEY SHARE" : " FOR UPDATE", -STANDARD, STANDARD, 0);
            out.append(" OF " + Identifiers.quote(scope.ranges.get(lock.range())));
        }
    }

    /** The number as it was written, before it became a bigint. */
    private static Scalar literal(Scalar number) {
        return number instanceof Scalar.FunctionCall call
                        && call.form() == Scalar.CallForm.IMPLICIT_CAST
                        && call.arguments().getFirst() instanceof Scalar.Constant constant
                ? constant
                : number;
    }

    void window(Query.Window window, PrintScope scope) {
        out.append("(");
        String separator = "";
        if (!window.partitionBy().isEmpty()) {
            out.append("PARTITION BY ");
            groupKeys(window.partitionBy(), scope);
            separator = " ";
        }
        if (!window.orderBy().isEmpty()) {
            out.append(separator).append("ORDER BY ");
            expressions.orderings(window.orderBy(), scope);
            separator = " ";
        }
        if (!window.frameIsDefault()) {
            out.append(separator).append(window.mode().name() + " BETWEEN ");
            bound(window.start(), scope);
            out.append(" AND ");
            bound(window.end(), scope);
            out.append(
                    switch (window.exclusion()) {
                        case NO_OTHERS -> "";
                        case CURRENT_ROW -> " EXCLUDE CURRENT ROW";
                        case GROUP -> " EXCLUDE GROUP";
                        case TIES -> " EXCLUDE TIES";
                    });
        }
        out.append(")");
    }

    private void bound(Query.FrameBound bound, PrintScope scope) {
        if (bound.offset() != null) {
            expressions.print(literal(bound.offset()), scope, false);
            out.append(" ");
        }
        out.append(bound.kind().name().replace('_', ' '));
    }

    // --- FROM ---

    private void from(Query query, List<FromItem> items, PrintScope scope) {
        boolean first = true;
        for (FromItem item : items) {
            if (first) {
                out.keyword(" FROM ", -STANDARD, STANDARD, 2);
                item(query, item, scope);
                first = false;
                continue;
            }
            out.append(",");
            out.keyword("", -STANDARD, STANDARD, PrintedText.FIELD);
            item(query, item, scope);
        }
    }

    private void item(Query query, FromItem item, PrintScope scope) {
        switch (item) {
            case FromItem.Range range ->
                    range(query.ranges().get(range.range()), range.range(), scope);
            case FromItem.Join join -> join(query, join, scope);
        }
    }

    private void join(Query query, FromItem.Join join, PrintScope scope) {
        boolean pretty = expressions.pretty;
        out.append(pretty ? "" : "(");
        item(query, join.left(), scope);
        String word =
                switch (join.kind()) {
                    case INNER -> join.condition() == null ? " CROSS JOIN " : " JOIN ";
                    case LEFT -> " LEFT JOIN ";
                    case RIGHT -> " RIGHT JOIN ";
                    case FULL -> " FULL JOIN ";
                };
        out.keyword(word, -STANDARD, STANDARD, PrintedText.JOIN);
        boolean parentheses = pretty && join.right() instanceof FromItem.Join;
        out.append(parentheses ? "(" : "");
        item(query, join.right(), scope);
        out.append(parentheses ? ")" : "");
        Scalar condition = join.condition();
        if (condition != null) {
            out.append(" ON ").append(pretty ? "" : "(");
            expressions.print(condition, scope, false);
            out.append(pretty ? "" : ")");
        } else if (join.kind() != FromItem.Join.Kind.INNER) {
            out.append(" ON TRUE");
        }
        out.append(pretty ? "" : ")");
    }

    private void range(RangeEntry entry, int index, PrintScope scope) {
        String shown = scope.ranges.get(index);
        switch (entry) {
            case RangeEntry.Relation relation -> {
                Relation found = expressions.catalog.relation(relation.oid());
                out.append(relationName(relation.oid()));
                String plain = found == null ? relation.alias() : found.name();
                if (!plain.equals(shown)) {
                    out.append(" " + Identifiers.quote(shown));
                }
            }
            case RangeEntry.Subquery subquery -> {
                if (subquery.view() != 0) {
                    out.append(relationName(subquery.view()));
                } else {
                    out.append(subquery.lateral() ? "LATERAL " : "");
                    nestedRange(subquery.query(), scope);
                }
                out.append(" " + Identifiers.quote(shown));
                List<String> own =
                        subquery.query().targets().stream()
                                .filter(t -> !t.hidden())
                                .map(Query.Target::name)
                                .toList();
                boolean renamed =
                        !own.equals(subquery.columnNames()) || isPlainValues(subquery.query());
                out.append(renamed ? "(" + quoted(subquery.columnNames()) + ")" : "");
            }
            case RangeEntry.Functions functions -> functions(functions, shown, scope);
            case RangeEntry.Values values -> {
                out.append("( ");
                values(values, scope);
                out.append(
                        ") " + Identifiers.quote(shown) + "(" + quoted(values.columnNames()) + ")");
            }
            case RangeEntry.CommonTableReference reference -> {
                String name = commonTable(reference, scope);
                out.append(Identifiers.quote(name));
                out.append(name.equals(shown) ? "" : " " + Identifiers.quote(shown));
            }
            case RangeEntry.SetResult _ -> out.append(Identifiers.quote(shown));
        }
    }

    private static boolean isPlainValues(Query query) {
        return query.body() instanceof Query.Select select && isValues(query, select);
    }

    private static String commonTable(RangeEntry.CommonTableReference reference, PrintScope scope) {
        PrintScope owner = scope.up(reference.levelsUp());
        return owner.with.get(reference.index()).name();
    }

    private void functions(RangeEntry.Functions functions, String shown, PrintScope scope) {
        boolean anyOpen = functions.functions().stream().anyMatch(this::isOpen);
        boolean several = functions.functions().size() > 1 || anyOpen && functions.ordinality();
        out.append(several ? "ROWS FROM(" : "");
        int column = 0;
        for (RangeEntry.TableFunction function : functions.functions()) {
            out.append(column == 0 ? "" : ", ");
            expressions.print(function.call(), scope, true);
            if (several && isOpen(function)) {
                out.append(" AS (" + defined(functions, column, function.columns()) + ")");
            }
            column += function.columns();
        }
        out.append(several ? ")" : "").append(functions.ordinality() ? " WITH ORDINALITY" : "");
        out.append(" " + Identifiers.quote(shown) + "(");
        out.append(
                anyOpen && !several
                        ? defined(functions, 0, column)
                        : quoted(functions.columnNames()));
        out.append(")");
    }

    /** Whether a caller has to say which columns it gives. */
    private boolean isOpen(RangeEntry.TableFunction function) {
        if (!(function.call() instanceof Scalar.FunctionCall call)
                || call.type().oid() != Oid.RECORD) {
            return false;
        }
        FunctionSignature signature = expressions.signature(call.function());
        return signature != null
                && signature.argumentModes().stream().noneMatch(mode -> "obt".indexOf(mode) >= 0);
    }

    /** Names with types, as in a column definition list. */
    private String defined(RangeEntry.Functions functions, int from, int count) {
        var columns = new ArrayList<String>();
        for (int i = from; i < from + count; i++) {
            columns.add(
                    Identifiers.quote(functions.columnNames().get(i))
                            + " "
                            + functions.columnTypes().get(i).display(expressions.names));
        }
        return String.join(", ", columns);
    }

    /** Qualified when the search path does not find it. */
    private String relationName(int oid) {
        NameResolver.QualifiedName name = expressions.names.name(NameResolver.Kind.RELATION, oid);
        if (name == null) {
            return String.valueOf(oid);
        }
        return name.schema() == null
                ? Identifiers.quote(name.name())
                : Identifiers.quote(name.schema()) + "." + Identifiers.quote(name.name());
    }
}
