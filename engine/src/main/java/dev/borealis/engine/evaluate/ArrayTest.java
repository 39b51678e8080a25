package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;
import dev.borealis.types.error.ExecutionErrors;

/** {@code left op ANY | ALL (array)}. */
final class ArrayTest {
    private ArrayTest() {}

    static Expression of(
            Scalar.ArrayComparison comparison,
            Expression left,
            int leftSite,
            Expression array,
            int elementSite,
            Carrier elementCarrier,
            Expression test,
            boolean strict,
            Environment environment) {
        throw ExecutionErrors.notYetImplemented("comparison with an array");
    }
}
