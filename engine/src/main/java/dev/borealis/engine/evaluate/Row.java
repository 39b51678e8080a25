package dev.borealis.engine.evaluate;

/**
 * The current row of one range, read column by column. Columns count from 0 (attribute number − 1). A view: valid until
 * its source steps on. Ask {@link #isNull} first; the other methods give an undefined value for a null.
 */
public interface Row {
    /** @param column from 0 */
    boolean isNull(int column);

    /** Of a column whose carrier is LONG. */
    long getLong(int column);

    /** {@link #isNull} and {@link #getLong} in one: what the frame's flag says is whether it is null. */
    default long getLong(int column, Frame frame) {
        boolean isNull = isNull(column);
        frame.isNull = isNull;
        return isNull ? 0 : getLong(column);
    }

    /** Of a column whose carrier is DOUBLE. */
    double getDouble(int column);

    /** Of a column whose carrier is OBJECT. */
    Object getObject(int column);
}
