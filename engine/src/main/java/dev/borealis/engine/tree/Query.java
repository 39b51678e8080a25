package dev.borealis.engine.tree;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A bound query: SELECT, VALUES, TABLE or a set operation, with everything that may stand round it.
 *
 * @param with common table expressions of this level, in order
 * @param ranges what FROM names; {@link Scalar.Column#range()} counts from 0 in it
 * @param targets output columns, hidden ones (needed only for ORDER BY, GROUP BY or DISTINCT ON) last
 * @param limit bigint; null when there is none (also LIMIT ALL and LIMIT NULL)
 */
public record Query(
        List<CommonTable> with,
        List<RangeEntry> ranges,
        Body body,
        List<Target> targets,
        List<SortKey> orderBy,
        @Nullable Scalar limit,
        @Nullable Scalar offset,
        boolean withTies,
        List<RowLock> locks)
        implements Statement {
    public Query {
        with = List.copyOf(with);
        ranges = List.copyOf(ranges);
        targets = List.copyOf(targets);
        orderBy = List.copyOf(orderBy);
        locks = List.copyOf(locks);
    }

    /** With nothing before the body and nothing behind it. */
    public static Query of(List<RangeEntry> ranges, Body body, List<Target> targets) {
        return new Query(List.of(), ranges, body, targets, List.of(), null, null, false, List.of());
    }

    /** The same with other targets. */
    public Query withTargets(List<Target> others) {
        return new Query(with, ranges, body, others, orderBy, limit, offset, withTies, locks);
    }

    /** The same with another body. */
    public Query withBody(Body other) {
        return new Query(with, ranges, other, targets, orderBy, limit, offset, withTies, locks);
    }

    /** What stands between WITH and ORDER BY. */
    public sealed interface Body {}

    /**
     * @param from joined by commas; empty for a SELECT without FROM
     * @param groupKeys the expressions of GROUP BY; expressions elsewhere that equal one are that key
     * @param groupingSets indexes into {@code groupKeys}; plain GROUP BY is one set, no GROUP BY with aggregates is one
     *     empty set, no grouping at all is an empty list
     * @param distinctOn for DISTINCT: indexes of all visible targets; for DISTINCT ON: of its expressions; null for
     *     neither
     */
    public record Select(
            List<FromItem> from,
            @Nullable Scalar where,
            List<Scalar> groupKeys,
            List<List<Integer>> groupingSets,
            @Nullable Scalar having,
            List<Window> windows,
            @Nullable List<Integer> distinctOn,
            boolean hasDistinctOn)
            implements Body {
        public Select {
            from = List.copyOf(from);
            groupKeys = List.copyOf(groupKeys);
            groupingSets = List.copyOf(groupingSets);
            windows = List.copyOf(windows);
            distinctOn = distinctOn == null ? null : List.copyOf(distinctOn);
        }

        /** FROM and WHERE, and nothing behind them. */
        public static Select of(List<FromItem> from, @Nullable Scalar where) {
            return new Select(from, where, List.of(), List.of(), null, List.of(), null, false);
        }

        /** The same with another condition. */
        public Select withWhere(@Nullable Scalar condition) {
            return new Select(
                    from,
                    condition,
                    groupKeys,
                    groupingSets,
                    having,
                    windows,
                    distinctOn,
                    hasDistinctOn);
        }
    }

    /**
     * {@code left op right}; both give the columns of the one {@link RangeEntry.SetResult} in {@code ranges} (range 0),
     * types already made equal. The query's targets are columns of that range.
     */
    public record SetOperation(Operator operator, boolean all, Query left, Query right)
            implements Body {
        /** With ALL or without. */
        public enum Operator {
            UNION,
            INTERSECT,
            EXCEPT
        }
    }

    /**
     * One output column.
     *
     * @param originRelation OID of the table the column comes straight from, else 0 (RowDescription)
     */
    public record Target(
            Scalar value, String name, boolean hidden, int originRelation, int originColumn) {}

    /** @param operator pg_operator OID of the < or > used */
    public record SortKey(int target, boolean descending, boolean nullsFirst, int operator) {}

    /** FOR UPDATE or FOR KEY SHARE on the rows of one range. */
    public record RowLock(int range, boolean keyShare) {}

    /** A window definition, referenced windows already copied in. */
    public record Window(
            @Nullable String name,
            List<Scalar> partitionBy,
            List<Scalar.Ordering> orderBy,
            FrameMode mode,
            FrameBound start,
            FrameBound end,
            Exclusion exclusion,
            boolean frameIsDefault) {
        public Window {
            partitionBy = List.copyOf(partitionBy);
            orderBy = List.copyOf(orderBy);
        }
    }

    /** In what the offsets of a frame are counted. */
    public enum FrameMode {
        RANGE,
        ROWS,
        GROUPS
    }

    /** The rows around the current one that EXCLUDE takes out of the frame. */
    public enum Exclusion {
        NO_OTHERS,
        CURRENT_ROW,
        GROUP,
        TIES
    }

    /**
     * @param rangeFunction pg_proc OID of the in_range support function for RANGE with an offset, else 0
     */
    public record FrameBound(Kind kind, @Nullable Scalar offset, int rangeFunction) {
        /** An end of a frame, seen from the current row. */
        public enum Kind {
            UNBOUNDED_PRECEDING,
            PRECEDING,
            CURRENT_ROW,
            FOLLOWING,
            UNBOUNDED_FOLLOWING
        }
    }
}
