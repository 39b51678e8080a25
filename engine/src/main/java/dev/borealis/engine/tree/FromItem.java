package dev.borealis.engine.tree;

import org.jspecify.annotations.Nullable;

/** How the ranges of a query are joined. */
public sealed interface FromItem {
    /** A range of the query. */
    record Range(int range) implements FromItem {}

    /** @param condition null for CROSS; USING and NATURAL are written out */
    record Join(Kind kind, FromItem left, FromItem right, @Nullable Scalar condition)
            implements FromItem {
        /** How rows without a partner are treated. */
        public enum Kind {
            INNER,
            LEFT,
            RIGHT,
            FULL
        }
    }
}
