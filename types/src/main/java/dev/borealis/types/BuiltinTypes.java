package dev.borealis.types;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * PostgreSQL 16's built-in types by OID and by name, read once from the resource {@code builtin-types.tsv}, which holds
 * the rows of {@code pg_type} except the row types of catalogs.
 */
public final class BuiltinTypes {
    private static final List<TypeInfo> ALL = load();
    private static final Map<Integer, TypeInfo> BY_OID = byOid();
    private static final Map<String, TypeInfo> BY_NAME = byName();

    private BuiltinTypes() {}

    /** All of them, by ascending OID. */
    public static Collection<TypeInfo> all() {
        return ALL;
    }

    /** The type, or null when no built-in type has this OID. */
    public static @Nullable TypeInfo find(int oid) {
        return BY_OID.get(oid);
    }

    /** The type; it must exist. */
    public static TypeInfo get(int oid) {
        TypeInfo type = BY_OID.get(oid);
        if (type == null) {
            throw new IllegalStateException("no built-in type has oid " + Oid.unsigned(oid));
        }
        return type;
    }

    /** By {@code typname}, the names of {@code pg_catalog}: {@code int4}, not {@code integer}. */
    public static @Nullable TypeInfo find(String name) {
        return BY_NAME.get(name);
    }

    /** How values of a built-in type travel; any other type (row types, domains over unknown bases) is an object. */
    public static Carrier carrier(int oid) {
        TypeInfo type = BY_OID.get(oid);
        return type == null ? Carrier.OBJECT : type.carrier();
    }

    /** OID of the array type over an element type, 0 when there is none. */
    public static int arrayOf(int element) {
        TypeInfo type = BY_OID.get(element);
        return type == null ? Oid.NONE : type.array();
    }

    /** OID of the element type of an array type, 0 when it is no array. */
    public static int elementOf(int array) {
        TypeInfo type = BY_OID.get(array);
        return type == null || !type.isArray() ? Oid.NONE : type.element();
    }

    private static List<TypeInfo> load() {
        var types = new ArrayList<TypeInfo>();
        var stream =
                Objects.requireNonNull(
                        BuiltinTypes.class.getResourceAsStream("builtin-types.tsv"),
                        "builtin-types.tsv is missing");
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.readLine(); // column names
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                types.add(parse(line.split("\t", -1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableList(types);
    }

    private static TypeInfo parse(String[] field) {
        int oid = Integer.parseInt(field[0]);
        return new TypeInfo(
                oid,
                field[1],
                field[2],
                carrierOf(oid),
                Integer.parseInt(field[3]),
                field[4].equals("t"),
                field[5].charAt(0),
                field[6].charAt(0),
                field[7].equals("t"),
                field[8].charAt(0),
                Integer.parseInt(field[9]),
                Integer.parseInt(field[10]),
                field[11],
                field[12],
                field[13],
                field[14],
                field[15],
                field[16],
                field[17],
                field[18].charAt(0),
                field[19].charAt(0),
                Integer.parseInt(field[20]),
                Oid.NONE,
                Oid.NONE);
    }

    private static Carrier carrierOf(int oid) {
        return switch (oid) {
            case Oid.BOOL, Oid.CHAR, Oid.INT2, Oid.INT4, Oid.INT8 -> Carrier.LONG;
            case Oid.OID,
                    Oid.XID,
                    Oid.CID,
                    Oid.XID8,
                    Oid.PG_LSN,
                    Oid.MONEY,
                    Oid.MACADDR,
                    Oid.MACADDR8 ->
                    Carrier.LONG;
            case Oid.DATE, Oid.TIME, Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> Carrier.LONG;
            case Oid.REGPROC,
                    Oid.REGPROCEDURE,
                    Oid.REGOPER,
                    Oid.REGOPERATOR,
                    Oid.REGCLASS,
                    Oid.REGTYPE,
                    Oid.REGCONFIG,
                    Oid.REGDICTIONARY,
                    Oid.REGNAMESPACE,
                    Oid.REGROLE,
                    Oid.REGCOLLATION ->
                    Carrier.LONG;
            case Oid.FLOAT4, Oid.FLOAT8 -> Carrier.DOUBLE;
            default -> Carrier.OBJECT;
        };
    }

    private static Map<Integer, TypeInfo> byOid() {
        var map = HashMap.<Integer, TypeInfo>newHashMap(ALL.size());
        ALL.forEach(type -> map.put(type.oid(), type));
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, TypeInfo> byName() {
        var map = HashMap.<String, TypeInfo>newHashMap(ALL.size());
        ALL.forEach(type -> map.put(type.name(), type));
        return Collections.unmodifiableMap(map);
    }
}
