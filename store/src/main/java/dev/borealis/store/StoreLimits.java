package dev.borealis.store;

import java.time.Duration;

/**
 * What a store can hold.
 *
 * @param oldestSnapshot a snapshot held open this long can surely still be read
 */
public record StoreLimits(
        int largestKeyBytes,
        int largestValueBytes,
        long largestCommitBytes,
        Duration oldestSnapshot) {
    /**
     * Of the embedded stores. Keys: DSQL's 1,981 bytes of key columns leave room for escapes and prefixes. Values: a row of 2
     * MiB. Commit: 10 MiB of data with all its index entries.
     */
    public static final StoreLimits EMBEDDED =
            new StoreLimits(16 << 10, 8 << 20, 64L << 20, Duration.ofMinutes(6));
}
