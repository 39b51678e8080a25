package dev.borealis.engine.plan;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Oid;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many groups rows fall into, as PostgreSQL reckons: of each table the numbers of values multiplied, but several columns
 * seldom meet in every combination, and where conditions leave only some rows, not all values are left either.
 */
final class GroupEstimate {
    /** Several columns of a table together have at most so many values for each row. */
    private static final double TOGETHER = 0.1;

    private GroupEstimate() {}

    /** The columns of one range. */
    private static final class OfRange {
        double rows;
        double values = 1;
        double most = 1;
        int columns;
    }

    /**
     * @param keys what rows are grouped by
     * @param rows there are
     */
    static double of(List<Scalar> keys, Level level, double rows) {
        Map<Integer, OfRange> ranges = new LinkedHashMap<>();
        Map<Scalar, Variable> columns = new HashMap<>();
        double groups = 1;
        for (Scalar key : keys) {
            Scalar bare = Variable.bare(key);
            if (!(bare instanceof Scalar.Column) && key.type().oid() == Oid.BOOL) {
                groups *= 2;
            } else {
                collect(bare, level, columns);
            }
        }
        columns.forEach(
                (column, variable) -> {
                    OfRange range =
                            ranges.computeIfAbsent(
                                    ((Scalar.Column) column).range(), _ -> new OfRange());
                    range.rows = variable.rows();
                    range.values *= variable.distinct();
                    range.most = Math.max(range.most, variable.distinct());
                    range.columns++;
                });
        for (Map.Entry<Integer, OfRange> range : ranges.entrySet()) {
            groups *= values(range.getValue(), level.rows(range.getKey(), range.getValue().rows));
        }
        return Math.clamp(Math.ceil(groups), 1, Math.max(1, rows));
    }

    /** An expression has as many values as the columns in it together. */
    private static void collect(Scalar key, Level level, Map<Scalar, Variable> columns) {
        Trees.map(
                key,
                0,
                (node, depth) -> {
                    if (depth == 0 && node instanceof Scalar.Column column) {
                        Variable variable = Variable.of(column, level, new BitSet());
                        if (variable != null) {
                            columns.putIfAbsent(column, variable);
                        }
                    }
                    return null;
                });
    }

    private static double values(OfRange range, double left) {
        double most = range.rows;
        if (range.columns > 1) {
            most = Math.min(range.rows, Math.max(range.rows * TOGETHER, range.most));
        }
        double values = Math.min(range.values, most);
        if (left < range.rows) {
            // the chance that a value has a row among those left
            values *= 1 - Math.pow((range.rows - left) / range.rows, range.rows / values);
        }
        return Math.max(1, Math.rint(values));
    }
}
