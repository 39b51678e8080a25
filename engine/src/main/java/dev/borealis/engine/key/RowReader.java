package dev.borealis.engine.key;

/**
 * Reads single columns out of a packed row without decoding the rest. Columns are those of the row's layout, from 0.
 * Carriers as {@link dev.borealis.types.Carrier}; reading a null gives an undefined value, so ask first.
 */
public interface RowReader {
    /** @param column index into the format's columns */
    boolean isNull(byte[] bytes, int valueStart, int valueEnd, int column);

    /** Of a column of carrier LONG that is not null. */
    long readLong(byte[] bytes, int valueStart, int valueEnd, int column);

    /** Of a column of carrier DOUBLE that is not null. */
    double readDouble(byte[] bytes, int valueStart, int valueEnd, int column);

    /** The value as an object of its carrier's class; text shares the array. */
    Object readObject(byte[] bytes, int valueStart, int valueEnd, int column);

    /**
     * Where a text, bytea or json value lies in the array: its offset in the upper, its length in the lower 32 bits, so
     * that it can be copied or compared without making an object. −1 when it does not lie there as it is (compressed, or
     * another kind of value): then read it as an object.
     */
    default long locate(byte[] bytes, int valueStart, int valueEnd, int column) {
        return -1;
    }
}
