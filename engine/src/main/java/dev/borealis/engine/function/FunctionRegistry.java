package dev.borealis.engine.function;

import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.error.FunctionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All built-in functions, operators, casts and operator classes, with the implementations that exist. Immutable and
 * assembled once; shared by all sessions.
 */
public final class FunctionRegistry {
    private final Map<Integer, FunctionSignature> functions = new LinkedHashMap<>();
    private final Map<Integer, ProcedureDetails> details = new HashMap<>();
    private final Map<String, List<FunctionSignature>> functionsByName = new HashMap<>();
    private final Map<Integer, Implementation> implementations = new HashMap<>();
    private final Map<Integer, OperatorSignature> operators = new LinkedHashMap<>();
    private final Map<String, List<OperatorSignature>> operatorsByName = new HashMap<>();
    private final Map<Long, CastSignature> casts = new LinkedHashMap<>();
    private final Map<Integer, AggregateSignature> aggregates = new LinkedHashMap<>();
    private final Map<Integer, OperatorClass> operatorClasses = new LinkedHashMap<>();
    private final Map<Integer, OperatorFamily> operatorFamilies = new LinkedHashMap<>();
    private final Map<Integer, OperatorClass> defaultBtree = new HashMap<>();
    private final Map<Integer, OperatorClass> defaultHash = new HashMap<>();

    /** The functions of this package alone: enough for tests and constant folding. */
    public static FunctionRegistry builtin() {
        return new FunctionRegistry(Families.all());
    }

    /** The functions of this package and further families, of packages above. */
    public static FunctionRegistry with(Collection<FunctionFamily> further) {
        var families = new ArrayList<>(Families.all());
        families.addAll(further);
        return new FunctionRegistry(families);
    }

    private FunctionRegistry(List<FunctionFamily> families) {
        for (BuiltinSignatures.Procedure procedure : BuiltinSignatures.procedures()) {
            FunctionSignature signature = procedure.signature();
            functions.put(signature.oid(), signature);
            details.put(signature.oid(), procedure.details());
            functionsByName
                    .computeIfAbsent(signature.name(), _ -> new ArrayList<>())
                    .add(signature);
        }
        for (OperatorSignature operator : BuiltinSignatures.operators()) {
            operators.put(operator.oid(), operator);
            operatorsByName.computeIfAbsent(operator.name(), _ -> new ArrayList<>()).add(operator);
        }
        BuiltinSignatures.casts()
                .forEach(cast -> casts.put(pair(cast.source(), cast.target()), cast));
        BuiltinSignatures.aggregates()
                .forEach(aggregate -> aggregates.put(aggregate.function(), aggregate));
        BuiltinSignatures.operatorFamilies()
                .forEach(family -> operatorFamilies.put(family.oid(), family));
        for (OperatorClass operatorClass : BuiltinSignatures.operatorClasses()) {
            operatorClasses.put(operatorClass.oid(), operatorClass);
            if (operatorClass.isDefault()) {
                (operatorClass.method().equals("btree") ? defaultBtree : defaultHash)
                        .put(operatorClass.inputType(), operatorClass);
            }
        }
        implement(families);
    }

    private void implement(List<FunctionFamily> families) {
        var collected = new Implementations();
        families.forEach(family -> family.define(collected));
        Map<String, Implementation> byKey = collected.all();
        Set<String> unused = new HashSet<>(byKey.keySet());
        for (FunctionSignature function : functions.values()) {
            String key = key(function);
            Implementation implementation = byKey.get(key);
            if (implementation == null) {
                key = function.source() == null ? "" : function.source();
                implementation = byKey.get(key);
            }
            if (implementation != null) {
                implementations.put(function.oid(), implementation);
                unused.remove(key);
            }
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException("implementations without a signature: " + unused);
        }
    }

    /** Name and argument types, for example {@code lpad(text,int4,text)}. */
    static String key(FunctionSignature function) {
        var key = new StringBuilder(function.name()).append('(');
        for (int type : function.argumentTypes()) {
            TypeInfo info = BuiltinTypes.find(type);
            key.append(key.charAt(key.length() - 1) == '(' ? "" : ",")
                    .append(info == null ? type : info.name());
        }
        return key.append(')').toString();
    }

    // --- functions ---

    /** All of them, by ascending OID, DSQL's own last. */
    public Collection<FunctionSignature> functions() {
        return Collections.unmodifiableCollection(functions.values());
    }

    /** Those of this name in all schemas ({@code pg_catalog}, {@code information_schema}, {@code sys}). */
    public List<FunctionSignature> functions(String name) {
        return Collections.unmodifiableList(functionsByName.getOrDefault(name, List.of()));
    }

    /** A built-in function by its OID; null when there is none. */
    public @Nullable FunctionSignature function(int oid) {
        return functions.get(oid);
    }

    /** The rest of what pg_proc says of a built-in function; it must exist. */
    public ProcedureDetails details(int oid) {
        ProcedureDetails found = details.get(oid);
        if (found == null) {
            throw new IllegalStateException("no built-in function has oid " + oid);
        }
        return found;
    }

    /** Whether DSQL refuses to call functions of this name: 0A000 {@code function pg_backend_pid not supported}. */
    public boolean isRefused(String name) {
        return BuiltinSignatures.isRefused(name);
    }

    /** How a built-in function is computed. Throws 0A000 for a refused one and for one not yet implemented. */
    public Implementation implementation(int oid) {
        FunctionSignature function = functions.get(oid);
        if (function == null) {
            throw new IllegalStateException("no built-in function has oid " + oid);
        }
        Implementation implementation = implementations.get(oid);
        if (implementation == null) { // no refused function has one
            throw isRefused(function.name())
                    ? FunctionErrors.notSupported(function.name())
                    : FunctionErrors.notYetImplemented(display(function));
        }
        return implementation;
    }

    /** The same, null for a refused one and for one not yet implemented. */
    public @Nullable Implementation findImplementation(int oid) {
        return implementations.get(oid);
    }

    /** As error messages print a function: {@code substring(text, integer)}. */
    public static String display(FunctionSignature function) {
        var text = new StringBuilder(function.name()).append('(');
        String separator = "";
        for (int type : function.argumentTypes()) {
            TypeInfo info = BuiltinTypes.find(type);
            text.append(separator).append(info == null ? Oid.unsigned(type) : info.displayName());
            separator = ", ";
        }
        return text.append(')').toString();
    }

    /** Functions that a user could call in PostgreSQL, that DSQL does not refuse, and that nothing computes here. */
    public List<FunctionSignature> unimplemented() {
        return functions.values().stream()
                .filter(function -> !implementations.containsKey(function.oid()))
                .filter(function -> !isRefused(function.name()))
                .filter(FunctionRegistry::isCallable)
                .toList();
    }

    /** A function with an argument or a result of type internal, a handler or a trigger cannot be called from SQL. */
    private static boolean isCallable(FunctionSignature function) {
        return isCallableType(function.resultType())
                && function.argumentTypes().stream().allMatch(FunctionRegistry::isCallableType);
    }

    private static boolean isCallableType(int type) {
        return switch (type) {
            case Oid.INTERNAL,
                    Oid.CSTRING,
                    Oid.TRIGGER,
                    Oid.EVENT_TRIGGER,
                    Oid.LANGUAGE_HANDLER,
                    Oid.FDW_HANDLER,
                    Oid.TSM_HANDLER,
                    Oid.INDEX_AM_HANDLER,
                    Oid.TABLE_AM_HANDLER,
                    Oid.PG_DDL_COMMAND ->
                    false;
            default -> true;
        };
    }

    // --- aggregates ---

    /** What pg_aggregate says of a function; null when it is no aggregate. */
    public @Nullable AggregateSignature aggregate(int function) {
        return aggregates.get(function);
    }

    public Collection<AggregateSignature> aggregates() {
        return Collections.unmodifiableCollection(aggregates.values());
    }

    // --- operators ---

    public Collection<OperatorSignature> operators() {
        return Collections.unmodifiableCollection(operators.values());
    }

    /** Those of this name, for example {@code +}. */
    public List<OperatorSignature> operators(String name) {
        return Collections.unmodifiableList(operatorsByName.getOrDefault(name, List.of()));
    }

    /** A built-in operator by its OID; null when there is none. */
    public @Nullable OperatorSignature operator(int oid) {
        return operators.get(oid);
    }

    // --- casts ---

    public Collection<CastSignature> casts() {
        return Collections.unmodifiableCollection(casts.values());
    }

    /** The row of pg_cast, null when there is none: the types are then only related through text forms, or not. */
    public @Nullable CastSignature cast(int source, int target) {
        return casts.get(pair(source, target));
    }

    private static long pair(int source, int target) {
        return (long) source << 32 | Integer.toUnsignedLong(target);
    }

    // --- operator classes ---

    public Collection<OperatorClass> operatorClasses() {
        return Collections.unmodifiableCollection(operatorClasses.values());
    }

    public Collection<OperatorFamily> operatorFamilies() {
        return Collections.unmodifiableCollection(operatorFamilies.values());
    }

    /** An operator family by its OID; null when there is none. */
    public @Nullable OperatorFamily operatorFamily(int oid) {
        return operatorFamilies.get(oid);
    }

    /**
     * How values of a type are ordered by default, null when they are not (json, point …). A domain is to be replaced
     * by its base type before; an OID that is no built-in type is taken for a row type.
     */
    public @Nullable Ordering defaultOrdering(int type) {
        OperatorClass found = defaultClass(type, defaultBtree);
        if (found == null) {
            return null;
        }
        OperatorFamily family = operatorFamilies.get(found.family());
        int input = found.inputType();
        return new Ordering(
                input,
                found.oid(),
                found.family(),
                family.operator(input, input, 1),
                family.operator(input, input, 2),
                family.operator(input, input, 3),
                family.operator(input, input, 4),
                family.operator(input, input, 5),
                family.function(input, input, 1));
    }

    /** How values of a type are hashed by default, null when they are not. As for {@link #defaultOrdering}. */
    public @Nullable Hashing defaultHashing(int type) {
        OperatorClass found = defaultClass(type, defaultHash);
        if (found == null) {
            return null;
        }
        OperatorFamily family = operatorFamilies.get(found.family());
        int input = found.inputType();
        return new Hashing(
                input,
                found.oid(),
                found.family(),
                family.operator(input, input, 1),
                family.function(input, input, 1),
                family.function(input, input, 2));
    }

    private @Nullable OperatorClass defaultClass(int type, Map<Integer, OperatorClass> classes) {
        OperatorClass exact = classes.get(type);
        if (exact != null) {
            return exact;
        }
        TypeInfo info = BuiltinTypes.find(type);
        if (info == null || info.isComposite()) {
            return classes.get(Oid.RECORD);
        }
        if (info.isArray()) {
            return defaultClass(info.element(), classes) == null ? null : classes.get(Oid.ANYARRAY);
        }
        if (info.isRange()) {
            return classes.get(Oid.ANYRANGE);
        }
        if (info.kind() == 'm') {
            return classes.get(Oid.ANYMULTIRANGE);
        }
        for (OperatorClass candidate : classes.values()) {
            CastSignature cast = cast(type, candidate.inputType());
            if (cast != null
                    && cast.method() == CastSignature.Method.BINARY
                    && cast.context() == CastSignature.Context.IMPLICIT
                    && BuiltinTypes.get(candidate.inputType()).preferred()) {
                return candidate;
            }
        }
        return null;
    }
}
