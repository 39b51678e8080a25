package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.types.Oid;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.stream.Stream;

/** pg_stats: what ANALYZE found, of the columns that the role may read. */
final class StatisticsRows {
    private StatisticsRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("pg_stats", StatisticsRows::columns);
    }

    private static Stream<@Nullable Object[]> columns(
            SystemContext context, Tuple.Shape shape, Map<String, Object> equal) {
        RoleDefinition role = context.catalog().role(context.role());
        if (role == null) {
            return Stream.empty();
        }
        var rights = new Rights(context.catalog());
        return context.catalog().relations().stream()
                .filter(Relation.Table.class::isInstance)
                .map(Relation.Table.class::cast)
                .flatMap(
                        table ->
                                table.liveColumns().stream()
                                        .filter(
                                                column ->
                                                        rights.hasColumn(
                                                                role.oid(),
                                                                table,
                                                                column.number(),
                                                                'r'))
                                        .flatMap(column -> row(context, shape, table, column)));
    }

    private static Stream<@Nullable Object[]> row(
            SystemContext context,
            Tuple.Shape shape,
            Relation.Table table,
            ColumnDefinition column) {
        TableStatistics all = context.catalog().statistics(table.oid());
        TableStatistics.ColumnStatistics found = all == null ? null : all.column(column.number());
        if (found == null) {
            return Stream.empty();
        }
        Tuple tuple =
                shape.tuple()
                        .set("schemaname", ListingRows.schema(context, table.schema()))
                        .set("tablename", table.name())
                        .set("attname", column.name())
                        .set("inherited", false)
                        .set("null_frac", real(found.nullFraction()))
                        .set("avg_width", (long) found.averageWidth())
                        .set("n_distinct", real(found.distinct()))
                        .setValue("most_common_vals", found.common())
                        .setValue("histogram_bounds", found.bounds());
        if (found.commonValues() != null) {
            tuple.setArray(
                    "most_common_freqs",
                    Oid.FLOAT4,
                    found.commonFrequencies().stream().map(StatisticsRows::real).toList());
        }
        if (found.correlation() != null) {
            tuple.set("correlation", real(found.correlation()));
        }
        return Stream.<@Nullable Object[]>of(tuple.done());
    }

    /** As a value of type real. */
    private static double real(double value) {
        return (float) value;
    }
}
