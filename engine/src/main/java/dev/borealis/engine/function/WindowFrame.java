package dev.borealis.engine.function;

import org.jspecify.annotations.Nullable;

/** What a window function sees of the current row's partition and frame. Row numbers count from 0 in the partition. */
public interface WindowFrame {
    /** Number of the current row. */
    long currentRow();

    /** Rows of the partition, inside the frame or not. */
    long partitionSize();

    /** First row of the frame. */
    long frameStart();

    /** One past the last row of the frame. */
    long frameEnd();

    /** Whether a row is in the frame but left out by its EXCLUDE clause. */
    boolean isExcluded(long row);

    /** Number of the first peer of a row: the first row that ORDER BY does not tell from it. */
    long firstPeer(long row);

    /** One past the last peer of a row. */
    long lastPeer(long row);

    /** How many distinct peer groups lie before the one of the row. */
    long peerGroup(long row);

    /** Argument number {@code argument} of the function, evaluated on a row of the partition. */
    @Nullable Object argument(int argument, long row);
}
