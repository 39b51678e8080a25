package dev.borealis.engine.function.system;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.error.SettingErrors;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Settings, identity, sequences, DSQL's schema sys: what is asked of the session through the services of this package. */
public final class SessionFunctions {
    /** The types a column can have, each readable by predicates at the storage. Source: data type table of the guide. */
    private static final List<String> DATATYPES =
            List.of(
                    "bigint",
                    "boolean",
                    "bytea",
                    "character",
                    "character varying",
                    "date",
                    "double precision",
                    "integer",
                    "interval",
                    "json",
                    "jsonb",
                    "numeric",
                    "real",
                    "smallint",
                    "text",
                    "time with time zone",
                    "time without time zone",
                    "timestamp with time zone",
                    "timestamp without time zone",
                    "uuid");

    private SessionFunctions() {}

    public static void define(Implementations to) {
        settings(to);
        identity(to);
        sequences(to);
        to.general("dsql_major_version", (_, _) -> 1L);
        to.general("current_session_id", (call, _) -> text(session(call).sessionId()));
        to.general(
                "wait_for_job",
                (call, a) ->
                        a[0] == null
                                ? null
                                : (Object)
                                        (call.service(JobService.class).waitFor(string(a[0]))
                                                ? 1L
                                                : 0L));
        to.setReturning("supported_datatypes", (_, _) -> datatypes());
        to.general("pg_sleep", (call, a) -> sleep(call, (Double) a[0]));
        to.general("pg_is_in_recovery", (_, _) -> 0L);
    }

    private static SessionService session(Call call) {
        return call.service(SessionService.class);
    }

    private static Bytes text(String value) {
        return Bytes.ofString(value);
    }

    private static String string(Object value) {
        return ((Bytes) value).string();
    }

    private static void settings(Implementations to) {
        to.objectOfObject(
                "show_config_by_name",
                (call, name) -> text(call.service(SettingsService.class).get(string(name))));
        to.general(
                "show_config_by_name_missing_ok",
                (call, a) -> {
                    var settings = call.service(SettingsService.class);
                    String value =
                            (Long) a[1] != 0
                                    ? settings.find(string(a[0]))
                                    : settings.get(string(a[0]));
                    return value == null ? null : text(value);
                });
        to.general("set_config_by_name", SessionFunctions::setConfig);
    }

    private static Object setConfig(Call call, @Nullable Object[] a) {
        if (a[0] == null) {
            throw SettingErrors.nameRequired();
        }
        String value = a[1] == null ? null : string(a[1]);
        boolean local = a[2] != null && (Long) a[2] != 0;
        return text(call.service(SettingsService.class).set(string(a[0]), value, local));
    }

    private static void identity(Implementations to) {
        to.general("pgsql_version", (call, _) -> text(session(call).version()));
        to.general("current_database", (call, _) -> text(session(call).database()));
        to.general("current_user", (call, _) -> text(session(call).currentUser()));
        to.general("session_user", (call, _) -> text(session(call).sessionUser()));
        to.general("current_query", (call, _) -> text(session(call).query()));
        to.general("getdatabaseencoding", (_, _) -> text("UTF8"));
        to.general(
                "pg_client_encoding",
                (call, _) -> text(call.service(SettingsService.class).get("client_encoding")));
        to.general(
                "current_schema",
                (call, _) -> {
                    List<String> schemas = session(call).schemas(false);
                    return schemas.isEmpty() ? null : text(schemas.getFirst());
                });
        to.general(
                "current_schemas",
                (call, a) ->
                        ArrayValue.of(
                                Oid.NAME,
                                session(call).schemas((Long) a[0] != 0).stream()
                                        .map(Bytes::ofString)
                                        .toList()));
    }

    private static void sequences(Implementations to) {
        to.longOfLong(
                "nextval_oid", (call, oid) -> call.service(SequenceService.class).next((int) oid));
        to.longOfLong(
                "currval_oid",
                (call, oid) -> call.service(SequenceService.class).current((int) oid));
        to.general("lastval", (call, _) -> call.service(SequenceService.class).last());
        to.longOfLongLong(
                "setval_oid",
                (call, oid, value) ->
                        call.service(SequenceService.class).set((int) oid, value, true));
        to.general(
                "setval3_oid",
                (call, a) ->
                        call.service(SequenceService.class)
                                .set(((Long) a[0]).intValue(), (Long) a[1], (Long) a[2] != 0));
    }

    private static java.util.Iterator<@Nullable Object[]> datatypes() {
        java.util.Iterator<String> names = DATATYPES.iterator();
        return new java.util.Iterator<>() {
            @Override
            public boolean hasNext() {
                return names.hasNext();
            }

            @Override
            public @Nullable Object[] next() {
                return new @Nullable Object[] {text(names.next()), 1L};
            }
        };
    }

    private static Bytes sleep(Call call, double seconds) {
        session(call).sleep(seconds);
        return Bytes.EMPTY;
    }
}
