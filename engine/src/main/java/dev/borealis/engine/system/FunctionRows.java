package dev.borealis.engine.system;

import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.OperatorFamily;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** pg_proc, pg_operator, pg_cast, pg_aggregate and the operator classes. */
final class FunctionRows {
    private FunctionRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("pg_proc", FunctionRows::procedures);
        sources.put("pg_operator", FunctionRows::operators);
        sources.put("pg_cast", FunctionRows::casts);
        sources.put("pg_aggregate", FunctionRows::aggregates);
        sources.put("pg_opclass", FunctionRows::operatorClasses);
        sources.put("pg_opfamily", FunctionRows::operatorFamilies);
        sources.put("pg_amop", FunctionRows::familyOperators);
        sources.put("pg_amproc", FunctionRows::familyFunctions);
    }

    private static Stream<@Nullable Object[]> procedures(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        if (equal.get("oid") instanceof Long oid) {
            UserFunction user = context.catalog().function(oid.intValue());
            if (user != null) {
                return Stream.<@Nullable Object[]>of(user(context, shape, user));
            }
            return Stream.ofNullable(context.registry().function(oid.intValue()))
                    .map(f -> builtin(context, shape, f));
        }
        Stream<FunctionSignature> builtin =
                equal.get("proname") instanceof Bytes name
                        ? context.registry().functions(name.string()).stream()
                        : context.registry().functions().stream();
        return Stream.concat(
                builtin.map(f -> builtin(context, shape, f)),
                context.catalog().functions().stream().map(f -> user(context, shape, f)));
    }

    private static @Nullable Object[] builtin(
            SystemContext context, Tuple.Shape shape, FunctionSignature function) {
        var details = context.registry().details(function.oid());
        int schema =
                java.util.Objects.requireNonNull(context.catalog().schema(function.schema())).oid();
        return signature(shape, function)
                .set("pronamespace", (long) schema)
                .set("proowner", 10)
                .set("prolang", language(details.language()))
                .set("proleakproof", details.leakproof())
                .set("proparallel", details.parallel())
                .set("prosrc", function.source() == null ? "" : function.source())
                .done();
    }

    private static long language(String name) {
        return switch (name) {
            case "internal" -> 12;
            case "c" -> 13;
            default -> 14;
        };
    }

    private static @Nullable Object[] user(
            SystemContext context, Tuple.Shape shape, UserFunction function) {
        return signature(shape, function.signature())
                .set("pronamespace", (long) function.schema())
                .set("proowner", (long) function.owner())
                .set("prolang", 14)
                .set("prosecdef", function.securityDefiner())
                .set("proparallel", 'u')
                .set("prosrc", function.bodyText() == null ? "" : function.bodyText())
                .setValue(
                        "proacl", Acl.ofFunction(function.privileges(), function.owner(), context))
                .done();
    }

    private static Tuple signature(Tuple.Shape shape, FunctionSignature function) {
        Tuple tuple =
                shape.tuple()
                        .set("oid", (long) function.oid())
                        .set("proname", function.name())
                        .set("procost", function.cost())
                        .set("prorows", function.rows())
                        .set("provariadic", (long) function.variadicType())
                        .set(
                                "prokind",
                                switch (function.kind()) {
                                    case FUNCTION -> 'f';
                                    case AGGREGATE -> 'a';
                                    case WINDOW -> 'w';
                                    case PROCEDURE -> 'p';
                                })
                        .set("proisstrict", function.strict())
                        .set("proretset", function.returnsSet())
                        .set(
                                "provolatile",
                                switch (function.volatility()) {
                                    case IMMUTABLE -> 'i';
                                    case STABLE -> 's';
                                    case VOLATILE -> 'v';
                                })
                        .set("pronargs", (long) function.argumentTypes().size())
                        .set("pronargdefaults", (long) function.defaultCount())
                        .set("prorettype", (long) function.resultType())
                        .setVector("proargtypes", Oid.OIDVECTOR, function.argumentTypes());
        if (!function.allArgumentTypes().isEmpty()) {
            tuple.setArray(
                    "proallargtypes", Oid.OID, RelationRows.longs(function.allArgumentTypes()));
            tuple.setArray(
                    "proargmodes",
                    Oid.CHAR,
                    function.argumentModes().stream()
                            .map(mode -> (long) mode.charValue())
                            .toList());
        }
        if (!function.argumentNames().isEmpty()) {
            tuple.setTexts("proargnames", Oid.TEXT, function.argumentNames());
        }
        return tuple;
    }

    private static Stream<@Nullable Object[]> operators(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.registry().operators().stream()
                .map(
                        operator ->
                                shape.tuple()
                                        .set("oid", (long) operator.oid())
                                        .set("oprname", operator.name())
                                        .set("oprnamespace", (long) SystemTables.PG_CATALOG)
                                        .set("oprowner", 10)
                                        .set("oprkind", operator.left() == 0 ? 'l' : 'b')
                                        .set("oprcanmerge", operator.merges())
                                        .set("oprcanhash", operator.hashes())
                                        .set("oprleft", (long) operator.left())
                                        .set("oprright", (long) operator.right())
                                        .set("oprresult", (long) operator.result())
                                        .set("oprcom", (long) operator.commutator())
                                        .set("oprnegate", (long) operator.negator())
                                        .set("oprcode", (long) operator.function())
                                        .done());
    }

    private static Stream<@Nullable Object[]> casts(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.registry().casts().stream()
                .map(
                        cast ->
                                shape.tuple()
                                        .set("oid", (long) cast.oid())
                                        .set("castsource", (long) cast.source())
                                        .set("casttarget", (long) cast.target())
                                        .set("castfunc", (long) cast.function())
                                        .set(
                                                "castcontext",
                                                switch (cast.context()) {
                                                    case IMPLICIT -> 'i';
                                                    case ASSIGNMENT -> 'a';
                                                    case EXPLICIT -> 'e';
                                                })
                                        .set(
                                                "castmethod",
                                                switch (cast.method()) {
                                                    case FUNCTION -> 'f';
                                                    case BINARY -> 'b';
                                                    case INPUT_OUTPUT -> 'i';
                                                })
                                        .done());
    }

    private static Stream<@Nullable Object[]> aggregates(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.registry().aggregates().stream()
                .map(
                        aggregate ->
                                shape.tuple()
                                        .set("aggfnoid", (long) aggregate.function())
                                        .set(
                                                "aggkind",
                                                switch (aggregate.kind()) {
                                                    case NORMAL -> 'n';
                                                    case ORDERED_SET -> 'o';
                                                    case HYPOTHETICAL -> 'h';
                                                })
                                        .set("aggnumdirectargs", (long) aggregate.directArguments())
                                        .set("aggsortop", (long) aggregate.sortOperator())
                                        .set("aggtranstype", (long) aggregate.transitionType())
                                        .set("agginitval", aggregate.initialValue())
                                        .set("aggfinalmodify", 'r')
                                        .set("aggmfinalmodify", 'r')
                                        .done());
    }

    private static long method(String name) {
        return name.equals("hash") ? 405 : RelationRows.INDEX_METHOD;
    }

    private static Stream<@Nullable Object[]> operatorClasses(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.registry().operatorClasses().stream()
                .map(
                        c ->
                                shape.tuple()
                                        .set("oid", (long) c.oid())
                                        .set("opcmethod", method(c.method()))
                                        .set("opcname", c.name())
                                        .set("opcnamespace", (long) SystemTables.PG_CATALOG)
                                        .set("opcowner", 10)
                                        .set("opcfamily", (long) c.family())
                                        .set("opcintype", (long) c.inputType())
                                        .set("opcdefault", c.isDefault())
                                        .set("opckeytype", (long) c.keyType())
                                        .done());
    }

    private static Stream<@Nullable Object[]> operatorFamilies(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.registry().operatorFamilies().stream()
                .map(
                        f ->
                                shape.tuple()
                                        .set("oid", (long) f.oid())
                                        .set("opfmethod", method(f.method()))
                                        .set("opfname", f.name())
                                        .set("opfnamespace", (long) SystemTables.PG_CATALOG)
                                        .set("opfowner", 10)
                                        .done());
    }

    private static Stream<@Nullable Object[]> familyOperators(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.registry().operatorFamilies().stream()
                .flatMap(
                        family ->
                                members(
                                        family,
                                        family.operators(),
                                        (m, oid) ->
                                                shape.tuple()
                                                        .set("oid", oid)
                                                        .set("amopfamily", (long) family.oid())
                                                        .set("amoplefttype", (long) m.left())
                                                        .set("amoprighttype", (long) m.right())
                                                        .set("amopstrategy", (long) m.number())
                                                        .set("amoppurpose", 's')
                                                        .set("amopopr", (long) m.oid())
                                                        .set("amopmethod", method(family.method()))
                                                        .done()));
    }

    private static Stream<@Nullable Object[]> familyFunctions(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.registry().operatorFamilies().stream()
                .flatMap(
                        family ->
                                members(
                                        family,
                                        family.functions(),
                                        (m, oid) ->
                                                shape.tuple()
                                                        .set("oid", oid)
                                                        .set("amprocfamily", (long) family.oid())
                                                        .set("amproclefttype", (long) m.left())
                                                        .set("amprocrighttype", (long) m.right())
                                                        .set("amprocnum", (long) m.number())
                                                        .set("amproc", (long) m.oid())
                                                        .done()));
    }

    private interface MemberRow {
        @Nullable Object[] of(OperatorFamily.Member member, long oid);
    }

    /** Members have numbers of their own in PostgreSQL; nothing refers to them, so ours only differ from each other. */
    private static Stream<@Nullable Object[]> members(
            OperatorFamily family, List<OperatorFamily.Member> members, MemberRow row) {
        return java.util.stream.IntStream.range(0, members.size())
                .mapToObj(i -> row.of(members.get(i), family.oid() * 1_000L + i));
    }
}
