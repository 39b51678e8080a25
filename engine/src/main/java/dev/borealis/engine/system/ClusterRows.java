package dev.borealis.engine.system;

import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cluster as a whole: its one database, roles, access methods, languages, collations, settings. */
final class ClusterRows {
    private static final Pattern WITH_UNIT = Pattern.compile("(-?[0-9.]+)([A-Za-z]+)");

    /** Units of sizes in bytes, and of times in milliseconds. */
    private static final Map<String, Double> UNITS =
            Map.of(
                    "B", 1.0,
                    "kB", 1024.0,
                    "MB", 1024.0 * 1024,
                    "GB", 1024.0 * 1024 * 1024,
                    "TB", 1024.0 * 1024 * 1024 * 1024,
                    "ms", 1.0,
                    "s", 1000.0,
                    "min", 60_000.0,
                    "h", 3_600_000.0,
                    "d", 86_400_000.0);

    private ClusterRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put(
                "pg_database",
                (context, shape, _) ->
                        one(
                                shape.tuple()
                                        .set("oid", 5)
                                        .set("datname", "postgres")
                                        .set("datdba", (long) RoleDefinition.ADMIN)
                                        .set("encoding", 6)
                                        .set("datlocprovider", 'c')
                                        .set("datallowconn", true)
                                        .set("datconnlimit", -1)
                                        .set("dattablespace", 1663)
                                        .set("datcollate", "C")
                                        .set("datctype", "C")));
        sources.put(
                "pg_tablespace",
                (context, shape, _) ->
                        Stream.of("pg_default", "pg_global")
                                .map(
                                        name ->
                                                shape.tuple()
                                                        .set(
                                                                "oid",
                                                                name.equals("pg_default")
                                                                        ? 1663
                                                                        : 1664)
                                                        .set("spcname", name)
                                                        .set("spcowner", 10)
                                                        .done()));
        sources.put(
                "pg_am",
                (context, shape, _) ->
                        Stream.of(
                                method(shape, RelationRows.TABLE_METHOD, "btree-table", 't'),
                                method(shape, RelationRows.INDEX_METHOD, "btree_index", 'i')));
        sources.put(
                "pg_language",
                (context, shape, _) ->
                        Stream.of(
                                language(shape, 12, "internal"),
                                language(shape, 13, "c"),
                                language(shape, 14, "sql")));
        sources.put(
                "pg_collation",
                (context, shape, _) ->
                        Stream.of(
                                collation(shape, 100, "default", 'd', -1, null),
                                collation(shape, 950, "C", 'c', -1, "C"),
                                collation(shape, 951, "POSIX", 'c', -1, "POSIX"),
                                collation(shape, 12342, "ucs_basic", 'c', 6, "C")));
        sources.put("pg_roles", (context, shape, _) -> roles(context, shape, "rol"));
        sources.put(
                "pg_user",
                (context, shape, _) ->
                        context.catalog().roles().stream()
                                .filter(RoleDefinition::login)
                                .map(role -> user(shape, role)));
        sources.put(
                "pg_shadow",
                (context, shape, _) ->
                        context.catalog().roles().stream()
                                .filter(RoleDefinition::login)
                                .map(role -> user(shape, role)));
        sources.put(
                "pg_group",
                (context, shape, _) ->
                        context.catalog().roles().stream()
                                .filter(role -> !role.login())
                                .map(
                                        role ->
                                                shape.tuple()
                                                        .set("groname", role.name())
                                                        .set("grosysid", (long) role.oid())
                                                        .setArray(
                                                                "grolist",
                                                                Oid.OID,
                                                                context.catalog().roles().stream()
                                                                        .filter(
                                                                                m ->
                                                                                        m.memberOf()
                                                                                                .contains(
                                                                                                        role
                                                                                                                .oid()))
                                                                        .map(m -> (long) m.oid())
                                                                        .toList())
                                                        .done()));
        sources.put("pg_auth_members", ClusterRows::memberships);
        sources.put("pg_default_acl", ClusterRows::defaultPrivileges);
        sources.put(
                "pg_settings",
                (context, shape, _) ->
                        context.settings().all().stream()
                                .map(
                                        setting ->
                                                shape.tuple()
                                                        .set("name", setting.name())
                                                        .set(
                                                                "setting",
                                                                inUnit(
                                                                        setting.value(),
                                                                        setting.unit()))
                                                        .set(
                                                                "unit",
                                                                setting.unit().isEmpty()
                                                                        ? null
                                                                        : setting.unit())
                                                        .set("category", setting.category())
                                                        .set("short_desc", "")
                                                        .set("context", setting.context())
                                                        .set("vartype", setting.type())
                                                        .set("source", source(setting))
                                                        .setValue(
                                                                "enumvals",
                                                                setting.enumValues().isEmpty()
                                                                        ? null
                                                                        : Tuple.array(
                                                                                Oid.TEXT,
                                                                                setting
                                                                                        .enumValues()
                                                                                        .stream()
                                                                                        .map(
                                                                                                Bytes
                                                                                                        ::ofString)
                                                                                        .toList()))
                                                        .set(
                                                                "boot_val",
                                                                inUnit(
                                                                        setting.bootValue(),
                                                                        setting.unit()))
                                                        .set(
                                                                "reset_val",
                                                                inUnit(
                                                                        setting.bootValue(),
                                                                        setting.unit()))
                                                        .set("pending_restart", false)
                                                        .done()));
    }

    private static String source(SystemContext.SettingsView.Setting setting) {
        boolean fixed =
                setting.name().equals("session_authorization")
                        || setting.value().equals(setting.bootValue());
        return fixed ? "default" : "session";
    }

    /** {@code 4MB} of a setting counted in kB is 4096: SHOW prints the largest unit, pg_settings the setting's own. */
    static String inUnit(String value, String unit) {
        Matcher number = WITH_UNIT.matcher(value);
        if (unit.isEmpty() || !number.matches()) {
            return value;
        }
        double own = 1;
        Matcher several = WITH_UNIT.matcher(unit);
        String bare = unit;
        if (several.matches()) { // 8kB
            own = Double.parseDouble(several.group(1));
            bare = several.group(2);
        }
        Double from = UNITS.get(number.group(2));
        Double to = UNITS.get(bare);
        if (from == null || to == null) {
            return value;
        }
        double result = Double.parseDouble(number.group(1)) * from / (own * to);
        return result == Math.rint(result) ? Long.toString((long) result) : Double.toString(result);
    }

    private static Stream<@Nullable Object[]> one(Tuple tuple) {
        return Stream.<@Nullable Object[]>of(tuple.done());
    }

    private static @Nullable Object[] method(Tuple.Shape shape, int oid, String name, char type) {
        return shape.tuple().set("oid", (long) oid).set("amname", name).set("amtype", type).done();
    }

    private static @Nullable Object[] language(Tuple.Shape shape, int oid, String name) {
        return shape.tuple()
                .set("oid", (long) oid)
                .set("lanname", name)
                .set("lanowner", 10)
                .set("lanpltrusted", name.equals("sql"))
                .done();
    }

    private static @Nullable Object[] collation(
            Tuple.Shape shape,
            int oid,
            String name,
            char provider,
            int encoding,
            @Nullable String locale) {
        return shape.tuple()
                .set("oid", (long) oid)
                .set("collname", name)
                .set("collnamespace", (long) SystemTables.PG_CATALOG)
                .set("collowner", 10)
                .set("collprovider", provider)
                .set("collisdeterministic", true)
                .set("collencoding", (long) encoding)
                .set("collcollate", locale)
                .set("collctype", locale)
                .done();
    }

    private static Stream<@Nullable Object[]> roles(
            SystemContext context, Tuple.Shape shape, String prefix) {
        return context.catalog().roles().stream()
                .map(
                        role ->
                                shape.tuple()
                                        .set(prefix + "name", role.name())
                                        .set(prefix + "super", false)
                                        .set(prefix + "inherit", role.inherit())
                                        .set(
                                                prefix + "createrole",
                                                role.oid() == RoleDefinition.ADMIN)
                                        .set(prefix + "createdb", false)
                                        .set(prefix + "canlogin", role.login())
                                        .set(prefix + "replication", false)
                                        .set(prefix + "connlimit", -1)
                                        .set(prefix + "password", "********")
                                        .set(prefix + "bypassrls", false)
                                        .set("oid", (long) role.oid())
                                        .done());
    }

    private static @Nullable Object[] user(Tuple.Shape shape, RoleDefinition role) {
        return shape.tuple()
                .set("usename", role.name())
                .set("usesysid", (long) role.oid())
                .set("usecreatedb", false)
                .set("usesuper", false)
                .set("userepl", false)
                .set("usebypassrls", false)
                .done();
    }

    private static Stream<@Nullable Object[]> memberships(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().roles().stream()
                .flatMap(
                        role ->
                                role.memberOf().stream()
                                        .map(
                                                group ->
                                                        shape.tuple()
                                                                .set(
                                                                        "oid",
                                                                        group * 100_000L
                                                                                + role.oid())
                                                                .set("roleid", (long) group)
                                                                .set("member", (long) role.oid())
                                                                .set(
                                                                        "grantor",
                                                                        (long) RoleDefinition.ADMIN)
                                                                .set("inherit_option", true)
                                                                .set("set_option", true)
                                                                .done()));
    }

    private static Stream<@Nullable Object[]> defaultPrivileges(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().defaultPrivileges().stream()
                .map(
                        defaults ->
                                shape.tuple()
                                        .set("oid", (long) defaults.oid())
                                        .set("defaclrole", (long) defaults.role())
                                        .set("defaclnamespace", (long) defaults.schema())
                                        .setValue("defaclobjtype", (long) defaults.objectType())
                                        .setValue("defaclacl", Acl.ofDefaults(defaults, context))
                                        .done());
    }

    /** For views of the catalog that list what admin owns. */
    static List<String> names(SystemContext context) {
        return context.catalog().roles().stream().map(RoleDefinition::name).toList();
    }
}
