package dev.borealis.engine.plan;

import dev.borealis.types.Carrier;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which columns of which ranges are kept when rows are stored (hash, sort, materialise): everything above that reads
 * them finds them again under the same range and column.
 */
public record StoredColumns(List<Column> columns) {
    public static final StoredColumns NONE = new StoredColumns(List.of());

    /** @param column from 0 */
    public record Column(int range, int column, Carrier carrier) {}

    public StoredColumns {
        columns = List.copyOf(columns);
    }

    /** The ranges stored, ascending. */
    public int[] ranges() {
        var ranges = new BitSet();
        columns.forEach(column -> ranges.set(column.range()));
        return ranges.stream().toArray();
    }

    /** These, then those. */
    public StoredColumns and(StoredColumns other) {
        var all = new ArrayList<>(columns);
        all.addAll(other.columns);
        return new StoredColumns(all);
    }
}
