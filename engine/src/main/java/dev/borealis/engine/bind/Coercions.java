package dev.borealis.engine.bind;

import dev.borealis.engine.function.CastSignature;
import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.engine.function.CastSignature.Method;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.engine.tree.Scalar.Coercion;
import dev.borealis.engine.tree.Scalar.Coercion.Kind;
import dev.borealis.engine.tree.Scalar.Constant;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.error.BindTypeErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Which type converts to which, and the trees that do it.
 *
 * <p>Three contexts, each allowing what the ones before it allow: implicit (anywhere in an expression), assignment (a
 * value for a column), explicit (a written cast).
 */
final class Coercions {
    private final TypeFacts types;
    private final FunctionRegistry registry;
    private final Literals literals;
    private final ParameterTypes parameters;
    private final PolymorphicTypes polymorphic;

    Coercions(
            TypeFacts types,
            FunctionRegistry registry,
            Literals literals,
            ParameterTypes parameters) {
        this.types = types;
        this.registry = registry;
        this.literals = literals;
        this.parameters = parameters;
        this.polymorphic = new PolymorphicTypes(types, this);
    }

    PolymorphicTypes polymorphic() {
        return polymorphic;
    }

    /** How one type becomes another. */
    enum Way {
        NONE,
        RELABEL,
        FUNCTION,
        IO,
        ARRAY
    }

    /** @param function pg_proc OID for {@link Way#FUNCTION}, else 0 */
    record Pathway(Way way, int function) {
        static final Pathway NONE = new Pathway(Way.NONE, 0);
        static final Pathway RELABEL = new Pathway(Way.RELABEL, 0);
        static final Pathway IO = new Pathway(Way.IO, 0);
        static final Pathway ARRAY = new Pathway(Way.ARRAY, 0);
    }

    Pathway pathway(int source, int target, Context context) {
        int from = types.base(source);
        int to = types.base(target);
        if (from == to) {
            return Pathway.RELABEL;
        }
        CastSignature cast = registry.cast(from, to);
        if (cast != null) {
            if (context.compareTo(cast.context()) < 0) {
                return Pathway.NONE;
            }
            return switch (cast.method()) {
                case FUNCTION -> new Pathway(Way.FUNCTION, cast.function());
                case BINARY -> Pathway.RELABEL;
                case INPUT_OUTPUT -> Pathway.IO;
            };
        }
        if (to != Oid.OIDVECTOR && to != Oid.INT2VECTOR) {
            int toElement = types.element(to);
            int fromElement = types.element(from);
            if (toElement != Oid.NONE && fromElement != Oid.NONE) {
                Pathway element = pathway(fromElement, toElement, context);
                if (element.way() == Way.IO) {
                    return Pathway.IO;
                }
                if (element.way() != Way.NONE) {
                    return Pathway.ARRAY;
                }
            }
        }
        if (context != Context.IMPLICIT && types.category(to) == TypeFacts.STRING) {
            return Pathway.IO;
        }
        if (context == Context.EXPLICIT && types.category(from) == TypeFacts.STRING) {
            return Pathway.IO;
        }
        return Pathway.NONE;
    }

    boolean canCoerce(int source, int target, Context context) {
        return canCoerce(List.of(source), List.of(target), context);
    }

    boolean canCoerce(List<Integer> sources, List<Integer> targets, Context context) {
        boolean generic = false;
        for (int i = 0; i < sources.size(); i++) {
            int source = sources.get(i);
            int target = targets.get(i);
            if (source == target || target == Oid.ANY) {
                continue;
            }
            if (TypeFacts.isPolymorphic(target)) {
                generic = true;
                continue;
            }
            if (source == Oid.UNKNOWN || pathway(source, target, context).way() != Way.NONE) {
                continue;
            }
            if (source == Oid.RECORD && types.isComposite(target)
                    || target == Oid.RECORD && types.isComposite(source)
                    || target == Oid.RECORD_ARRAY && types.isComposite(types.element(source))) {
                continue;
            }
            return false;
        }
        return !generic || polymorphic.consistent(sources, targets);
    }

    /**
     * Converts to a type and its modifier (length coercion included); null when there is no way in this context.
     *
     * @param form how the conversion is to be printed
     */
    @Nullable Scalar convert(Value value, SqlType target, Context context, CallForm form) {
        if (!canCoerce(value.oid(), target.oid(), context)) {
            return null;
        }
        Scalar converted = coerce(value, target, context, form);
        return applyModifier(converted, target, context, form);
    }

    /** Converts to a type; {@link #canCoerce} must have said yes. The modifier is used where a domain or function wants it. */
    Scalar coerce(Value value, SqlType target, Context context, CallForm form) {
        int from = value.oid();
        int to = target.oid();
        if (from == to) {
            return value.scalar();
        }
        switch (to) {
            case Oid.ANY,
                    Oid.ANYELEMENT,
                    Oid.ANYNONARRAY,
                    Oid.ANYCOMPATIBLE,
                    Oid.ANYCOMPATIBLENONARRAY -> {
                return value.scalar();
            }
            case Oid.ANYARRAY,
                    Oid.ANYENUM,
                    Oid.ANYRANGE,
                    Oid.ANYMULTIRANGE,
                    Oid.ANYCOMPATIBLEARRAY,
                    Oid.ANYCOMPATIBLERANGE,
                    Oid.ANYCOMPATIBLEMULTIRANGE -> {
                if (from != Oid.UNKNOWN) {
                    int base = types.base(from);
                    return base == from
                            ? value.scalar()
                            : relabel(value.scalar(), SqlType.of(base), form);
                }
            }
            default -> {
                // an ordinary type
            }
        }
        if (from == Oid.UNKNOWN) {
            return coerceUnknown(value, target, context, form);
        }
        Pathway pathway = pathway(from, to, context);
        SqlType base = types.base(target);
        if (pathway.way() != Way.NONE) {
            if (pathway.way() == Way.RELABEL) {
                Scalar inner = value.scalar();
                if (types.isDomain(to)) {
                    if (types.base(from) != from || from != base.oid()) {
                        inner = relabel(inner, base.withoutTypmod(), form);
                    }
                    return toDomain(inner, to, context, form, value.position());
                }
                return relabel(inner, SqlType.of(to), form);
            }
            Scalar built = build(pathway, value.scalar(), base, context, form);
            return types.isDomain(to)
                    ? toDomain(built, to, context, form, value.position())
                    : built;
        }
        if (to == Oid.RECORD || to == Oid.RECORD_ARRAY) {
            return value.scalar();
        }
        if (from == Oid.RECORD && types.isComposite(to)) {
            return recordToComposite(value, to, context, form);
        }
        throw BindTypeErrors.cannotCast(types.display(from), types.display(to))
                .withPosition(value.position());
    }

    private Scalar coerceUnknown(Value value, SqlType target, Context context, CallForm form) {
        int to = target.oid();
        SqlType base = types.base(target);
        Scalar known;
        if (value.scalar() instanceof Constant constant) {
            // an interval's fields change how its text is read
            SqlType read = base.oid() == Oid.INTERVAL ? base : base.withoutTypmod();
            known =
                    constant.value() == null
                            ? new Constant(SqlType.of(base.oid()), null)
                            : literals.typed(read, (Bytes) constant.value(), value.position());
        } else if (value.scalar() instanceof Scalar.Parameter parameter) {
            int number = parameter.number();
            int settled = parameters.settle(number, to, value.position(), types);
            known = new Scalar.Parameter(SqlType.of(settled), number);
            if (types.isDomain(to)) {
                // the value that comes in is of the base type: the domain is checked here
                known = relabel(known, SqlType.of(base.oid()), form);
            }
        } else {
            // an expression that stayed unknown: through its text
            known = build(Pathway.IO, value.scalar(), base, context, form);
        }
        return types.isDomain(to) ? toDomain(known, to, context, form, value.position()) : known;
    }

    private static Scalar relabel(Scalar value, SqlType type, CallForm form) {
        if (value
                        instanceof
                        Coercion(SqlType _, Kind kind, Scalar argument, CallForm inner, Scalar _)
                && kind == Kind.RELABEL
                && inner == CallForm.IMPLICIT_CAST
                && form == CallForm.IMPLICIT_CAST) {
            return argument.type().equals(type)
                    ? argument
                    : new Coercion(type, Kind.RELABEL, argument, form, null);
        }
        return new Coercion(type, Kind.RELABEL, value, form, null);
    }

    private Scalar toDomain(
            Scalar value, int domain, Context context, CallForm form, int position) {
        SqlType base = types.base(SqlType.of(domain));
        Scalar sized = applyModifier(value, base, context, CallForm.IMPLICIT_CAST);
        if (sized.type().oid() != base.oid()) {
            throw BindTypeErrors.cannotCast(
                            types.display(value.type().oid()), types.display(domain))
                    .withPosition(position);
        }
        return new Coercion(new SqlType(domain, -1), Kind.DOMAIN, sized, form, null);
    }

    private Scalar recordToComposite(Value value, int to, Context context, CallForm form) {
        List<NameResolver.Field> fields = types.fields(to);
        if (fields == null || !(value.scalar() instanceof Scalar.RowConstructor row)) {
            if (value.scalar() instanceof Scalar.Column
                    || value.scalar() instanceof Scalar.FunctionCall) {
                return new Coercion(SqlType.of(to), Kind.ROW, value.scalar(), form, null);
            }
            throw BindTypeErrors.cannotCast("record", types.display(to))
                    .withPosition(value.position());
        }
        String target = types.display(to);
        if (row.fields().size() < fields.size()) {
            throw BindTypeErrors.cannotCast("record", target)
                    .withDetail("Input has too few columns.")
                    .withPosition(value.position());
        }
        if (row.fields().size() > fields.size()) {
            throw BindTypeErrors.cannotCast("record", target)
                    .withDetail("Input has too many columns.")
                    .withPosition(value.position());
        }
        var converted = new ArrayList<Scalar>();
        for (int i = 0; i < fields.size(); i++) {
            Scalar field = row.fields().get(i);
            Scalar cast =
                    convert(
                            new Value(field, value.position()),
                            fields.get(i).type(),
                            context,
                            CallForm.IMPLICIT_CAST);
            if (cast == null) {
                throw BindTypeErrors.cannotCast("record", target)
                        .withDetail(
                                "Cannot cast type "
                                        + types.display(field.type().oid())
                                        + " to "
                                        + types.display(fields.get(i).type().oid())
                                        + " in column "
                                        + (i + 1)
                                        + ".")
                        .withPosition(value.position());
            }
            converted.add(cast);
        }
        List<String> names = fields.stream().map(NameResolver.Field::name).toList();
        Scalar built = new Scalar.RowConstructor(SqlType.of(types.base(to)), converted, names);
        return types.isDomain(to) ? toDomain(built, to, context, form, value.position()) : built;
    }

    private Scalar build(
            Pathway pathway, Scalar value, SqlType target, Context context, CallForm form) {
        return switch (pathway.way()) {
            case FUNCTION -> callCast(pathway.function(), value, target, context, form);
            case IO -> new Coercion(SqlType.of(target.oid()), Kind.IO, value, form, null);
            case ARRAY -> {
                SqlType fromElement =
                        new SqlType(types.element(value.type().oid()), value.type().typmod());
                Value placeholder = new Value(new Scalar.ElementPlaceholder(fromElement), 0);
                SqlType toElement = new SqlType(types.element(target.oid()), target.typmod());
                Scalar element = coerce(placeholder, toElement, context, CallForm.IMPLICIT_CAST);
                yield new Coercion(SqlType.of(target.oid()), Kind.ARRAY, value, form, element);
            }
            case RELABEL -> relabel(value, SqlType.of(target.oid()), form);
            case NONE -> throw new IllegalStateException("no way to convert");
        };
    }

    private Scalar callCast(
            int function, Scalar value, SqlType target, Context context, CallForm form) {
        FunctionSignature signature = registry.function(function);
        if (signature == null) {
            throw new IllegalStateException("no function with OID " + function);
        }
        int count = signature.argumentTypes().size();
        var arguments = new ArrayList<Scalar>();
        arguments.add(value);
        if (count > 1) {
            arguments.add(new Constant(SqlType.INT4, (long) target.typmod()));
        }
        if (count > 2) {
            arguments.add(new Constant(SqlType.BOOL, context == Context.EXPLICIT ? 1L : 0L));
        }
        SqlType type = count > 1 ? target : SqlType.of(target.oid());
        return new Scalar.FunctionCall(type, function, 0, arguments, false, form);
    }

    /** Applies the modifier of a type: cuts or checks lengths, rounds; the value has the type already. */
    Scalar applyModifier(Scalar value, SqlType target, Context context, CallForm form) {
        if (target.typmod() < 0
                || target.typmod() == value.type().typmod()
                || types.isDomain(target.oid())) {
            return value;
        }
        CastSignature cast = registry.cast(target.oid(), target.oid());
        if (cast != null && cast.method() == Method.FUNCTION) {
            return callCast(cast.function(), value, target, context, form);
        }
        int element = types.element(target.oid());
        if (element != Oid.NONE) {
            Scalar placeholder =
                    new Scalar.ElementPlaceholder(new SqlType(element, value.type().typmod()));
            Scalar sized =
                    applyModifier(
                            placeholder,
                            new SqlType(element, target.typmod()),
                            context,
                            CallForm.IMPLICIT_CAST);
            return sized == placeholder
                    ? value
                    : new Coercion(target, Kind.ARRAY, value, form, sized);
        }
        return value;
    }

    // --- common types ---

    /**
     * The one type that the branches of a construct convert to.
     *
     * @param construct as the error names it: CASE, UNION, VALUES …
     */
    int commonType(List<Value> values, String construct) {
        int chosen = values.getFirst().oid();
        if (chosen != Oid.UNKNOWN
                && values.stream().allMatch(value -> value.oid() == values.getFirst().oid())) {
            return chosen;
        }
        chosen = types.base(chosen);
        for (Value value : values.subList(1, values.size())) {
            int next = types.base(value.oid());
            if (next == Oid.UNKNOWN || next == chosen) {
                continue;
            }
            if (chosen == Oid.UNKNOWN) {
                chosen = next;
            } else if (types.category(next) != types.category(chosen)) {
                throw BindTypeErrors.typesCannotBeMatched(
                                construct, types.display(chosen), types.display(next))
                        .withPosition(value.position());
            } else if (isBetter(next, chosen)) {
                chosen = next;
            }
        }
        return chosen == Oid.UNKNOWN ? Oid.TEXT : chosen;
    }

    private boolean isBetter(int next, int chosen) {
        return !types.isPreferred(chosen)
                && canCoerce(chosen, next, Context.IMPLICIT)
                && !canCoerce(next, chosen, Context.IMPLICIT);
    }

    /** The common type of types alone; text when all are unknown or there are none, 0 when they do not fit. */
    int commonTypeOf(List<Integer> candidates) {
        if (candidates.isEmpty()) {
            return Oid.TEXT;
        }
        int first = candidates.getFirst();
        if (first != Oid.UNKNOWN && candidates.stream().allMatch(candidate -> candidate == first)) {
            return first;
        }
        int chosen = types.base(first);
        for (int candidate : candidates.subList(1, candidates.size())) {
            int next = types.base(candidate);
            if (next == Oid.UNKNOWN || next == chosen) {
                continue;
            }
            if (chosen == Oid.UNKNOWN) {
                chosen = next;
            } else if (types.category(next) != types.category(chosen)) {
                return Oid.NONE;
            } else if (isBetter(next, chosen)) {
                chosen = next;
            }
        }
        if (chosen == Oid.UNKNOWN) {
            return Oid.TEXT;
        }
        for (int candidate : candidates) {
            if (!canCoerce(candidate, chosen, Context.IMPLICIT)) {
                return Oid.NONE;
            }
        }
        return chosen;
    }

    /** The modifier that all values share once they have the common type, else −1. */
    static int commonModifier(List<Value> values, int commonType) {
        int modifier = -2;
        for (Value value : values) {
            if (value.oid() != commonType) {
                return -1;
            }
            if (modifier == -2) {
                modifier = value.type().typmod();
            } else if (modifier != value.type().typmod()) {
                return -1;
            }
        }
        return modifier == -2 ? -1 : modifier;
    }

    Scalar toCommonType(Value value, int target, String construct) {
        if (value.oid() == target) {
            return value.scalar();
        }
        if (!canCoerce(value.oid(), target, Context.IMPLICIT)) {
            throw BindTypeErrors.couldNotConvert(
                            construct, types.display(value.oid()), types.display(target))
                    .withPosition(value.position());
        }
        return coerce(value, SqlType.of(target), Context.IMPLICIT, CallForm.IMPLICIT_CAST);
    }

    // --- demands of clauses ---

    /** Converts to boolean for a clause. @param clause as the error names it: WHERE, JOIN/ON, AND … */
    Scalar toBoolean(Value value, String clause) {
        Scalar converted =
                value.oid() == Oid.BOOL
                        ? value.scalar()
                        : convert(value, SqlType.BOOL, Context.ASSIGNMENT, CallForm.IMPLICIT_CAST);
        if (converted == null) {
            throw BindTypeErrors.argumentMustBe(clause, "boolean", types.display(value.oid()))
                    .withPosition(value.position());
        }
        return converted;
    }

    /** Converts to bigint for LIMIT and its like. */
    Scalar toType(Value value, SqlType target, String clause) {
        Scalar converted =
                value.oid() == target.oid()
                        ? value.scalar()
                        : convert(value, target, Context.ASSIGNMENT, CallForm.IMPLICIT_CAST);
        if (converted == null) {
            throw BindTypeErrors.argumentMustBe(
                            clause, types.display(target.oid()), types.display(value.oid()))
                    .withPosition(value.position());
        }
        return converted;
    }

    /** A value that nothing gave a type becomes text. */
    Scalar settleUnknown(Value value) {
        return value.isUnknown()
                ? coerce(value, SqlType.TEXT, Context.IMPLICIT, CallForm.IMPLICIT_CAST)
                : value.scalar();
    }

    /** What a type may be written as in a cast of the function form, or null. */
    @Nullable TypeInfo info(int oid) {
        return types.find(oid);
    }
}
