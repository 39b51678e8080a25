package dev.borealis.engine.function;

import org.jspecify.annotations.Nullable;

/**
 * A row of pg_operator.
 *
 * @param left type OID of the left operand, 0 for a prefix operator
 * @param function OID of the function that computes it; 0 for a shell operator
 * @param commutator OID of the operator with swapped operands, 0 when there is none
 * @param negator OID of the operator with the opposite result, 0 when there is none
 * @param restriction name of the selectivity estimator for one column against a constant (oprrest)
 * @param join name of the selectivity estimator for joins (oprjoin)
 */
public record OperatorSignature(
        int oid,
        String name,
        int left,
        int right,
        int result,
        int function,
        int commutator,
        int negator,
        boolean merges,
        boolean hashes,
        @Nullable String restriction,
        @Nullable String join) {}
