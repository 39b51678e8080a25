package dev.borealis.engine.catalog;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.List;
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

    /** What was found of a column, or null. @param number from 1 */
    public @Nullable ColumnStatistics column(int number) {
        return columns.get(number);
    }

    /**
     * What pg_stats shows of a column. Statistics of an older version end with the average width: they read as if nothing
     * more were known.
     *
     * @param nullFraction 0 to 1
     * @param distinct as pg_stats.n_distinct: number of values, or minus their fraction of the rows; 0 when unknown
     * @param averageWidth bytes, as PostgreSQL would store the values that are not null
     * @param commonValues an array of the most common values, the most common first; null for none
     * @param commonFrequencies of those values, as fractions of all rows
     * @param histogram an array of values that part the others, those that are not common, into steps of equally many
     *     rows; null for none
     * @param correlation of the order of values with the order of rows, −1 to 1; null when unknown
     */
    public record ColumnStatistics(
            double nullFraction,
            double distinct,
            int averageWidth,
            Scalar.@Nullable Constant commonValues,
            List<Double> commonFrequencies,
            Scalar.@Nullable Constant histogram,
            @Nullable Double correlation) {
        public ColumnStatistics {
            commonFrequencies = List.copyOf(commonFrequencies);
        }

        /** The array of common values; null for none. */
        public @Nullable ArrayValue common() {
            return array(commonValues);
        }

        /** The array of bounds; null for none. */
        public @Nullable ArrayValue bounds() {
            return array(histogram);
        }

        /** The same without common values and histogram. */
        public ColumnStatistics withoutLists() {
            return new ColumnStatistics(
                    nullFraction, distinct, averageWidth, null, List.of(), null, correlation);
        }

        /** The fraction of all rows that have one of the common values. */
        public double commonFraction() {
            double sum = 0;
            for (double frequency : commonFrequencies) {
                sum += frequency;
            }
            return sum;
        }

        private static @Nullable ArrayValue array(Scalar.@Nullable Constant constant) {
            return constant == null ? null : (ArrayValue) constant.value();
        }
    }
}
