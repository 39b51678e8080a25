package dev.borealis.engine.bind;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.JsonExpression;
import dev.borealis.types.error.BindQueryErrors;

/** SQL/JSON constructors, aggregates and IS JSON. */
final class JsonBinder {
    private final Binding binding;

    JsonBinder(Binding binding) {
        this.binding = binding;
    }

    Scalar bind(JsonExpression expression, Scope scope) {
        throw BindQueryErrors.notYetImplemented("SQL/JSON expressions");
    }
}
