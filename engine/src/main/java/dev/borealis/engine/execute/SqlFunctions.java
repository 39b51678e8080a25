package dev.borealis.engine.execute;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Runs functions in language sql. */
@FunctionalInterface
public interface SqlFunctions {
    /** The rows of the function's last query, or none; fields boxed. */
    List<@Nullable Object[]> call(
            ExecutionContext context, int function, @Nullable Object[] arguments);
}
