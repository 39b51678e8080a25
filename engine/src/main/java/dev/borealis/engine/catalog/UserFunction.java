package dev.borealis.engine.catalog;

import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Statement;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A function in language sql.
 *
 * @param bodyText of a body given as a string: bound at each call's planning, as in PostgreSQL
 * @param defaults of the last input arguments, as many as the signature says, converted to their types
 * @param body of RETURN and BEGIN ATOMIC
 */
public record UserFunction(
        FunctionSignature signature,
        int schema,
        int owner,
        boolean securityDefiner,
        @Nullable String bodyText,
        List<Statement> body,
        Map<String, String> settings,
        List<Privilege> privileges,
        List<Scalar> defaults)
        implements Definition {
    public UserFunction {
        body = List.copyOf(body);
        settings = Map.copyOf(settings);
        privileges = List.copyOf(privileges);
        defaults = List.copyOf(defaults);
    }
}
