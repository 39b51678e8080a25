package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.plan.StoredColumns;
import dev.borealis.types.Carrier;

import java.util.Arrays;
import java.util.List;

/** Keeps the current rows of some ranges in a {@link RowStore} and puts them back. */
final class StoredRanges {
    private final List<StoredColumns.Column> columns;
    private final int[] ranges;
    private final RowStore.View[] views;
    private final int first;

    /** @param first stored column at which these begin; what stands before belongs to the caller */
    StoredRanges(StoredColumns stored, RowStore store, int first) {
        columns = stored.columns();
        this.first = first;
        ranges = stored.ranges();
        views = new RowStore.View[ranges.length];
        for (int i = 0; i < ranges.length; i++) {
            int width = 0;
            for (StoredColumns.Column column : columns) {
                if (column.range() == ranges[i]) {
                    width = Math.max(width, column.column() + 1);
                }
            }
            int[] map = new int[width];
            Arrays.fill(map, -1);
            for (int j = 0; j < columns.size(); j++) {
                if (columns.get(j).range() == ranges[i]) {
                    map[columns.get(j).column()] = first + j;
                }
            }
            views[i] = store.view(map);
        }
    }

    static Carrier[] carriers(StoredColumns stored, Carrier... before) {
        Carrier[] all = Arrays.copyOf(before, before.length + stored.columns().size());
        for (int i = 0; i < stored.columns().size(); i++) {
            all[before.length + i] = stored.columns().get(i).carrier();
        }
        return all;
    }

    /** Sets the columns of the row begun in the store. */
    void write(RowStore store, Frame frame) {
        for (int i = 0; i < columns.size(); i++) {
            StoredColumns.Column column = columns.get(i);
            store.set(first + i, frame.rows[column.range()], column.column());
        }
    }

    /** Makes a stored row current again. */
    void show(long address, Frame frame) {
        for (int i = 0; i < ranges.length; i++) {
            views[i].moveTo(address);
            frame.rows[ranges[i]] = views[i];
        }
    }
}
