package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

/**
 * One key of an ORDER BY.
 *
 * @param using the operator of {@code USING operator}, else null
 * @param position of the operator of USING, else 0: errors then point at the expression
 */
public record SortItem(
        Expression expression,
        Direction direction,
        Nulls nulls,
        @Nullable OperatorName using,
        int position) {
    /** As written. */
    public enum Direction {
        DEFAULT,
        ASCENDING,
        DESCENDING,
        USING
    }

    /** As written. */
    public enum Nulls {
        DEFAULT,
        FIRST,
        LAST
    }
}
