package dev.borealis.store;

import java.util.List;

/**
 * What a transaction asks to take effect.
 *
 * @param snapshot the view it read; stays open until the answer
 * @param touches what it conflicts with and what conflicts with it; need not cover every mutation (an entry determined by
 *     another one needs none)
 */
public record Commit(
        TransactionId id, SnapshotToken snapshot, Touches touches, Mutations mutations) {
    /** With touches that are not packed yet. */
    public Commit(
            TransactionId id, SnapshotToken snapshot, List<Touch> touches, Mutations mutations) {
        this(id, snapshot, Touches.of(touches), mutations);
    }
}
