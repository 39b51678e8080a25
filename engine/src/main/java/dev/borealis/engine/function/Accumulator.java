package dev.borealis.engine.function;

import org.jspecify.annotations.Nullable;

/**
 * The running state of one aggregate in one group. Strict aggregates are never given a row with a null argument (the
 * executor skips it); count(*) gets an empty array. The primitive forms exist for the hot aggregates; each falls back
 * on {@link #add}.
 */
public abstract class Accumulator {
    /** Takes a row in. */
    public abstract void add(Call call, @Nullable Object[] arguments);

    /** Takes in a row whose one argument travels as a long. */
    public void addLong(Call call, long argument) {
        add(call, new @Nullable Object[] {argument});
    }

    /** Takes in a row whose one argument travels as a double. */
    public void addDouble(Call call, double argument) {
        add(call, new @Nullable Object[] {argument});
    }

    /** Takes in {@code rows} rows without arguments: count(*) over whole pages. */
    public void addRows(Call call, long rows) {
        for (long i = 0; i < rows; i++) {
            add(call, new @Nullable Object[0]);
        }
    }

    /** The value so far; may be asked several times (running window aggregates). */
    public abstract @Nullable Object result(Call call);

    /** Bytes of heap this state holds beyond a small fixed part, for the memory account; may grow with each add. */
    public long bytes() {
        return 0;
    }

    /** Whether {@link #remove} works: a moving window frame then need not start anew. */
    public boolean isInvertible() {
        return false;
    }

    /** Takes out the oldest row taken in. */
    public void remove(Call call, @Nullable Object[] arguments) {
        throw new UnsupportedOperationException();
    }
}
