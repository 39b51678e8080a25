package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.TypeDefinition;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeInfo;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** pg_type and its neighbours. */
final class TypeRows {
    private TypeRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("pg_type", TypeRows::types);
        sources.put("pg_range", TypeRows::ranges);
    }

    private static Stream<@Nullable Object[]> types(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        if (equal.get("oid") instanceof Long oid) {
            TypeInfo builtin = BuiltinTypes.find(oid.intValue());
            if (builtin != null) {
                return Stream.<@Nullable Object[]>of(builtin(context, shape, builtin));
            }
            return Stream.ofNullable(context.catalog().type(oid.intValue()))
                    .map(type -> user(context, shape, type));
        }
        return Stream.concat(
                BuiltinTypes.all().stream().map(type -> builtin(context, shape, type)),
                context.catalog().types().stream().map(type -> user(context, shape, type)));
    }

    private static @Nullable Object[] builtin(
            SystemContext context, Tuple.Shape shape, TypeInfo type) {
        return described(context, shape, type)
                .set("oid", (long) type.oid())
                .set("typname", type.name())
                .set("typnamespace", (long) SystemTables.PG_CATALOG)
                .set("typowner", 10)
                .set("typrelid", (long) type.relation())
                .set("typarray", (long) type.array())
                .set("typbasetype", (long) type.baseType())
                .set("typtypmod", -1)
                .done();
    }

    private static Tuple described(SystemContext context, Tuple.Shape shape, TypeInfo type) {
        return shape.tuple()
                .set("typlen", (long) type.length())
                .set("typbyval", type.byValue())
                .set("typtype", type.kind())
                .set("typcategory", type.category())
                .set("typispreferred", type.preferred())
                .set("typisdefined", true)
                .set("typdelim", type.delimiter())
                .set("typsubscript", procedure(context, type.subscript()))
                .set("typelem", (long) type.element())
                .set("typinput", procedure(context, type.input()))
                .set("typoutput", procedure(context, type.output()))
                .set("typreceive", procedure(context, type.receive()))
                .set("typsend", procedure(context, type.send()))
                .set("typmodin", procedure(context, type.modifierInput()))
                .set("typmodout", procedure(context, type.modifierOutput()))
                .set("typalign", type.align())
                .set("typstorage", type.storage())
                .set("typcollation", (long) type.collation());
    }

    /** OID of a function by its name: input functions and the like have one of each name. */
    private static long procedure(SystemContext context, String name) {
        if (name.isEmpty() || name.equals("-")) {
            return 0;
        }
        return context.registry().functions(name).stream()
                .findFirst()
                .map(f -> (long) f.oid())
                .orElse(0L);
    }

    private static @Nullable Object[] user(
            SystemContext context, Tuple.Shape shape, TypeDefinition type) {
        TypeInfo info = context.names().type(type.oid());
        Tuple tuple = info == null ? shape.tuple() : described(context, shape, info);
        tuple.set("oid", (long) type.oid())
                .set("typname", type.name())
                .set("typnamespace", (long) type.schema())
                .set("typowner", (long) type.owner())
                .set("typisdefined", true)
                .set("typdelim", ',')
                .set("typtypmod", -1);
        return switch (type) {
            case TypeDefinition.Domain domain ->
                    tuple.set("typtype", 'd')
                            .set("typbasetype", (long) domain.base().oid())
                            .set("typtypmod", (long) domain.base().typmod())
                            .set("typnotnull", domain.notNull())
                            .set(
                                    "typdefault",
                                    domain.defaultValue() == null
                                            ? null
                                            : context.printer()
                                                    .expression(domain.defaultValue(), 0, false))
                            .done();
            case TypeDefinition.RowType row ->
                    tuple.set("typtype", 'c')
                            .set("typcategory", 'C')
                            .set("typlen", -1)
                            .set("typalign", 'd')
                            .set("typstorage", 'x')
                            .set("typrelid", (long) row.relation())
                            .done();
        };
    }

    static Stream<@Nullable Object[]> domainConstraints(SystemContext context, Tuple.Shape shape) {
        return context.catalog().types().stream()
                .filter(TypeDefinition.Domain.class::isInstance)
                .map(TypeDefinition.Domain.class::cast)
                .flatMap(
                        domain ->
                                domain.checks().stream()
                                        .map(check -> constraint(context, shape, domain, check)));
    }

    private static @Nullable Object[] constraint(
            SystemContext context,
            Tuple.Shape shape,
            TypeDefinition.Domain domain,
            ConstraintDefinition.Check check) {
        return shape.tuple()
                .set("oid", (long) check.oid())
                .set("conname", check.name())
                .set("connamespace", (long) domain.schema())
                .set("contype", 'c')
                .set("convalidated", check.validated())
                .set("contypid", (long) domain.oid())
                .set("conislocal", true)
                .setValue("conbin", NodeTree.of(check.expression()))
                .set("confupdtype", ' ')
                .set("confdeltype", ' ')
                .set("confmatchtype", ' ')
                .done();
    }

    /** Range type, its subtype, its multirange type. Source: PostgreSQL 16's pg_range. */
    private static final List<int[]> RANGES =
            List.of(
                    new int[] {3904, Oid.INT4, 4451},
                    new int[] {3906, Oid.NUMERIC, 4532},
                    new int[] {3908, Oid.TIMESTAMP, 4533},
                    new int[] {3910, Oid.TIMESTAMPTZ, 4534},
                    new int[] {3912, Oid.DATE, 4535},
                    new int[] {3926, Oid.INT8, 4536});

    private static Stream<@Nullable Object[]> ranges(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return RANGES.stream()
                .map(
                        range ->
                                shape.tuple()
                                        .set("rngtypid", (long) range[0])
                                        .set("rngsubtype", (long) range[1])
                                        .set("rngmultitypid", (long) range[2])
                                        .done());
    }
}
