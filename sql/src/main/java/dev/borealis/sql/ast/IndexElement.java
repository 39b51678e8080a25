package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

/**
 * A key of an index or of ON CONFLICT.
 *
 * @param column null when an expression
 * @param expression null when a column
 */
public record IndexElement(
        @Nullable String column,
        @Nullable Expression expression,
        @Nullable QualifiedName collation,
        @Nullable QualifiedName operatorClass,
        boolean operatorClassOptions,
        SortItem.Direction direction,
        SortItem.Nulls nulls,
        int position) {}
