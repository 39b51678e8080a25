package dev.borealis.engine.system;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.FunctionFamily;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.SettingErrors;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Functions that ask the session: settings, sequences, who and where one is. */
public final class SessionFunctions implements FunctionFamily {
    private static SessionView session(Call call) {
        return call.service(SessionView.class);
    }

    private static Bytes text(String string) {
        return Bytes.ofString(string);
    }

    @Override
    public void define(Implementations f) {
        f.general("pgsql_version", (_, _) -> text("PostgreSQL 16")); // nothing else, as recorded
        f.general("current_database", (_, _) -> text("postgres"));
        f.general("current_schema", (call, _) -> currentSchema(call));
        f.general("current_query", (call, _) -> text(session(call).currentQuery()));
        f.general("current_user", (call, _) -> text(call.service(SystemContext.class).role()));
        f.general(
                "session_user",
                (call, _) ->
                        text(
                                Objects.requireNonNull(
                                        session(call).setting("session_authorization"))));
        f.objectOfObject("show_config_by_name", (call, name) -> setting(call, name, false));
        f.general(
                "show_config_by_name_missing_ok",
                (call, a) ->
                        setting(
                                call,
                                Objects.requireNonNull(a[0]),
                                (Long) Objects.requireNonNull(a[1]) != 0));
        f.general("set_config_by_name", SessionFunctions::setConfig);
        sequences(f);
    }

    private static @Nullable Object currentSchema(Call call) {
        for (String name : call.service(SystemContext.class).searchPath()) {
            return text(name);
        }
        return null;
    }

    private static @Nullable Object setting(Call call, Object name, boolean missingOk) {
        String value = session(call).setting(name.toString());
        if (value == null && !missingOk) {
            throw SettingErrors.unrecognized(name.toString());
        }
        return value == null ? null : text(value);
    }

    private static Object setConfig(Call call, @Nullable Object[] a) {
        if (a[0] == null) {
            throw SettingErrors.unrecognized("");
        }
        boolean local = a[2] instanceof Long flag && flag != 0;
        return text(
                session(call).set(a[0].toString(), a[1] == null ? null : a[1].toString(), local));
    }

    private static void sequences(Implementations f) {
        f.longOfLong("nextval_oid", (call, oid) -> session(call).next(sequence(call, oid, "Uw")));
        f.longOfLong(
                "currval_oid", (call, oid) -> session(call).current(sequence(call, oid, "Ur")));
        f.general("lastval", (call, _) -> session(call).last());
        f.longOfLongLong(
                "setval_oid",
                (call, oid, value) -> session(call).set(sequence(call, oid, "w"), value, true));
        f.general(
                "setval3_oid",
                (call, a) ->
                        session(call)
                                .set(
                                        sequence(call, (Long) Objects.requireNonNull(a[0]), "w"),
                                        (Long) Objects.requireNonNull(a[1]),
                                        (Long) Objects.requireNonNull(a[2]) != 0));
    }

    /** The sequence, if the current role has one of the rights. @param rights letters */
    private static Relation.Sequence sequence(Call call, long oid, String rights) {
        SystemContext context = call.service(SystemContext.class);
        Relation relation = context.catalog().relation((int) oid);
        if (!(relation instanceof Relation.Sequence sequence)) {
            throw SettingErrors.notSequence(
                    relation == null ? Long.toString(oid) : relation.name());
        }
        RoleDefinition role = context.catalog().role(context.role());
        var known = new Rights(context.catalog());
        if (role == null
                || rights.chars().noneMatch(r -> known.has(role.oid(), sequence, (char) r))) {
            throw SessionErrors.permissionDenied("sequence", sequence.name());
        }
        return sequence;
    }
}
