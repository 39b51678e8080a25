package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.tree.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which keys of an index are read: equalities on the leading key columns, then at most one range, or the beginning of a
 * text, on the next. Values are computed when the scan starts, so they may read columns of ranges already current.
 *
 * @param trees the conditions, for EXPLAIN
 */
public record Access(
        List<Equal> equal,
        @Nullable Bound lower,
        @Nullable Bound upper,
        @Nullable Expression startsWith,
        List<Scalar> trees) {
    public static final Access ALL = new Access(List.of(), null, null, null, List.of());

    public Access {
        equal = List.copyOf(equal);
        trees = List.copyOf(trees);
    }

    /**
     * @param values one expression; with {@code anyOf} it gives an array and each of its elements is looked up
     * @param isNull IS NULL: the expression is not used
     */
    public record Equal(Expression values, boolean anyOf, boolean isNull) {}

    /**
     * One end of a range of keys.
     *
     * @param value of the first column that is not given by an equality
     * @param inclusive the value itself is in the range
     */
    public record Bound(Expression value, boolean inclusive) {}

    /** Whether the whole index is read. */
    public boolean isAll() {
        return equal.isEmpty() && lower == null && upper == null && startsWith == null;
    }
}
