package dev.borealis.engine.evaluate;

import org.jspecify.annotations.Nullable;

/** A row of boxed values, for places that are not hot: rows being changed, rows of functions. */
public final class BoxedRow implements Row {
    private @Nullable Object[] values;

    public BoxedRow(@Nullable Object[] values) {
        this.values = values;
    }

    /** Shows other values from now on. */
    public void set(@Nullable Object[] newValues) {
        values = newValues;
    }

    /** The values themselves, no copy; null for NULL. */
    public @Nullable Object[] values() {
        return values;
    }

    @Override
    public boolean isNull(int column) {
        return values[column] == null;
    }

    @Override
    public long getLong(int column) {
        return (Long) required(column);
    }

    @Override
    public double getDouble(int column) {
        return (Double) required(column);
    }

    @Override
    public Object getObject(int column) {
        return required(column);
    }

    private Object required(int column) {
        Object value = values[column];
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
