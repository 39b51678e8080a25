package dev.borealis.engine.evaluate;

/** A row of nulls: the absent side of an outer join. */
public final class NullRow implements Row {
    public static final NullRow INSTANCE = new NullRow();

    private NullRow() {}

    @Override
    public boolean isNull(int column) {
        return true;
    }

    @Override
    public long getLong(int column) {
        return 0;
    }

    @Override
    public double getDouble(int column) {
        return 0;
    }

    @Override
    public Object getObject(int column) {
        throw new IllegalStateException("column " + column + " is null");
    }
}
