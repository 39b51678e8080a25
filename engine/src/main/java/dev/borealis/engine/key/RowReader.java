package dev.borealis.engine.key;

/**
 * Reads single columns out of a packed row without decoding the rest. Columns are those of the row's layout, from 0.
 * Carriers as {@link dev.borealis.types.Carrier}; reading a null gives an undefined value, so ask first.
 */
public interface RowReader {
    boolean isNull(byte[] bytes, int valueStart, int valueEnd, int column);

    long readLong(byte[] bytes, int valueStart, int valueEnd, int column);

    double readDouble(byte[] bytes, int valueStart, int valueEnd, int column);

    /** The value as an object of its carrier's class; text shares the array. */
    Object readObject(byte[] bytes, int valueStart, int valueEnd, int column);
}
