package dev.borealis.engine.catalog;

import java.util.Map;

/**
 * What ANALYZE found.
 *
 * @param rows estimate of the number of rows
 * @param bytes of all rows
 * @param columns by column number
 */
public record TableStatistics(double rows, double bytes, Map<Integer, ColumnStatistics> columns) {
    public TableStatistics {
        columns = Map.copyOf(columns);
    }

    /**
     * @param nullFraction 0 to 1
     * @param distinct as pg_stats.n_distinct: number of values, or minus their fraction of the rows
     * @param averageWidth bytes
     */
    public record ColumnStatistics(double nullFraction, double distinct, int averageWidth) {}
}
