package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.FunctionFamily;
import dev.borealis.engine.function.Implementations;
import dev.borealis.sql.Keywords;
import dev.borealis.types.Bytes;
import dev.borealis.types.Identifiers;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.format.ValueFormats;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Functions about objects by their names or numbers: to_regclass and its kin, descriptions, keywords, arrays of options. */
public final class ObjectFunctions implements FunctionFamily {
    private static final Map<String, Integer> NAMED =
            Map.of(
                    "to_regclass", Oid.REGCLASS,
                    "to_regtype", Oid.REGTYPE,
                    "to_regproc", Oid.REGPROC,
                    "to_regprocedure", Oid.REGPROCEDURE,
                    "to_regoper", Oid.REGOPER,
                    "to_regoperator", Oid.REGOPERATOR,
                    "to_regnamespace", Oid.REGNAMESPACE,
                    "to_regrole", Oid.REGROLE,
                    "to_regcollation", Oid.REGCOLLATION);

    @Override
    public void define(Implementations f) {
        f.general("text_regclass", (call, a) -> SystemFunctions.relationOid(call, a[0]));
        NAMED.forEach((key, type) -> f.general(key, (call, a) -> named(call, type, a[0])));
        f.general(
                "pg_describe_object",
                (call, a) -> description(call, number(a[0]), number(a[1]), number(a[2])));
        f.setReturning("pg_get_keywords", (_, _) -> keywords());
        f.setReturning("pg_options_to_table", (_, a) -> options((ArrayValue) notNull(a[0])));
        f.setReturning("_pg_expandarray(anyarray)", (_, a) -> expanded((ArrayValue) notNull(a[0])));
        f.setReturning("pg_partition_ancestors", (_, _) -> List.<Object[]>of().iterator());
        f.setReturning("pg_partition_tree", (_, _) -> List.<Object[]>of().iterator());
        f.general("pg_partition_root", (_, _) -> null);
        f.general("pg_collation_for", (call, a) -> collation(call, a[0]));
        f.general("pg_sequence_last_value", (call, a) -> lastValue(call, number(a[0])));
        f.general(
                "pg_relation_filenode",
                (call, a) ->
                        RelationRows.fileNode(
                                call.service(SystemContext.class)
                                        .catalog()
                                        .relation((int) number(a[0]))));
    }

    private static Object notNull(@Nullable Object value) {
        return Objects.requireNonNull(value);
    }

    private static long number(@Nullable Object value) {
        return (Long) notNull(value);
    }

    /** Of an object by its name, in the form that a reg… type reads. */
    static int oid(Call call, int type, Object name) {
        Object oid = ValueFormats.of(type).parse((Bytes) name, -1, call.context(), call.names());
        return (int) number(oid);
    }

    private static @Nullable Object named(Call call, int type, @Nullable Object name) {
        try {
            return Integer.toUnsignedLong(oid(call, type, notNull(name)));
        } catch (SqlException _) {
            return null; // no such object, or no name at all
        }
    }

    private static @Nullable Object collation(Call call, @Nullable Object value) {
        var info = call.names().type(call.argumentTypes().getFirst().oid());
        if (value == null || info == null) {
            return null;
        }
        NameResolver.QualifiedName name =
                call.names().name(NameResolver.Kind.COLLATION, info.collation());
        return name == null ? null : Bytes.ofString(Identifiers.quote(name.name()));
    }

    private static @Nullable Object lastValue(Call call, long oid) {
        SystemContext context = call.service(SystemContext.class);
        if (context.catalog().relation((int) oid) instanceof Relation.Sequence sequence) {
            var position = context.sequences().of(sequence);
            return position.called() ? (Object) position.lastValue() : null;
        }
        return null;
    }

    // --- descriptions ---

    private static @Nullable Object description(Call call, long classOid, long object, long part) {
        SystemContext context = call.service(SystemContext.class);
        String text =
                switch ((int) classOid) {
                    case SystemOids.CLASS_RELATION -> relation(call, (int) object, (int) part);
                    case SystemOids.CLASS_SCHEMA -> {
                        SchemaDefinition schema = context.catalog().schema((int) object);
                        yield schema == null ? null : "schema " + schema.name();
                    }
                    case SystemOids.CLASS_ROLE -> {
                        RoleDefinition role = context.catalog().role((int) object);
                        yield role == null ? null : "role " + role.name();
                    }
                    case SystemOids.CLASS_TYPE -> "type " + shown(call, Oid.REGTYPE, object);
                    case SystemOids.CLASS_FUNCTION ->
                            "function " + shown(call, Oid.REGPROCEDURE, object);
                    case SystemOids.CLASS_CONSTRAINT -> constraint(call, object);
                    default -> null;
                };
        return text == null ? null : Bytes.ofString(text);
    }

    private static String shown(Call call, int type, long oid) {
        return ValueFormats.of(type).text(oid, call.context(), call.names()).toString();
    }

    private static @Nullable String relation(Call call, int oid, int column) {
        Relation relation = call.service(SystemContext.class).catalog().relation(oid);
        if (relation == null) {
            return null;
        }
        String kind =
                switch (relation) {
                    case Relation.Table _ -> "table ";
                    case Relation.Index _ -> "index ";
                    case Relation.View _ -> "view ";
                    case Relation.Sequence _ -> "sequence ";
                    case Relation.SystemRelation system ->
                            system.kind() == 'r' ? "table " : "view ";
                };
        String text = kind + shown(call, Oid.REGCLASS, oid);
        return column > 0 && relation instanceof Relation.Table table
                ? "column " + table.column(column).name() + " of " + text
                : text;
    }

    private static @Nullable String constraint(Call call, long oid) {
        for (Relation relation : call.service(SystemContext.class).catalog().relations()) {
            if (relation instanceof Relation.Table table) {
                for (ConstraintDefinition constraint : table.constraints()) {
                    if (constraint.oid() == oid) {
                        return "constraint "
                                + constraint.name()
                                + " on table "
                                + shown(call, Oid.REGCLASS, table.oid());
                    }
                }
            }
        }
        return null;
    }

    // --- sets ---

    private static Iterator<@Nullable Object[]> keywords() {
        return Keywords.all().stream()
                .map(
                        word ->
                                new @Nullable Object[] {
                                    Bytes.ofString(word.text()),
                                    (long) word.category(),
                                    word.bareLabel() ? 1L : 0L,
                                    Bytes.ofString(category(word.category())),
                                    Bytes.ofString(
                                            word.bareLabel() ? "can be bare label" : "requires AS")
                                })
                .iterator();
    }

    private static String category(char letter) {
        return switch (letter) {
            case 'U' -> "unreserved";
            case 'C' -> "unreserved (cannot be function or type name)";
            case 'T' -> "reserved (can be function or type name)";
            default -> "reserved";
        };
    }

    private static Iterator<@Nullable Object[]> options(ArrayValue options) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (Object option : options.elements()) {
            String text = String.valueOf(option);
            int equals = text.indexOf('=');
            rows.add(
                    new @Nullable Object[] {
                        Bytes.ofString(equals < 0 ? text : text.substring(0, equals)),
                        equals < 0 ? null : Bytes.ofString(text.substring(equals + 1))
                    });
        }
        return rows.iterator();
    }

    /** Elements with their numbers from 1, whatever the array's lower bound. */
    private static Iterator<@Nullable Object[]> expanded(ArrayValue array) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < array.size(); i++) {
            rows.add(new @Nullable Object[] {array.get(i), i + 1L});
        }
        return rows.iterator();
    }
}
