package dev.borealis.engine.function;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a row of pg_proc says about a function, an aggregate, a window function or a procedure. Signatures of all of
 * PostgreSQL 16's built-in functions exist, also of those without an {@link Implementation}: name resolution then picks
 * what PostgreSQL would pick, and calling it answers 0A000.
 *
 * @param argumentTypes type OIDs of the input arguments, in order (pg_proc.proargtypes)
 * @param allArgumentTypes of input and output arguments, empty when there are only inputs (proallargtypes)
 * @param argumentModes one of {@code i o b v t} for each of allArgumentTypes, empty like it (proargmodes)
 * @param variadicType element type of the last argument when it is VARIADIC, else 0; 2276 for VARIADIC "any"
 * @param defaultCount how many of the last input arguments may be left out (pronargdefaults)
 * @param rows estimate of the rows a set-returning function gives (prorows)
 */
public record FunctionSignature(
        int oid,
        String schema,
        String name,
        Kind kind,
        List<Integer> argumentTypes,
        int resultType,
        boolean returnsSet,
        boolean strict,
        Volatility volatility,
        int variadicType,
        int defaultCount,
        List<Integer> allArgumentTypes,
        List<Character> argumentModes,
        List<String> argumentNames,
        double cost,
        double rows,
        @Nullable String source) {
    public FunctionSignature {
        argumentTypes = List.copyOf(argumentTypes);
        allArgumentTypes = List.copyOf(allArgumentTypes);
        argumentModes = List.copyOf(argumentModes);
        argumentNames = List.copyOf(argumentNames);
    }

    /** pg_proc.prokind. */
    public enum Kind {
        FUNCTION,
        AGGREGATE,
        WINDOW,
        PROCEDURE
    }

    /** pg_proc.provolatile: whether a call may be folded at planning, kept for a statement, or made for each row. */
    public enum Volatility {
        IMMUTABLE,
        STABLE,
        VOLATILE
    }
}
