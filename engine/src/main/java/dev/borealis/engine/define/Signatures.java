package dev.borealis.engine.define;

import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.sql.ast.FunctionStatement;
import dev.borealis.sql.ast.ObjectReference;
import dev.borealis.types.Identifiers;
import dev.borealis.types.Limits;
import dev.borealis.types.TypeNames;
import dev.borealis.types.error.BindTypeErrors;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Functions by name and argument types. */
final class Signatures {
    private Signatures() {}

    /** {@code f(integer, text)}. */
    static String display(Edit edit, FunctionSignature signature) {
        return Identifiers.quote(signature.name()) + arguments(edit, signature.argumentTypes());
    }

    private static String arguments(Edit edit, List<Integer> types) {
        var text = new ArrayList<String>();
        types.forEach(type -> text.add(TypeNames.display(type, edit.names())));
        return "(" + String.join(", ", text) + ")";
    }

    /** The user's function meant by a reference; null when there is none. */
    static @Nullable UserFunction find(Edit edit, ObjectReference reference) {
        List<UserFunction> candidates = new ArrayList<>();
        String schema = reference.name().schema();
        for (var candidate : edit.names().searchPath()) {
            if (schema == null) {
                candidates.addAll(
                        edit.catalog().functions(candidate.oid(), reference.name().last()));
            }
        }
        if (schema != null) {
            candidates.addAll(
                    edit.catalog().functions(edit.schema(schema).oid(), reference.name().last()));
        }
        if (reference.arguments() == null) {
            if (candidates.size() > 1) {
                throw DefinitionErrors.functionNameNotUnique(reference.name().dotted());
            }
            return candidates.isEmpty() ? null : candidates.getFirst();
        }
        List<Integer> types = types(edit, reference.arguments());
        for (UserFunction candidate : candidates) {
            if (candidate.signature().argumentTypes().equals(types)) {
                return candidate;
            }
        }
        return null;
    }

    static void requireAllowed(int arguments) {
        if (arguments > Limits.FUNCTION_ARGUMENTS) {
            throw BindTypeErrors.tooManyParameters(Limits.FUNCTION_ARGUMENTS);
        }
    }

    /** Types of the input arguments. */
    static List<Integer> types(Edit edit, List<FunctionStatement.Parameter> parameters) {
        var types = new ArrayList<Integer>();
        for (FunctionStatement.Parameter parameter : parameters) {
            switch (parameter.mode()) {
                case DEFAULT, IN, INOUT, VARIADIC ->
                        types.add(FunctionTypes.plain(edit, parameter.type()).oid());
                case OUT, TABLE -> {}
            }
        }
        requireAllowed(types.size());
        return types;
    }

    /** What IF EXISTS says of a missing one: types as they are written, without looking them up. */
    static SqlException skipped(ObjectReference reference) {
        var types = new ArrayList<String>();
        if (reference.arguments() != null) {
            for (FunctionStatement.Parameter parameter : reference.arguments()) {
                switch (parameter.mode()) {
                    case DEFAULT, IN, INOUT, VARIADIC -> types.add(parameter.type().shown());
                    case OUT, TABLE -> {}
                }
            }
        }
        return DefinitionErrors.undefinedFunction(
                reference.name().dotted() + "(" + String.join(",", types) + ")");
    }

    /** 42883, in the words for a reference. */
    static RuntimeException missing(Edit edit, ObjectReference reference) {
        return reference.arguments() == null
                ? DefinitionErrors.undefinedFunctionName(reference.name().dotted())
                : DefinitionErrors.undefinedFunction(
                        reference.name().dotted()
                                + arguments(edit, types(edit, reference.arguments())));
    }
}
