package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.key.RowFormat;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.store.Page;
import dev.borealis.types.Bytes;

import java.util.Arrays;

/**
 * A row as it lies in a page of the store; columns are decoded when asked for. One past the last column stands the key
 * of the row.
 */
public final class EntryRow implements Row {
    private final RowFormat reader;
    private final int keyColumn;
    private byte[] bytes = new byte[0];
    private int keyStart;
    private int keyEnd;
    private int valueStart;
    private int valueEnd;

    /** @param keyColumn one past the last column of the table */
    public EntryRow(RowFormat reader, int keyColumn) {
        this.reader = reader;
        this.keyColumn = keyColumn;
    }

    /** The row is that of another entry from now on; nothing is copied. */
    public void show(EntryView entry) {
        bytes = entry.bytes();
        keyStart = entry.keyStart();
        keyEnd = entry.keyEnd();
        valueStart = entry.valueStart();
        valueEnd = entry.valueEnd();
    }

    /** As {@link #show(EntryView)}, of an entry of a page. */
    public void show(Page page, int index) {
        bytes = page.bytes();
        keyStart = page.keyStart(index);
        keyEnd = page.keyEnd(index);
        valueStart = keyEnd;
        valueEnd = page.valueEnd(index);
    }

    @Override
    public boolean isNull(int column) {
        return column != keyColumn && reader.isNull(bytes, valueStart, valueEnd, column);
    }

    @Override
    public long getLong(int column) {
        return reader.readLong(bytes, valueStart, valueEnd, column);
    }

    @Override
    public long getLong(int column, Frame frame) {
        RowFormat format = reader;
        byte[] array = bytes;
        int start = valueStart;
        boolean isNull = format.isNull(array, start, valueEnd, column);
        frame.isNull = isNull;
        return isNull ? 0 : format.readLong(array, start, valueEnd, column);
    }

    @Override
    public double getDouble(int column) {
        return reader.readDouble(bytes, valueStart, valueEnd, column);
    }

    @Override
    public Object getObject(int column) {
        return column == keyColumn
                ? Bytes.of(Arrays.copyOfRange(bytes, keyStart, keyEnd))
                : reader.readObject(bytes, valueStart, valueEnd, column);
    }
}
