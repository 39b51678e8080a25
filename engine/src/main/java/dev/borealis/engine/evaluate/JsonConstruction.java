package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.error.ExecutionErrors;

/** SQL/JSON constructors and IS JSON. */
final class JsonConstruction {
    private JsonConstruction() {}

    static Expression compile(Scalar.JsonConstructor json, ExpressionCompiler compiler) {
        throw ExecutionErrors.notYetImplemented("an SQL/JSON constructor");
    }
}
