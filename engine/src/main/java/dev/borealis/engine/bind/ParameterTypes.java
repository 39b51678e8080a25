package dev.borealis.engine.bind;

import dev.borealis.types.Limits;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindTypeErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The types of a statement's parameters, given by the client or inferred from where each is used first. */
public final class ParameterTypes {
    private final List<Integer> oids = new ArrayList<>();
    private final boolean fixed;
    private final List<String> names;
    private final String function;

    private ParameterTypes(
            List<Integer> given, boolean fixed, List<String> names, String function) {
        given.forEach(oid -> oids.add(oid == 0 ? Oid.UNKNOWN : oid));
        this.fixed = fixed;
        this.names = List.copyOf(names);
        this.function = function;
    }

    /** Types as the client gave them, 0 or 705 (unknown) where it left them open; more are added as they are met. */
    public static ParameterTypes inferred(List<Integer> given) {
        return new ParameterTypes(given, false, List.of(), "");
    }

    /** Exactly these; {@code $n} beyond them is 42P02. For function bodies, and for statements without parameters. */
    public static ParameterTypes fixed(List<Integer> types) {
        return new ParameterTypes(types, true, List.of(), "");
    }

    /**
     * Those of a function's body, which may go by their names too.
     *
     * @param names of the first parameters, empty for one without a name
     * @param function its name: {@code function.parameter} is understood
     */
    public static ParameterTypes ofFunction(
            List<Integer> types, List<String> names, String function) {
        return new ParameterTypes(types, true, names, function);
    }

    /** The number of the parameter with a name; 0 when there is none. @param qualifier null when it stands alone */
    int named(@Nullable String qualifier, String name) {
        return qualifier == null || qualifier.equals(function) ? names.indexOf(name) + 1 : 0;
    }

    /** No parameters at all. */
    public static ParameterTypes none() {
        return fixed(List.of());
    }

    /** Type of a parameter as far as known. */
    int typeOf(int number, int position) {
        if (number <= 0 || number > Limits.BIND_PARAMETERS || fixed && number > oids.size()) {
            throw BindTypeErrors.noParameter(number).withPosition(position);
        }
        while (oids.size() < number) {
            oids.add(Oid.UNKNOWN);
        }
        return oids.get(number - 1);
    }

    /** Gives an open parameter its type; what it has now. */
    int settle(int number, int type, int position, TypeFacts types) {
        int known = typeOf(number, position);
        if (known == Oid.UNKNOWN) {
            oids.set(number - 1, type);
            return type;
        }
        if (known != type) {
            throw BindTypeErrors.inconsistentParameter(
                            number, types.display(known), types.display(type))
                    .withPosition(position);
        }
        return known;
    }

    /** All types at the end; 42P18 for one that nothing settled. */
    public List<SqlType> result() {
        for (int i = 0; i < oids.size(); i++) {
            if (oids.get(i) == Oid.UNKNOWN) {
                throw BindTypeErrors.parameterTypeUnknown(i + 1);
            }
        }
        return oids.stream().map(SqlType::of).toList();
    }
}
