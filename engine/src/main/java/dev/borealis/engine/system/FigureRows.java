package dev.borealis.engine.system;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.observe.DatabaseFigures;
import dev.borealis.engine.observe.Figure;
import dev.borealis.types.error.NameErrors;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The views {@code sys.borealis_…}: what the cluster tells of itself. DSQL has none of them; their names keep out of the way
 * of what it may yet add to {@code sys}.
 */
final class FigureRows {
    private FigureRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("sys.borealis_figures", (context, shape, _) -> figures(context, shape));
        sources.put(
                "sys.borealis_transactions", (context, shape, _) -> transactions(context, shape));
        sources.put("sys.borealis_conflicts", (context, shape, _) -> conflicts(context, shape));
        sources.put("sys.borealis_conflict_keys", (context, shape, _) -> keys(context, shape));
    }

    private static Stream<@Nullable Object[]> figures(SystemContext context, Tuple.Shape shape) {
        DatabaseFigures figures = context.figures().get();
        return Stream.concat(figures.figures().stream(), figures.storageFigures().stream())
                .map(
                        (Figure figure) ->
                                shape.tuple()
                                        .set("name", figure.name())
                                        .set("kind", figure.kind().name().toLowerCase(Locale.ROOT))
                                        .set("value", figure.value())
                                        .set("unit", figure.unit())
                                        .set("meaning", figure.meaning())
                                        .done());
    }

    /** Those of the roles whose rights the reader has. */
    private static Stream<@Nullable Object[]> transactions(
            SystemContext context, Tuple.Shape shape) {
        var rights = new Rights(context.catalog());
        RoleDefinition reader = reader(context);
        return context.figures().get().transactions().stream()
                .filter(
                        open -> {
                            RoleDefinition role = context.catalog().role(open.user());
                            return role != null && rights.isMember(reader.oid(), role.oid());
                        })
                .map(
                        open ->
                                shape.tuple()
                                        .set("transaction_id", open.id())
                                        .set("session_id", open.session())
                                        .set("pid", (long) open.processId())
                                        .set("user_name", open.user())
                                        .set("application_name", open.applicationName())
                                        .set("client_address", textOrNull(open.clientAddress()))
                                        .set("state", open.state().toString())
                                        .set("read_only", open.readOnly())
                                        .set("begun_at", open.startedMicros())
                                        .setValue("first_statement_at", open.snapshotMicros())
                                        .setValue("snapshot", open.snapshot())
                                        .set("rows_changed", (long) open.rows())
                                        .set("bytes_changed", open.bytes())
                                        .done());
    }

    private static Stream<@Nullable Object[]> conflicts(SystemContext context, Tuple.Shape shape) {
        return context.figures().get().conflicts().stream()
                .map(
                        count ->
                                shape.tuple()
                                        .set("relation", count.relation())
                                        .set("index_name", count.index())
                                        .set("data_conflicts", count.data())
                                        .set("schema_conflicts", count.schema())
                                        .done());
    }

    /** The values of a key only for those who may read the table. */
    private static Stream<@Nullable Object[]> keys(SystemContext context, Tuple.Shape shape) {
        var rights = new Rights(context.catalog());
        RoleDefinition reader = reader(context);
        return context.figures().get().conflictKeys().stream()
                .map(
                        key -> {
                            Relation relation = context.catalog().relation(key.oid());
                            boolean mayRead =
                                    relation != null && rights.has(reader.oid(), relation, 'r');
                            return shape.tuple()
                                    .set("relation", key.relation())
                                    .set("index_name", key.index())
                                    .set("key", mayRead ? key.key() : null)
                                    .set("code", key.code())
                                    .set("conflicts", key.conflicts())
                                    .set("counted_too_many_at_most", key.uncertain())
                                    .set("last_at", key.lastMicros())
                                    .set("last_winner", key.winner())
                                    .done();
                        });
    }

    private static RoleDefinition reader(SystemContext context) {
        RoleDefinition reader = context.catalog().role(context.role());
        if (reader == null) {
            throw NameErrors.roleDoesNotExist(context.role());
        }
        return reader;
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
