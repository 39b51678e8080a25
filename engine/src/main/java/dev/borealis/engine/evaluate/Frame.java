package dev.borealis.engine.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * What the expressions of one query level see while it runs: the current row of each of its ranges. Operators set rows;
 * a join copies nothing. Ranges past those of the query hold what was computed on the way (groups, window results,
 * output columns).
 */
public final class Frame {
    public final Runtime runtime;

    /** The level around this one; null for the outermost. */
    public final @Nullable Frame parent;

    /** By range. */
    public final Row[] rows;

    /**
     * Whether the last {@link Expression#evaluateLong} or {@link Expression#evaluateDouble} on this frame gave NULL; it
     * then returned 0.
     */
    public boolean isNull;

    public Frame(Runtime runtime, @Nullable Frame parent, int ranges) {
        this.runtime = runtime;
        this.parent = parent;
        rows = new Row[ranges];
        java.util.Arrays.fill(rows, NullRow.INSTANCE);
    }

    /** The frame so many levels up. */
    public Frame up(int levels) {
        Frame frame = this;
        for (int i = 0; i < levels; i++) {
            Frame next = frame.parent;
            if (next == null) {
                throw new IllegalStateException("no frame " + levels + " levels up");
            }
            frame = next;
        }
        return frame;
    }
}
