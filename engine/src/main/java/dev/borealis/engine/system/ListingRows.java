package dev.borealis.engine.system;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SchemaDefinition;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.stream.Stream;

/** The views of pg_catalog that list relations by name. */
final class ListingRows {
    private ListingRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("pg_tables", ListingRows::tables);
        sources.put("pg_views", ListingRows::views);
        sources.put("pg_indexes", ListingRows::indexes);
        sources.put("pg_sequences", ListingRows::sequences);
    }

    static String schema(SystemContext context, int oid) {
        SchemaDefinition schema = context.catalog().schema(oid);
        return schema == null ? "" : schema.name();
    }

    private static Stream<@Nullable Object[]> tables(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().relations().stream()
                .filter(r -> RelationRows.kind(r) == 'r')
                .map(
                        r -> {
                            Tuple tuple =
                                    shape.tuple()
                                            .set("schemaname", schema(context, r.schema()))
                                            .set("tablename", r.name())
                                            .set("tableowner", Acl.role(r.owner(), context))
                                            .set("hasindexes", false)
                                            .set("hasrules", false)
                                            .set("hastriggers", false)
                                            .set("rowsecurity", false);
                            if (r instanceof Relation.Table table) {
                                tuple.set("hasindexes", !table.indexes().isEmpty())
                                        .set("hastriggers", RelationRows.hasForeignKeys(table));
                            }
                            return tuple.done();
                        });
    }

    private static Stream<@Nullable Object[]> views(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().relations().stream()
                .filter(Relation.View.class::isInstance)
                .map(Relation.View.class::cast)
                .map(
                        view ->
                                shape.tuple()
                                        .set("schemaname", schema(context, view.schema()))
                                        .set("viewname", view.name())
                                        .set("viewowner", Acl.role(view.owner(), context))
                                        .set("definition", context.printer().view(view, false))
                                        .done());
    }

    private static Stream<@Nullable Object[]> indexes(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().relations().stream()
                .filter(Relation.Index.class::isInstance)
                .map(Relation.Index.class::cast)
                .map(
                        index ->
                                shape.tuple()
                                        .set("schemaname", schema(context, index.schema()))
                                        .set(
                                                "tablename",
                                                context.catalog().table(index.table()).name())
                                        .set("indexname", index.name())
                                        .set("indexdef", context.printer().index(index, 0, false))
                                        .done());
    }

    private static Stream<@Nullable Object[]> sequences(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        return context.catalog().relations().stream()
                .filter(Relation.Sequence.class::isInstance)
                .map(Relation.Sequence.class::cast)
                .map(
                        s ->
                                shape.tuple()
                                        .setValue("last_value", lastValue(context, s))
                                        .set("schemaname", schema(context, s.schema()))
                                        .set("sequencename", s.name())
                                        .set("sequenceowner", Acl.role(s.owner(), context))
                                        .set("data_type", 20)
                                        .set("start_value", s.start())
                                        .set("min_value", s.min())
                                        .set("max_value", s.max())
                                        .set("increment_by", s.increment())
                                        .set("cycle", s.cycle())
                                        .set("cache_size", s.cache())
                                        .done());
    }

    private static @Nullable Object lastValue(SystemContext context, Relation.Sequence sequence) {
        SystemContext.SequencesView.Position position = context.sequences().of(sequence);
        return position.called() ? (Object) position.lastValue() : null;
    }
}
