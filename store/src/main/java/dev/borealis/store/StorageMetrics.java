package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/**
 * What a storage has done since it was opened. All of the installation, whichever of its stores was asked.
 *
 * @param groups commit groups, also those that wrote nothing
 * @param requests commits, updates and others in these groups
 * @param conflicts commits that lost
 * @param writes groups written durably
 * @param pageBytes heap used by pages, about; exact after each sweep; 0 where all must stay in memory
 * @param aheadBytes heap of leaves that open cursors have read ahead, about
 * @param pagesHit leaves asked for that were in memory, by scans or for single keys; counted when a snapshot is closed
 * @param pagesRead leaves read by scans and commits because they were cold
 * @param pointsRead leaves read for single keys because they were cold
 * @param pagesEvicted leaves made cold
 * @param marksBytes heap of the memory of conflicts
 * @param marksFolds times it forgot marks that could still matter
 * @param openViews views held by snapshots, and the current ones
 * @param lastFailure the newest failed write, if any
 */
public record StorageMetrics(
        long groups,
        long requests,
        long conflicts,
        long failedGroups,
        long writes,
        long writeNanos,
        long slowestWriteNanos,
        long pageBytes,
        long pageBudgetBytes,
        long aheadBytes,
        long pagesHit,
        long pagesRead,
        long pointsRead,
        long pagesEvicted,
        long marksBytes,
        long marksFolds,
        int stores,
        int openViews,
        @Nullable String lastFailure) {
    /** Of a storage that counts nothing. */
    public static final StorageMetrics NONE =
            new StorageMetrics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null);
}
