package dev.borealis.engine.key;

import dev.borealis.store.Page;

/** A row where it lies: what is read of it, one row after the other. Used by one thread. */
final class RowInPage {
    /** Stands for a hidden row id among columns: it is in the key. */
    static final int HIDDEN_ID = -1;

    private final RowFormat format;
    private byte[] bytes = new byte[0];
    private int keyStart;
    private int valueStart;
    private int valueEnd;

    RowInPage(RowFormat format) {
        this.format = format;
    }

    /** False when it has values that do not lie there as they are: compressed ones, or very many bytes. */
    boolean show(Page page, int index) {
        bytes = page.bytes();
        keyStart = page.keyStart(index);
        valueStart = page.keyEnd(index);
        valueEnd = page.valueEnd(index);
        return RowFormat.isPlain(bytes, valueStart);
    }

    RowFormat format() {
        return format;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where its key begins, behind the relation. */
    int keyStart() {
        return keyStart + KeyFormat.PREFIX_BYTES;
    }

    int keyEnd() {
        return valueStart;
    }

    int valueStart() {
        return valueStart;
    }

    boolean isNull(int column) {
        return column != HIDDEN_ID && format.isNull(bytes, valueStart, valueEnd, column);
    }

    long readLong(int column) {
        return format.readLong(bytes, valueStart, valueEnd, column);
    }

    double readDouble(int column) {
        return format.readDouble(bytes, valueStart, valueEnd, column);
    }

    Object readObject(int column) {
        return format.readObject(bytes, valueStart, valueEnd, column);
    }

    /** As {@link RowReader#locate}; of a plain row never −1. */
    long locate(int column) {
        return format.locate(bytes, valueStart, valueEnd, column);
    }
}
