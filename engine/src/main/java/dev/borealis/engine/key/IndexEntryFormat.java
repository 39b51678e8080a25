package dev.borealis.engine.key;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Limits;
import dev.borealis.types.error.StorageErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Entries of a secondary index.
 *
 * <p>The key is the index key followed by the row's key (without the relation's prefix), so entries of equal keys differ.
 * An entry of a unique index whose key has no NULL, or any NULL when NULLS NOT DISTINCT, has the index key alone: two rows
 * with that key meet in one entry, and {@link #isAdjudicated} says that the commit must touch it.
 *
 * <p>The value is a row ({@link RowFormat}) of the index keys, the row's key columns and the INCLUDE columns, bit for bit
 * as the table has them, so that an index-only scan never shows a normalised value. Behind it, in the last two bytes,
 * stands the length of the row's key, which is either the end of the entry's key or stands before these two bytes.
 *
 * <p>Immutable and thread-safe.
 */
public final class IndexEntryFormat {
    /** Set in the last two bytes of a value when the row's key stands in the value. */
    private static final int IN_VALUE = 0x8000;

    private final KeyFormat index;
    private final KeyFormat row;
    private final RowFormat columns;
    private final boolean unique;
    private final boolean nullsNotDistinct;

    /**
     * @param index of the index keys alone
     * @param row of the rows of the table
     * @param columns of the value: first the index keys, then the columns of the row's key, then the included ones
     */
    public IndexEntryFormat(
            KeyFormat index,
            KeyFormat row,
            List<RowFormat.Column> columns,
            boolean unique,
            boolean nullsNotDistinct) {
        this.index = index;
        this.row = row;
        this.columns = new RowFormat(columns);
        this.unique = unique;
        this.nullsNotDistinct = nullsNotDistinct;
    }

    /** Of the index keys: for ranges. */
    public KeyFormat keys() {
        return index;
    }

    /** Reads the columns of an entry's value: the index keys, then the columns of the row's key, then the included ones. */
    public RowReader reader() {
        return columns;
    }

    /** Whether two rows with equal keys are refused. */
    public boolean isUnique() {
        return unique;
    }

    /** As {@link #isAdjudicated(Object[])}, seen from an entry whose value ends there. */
    public boolean isAdjudicated(byte[] bytes, int valueEnd) {
        return (bytes[valueEnd - 2] & IN_VALUE >>> 8) != 0;
    }

    /**
     * Whether two rows with this key would meet in one entry: it must then be looked up before it is written, and touched.
     *
     * @param keys values of the index keys
     */
    public boolean isAdjudicated(@Nullable Object[] keys) {
        if (!unique) {
            return false;
        }
        if (nullsNotDistinct) {
            return true;
        }
        for (int i = 0; i < index.columns().size(); i++) {
            if (keys[i] == null) {
                return false;
            }
        }
        return true;
    }

    /**
     * The key of the entry of a row.
     *
     * @param keys values of the index keys
     * @param rowKey values of the columns of the row's key
     * @throws dev.borealis.types.error.SqlException 54000 {@code key size too large}
     */
    public byte[] key(@Nullable Object[] keys, @Nullable Object[] rowKey) {
        var out = new ByteAppender();
        appendKey(out, keys, rowKey);
        return out.toByteArray();
    }

    /** Appends what {@link #key} gives. */
    public void appendKey(ByteAppender out, @Nullable Object[] keys, @Nullable Object[] rowKey) {
        int budget = row.budget(rowKey, index.budget(keys, 0, 0), index.columns().size());
        if (budget > Limits.KEY_BYTES) {
            throw StorageErrors.keySizeTooLarge();
        }
        index.appendKey(out, keys);
        if (!isAdjudicated(keys)) {
            row.appendColumns(out, rowKey, row.columns().size());
        }
    }

    /**
     * The value of the entry of a row.
     *
     * @param keys values of the index keys
     * @param rowKey values of the columns of the row's key
     * @param included values of the INCLUDE columns
     */
    public byte[] value(
            @Nullable Object[] keys, @Nullable Object[] rowKey, @Nullable Object[] included) {
        var out = new ByteAppender();
        appendValue(out, keys, rowKey, included);
        return out.toByteArray();
    }

    /** Puts what {@link #value} gives into an empty appender. */
    public void appendValue(
            ByteAppender out,
            @Nullable Object[] keys,
            @Nullable Object[] rowKey,
            @Nullable Object[] included) {
        int keyCount = index.columns().size();
        int rowKeyCount = row.columns().size();
        var all = new @Nullable Object[columns.columns().size()];
        System.arraycopy(keys, 0, all, 0, keyCount);
        System.arraycopy(rowKey, 0, all, keyCount, rowKeyCount);
        System.arraycopy(
                included, 0, all, keyCount + rowKeyCount, all.length - keyCount - rowKeyCount);
        columns.append(out, all);
        int before = out.length();
        row.appendColumns(out, rowKey, rowKeyCount);
        int length = out.length() - before;
        if (isAdjudicated(keys)) {
            out.appendShort(length | IN_VALUE);
        } else {
            out.truncate(before);
            out.appendShort(length);
        }
        if (out.length() > Limits.ROW_BYTES) {
            throw StorageErrors.rowTooLarge();
        }
    }

    /** As {@link #appendKey} and {@link #appendValue}, of a plain row where it lies; false when that is not possible. */
    boolean appendCopy(ByteAppender key, ByteAppender value, RowInPage from, int[] rowColumns) {
        int keyCount = index.columns().size();
        int rowKeyCount = row.columns().size();
        int budget = Limits.KEY_BYTES_PER_FURTHER_COLUMN * (keyCount + rowKeyCount - 1);
        for (int i = 0; i < keyCount; i++) {
            budget += index.storedBytes(i, from, rowColumns[i]);
        }
        for (int i = 0; i < rowKeyCount; i++) {
            budget += row.storedBytes(i, from, rowColumns[keyCount + i]);
        }
        if (budget > Limits.KEY_BYTES) {
            return false;
        }
        key.appendInt(index.relation());
        boolean adjudicated = unique;
        for (int i = 0; i < keyCount; i++) {
            boolean isNull = index.appendColumn(key, i, from, rowColumns[i]);
            adjudicated &= !isNull || nullsNotDistinct;
        }
        if (!columns.appendCopy(value, from, rowColumns)) {
            return false;
        }
        int length = from.keyEnd() - from.keyStart();
        ByteAppender holder = adjudicated ? value : key;
        holder.append(from.bytes(), from.keyStart(), length);
        value.appendShort(adjudicated ? length | IN_VALUE : length);
        return true;
    }

    /** The key of the row that an entry stands for, complete with the relation of the table. */
    public byte[] rowKey(byte[] bytes, int keyEnd, int valueEnd) {
        int length = rowKeyLength(bytes, valueEnd);
        byte[] key = new byte[KeyFormat.PREFIX_BYTES + length];
        System.arraycopy(KeyFormat.prefix(row.relation()), 0, key, 0, KeyFormat.PREFIX_BYTES);
        int from = rowKeyStart(bytes, keyEnd, valueEnd);
        System.arraycopy(bytes, from, key, KeyFormat.PREFIX_BYTES, length);
        return key;
    }

    /** Appends what {@link #rowKey} gives. */
    public void appendRowKey(ByteAppender out, byte[] bytes, int keyEnd, int valueEnd) {
        out.appendInt(row.relation());
        out.append(bytes, rowKeyStart(bytes, keyEnd, valueEnd), rowKeyLength(bytes, valueEnd));
    }

    /** Whether an entry stands for the row with this key. */
    public boolean isOf(byte[] bytes, int keyEnd, int valueEnd, byte[] rowKey) {
        int from = rowKeyStart(bytes, keyEnd, valueEnd);
        int to = from + rowKeyLength(bytes, valueEnd);
        return java.util.Arrays.equals(
                bytes, from, to, rowKey, KeyFormat.PREFIX_BYTES, rowKey.length);
    }

    private int rowKeyStart(byte[] bytes, int keyEnd, int valueEnd) {
        int length = rowKeyLength(bytes, valueEnd);
        return isAdjudicated(bytes, valueEnd) ? valueEnd - 2 - length : keyEnd - length;
    }

    private static int rowKeyLength(byte[] bytes, int valueEnd) {
        return ((bytes[valueEnd - 2] & 0xFF) << 8 | bytes[valueEnd - 1] & 0xFF) & ~IN_VALUE;
    }
}
