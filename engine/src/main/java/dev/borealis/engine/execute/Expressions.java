package dev.borealis.engine.execute;

import dev.borealis.engine.plan.TargetTable;
import dev.borealis.engine.tree.Scalar;

/** Prints expressions in messages. */
final class Expressions {
    private Expressions() {}

    static String print(Scalar expression, TargetTable target, Execution execution) {
        return "expression";
    }
}
