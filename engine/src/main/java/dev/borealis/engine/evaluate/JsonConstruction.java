package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.function.json.JsonConstructors;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;

import java.util.Objects;

/** SQL/JSON constructors and IS JSON. */
final class JsonConstruction {
    private JsonConstruction() {}

    static Expression compile(Scalar.JsonConstructor json, ExpressionCompiler compiler) {
        Implementation.General implementation =
                switch (json.kind()) {
                    case OBJECT ->
                            (call, a) ->
                                    JsonConstructors.object(
                                            call, a, json.absentOnNull(), json.uniqueKeys());
                    case ARRAY -> (call, a) -> JsonConstructors.array(call, a, json.absentOnNull());
                    case IS_JSON ->
                            (_, a) ->
                                    JsonConstructors.isJson(
                                                    Objects.requireNonNull(a[0]),
                                                    json.itemType(),
                                                    json.uniqueKeys())
                                            ? 1L
                                            : 0L;
                };
        boolean test = json.kind() == Scalar.JsonConstructor.Kind.IS_JSON;
        var call =
                new CallSpec(
                        compiler.environment().sites().next(),
                        json.type(),
                        json.arguments().stream().map(Scalar::type).toList());
        Expression[] arguments =
                json.arguments().stream().map(compiler::compile).toArray(Expression[]::new);
        return new GeneralCall(
                test ? Carrier.LONG : Carrier.OBJECT, implementation, arguments, call, test);
    }
}
