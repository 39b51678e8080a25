package dev.borealis.engine.system;

import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The cluster as a whole: its one database, roles, access methods, languages, collations, settings. */
final class ClusterRows {
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
        sources.put(
                "pg_settings",
                (context, shape, _) ->
                        context.settings().all().stream()
                                .map(
                                        setting ->
                                                shape.tuple()
                                                        .set("name", setting.name())
                                                        .set("setting", setting.value())
                                                        .set(
                                                                "unit",
                                                                setting.unit().isEmpty()
                                                                        ? null
                                                                        : setting.unit())
                                                        .set("category", setting.category())
                                                        .set("short_desc", "")
                                                        .set("context", setting.context())
                                                        .set("vartype", setting.type())
                                                        .set("source", "default")
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
                                                        .set("boot_val", setting.bootValue())
                                                        .set("reset_val", setting.bootValue())
                                                        .set("pending_restart", false)
                                                        .done()));
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

    /** For views of the catalog that list what admin owns. */
    static List<String> names(SystemContext context) {
        return context.catalog().roles().stream().map(RoleDefinition::name).toList();
    }
}
