package dev.borealis.engine.execute;

import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Runs functions in language sql. */
@FunctionalInterface
public interface SqlFunctions {
    /**
     * The rows of the function's last query, or none; fields boxed.
     *
     * @param argumentTypes of the call, which say what parameters of any type are
     */
    List<@Nullable Object[]> call(
            ExecutionContext context,
            int function,
            List<SqlType> argumentTypes,
            @Nullable Object[] arguments);
}
