package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

/** A subscript. */
public sealed interface ArrayStep extends Step {
    /** {@code [index]}. */
    record Index(Expression index) implements ArrayStep {}

    /** {@code [lower:upper]}, either bound may be missing. */
    record Slice(@Nullable Expression lower, @Nullable Expression upper) implements ArrayStep {}
}
