package dev.borealis.engine.bind;

import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.LevelShift;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.OperatorName;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindQueryErrors;
import dev.borealis.types.error.BindTypeErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * SEARCH and CYCLE of a recursive query: columns that say in which order rows were found, and whether one was found on the
 * way to itself. Both are put into the two sides of the UNION:
 *
 * <pre>
 * left                     SELECT columns, first values FROM (left)
 * UNION ALL          =>    UNION ALL
 * right, reading r         SELECT columns, next values FROM (right with r's values, WHERE r is not marked)
 * </pre>
 */
final class SearchAndCycle {
    /** pg_proc and pg_operator OIDs of what the next values are computed with. */
    private static final int INT8_INCREMENT = 1219;

    private static final int ARRAY_CAT = 383;
    private static final int RECORD_EQUAL = 2981;
    private static final int RECORD_EQUAL_OPERATOR = 2988;

    private static final SqlType RECORD = SqlType.of(Oid.RECORD);
    private static final SqlType PATH = SqlType.of(Oid.RECORD_ARRAY);

    /**
     * The columns that the clauses add, after those of the query.
     *
     * @param marked and {@code unmarked}: values of the column that CYCLE marks rows in; null without CYCLE
     */
    record Added(
            List<String> names,
            List<SqlType> types,
            @Nullable Scalar marked,
            @Nullable Scalar unmarked) {
        static final Added NONE = new Added(List.of(), List.of(), null, null);

        Added {
            names = List.copyOf(names);
            types = List.copyOf(types);
        }
    }

    private final Binding binding;
    private final QueryStatement.@Nullable Search search;
    private final QueryStatement.@Nullable Cycle cycle;
    private final QueryStatement.CommonTable table;
    private final Added added;

    private SearchAndCycle(Binding binding, QueryStatement.CommonTable table, Scope scope) {
        this.binding = binding;
        this.table = table;
        search = table.search();
        cycle = table.cycle();
        added = added(scope);
    }

    /** Null for a table without such clauses. Binds what the query may refer to. */
    static @Nullable SearchAndCycle of(
            Binding binding, QueryStatement.CommonTable table, Scope scope) {
        return table.search() == null && table.cycle() == null
                ? null
                : new SearchAndCycle(binding, table, scope);
    }

    Added added() {
        return added;
    }

    private Added added(Scope scope) {
        var names = new ArrayList<String>();
        var types = new ArrayList<SqlType>();
        if (search != null) {
            names.add(search.sequenceColumn());
            types.add(search.breadthFirst() ? RECORD : PATH);
        }
        if (cycle == null) {
            return new Added(names, types, null, null);
        }
        Value marked = binding.expressions.bind(cycle.markValue(), scope);
        Value unmarked = binding.expressions.bind(cycle.markDefault(), scope);
        int type = binding.coercions.commonType(List.of(marked, unmarked), "CYCLE");
        if (binding.operators.equality(type) == Oid.NONE) {
            throw BindTypeErrors.noEquality(binding.types.display(type));
        }
        names.add(cycle.markColumn());
        types.add(SqlType.of(type));
        names.add(cycle.pathColumn());
        types.add(PATH);
        return new Added(
                names,
                types,
                binding.coercions.toCommonType(marked, type, "CYCLE"),
                binding.coercions.toCommonType(unmarked, type, "CYCLE"));
    }

    // --- checks ---

    /** Names that the clauses use. @param columns of the query */
    private void check(List<String> columns) {
        if (search != null) {
            checkColumns("search", search.columns(), columns, search.position());
            if (columns.contains(search.sequenceColumn())) {
                throw BindQueryErrors.clauseColumnExists("search sequence", search.sequenceColumn())
                        .withPosition(search.position());
            }
        }
        if (cycle != null) {
            checkColumns("cycle", cycle.columns(), columns, cycle.position());
            if (columns.contains(cycle.markColumn())) {
                throw BindQueryErrors.clauseColumnExists("cycle mark", cycle.markColumn())
                        .withPosition(cycle.position());
            }
            if (columns.contains(cycle.pathColumn())) {
                throw BindQueryErrors.clauseColumnExists("cycle path", cycle.pathColumn())
                        .withPosition(cycle.position());
            }
            checkDifferent(
                    "cycle mark",
                    cycle.markColumn(),
                    "cycle path",
                    cycle.pathColumn(),
                    cycle.position());
        }
        if (search != null && cycle != null) {
            String sequence = search.sequenceColumn();
            checkDifferent(
                    "search sequence",
                    sequence,
                    "cycle mark",
                    cycle.markColumn(),
                    search.position());
            checkDifferent(
                    "search sequence",
                    sequence,
                    "cycle path",
                    cycle.pathColumn(),
                    search.position());
        }
    }

    private static void checkColumns(
            String clause, List<String> named, List<String> columns, int position) {
        var seen = new HashSet<String>();
        for (String column : named) {
            if (!columns.contains(column)) {
                throw BindQueryErrors.clauseColumnMissing(clause, column).withPosition(position);
            }
            if (!seen.add(column)) {
                throw BindQueryErrors.clauseColumnTwice(clause, column).withPosition(position);
            }
        }
    }

    private static void checkDifferent(
            String one, String oneName, String other, String otherName, int position) {
        if (oneName.equals(otherName)) {
            throw BindQueryErrors.sameClauseColumns(one, other).withPosition(position);
        }
    }

    // --- the query with more columns ---

    /** @param recursive whether it refers to itself */
    Query rewrite(Query query, boolean recursive) {
        if (!recursive || !(query.body() instanceof Query.SetOperation operation)) {
            throw BindQueryErrors.withIsNotRecursive().withPosition(table.position());
        }
        if (!(operation.left().body() instanceof Query.Select)) {
            throw BindQueryErrors.leftMustBeSelect();
        }
        if (!(operation.right().body() instanceof Query.Select)) {
            throw BindQueryErrors.rightMustBeSelect();
        }
        var names = new ArrayList<String>();
        var types = new ArrayList<SqlType>();
        for (Query.Target target : visible(query)) {
            int position = names.size();
            names.add(
                    position < table.columns().size()
                            ? table.columns().get(position)
                            : target.name());
            types.add(target.value().type());
        }
        check(names);
        var body =
                new Query.SetOperation(
                        operation.operator(),
                        operation.all(),
                        left(operation.left(), names),
                        right(operation.right(), names));
        names.addAll(added.names());
        types.addAll(added.types());
        var targets = new ArrayList<>(visible(query));
        for (int i = targets.size(); i < names.size(); i++) {
            targets.add(
                    new Query.Target(
                            new Scalar.Column(types.get(i), 0, 0, i + 1),
                            names.get(i),
                            false,
                            0,
                            0));
        }
        return new Query(
                query.with(),
                List.of(new RangeEntry.SetResult(query.ranges().getFirst().alias(), names, types)),
                body,
                targets,
                query.orderBy(),
                query.limit(),
                query.offset(),
                query.withTies(),
                query.locks());
    }

    private static List<Query.Target> visible(Query query) {
        return query.targets().stream().filter(target -> !target.hidden()).toList();
    }

    private Query left(Query query, List<String> names) {
        List<Scalar> columns = columns(visible(query));
        var values = new ArrayList<>(columns);
        if (search != null) {
            Scalar row = row(search.columns(), names, columns);
            values.add(
                    search.breadthFirst()
                            ? numbered(new Scalar.Constant(SqlType.INT8, 0L), row)
                            : path(row));
        }
        if (cycle != null) {
            values.add(added.unmarked());
            values.add(path(row(cycle.columns(), names, columns)));
        }
        return over(query, "*TLOCRN*", values, names);
    }

    private Query right(Query query, List<String> names) {
        int self = self(query);
        int before = names.size();
        var old = new ArrayList<Scalar>();
        for (int i = 0; i < added.types().size(); i++) {
            old.add(new Scalar.Column(added.types().get(i), 0, self, before + i + 1));
        }
        Query reading = withTargets(unmarked(query, old), old);
        List<Scalar> all = columns(visible(reading));
        List<Scalar> columns = all.subList(0, before);
        var values = new ArrayList<>(columns);
        int at = before;
        if (search != null) {
            Scalar previous = all.get(at++);
            Scalar row = row(search.columns(), names, columns);
            values.add(
                    search.breadthFirst()
                            ? numbered(
                                    call(
                                            SqlType.INT8,
                                            INT8_INCREMENT,
                                            new Scalar.FieldAccess(
                                                    SqlType.INT8, previous, 1, "*DEPTH*")),
                                    row)
                            : call(PATH, ARRAY_CAT, previous, path(row)));
        }
        if (cycle != null) {
            Scalar previous = all.get(at + 1);
            Scalar row = row(cycle.columns(), names, columns);
            var seen =
                    new Scalar.ArrayComparison(
                            RECORD_EQUAL, RECORD_EQUAL_OPERATOR, true, row, previous);
            values.add(
                    new Scalar.Case(
                            added.types().get(at - before),
                            null,
                            List.of(new Scalar.When(seen, added.marked())),
                            added.unmarked()));
            values.add(call(PATH, ARRAY_CAT, previous, path(row)));
        }
        return over(reading, "*TROCRN*", values, names);
    }

    /** Which range of the right side is the table itself. */
    private int self(Query query) {
        for (int i = 0; i < query.ranges().size(); i++) {
            if (query.ranges().get(i) instanceof RangeEntry.CommonTableReference reference
                    && reference.self()) {
                return i;
            }
        }
        throw BindQueryErrors.selfMustBeAtTop(table.name());
    }

    /** The query without what follows from marked rows. @param old what the clauses added to those rows */
    private Query unmarked(Query query, List<Scalar> old) {
        if (cycle == null || !(query.body() instanceof Query.Select select)) {
            return query;
        }
        Scalar mark = old.get(old.size() - 2);
        Scalar condition =
                binding.operators.binary(
                        OperatorName.of("<>"), new Value(mark, 0), new Value(added.marked(), 0), 0);
        Scalar where = select.where();
        return query.withBody(
                select.withWhere(
                        where == null ? condition : new Scalar.And(List.of(where, condition))));
    }

    /** The query with more columns after its own, before the hidden ones. */
    private Query withTargets(Query query, List<Scalar> more) {
        int visible = visible(query).size();
        var targets = new ArrayList<>(query.targets().subList(0, visible));
        for (int i = 0; i < more.size(); i++) {
            targets.add(new Query.Target(more.get(i), added.names().get(i), false, 0, 0));
        }
        targets.addAll(query.targets().subList(visible, query.targets().size()));
        Query.Body body = query.body();
        if (body instanceof Query.Select select && select.distinctOn() != null) {
            body =
                    new Query.Select(
                            select.from(),
                            select.where(),
                            select.groupKeys(),
                            select.groupingSets(),
                            select.having(),
                            select.windows(),
                            select.distinctOn().stream()
                                    .map(target -> moved(target, visible, more.size()))
                                    .toList(),
                            select.hasDistinctOn());
        }
        return new Query(
                query.with(),
                query.ranges(),
                body,
                targets,
                query.orderBy().stream()
                        .map(
                                key ->
                                        new Query.SortKey(
                                                moved(key.target(), visible, more.size()),
                                                key.descending(),
                                                key.nullsFirst(),
                                                key.operator()))
                        .toList(),
                query.limit(),
                query.offset(),
                query.withTies(),
                query.locks());
    }

    private static int moved(int target, int visible, int by) {
        return target < visible ? target : target + by;
    }

    private Query over(Query query, String alias, List<Scalar> values, List<String> names) {
        var all = new ArrayList<>(names);
        all.addAll(added.names());
        var range =
                new RangeEntry.Subquery(
                        LevelShift.shift(query, 1),
                        false,
                        0,
                        alias,
                        all.subList(0, visible(query).size()));
        var targets = new ArrayList<Query.Target>();
        for (int i = 0; i < values.size(); i++) {
            targets.add(new Query.Target(values.get(i), all.get(i), false, 0, 0));
        }
        return Query.of(
                List.of(range), Query.Select.of(List.of(new FromItem.Range(0)), null), targets);
    }

    // --- expressions ---

    private static List<Scalar> columns(List<Query.Target> targets) {
        var columns = new ArrayList<Scalar>();
        for (Query.Target target : targets) {
            columns.add(new Scalar.Column(target.value().type(), 0, 0, columns.size() + 1));
        }
        return columns;
    }

    private static Scalar row(List<String> named, List<String> names, List<Scalar> columns) {
        return row(named.stream().map(name -> columns.get(names.indexOf(name))).toList());
    }

    private static Scalar.RowConstructor row(List<Scalar> fields) {
        var names = new ArrayList<String>();
        for (int i = 1; i <= fields.size(); i++) {
            names.add("f" + i);
        }
        return new Scalar.RowConstructor(RECORD, fields, names);
    }

    /** The row with its depth before it. */
    private static Scalar numbered(Scalar depth, Scalar row) {
        var fields = new ArrayList<Scalar>(List.of(depth));
        fields.addAll(((Scalar.RowConstructor) row).fields());
        return row(fields);
    }

    private static Scalar path(Scalar row) {
        return new Scalar.ArrayConstructor(PATH, RECORD, false, List.of(row));
    }

    private static Scalar call(SqlType type, int function, Scalar... arguments) {
        return new Scalar.FunctionCall(
                type, function, 0, List.of(arguments), false, Scalar.CallForm.CALL);
    }
}
