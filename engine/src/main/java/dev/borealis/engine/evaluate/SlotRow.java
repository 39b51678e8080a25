package dev.borealis.engine.evaluate;

import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

/** A row of values computed in place, without boxing: what a projection or an aggregation gives. Reused row by row. */
public final class SlotRow implements Row {
    private final long[] longs;
    private final @Nullable Object[] objects;
    private final boolean[] nulls;

    public SlotRow(int columns) {
        longs = new long[columns];
        objects = new Object[columns];
        nulls = new boolean[columns];
    }

    /** How many there is room for. */
    public int columns() {
        return nulls.length;
    }

    /** Evaluates the expression and keeps its value in a column. */
    public void store(int column, Expression expression, Frame frame) {
        switch (expression.carrier()) {
            case LONG -> {
                longs[column] = expression.evaluateLong(frame);
                nulls[column] = frame.isNull;
            }
            case DOUBLE -> {
                longs[column] = Double.doubleToRawLongBits(expression.evaluateDouble(frame));
                nulls[column] = frame.isNull;
            }
            case OBJECT -> {
                Object value = expression.evaluateObject(frame);
                objects[column] = value;
                nulls[column] = value == null;
            }
        }
    }

    /** Keeps a boxed value. */
    public void setBoxed(int column, Carrier carrier, @Nullable Object value) {
        nulls[column] = value == null;
        if (value == null) {
            objects[column] = null;
            return;
        }
        switch (carrier) {
            case LONG -> longs[column] = (Long) value;
            case DOUBLE -> longs[column] = Double.doubleToRawLongBits((Double) value);
            case OBJECT -> objects[column] = value;
        }
    }

    /** @param column from 0 */
    public void setLong(int column, long value) {
        longs[column] = value;
        nulls[column] = false;
    }

    /** @param column from 0 */
    public void setNull(int column) {
        nulls[column] = true;
        objects[column] = null;
    }

    /** Copies a column of another row. */
    public void copy(int column, Carrier carrier, Row from, int fromColumn) {
        if (from.isNull(fromColumn)) {
            setNull(column);
            return;
        }
        nulls[column] = false;
        switch (carrier) {
            case LONG -> longs[column] = from.getLong(fromColumn);
            case DOUBLE -> longs[column] = Double.doubleToRawLongBits(from.getDouble(fromColumn));
            case OBJECT -> objects[column] = from.getObject(fromColumn);
        }
    }

    @Override
    public boolean isNull(int column) {
        return nulls[column];
    }

    @Override
    public long getLong(int column) {
        return longs[column];
    }

    @Override
    public double getDouble(int column) {
        return Double.longBitsToDouble(longs[column]);
    }

    @Override
    public Object getObject(int column) {
        Object value = objects[column];
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
