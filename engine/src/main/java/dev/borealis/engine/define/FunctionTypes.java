package dev.borealis.engine.define;

import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.TypeNames;
import dev.borealis.types.error.FunctionBodyErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;
import dev.borealis.types.error.TypeErrors;

import java.util.ArrayList;
import java.util.List;

/** The types of a function in language sql: those it may be declared with. Errors have no positions. */
final class FunctionTypes {
    private static final List<Integer> RANGES = List.of(Oid.ANYRANGE, Oid.ANYMULTIRANGE);
    private static final List<Integer> SIMPLE =
            List.of(
                    Oid.ANYELEMENT,
                    Oid.ANYARRAY,
                    Oid.ANYNONARRAY,
                    Oid.ANYENUM,
                    Oid.ANYRANGE,
                    Oid.ANYMULTIRANGE);
    private static final List<Integer> COMPATIBLE_RANGES =
            List.of(Oid.ANYCOMPATIBLERANGE, Oid.ANYCOMPATIBLEMULTIRANGE);
    private static final List<Integer> COMPATIBLE =
            List.of(
                    Oid.ANYCOMPATIBLE,
                    Oid.ANYCOMPATIBLEARRAY,
                    Oid.ANYCOMPATIBLENONARRAY,
                    Oid.ANYCOMPATIBLERANGE,
                    Oid.ANYCOMPATIBLEMULTIRANGE);

    private final Edit edit;

    FunctionTypes(Edit edit) {
        this.edit = edit;
    }

    int parameter(TypeName name) {
        int type;
        try {
            type = edit.binder().type(name).oid();
        } catch (SqlException missing) {
            throw missing.state() == SqlState.UNDEFINED_OBJECT
                    ? TypeErrors.parameterTypeDoesNotExist(name.shown())
                    : missing.withPosition(0);
        }
        if (name.setOf()) {
            throw FunctionBodyErrors.setArgument();
        }
        return type;
    }

    /** Of a function to be made, or one that is meant by its types. */
    static SqlType plain(Edit edit, TypeName name) {
        try {
            return edit.binder().type(name);
        } catch (SqlException missing) {
            throw missing.state() == SqlState.UNDEFINED_OBJECT
                    ? TypeErrors.typeDoesNotExist(name.shown())
                    : missing.withPosition(0);
        }
    }

    /** What is gathered by a VARIADIC parameter. */
    static int element(int array) {
        int element =
                switch (array) {
                    case Oid.ANY -> Oid.ANY;
                    case Oid.ANYARRAY -> Oid.ANYELEMENT;
                    case Oid.ANYCOMPATIBLEARRAY -> Oid.ANYCOMPATIBLE;
                    default -> BuiltinTypes.elementOf(array);
                };
        if (element == Oid.NONE) {
            throw FunctionBodyErrors.variadicNotArray();
        }
        return element;
    }

    /** Whether a call tells what the results are. */
    void checkResult(FunctionSignature signature) {
        checkResult(signature.resultType(), signature.argumentTypes());
        for (int i = 0; i < signature.argumentModes().size(); i++) {
            if ("ot".indexOf(signature.argumentModes().get(i)) >= 0) {
                checkResult(signature.allArgumentTypes().get(i), signature.argumentTypes());
            }
        }
    }

    private void checkResult(int result, List<Integer> arguments) {
        if (result == Oid.INTERNAL && !arguments.contains(Oid.INTERNAL)) {
            throw FunctionBodyErrors.unsafeInternal();
        }
        for (List<Integer> family : List.of(RANGES, SIMPLE, COMPATIBLE_RANGES, COMPATIBLE)) {
            if (family.contains(result)) {
                if (family.stream().noneMatch(arguments::contains)) {
                    throw FunctionBodyErrors.undeterminedResult(shown(result), either(family));
                }
                return;
            }
        }
    }

    private String either(List<Integer> family) {
        var names = new ArrayList<>(family.stream().map(this::shown).toList());
        String last = names.removeLast();
        return String.join(", ", names) + (names.size() > 1 ? ", or " : " or ") + last;
    }

    /** Whether a body in SQL can take and give them. */
    void checkLanguage(FunctionSignature signature) {
        int result = signature.resultType();
        if (isPlaceholder(result) && result != Oid.VOID && result != Oid.RECORD) {
            throw FunctionBodyErrors.resultType(shown(result));
        }
        for (int argument : signature.argumentTypes()) {
            if (isPlaceholder(argument)) {
                throw FunctionBodyErrors.argumentType(shown(argument));
            }
        }
    }

    /** Stands for no values, nor for those of another type. */
    private static boolean isPlaceholder(int type) {
        TypeInfo info = BuiltinTypes.find(type);
        return info != null
                && info.isPseudo()
                && !SIMPLE.contains(type)
                && !COMPATIBLE.contains(type);
    }

    private String shown(int type) {
        return TypeNames.display(type, edit.names());
    }
}
