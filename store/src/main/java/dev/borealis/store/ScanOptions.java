package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/**
 * How a range is read.
 *
 * @param reverse descending, see {@link Cursor#next()}
 * @param expectedEntries sizes read-ahead, 1 for a point; {@link #MANY} when nothing is known
 * @param pushdown a test the store may apply to leave out entries; it may ignore it, so the reader tests again
 */
public record ScanOptions(boolean reverse, int expectedEntries, @Nullable Pushdown pushdown) {
    /** A scan expected to read the whole range. */
    public static final int MANY = Integer.MAX_VALUE;

    public static final ScanOptions FORWARD = new ScanOptions(false, MANY, null);
    public static final ScanOptions REVERSE = new ScanOptions(true, MANY, null);

    public ScanOptions {
        if (expectedEntries < 1) {
            throw new IllegalArgumentException("expectedEntries " + expectedEntries);
        }
    }
}
