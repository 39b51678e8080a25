package dev.borealis.engine.function.system;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** DSQL's schema sys, and pg_sleep. */
public final class DsqlFunctions {
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

    private DsqlFunctions() {}

    public static void define(Implementations to) {
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
