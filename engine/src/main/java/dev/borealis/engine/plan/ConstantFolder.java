package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.tree.Scalar;

/** Computes at planning what needs no row: calls of immutable functions on constants. */
final class ConstantFolder {
    private ConstantFolder() {}

    static Scalar fold(Scalar scalar, Environment environment) {
        return scalar;
    }
}
