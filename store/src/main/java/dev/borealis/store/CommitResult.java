package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/** The answers to a {@link Commit}. */
public sealed interface CommitResult {
    /** Durable, and in every view from this one on. */
    record Committed(SnapshotToken visibleAt) implements CommitResult {}

    /**
     * Not committed: another transaction was first, and new snapshots see it.
     *
     * @param key null: the snapshot is older than what the store remembers of this part
     * @param winner for logs
     */
    record Conflict(byte @Nullable [] key, Label label, @Nullable TransactionId winner)
            implements CommitResult {}

    /** Certainly not committed. */
    record Refused(StoreProblem problem) implements CommitResult {}

    /** Ask {@link Store#outcome}; embedded: a failed log sync. */
    record Unknown(TransactionId id) implements CommitResult {}
}
