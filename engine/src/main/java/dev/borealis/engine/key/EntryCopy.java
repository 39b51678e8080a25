package dev.borealis.engine.key;

import dev.borealis.store.Page;
import dev.borealis.types.ByteAppender;

/**
 * Makes index entries of rows where they lie in their pages, without an object for any value: what {@link
 * IndexEntryFormat#appendKey} and {@link IndexEntryFormat#appendValue} give, byte for byte, for an index whose keys are
 * columns of the table. Used by one thread.
 */
public final class EntryCopy {
    /** Stands for a hidden row id among the columns. */
    public static final int HIDDEN_ID = RowInPage.HIDDEN_ID;

    private final IndexEntryFormat format;
    private final RowInPage row;
    private final int[] columns;

    /**
     * @param columns for each column of the entry's value its column in the row (from 0), or {@link #HIDDEN_ID}
     */
    public EntryCopy(IndexEntryFormat format, RowFormat rows, int[] columns) {
        this.format = format;
        this.row = new RowInPage(rows);
        this.columns = columns.clone();
    }

    /**
     * Appends the key and the value of the entry of a row.
     *
     * @return false where the row's long values need more than copying, or its key is near the limit of size; what was
     *     appended is then to be forgotten
     */
    public boolean append(Page page, int index, ByteAppender key, ByteAppender value) {
        return row.show(page, index) && format.appendCopy(key, value, row, columns);
    }
}
