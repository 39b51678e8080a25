package dev.borealis.engine.plan;

import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Moves conditions on a sub-query's output into the sub-query.
 *
 * <pre>
 * Filter s.b = 3                     SubqueryScan s
 *   SubqueryScan s             =>      SELECT a AS b FROM t WHERE a = 3
 *     SELECT a AS b FROM t
 * </pre>
 */
final class PushDown {
    /** @param pushed how many conditions moved; {@code rest}: those that stay outside */
    record Result(Query query, int pushed, List<Scalar> rest) {}

    private PushDown() {}

    static Result into(Query query, int range, List<Scalar> filters, Level level) {
        if (!isOpen(query)) {
            return new Result(query, 0, filters);
        }
        return switch (query.body()) {
            case Query.Select select -> intoSelect(query, select, range, filters, level);
            case Query.SetOperation operation ->
                    intoSetOperation(query, operation, range, filters, level);
        };
    }

    /** Whether fewer rows inside are only fewer rows outside. */
    private static boolean isOpen(Query query) {
        if (query.limit() != null || query.offset() != null || !query.locks().isEmpty()) {
            return false;
        }
        return !(query.body() instanceof Query.Select select)
                || select.windows().isEmpty() && !select.hasDistinctOn();
    }

    private static Result intoSelect(
            Query query, Query.Select select, int range, List<Scalar> filters, Level level) {
        var rest = new ArrayList<Scalar>();
        var where = new ArrayList<>(Trees.conjuncts(select.where()));
        var having = new ArrayList<>(Trees.conjuncts(select.having()));
        boolean grouped = !select.groupingSets().isEmpty();
        int pushed = 0;
        for (Scalar filter : filters) {
            Scalar moved = moved(filter, query, range, level);
            if (moved == null) {
                rest.add(filter);
                continue;
            }
            pushed++;
            if (!grouped) {
                where.add(moved);
            } else if (select.groupingSets().size() == 1 && readsKeysOnly(moved, select)) {
                where.add(moved);
            } else {
                having.add(moved);
            }
        }
        if (pushed == 0) {
            return new Result(query, 0, filters);
        }
        var body =
                new Query.Select(
                        select.from(),
                        Trees.and(where),
                        select.groupKeys(),
                        select.groupingSets(),
                        Trees.and(having),
                        select.windows(),
                        select.distinctOn(),
                        select.hasDistinctOn());
        return new Result(query.withBody(body), pushed, rest);
    }

    private static boolean readsKeysOnly(Scalar condition, Query.Select select) {
        boolean[] only = {true};
        Trees.map(
                condition,
                0,
                (node, depth) -> {
                    if (depth == 0
                            && select.groupKeys().contains(node)
                            && !(node instanceof Scalar.Constant)) {
                        return node;
                    }
                    if (node instanceof Scalar.AggregateCall
                            || node instanceof Scalar.Grouping
                            || node instanceof Scalar.Column column && column.levelsUp() == depth) {
                        only[0] = false;
                    }
                    return null;
                });
        return only[0] && select.groupingSets().getFirst().size() == select.groupKeys().size();
    }

    private static Result intoSetOperation(
            Query query,
            Query.SetOperation operation,
            int range,
            List<Scalar> filters,
            Level level) {
        // both sides give the output columns in order; the operation's own targets must be just
        // these
        for (int i = 0; i < query.targets().size(); i++) {
            if (!(query.targets().get(i).value() instanceof Scalar.Column column)
                    || column.levelsUp() != 0
                    || column.range() != 0
                    || column.column() != i + 1) {
                return new Result(query, 0, filters);
            }
        }
        // inside, the sides stand one level deeper than the condition is used to
        var shifted = filters.stream().map(filter -> raise(filter, range)).toList();
        Result left = into(operation.left(), range, shifted, level);
        Result right = into(operation.right(), range, shifted, level);
        if (left.pushed() != filters.size() || right.pushed() != filters.size()) {
            return new Result(query, 0, filters);
        }
        var body =
                new Query.SetOperation(
                        operation.operator(), operation.all(), left.query(), right.query());
        return new Result(query.withBody(body), filters.size(), List.of());
    }

    /** The condition as seen from one level further in: all columns but those of the range look one level further out. */
    private static Scalar raise(Scalar filter, int range) {
        return Trees.map(
                filter,
                0,
                (node, depth) ->
                        node instanceof Scalar.Column column
                                        && column.levelsUp() >= depth
                                        && !(column.levelsUp() == depth && column.range() == range)
                                ? new Scalar.Column(
                                        column.type(),
                                        column.levelsUp() + 1,
                                        column.range(),
                                        column.column())
                                : null);
    }

    /** The condition inside the sub-query, or null when it must stay outside. */
    private static @org.jspecify.annotations.Nullable Scalar moved(
            Scalar filter, Query query, int range, Level level) {
        if (Selectivity.isVolatile(filter, level)
                || Trees.contains(filter, node -> node instanceof Scalar.Subquery)) {
            return null;
        }
        boolean[] possible = {true};
        Scalar moved =
                Trees.map(
                        filter,
                        0,
                        (node, depth) -> {
                            if (!(node instanceof Scalar.Column column)
                                    || column.levelsUp() < depth) {
                                return null;
                            }
                            if (column.levelsUp() > depth || column.range() != range) {
                                if (column.levelsUp() == depth) {
                                    // another range of the outer level: only a lateral sub-query
                                    // may read it
                                    possible[0] = false;
                                }
                                return new Scalar.Column(
                                        column.type(),
                                        column.levelsUp() + 1,
                                        column.range(),
                                        column.column());
                            }
                            if (column.column() <= 0 || column.column() > query.targets().size()) {
                                possible[0] = false;
                                return node;
                            }
                            Scalar value = query.targets().get(column.column() - 1).value();
                            if (Selectivity.isVolatile(value, level)
                                    || level.planner.setFunctions.returnsSet(value)
                                    || Trees.contains(
                                            value,
                                            inner ->
                                                    inner instanceof Scalar.WindowCall
                                                            || inner instanceof Scalar.Subquery)) {
                                possible[0] = false;
                            }
                            return value;
                        });
        return possible[0] ? Objects.requireNonNull(moved) : null;
    }
}
