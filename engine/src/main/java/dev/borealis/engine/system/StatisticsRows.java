package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.Rights;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.engine.function.Ordering;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What ANALYZE found, of the columns that the role may read: pg_stats, and pg_statistic, in which PostgreSQL keeps it and
 * which there only superusers see.
 */
final class StatisticsRows {
    // pg_statistic.stakind
    private static final int COMMON_VALUES = 1;
    private static final int HISTOGRAM = 2;
    private static final int CORRELATION = 3;

    private StatisticsRows() {}

    static void register(Map<String, SystemTables.Source> sources) {
        sources.put("pg_stats", (context, shape, _) -> all(context, found -> shown(shape, found)));
        sources.put(
                "pg_statistic", (context, shape, _) -> all(context, found -> kept(shape, found)));
    }

    /** What was found of a column. */
    private record Found(
            SystemContext context,
            Relation.Table table,
            ColumnDefinition column,
            TableStatistics.ColumnStatistics statistics) {}

    private static Stream<@Nullable Object[]> all(
            SystemContext context, Function<Found, @Nullable Object[]> row) {
        RoleDefinition role = context.catalog().role(context.role());
        if (role == null) {
            return Stream.empty();
        }
        var rights = new Rights(context.catalog());
        return context.catalog().relations().stream()
                .filter(Relation.Table.class::isInstance)
                .map(Relation.Table.class::cast)
                .flatMap(table -> columns(context, table, rights, role.oid()))
                .map(row);
    }

    private static Stream<Found> columns(
            SystemContext context, Relation.Table table, Rights rights, int role) {
        TableStatistics all = context.catalog().statistics(table.oid());
        if (all == null) {
            return Stream.empty();
        }
        return table.liveColumns().stream()
                .filter(column -> rights.hasColumn(role, table, column.number(), 'r'))
                .flatMap(
                        column ->
                                Stream.ofNullable(all.column(column.number()))
                                        .map(found -> new Found(context, table, column, found)));
    }

    private static @Nullable Object[] shown(Tuple.Shape shape, Found found) {
        TableStatistics.ColumnStatistics statistics = found.statistics;
        Tuple tuple =
                shape.tuple()
                        .set("schemaname", ListingRows.schema(found.context, found.table.schema()))
                        .set("tablename", found.table.name())
                        .set("attname", found.column.name())
                        .set("inherited", false)
                        .set("null_frac", real(statistics.nullFraction()))
                        .set("avg_width", (long) statistics.averageWidth())
                        .set("n_distinct", real(statistics.distinct()))
                        .setValue("most_common_vals", statistics.common())
                        .setValue("histogram_bounds", statistics.bounds());
        if (statistics.commonValues() != null) {
            tuple.setArray("most_common_freqs", Oid.FLOAT4, frequencies(statistics));
        }
        if (statistics.correlation() != null) {
            tuple.set("correlation", real(statistics.correlation()));
        }
        return tuple.done();
    }

    private static @Nullable Object[] kept(Tuple.Shape shape, Found found) {
        TableStatistics.ColumnStatistics statistics = found.statistics;
        Tuple tuple =
                shape.tuple()
                        .set("starelid", (long) found.table.oid())
                        .set("staattnum", (long) found.column.number())
                        .set("stanullfrac", real(statistics.nullFraction()))
                        .set("stawidth", (long) statistics.averageWidth())
                        .set("stadistinct", real(statistics.distinct()));
        int type = found.context.catalog().baseType(found.column.type()).oid();
        Ordering ordering = found.context.registry().defaultOrdering(type);
        TypeInfo info = BuiltinTypes.find(type);
        long collation = info == null ? 0 : info.collation();
        int slot = 1;
        if (statistics.commonValues() != null) {
            long equal = ordering == null ? 0 : ordering.equal();
            slot(tuple, slot, COMMON_VALUES, equal, collation);
            slot(tuple, slot++, frequencies(statistics), statistics.common());
        }
        long less = ordering == null ? 0 : ordering.less();
        if (statistics.histogram() != null) {
            slot(tuple, slot, HISTOGRAM, less, collation);
            slot(tuple, slot++, null, statistics.bounds());
        }
        if (statistics.correlation() != null) {
            slot(tuple, slot, CORRELATION, less, collation);
            slot(tuple, slot, List.of(real(statistics.correlation())), null);
        }
        return tuple.done();
    }

    private static void slot(Tuple tuple, int slot, int kind, long operator, long collation) {
        tuple.set("stakind" + slot, (long) kind)
                .set("staop" + slot, operator)
                .set("stacoll" + slot, collation);
    }

    private static void slot(
            Tuple tuple, int slot, @Nullable List<Double> numbers, @Nullable ArrayValue values) {
        if (numbers != null) {
            tuple.setArray("stanumbers" + slot, Oid.FLOAT4, numbers);
        }
        tuple.setValue("stavalues" + slot, values);
    }

    private static List<Double> frequencies(TableStatistics.ColumnStatistics statistics) {
        return statistics.commonFrequencies().stream().map(StatisticsRows::real).toList();
    }

    /** As a value of type real. */
    private static double real(double value) {
        return (float) value;
    }
}
