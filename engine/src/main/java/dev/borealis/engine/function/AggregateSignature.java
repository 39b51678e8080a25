package dev.borealis.engine.function;

import org.jspecify.annotations.Nullable;

/**
 * A row of pg_aggregate.
 *
 * @param function OID in pg_proc
 * @param directArguments how many of the first arguments are no aggregated ones (ordered-set aggregates)
 * @param sortOperator OID of the operator by which min and max can read an index, else 0
 */
public record AggregateSignature(
        int function,
        Kind kind,
        int directArguments,
        String transitionFunction,
        String finalFunction,
        int sortOperator,
        int transitionType,
        @Nullable String initialValue) {
    /** pg_aggregate.aggkind. */
    public enum Kind {
        NORMAL,
        ORDERED_SET,
        HYPOTHETICAL
    }
}
