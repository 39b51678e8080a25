package dev.borealis.engine.plan;

import dev.borealis.engine.tree.FromItem;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Turns EXISTS and IN in WHERE into semi-joins, NOT EXISTS into anti-joins: the ranges of the sub-query join those of the
 * query, so that indexes and hash tables can find partners.
 *
 * <pre>
 * Filter EXISTS (SELECT FROM u WHERE u.a = t.a)          SemiJoin u.a = t.a
 *   Scan t                                         =>      Scan t
 *                                                          Scan u
 * </pre>
 */
final class SemiJoins {
    /** @param from ranges of the sub-query, {@code conditions} over them and those of the query */
    record Join(boolean anti, List<FromItem> from, List<Scalar> conditions) {}

    /** @param query without the conditions that became joins, its ranges made longer */
    record Result(Query query, List<Join> joins) {}

    private final List<RangeEntry> ranges;
    private final List<Join> joins = new ArrayList<>();

    private SemiJoins(Query query) {
        ranges = new ArrayList<>(query.ranges());
    }

    static Result pull(Query query) {
        if (!(query.body() instanceof Query.Select select)
                || select.from().isEmpty()
                || select.where() == null) {
            return new Result(query, List.of());
        }
        var pulling = new SemiJoins(query);
        var rest = new ArrayList<Scalar>();
        for (Scalar condition : Trees.conjuncts(select.where())) {
            if (!pulling.pull(condition)) {
                rest.add(condition);
            }
        }
        if (pulling.joins.isEmpty()) {
            return new Result(query, List.of());
        }
        var body = select.withWhere(Trees.and(rest));
        return new Result(
                new Query(
                        query.with(),
                        pulling.ranges,
                        body,
                        query.targets(),
                        query.orderBy(),
                        query.limit(),
                        query.offset(),
                        query.withTies(),
                        query.locks()),
                pulling.joins);
    }

    private boolean pull(Scalar condition) {
        boolean negated = condition instanceof Scalar.Not;
        Scalar bare = condition instanceof Scalar.Not not ? not.argument() : condition;
        if (!(bare instanceof Scalar.Subquery subquery)) {
            return false;
        }
        return switch (subquery.kind()) {
            case EXISTS -> flatten(subquery.query(), null, negated);
            case ANY -> !negated && pullAny(subquery);
            case SCALAR, ROW, ALL, ARRAY -> false;
        };
    }

    private boolean pullAny(Scalar.Subquery subquery) {
        Scalar comparison = Objects.requireNonNull(subquery.comparison());
        if (Trees.contains(comparison, node -> node instanceof Scalar.Subquery)) {
            return false;
        }
        if (Trees.ranges(comparison).isEmpty()) {
            return false; // constants against a sub-query: no join
        }
        if (flatten(subquery.query(), comparison, false)) {
            return true;
        }
        if (Trees.isCorrelated(subquery.query())
                || !Trees.outerRanges(subquery.query()).isEmpty()) {
            return false;
        }
        // as a derived table
        int range = ranges.size();
        List<Query.Target> targets =
                subquery.query().targets().stream().filter(target -> !target.hidden()).toList();
        ranges.add(
                new RangeEntry.Subquery(
                        subquery.query(),
                        false,
                        0,
                        "ANY_subquery",
                        targets.stream().map(Query.Target::name).toList()));
        Scalar joined =
                Trees.map(
                        comparison,
                        0,
                        (node, _) ->
                                node instanceof Scalar.SubqueryColumn column
                                        ? new Scalar.Column(
                                                column.type(), 0, range, column.column())
                                        : null);
        joins.add(new Join(false, List.of(new FromItem.Range(range)), List.of(joined)));
        return true;
    }

    /** Takes a plain sub-query apart; false when it is not plain. */
    private boolean flatten(Query query, @Nullable Scalar comparison, boolean anti) {
        if (!(query.body() instanceof Query.Select select)
                || !query.with().isEmpty()
                || select.from().isEmpty()
                || !select.groupingSets().isEmpty()
                || select.having() != null
                || !select.windows().isEmpty()
                || query.limit() != null
                || query.offset() != null
                || !query.locks().isEmpty()
                || comparison != null && select.hasDistinctOn()) {
            return false;
        }
        for (RangeEntry entry : query.ranges()) {
            if (!(entry instanceof RangeEntry.Relation)) {
                return false;
            }
        }
        for (FromItem item : select.from()) {
            if (readsOuter(item)) {
                return false;
            }
        }
        boolean hasAggregate =
                query.targets().stream()
                        .anyMatch(target -> Trees.contains(target.value(), SemiJoins::isNotPlain));
        Scalar where = select.where();
        if (comparison != null && hasAggregate
                || where != null && Trees.contains(where, SemiJoins::isNotPlain)) {
            return false;
        }
        int offset = ranges.size();
        ranges.addAll(query.ranges());
        var conditions = new ArrayList<Scalar>();
        for (Scalar condition : Trees.conjuncts(where)) {
            conditions.add(raise(condition, offset));
        }
        if (comparison != null) {
            conditions.add(
                    Trees.map(
                            comparison,
                            0,
                            (node, _) ->
                                    node instanceof Scalar.SubqueryColumn column
                                            ? raise(
                                                    query.targets()
                                                            .get(column.column() - 1)
                                                            .value(),
                                                    offset)
                                            : null));
        }
        joins.add(
                new Join(
                        anti,
                        select.from().stream().map(item -> move(item, offset)).toList(),
                        conditions));
        return true;
    }

    private static boolean isNotPlain(Scalar node) {
        return node instanceof Scalar.AggregateCall
                || node instanceof Scalar.WindowCall
                || node instanceof Scalar.Subquery;
    }

    private static boolean readsOuter(FromItem item) {
        return switch (item) {
            case FromItem.Range _ -> false;
            case FromItem.Join join -> {
                Scalar condition = join.condition();
                boolean own =
                        condition != null
                                && Trees.contains(
                                        condition,
                                        node ->
                                                node instanceof Scalar.Column column
                                                                && column.levelsUp() > 0
                                                        || node instanceof Scalar.Subquery);
                yield own || readsOuter(join.left()) || readsOuter(join.right());
            }
        };
    }

    /** An expression of the sub-query as one of the query around it. */
    private static Scalar raise(Scalar scalar, int offset) {
        return Trees.map(
                scalar,
                0,
                (node, depth) -> {
                    if (!(node instanceof Scalar.Column column)) {
                        return null;
                    }
                    return column.levelsUp() == depth
                            ? new Scalar.Column(
                                    column.type(), depth, column.range() + offset, column.column())
                            : column.levelsUp() > depth
                                    ? new Scalar.Column(
                                            column.type(),
                                            column.levelsUp() - 1,
                                            column.range(),
                                            column.column())
                                    : node;
                });
    }

    private static FromItem move(FromItem item, int offset) {
        return switch (item) {
            case FromItem.Range range -> new FromItem.Range(range.range() + offset);
            case FromItem.Join join -> {
                Scalar condition = join.condition();
                yield new FromItem.Join(
                        join.kind(),
                        move(join.left(), offset),
                        move(join.right(), offset),
                        condition == null ? null : raise(condition, offset));
            }
        };
    }
}
