package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.key.RowReader;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.types.Bytes;

/** A row as far as an index entry has it: for index-only scans. */
final class IndexEntryRow implements Row {
    private final IndexStorage index;
    private final RowReader reader;
    private final int[] columns;
    private byte[] bytes = new byte[0];
    private int keyEnd;
    private int valueStart;
    private int valueEnd;

    IndexEntryRow(IndexStorage index) {
        this.index = index;
        reader = index.format().reader();
        columns = index.entryColumns();
    }

    void show(EntryView entry) {
        bytes = entry.bytes();
        keyEnd = entry.keyEnd();
        valueStart = entry.valueStart();
        valueEnd = entry.valueEnd();
    }

    @Override
    public boolean isNull(int column) {
        return column < columns.length
                && (columns[column] < 0
                        || reader.isNull(bytes, valueStart, valueEnd, columns[column]));
    }

    @Override
    public long getLong(int column) {
        return reader.readLong(bytes, valueStart, valueEnd, columns[column]);
    }

    @Override
    public double getDouble(int column) {
        return reader.readDouble(bytes, valueStart, valueEnd, columns[column]);
    }

    @Override
    public Object getObject(int column) {
        return column == columns.length
                ? Bytes.of(index.format().rowKey(bytes, keyEnd, valueEnd))
                : reader.readObject(bytes, valueStart, valueEnd, columns[column]);
    }
}
