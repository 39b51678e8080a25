package dev.borealis.engine.session;

import dev.borealis.engine.bind.BindContext;
import dev.borealis.engine.bind.Binder;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.plan.Trees;
import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Expression;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.CopyErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * COPY FROM … WHERE. The condition sees the row with its defaults, but not what is generated from it, and what it does not
 * let through was never there.
 *
 * <pre>
 * INSERT (values of source)     =>     INSERT (columns of SELECT * FROM (SELECT values FROM source) WHERE condition)
 * </pre>
 */
final class CopyCondition {
    /** The range of what is inserted, in an INSERT. */
    private static final int SOURCE = 1;

    private CopyCondition() {}

    /** Binds the condition, over range 0 = the row. */
    static Scalar bind(Expression where, Relation.Table table, BindContext context) {
        Scalar condition =
                Binder.bindColumnExpression(
                        where,
                        Binder.Use.COPY_WHERE,
                        table.name(),
                        table.columns(),
                        table.rowType(),
                        context);
        Trees.contains(
                condition,
                node -> {
                    if (node instanceof Scalar.Column column) {
                        checkNotGenerated(table, column.column());
                    }
                    return false;
                });
        return condition;
    }

    /** @param number of the column; 0 for the whole row */
    private static void checkNotGenerated(Relation.Table table, int number) {
        for (ColumnDefinition column : table.liveColumns()) {
            if (column.generated() && (number == 0 || number == column.number())) {
                throw CopyErrors.generatedColumnInWhere(column.name());
            }
        }
    }

    /** The INSERT of those rows alone for which the condition holds. */
    static Modification.Insert filter(
            Modification.Insert insert, Scalar condition, Relation.Table table) {
        Query rows = rows(insert);
        List<String> names = rows.targets().stream().map(Query.Target::name).toList();
        var positions = new HashMap<Integer, Integer>();
        for (int i = 0; i < insert.values().size(); i++) {
            positions.put(insert.values().get(i).column(), i + 1);
        }
        Scalar where =
                Trees.map(
                        condition,
                        0,
                        (node, depth) ->
                                node instanceof Scalar.Column column
                                        ? given(column, positions, table)
                                        : null);
        Query filtered =
                select(
                        new RangeEntry.Subquery(rows, false, 0, table.name(), names),
                        where,
                        columns(rows, 0));
        var ranges = new ArrayList<>(insert.ranges());
        ranges.set(
                SOURCE,
                new RangeEntry.SetResult(
                        ranges.get(SOURCE).alias(),
                        names,
                        rows.targets().stream().map(target -> target.value().type()).toList()));
        List<Scalar> values = columns(rows, SOURCE);
        var assignments = new ArrayList<Modification.Assignment>();
        for (int i = 0; i < values.size(); i++) {
            assignments.add(
                    new Modification.Assignment(insert.values().get(i).column(), values.get(i)));
        }
        return new Modification.Insert(
                insert.with(),
                ranges,
                insert.relation(),
                filtered,
                assignments,
                insert.generated(),
                insert.onConflict(),
                insert.viewChecks(),
                insert.returning());
    }

    /** The values to insert, as a query. */
    private static Query rows(Modification.Insert insert) {
        var values = new ArrayList<Scalar>();
        for (Modification.Assignment assignment : insert.values()) {
            values.add(
                    Trees.map(
                            assignment.value(),
                            0,
                            (node, depth) ->
                                    node instanceof Scalar.Column column
                                                    && column.levelsUp() == depth
                                            ? new Scalar.Column(
                                                    column.type(), depth, 0, column.column())
                                            : null));
        }
        RangeEntry given = insert.ranges().get(SOURCE);
        return select(
                new RangeEntry.Subquery(
                        insert.source(), false, 0, given.alias(), given.columnNames()),
                null,
                values);
    }

    private static Query select(RangeEntry from, @Nullable Scalar where, List<Scalar> values) {
        var targets = new ArrayList<Query.Target>();
        for (int i = 0; i < values.size(); i++) {
            targets.add(new Query.Target(values.get(i), "column" + (i + 1), false, 0, 0));
        }
        return Query.of(
                List.of(from), Query.Select.of(List.of(new FromItem.Range(0)), where), targets);
    }

    private static List<Scalar> columns(Query rows, int range) {
        var columns = new ArrayList<Scalar>();
        for (Query.Target target : rows.targets()) {
            columns.add(new Scalar.Column(target.value().type(), 0, range, columns.size() + 1));
        }
        return columns;
    }

    /** A column of the table among those given, or its whole row. */
    private static Scalar given(
            Scalar.Column column, Map<Integer, Integer> positions, Relation.Table table) {
        if (column.column() == 0) {
            return new Scalar.RowConstructor(
                    column.type(),
                    table.liveColumns().stream()
                            .map(its -> given(its.type(), its.number(), positions))
                            .toList(),
                    table.liveColumns().stream().map(ColumnDefinition::name).toList());
        }
        return given(column.type(), column.column(), positions);
    }

    private static Scalar given(SqlType type, int number, Map<Integer, Integer> positions) {
        int position = Objects.requireNonNull(positions.get(number), "every column has a value");
        return new Scalar.Column(type, 0, 0, position);
    }
}
