package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A window: of a WINDOW clause, or after OVER.
 *
 * @param name in a WINDOW clause the name defined; after OVER the name used in {@code OVER name}; else null
 * @param base the existing window named first inside the parentheses
 * @param frame null when none was written
 */
public record WindowDefinition(
        @Nullable String name,
        @Nullable String base,
        List<Expression> partitionBy,
        List<SortItem> orderBy,
        @Nullable Frame frame,
        int position) {
    public WindowDefinition {
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
    }

    /** Unit of a frame. */
    public enum Unit {
        RANGE,
        ROWS,
        GROUPS
    }

    /** What a frame leaves out. */
    public enum Exclusion {
        NO_OTHERS,
        CURRENT_ROW,
        GROUP,
        TIES
    }

    /** End of a frame. */
    public enum BoundKind {
        UNBOUNDED_PRECEDING,
        OFFSET_PRECEDING,
        CURRENT_ROW,
        OFFSET_FOLLOWING,
        UNBOUNDED_FOLLOWING
    }

    /** {@code offset} only for the two offset kinds. */
    public record Bound(BoundKind kind, @Nullable Expression offset) {}

    /** {@code end} is CURRENT_ROW when only a start was written. */
    public record Frame(Unit unit, Bound start, Bound end, boolean between, Exclusion exclusion) {}
}
