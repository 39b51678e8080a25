package dev.borealis.engine.system;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Privilege;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.FunctionFamily;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.RoleErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * has_…_privilege, pg_has_role and functions of access control lists. Forms of a function differ in how role and object
 * are given: by OID, by name, or the current role.
 */
public final class PrivilegeFunctions implements FunctionFamily {
    private static final String WITH_OPTION = " WITH GRANT OPTION";

    /** Answers for one object and one right. */
    @FunctionalInterface
    private interface Test {
        /** Null when the object does not exist. */
        @Nullable Boolean of(Call call, int role, Object object, Wanted wanted);
    }

    /** @param option the right to grant it is asked for */
    private record Wanted(char right, boolean option) {
        boolean isGiven(Rights rights, int role, int owner, List<Privilege> privileges) {
            return option
                    ? rights.mayGrant(role, owner, privileges, right)
                    : rights.has(role, owner, privileges, right);
        }
    }

    @Override
    public void define(Implementations f) {
        kind(f, "table", PrivilegeFunctions::onRelation);
        kind(f, "sequence", PrivilegeFunctions::onRelation);
        kind(f, "any_column", PrivilegeFunctions::onAnyColumn);
        kind(f, "schema", PrivilegeFunctions::onSchema);
        kind(f, "function", PrivilegeFunctions::onFunction);
        for (String kind : List.of("database", "language", "tablespace", "type")) {
            kind(f, kind, (_, _, _, wanted) -> wanted.right() != 'C');
        }
        for (String column : List.of("attnum", "name")) {
            for (String table : List.of("id", "name")) {
                f.general(
                        "has_column_privilege_" + table + "_" + column,
                        (call, a) -> onColumn(call, null, a[0], a[1], a[2]));
                for (String role : List.of("id", "name")) {
                    f.general(
                            "has_column_privilege_" + role + "_" + table + "_" + column,
                            (call, a) -> onColumn(call, a[0], a[1], a[2], a[3]));
                }
            }
        }
        f.general("pg_has_role_id", (call, a) -> isMember(call, null, a[0]));
        f.general("pg_has_role_name", (call, a) -> isMember(call, null, a[0]));
        for (String form : List.of("id_id", "id_name", "name_id", "name_name")) {
            f.general("pg_has_role_" + form, (call, a) -> isMember(call, a[0], a[1]));
        }
        f.general("acldefault_sql", PrivilegeFunctions::defaults);
        f.setReturning("aclexplode", PrivilegeFunctions::explode);
    }

    private static void kind(Implementations f, String kind, Test test) {
        for (String object : List.of("id", "name")) {
            f.general(
                    "has_" + kind + "_privilege_" + object,
                    (call, a) -> answer(call, test, null, a[0], a[1]));
            for (String role : List.of("id", "name")) {
                f.general(
                        "has_" + kind + "_privilege_" + role + "_" + object,
                        (call, a) -> answer(call, test, a[0], a[1], a[2]));
            }
        }
    }

    private static @Nullable Object answer(
            Call call,
            Test test,
            @Nullable Object roleValue,
            @Nullable Object object,
            @Nullable Object words) {
        int role = role(call, roleValue);
        boolean any = false;
        for (Wanted wanted : wanted(String.valueOf(words))) {
            Boolean one = test.of(call, role, Objects.requireNonNull(object), wanted);
            if (one == null) {
                return null;
            }
            any |= one;
        }
        return any ? 1L : 0L;
    }

    /** The rights named, separated by commas; one is enough. */
    private static List<Wanted> wanted(String words) {
        var all = new ArrayList<Wanted>();
        for (String word : words.split(",")) {
            String name = word.strip().toUpperCase(Locale.ROOT);
            boolean option = name.endsWith(WITH_OPTION);
            Character letter =
                    Rights.letter(
                            option
                                    ? name.substring(0, name.length() - WITH_OPTION.length())
                                    : name);
            if (letter == null) {
                throw RoleErrors.unrecognizedPrivilegeType(word.strip());
            }
            all.add(new Wanted(letter, option));
        }
        return all;
    }

    private static Catalog catalog(Call call) {
        return call.service(SystemContext.class).catalog();
    }

    /** OID of a role given by OID, by name, or not at all: the current one. */
    private static int role(Call call, @Nullable Object value) {
        return switch (value) {
            case null -> role(call, Bytes.ofString(call.service(SystemContext.class).role()));
            case Long oid -> oid.intValue();
            default -> {
                RoleDefinition role = catalog(call).role(value.toString());
                if (value.toString().equals("public")) {
                    yield 0;
                }
                if (role == null) {
                    throw NameErrors.roleDoesNotExist(value.toString());
                }
                yield role.oid();
            }
        };
    }

    private static @Nullable Relation relation(Call call, Object object) {
        long oid =
                object instanceof Long number ? number : SystemFunctions.relationOid(call, object);
        return catalog(call).relation((int) oid);
    }

    private static @Nullable Boolean onRelation(Call call, int role, Object object, Wanted wanted) {
        Relation relation = relation(call, object);
        return relation == null
                ? null
                : onRelation(new Rights(catalog(call)), role, relation, wanted);
    }

    private static boolean onRelation(Rights rights, int role, Relation relation, Wanted wanted) {
        return wanted.option()
                ? rights.mayGrant(role, relation, wanted.right())
                : rights.has(role, relation, wanted.right());
    }

    private static @Nullable Boolean onAnyColumn(
            Call call, int role, Object object, Wanted wanted) {
        Relation relation = relation(call, object);
        if (relation == null) {
            return null;
        }
        var rights = new Rights(catalog(call));
        return onRelation(rights, role, relation, wanted)
                || relation instanceof Relation.Table table
                        && table.liveColumns().stream()
                                .anyMatch(c -> onColumn(rights, role, table, c.number(), wanted));
    }

    private static boolean onColumn(
            Rights rights, int role, Relation relation, int column, Wanted wanted) {
        return wanted.option()
                ? rights.mayGrantColumn(role, relation, column, wanted.right())
                : rights.hasColumn(role, relation, column, wanted.right());
    }

    private static @Nullable Object onColumn(
            Call call,
            @Nullable Object roleValue,
            @Nullable Object table,
            @Nullable Object column,
            @Nullable Object words) {
        int role = role(call, roleValue);
        Relation relation = relation(call, Objects.requireNonNull(table));
        if (relation == null) {
            return null;
        }
        int number = 0;
        if (column instanceof Long given) {
            number = given.intValue();
        } else if (relation instanceof Relation.Table of) {
            ColumnDefinition found = of.findColumn(String.valueOf(column));
            if (found == null) {
                throw DefinitionErrors.undefinedColumnOf(String.valueOf(column), of.name());
            }
            number = found.number();
        }
        var rights = new Rights(catalog(call));
        for (Wanted wanted : wanted(String.valueOf(words))) {
            if (onColumn(rights, role, relation, number, wanted)) {
                return 1L;
            }
        }
        return 0L;
    }

    private static @Nullable Boolean onSchema(Call call, int role, Object object, Wanted wanted) {
        SchemaDefinition schema =
                object instanceof Long oid
                        ? catalog(call).schema(oid.intValue())
                        : catalog(call).schema(object.toString());
        if (schema == null) {
            if (object instanceof Long) {
                return null;
            }
            throw NameErrors.schemaDoesNotExist(object.toString());
        }
        if (SystemOids.isSystemSchema(schema.oid())) {
            return wanted.right() == 'U' && !wanted.option();
        }
        return schema.oid() == SystemOids.PUBLIC && wanted.right() == 'U' && !wanted.option()
                || wanted.isGiven(
                        new Rights(catalog(call)), role, schema.owner(), schema.privileges());
    }

    private static @Nullable Boolean onFunction(Call call, int role, Object object, Wanted wanted) {
        int oid =
                object instanceof Long number
                        ? number.intValue()
                        : ObjectFunctions.oid(call, Oid.REGPROCEDURE, object);
        UserFunction user = catalog(call).function(oid);
        if (user != null) {
            return wanted.isGiven(new Rights(catalog(call)), role, user.owner(), user.privileges());
        }
        boolean known = call.service(SystemContext.class).registry().function(oid) != null;
        return known ? wanted.right() == 'X' && !wanted.option() : null;
    }

    private static @Nullable Object isMember(
            Call call, @Nullable Object roleValue, @Nullable Object of) {
        return new Rights(catalog(call)).isMember(role(call, roleValue), role(call, of)) ? 1L : 0L;
    }

    // --- lists ---

    private static Object defaults(Call call, @Nullable Object[] a) {
        SystemContext context = call.service(SystemContext.class);
        int owner = ((Long) Objects.requireNonNull(a[1])).intValue();
        var items = new ArrayList<Bytes>();
        char kind = (char) ((Long) Objects.requireNonNull(a[0]) & 0xFF);
        String everybody =
                switch (kind) {
                    case 'd' -> "Tc";
                    case 'f' -> "X";
                    case 'l', 'T' -> "U";
                    default -> "";
                };
        String owners =
                switch (kind) {
                    case 'r' -> "arwdDxt";
                    case 's' -> "rwU";
                    case 'd' -> "CTc";
                    case 'f' -> "X";
                    case 'n' -> "UC";
                    case 't' -> "C";
                    case 'l', 'T', 'F', 'S' -> "U";
                    case 'p' -> "sA";
                    case 'L' -> "rw";
                    default -> "";
                };
        if (!everybody.isEmpty()) {
            items.add(Acl.item(0, everybody, owner, context));
        }
        if (!owners.isEmpty()) {
            items.add(Acl.item(owner, owners, owner, context));
        }
        return Tuple.array(Oid.ACLITEM, items);
    }

    private static Iterator<@Nullable Object[]> explode(Call call, @Nullable Object[] a) {
        var rows = new ArrayList<@Nullable Object[]>();
        var list = (dev.borealis.types.value.ArrayValue) Objects.requireNonNull(a[0]);
        for (Object element : list.elements()) {
            String item = String.valueOf(element);
            int slash = item.lastIndexOf('/');
            int equals = item.lastIndexOf('=', slash);
            long grantor = oid(call, item.substring(slash + 1));
            long grantee = oid(call, item.substring(0, equals));
            String letters = item.substring(equals + 1, slash);
            for (int i = 0; i < letters.length(); i++) {
                boolean option = i + 1 < letters.length() && letters.charAt(i + 1) == '*';
                rows.add(
                        new @Nullable Object[] {
                            grantor,
                            grantee,
                            Bytes.ofString(word(letters.charAt(i))),
                            option ? 1L : 0L
                        });
                i += option ? 1 : 0;
            }
        }
        return rows.iterator();
    }

    private static long oid(Call call, String name) {
        String plain = name.startsWith("\"") ? name.substring(1, name.length() - 1) : name;
        if (plain.isEmpty()) {
            return 0;
        }
        Integer oid = call.names().oid(NameResolver.Kind.ROLE, null, plain);
        return oid == null ? 0 : oid;
    }

    static String word(char letter) {
        return switch (letter) {
            case 'r' -> "SELECT";
            case 'a' -> "INSERT";
            case 'w' -> "UPDATE";
            case 'd' -> "DELETE";
            case 'D' -> "TRUNCATE";
            case 'x' -> "REFERENCES";
            case 't' -> "TRIGGER";
            case 'X' -> "EXECUTE";
            case 'U' -> "USAGE";
            case 'C' -> "CREATE";
            case 'c' -> "CONNECT";
            case 'T' -> "TEMPORARY";
            case 's' -> "SET";
            case 'A' -> "ALTER SYSTEM";
            default -> "";
        };
    }
}
