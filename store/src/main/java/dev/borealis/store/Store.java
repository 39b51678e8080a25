package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * An ordered map from byte keys (unsigned order) to byte values: consistent views, conditional atomic commit.
 * Thread-safe.
 *
 * <p>Promises, each tested by the contract suite on every store: a snapshot is consistent and never changes; an
 * acknowledged commit is durable and visible to every snapshot taken later; the order of commits is the one order of
 * visibility; a conflict is decided without waiting for any open transaction, and a loser who retries at once sees the
 * winner; a commit without data but with marks counts; old versions go away by themselves.
 *
 * <p>Any method may throw {@link StoreException} when the store cannot answer now (closing, dropped, disk failed).
 */
public interface Store {
    /** Its name in the {@link Storage}. */
    StoreId id();

    /**
     * Holds every commit acknowledged anywhere before this call began. Waits for no commit and no disk.
     */
    Snapshot snapshot();

    /**
     * The same view again, perhaps in another process.
     *
     * @throws SnapshotTooOld when its versions are gone
     */
    Snapshot snapshot(SnapshotToken token);

    /**
     * Decided without waiting for any open snapshot. Committed means durable; Conflict is told only after the winner is
     * visible to new snapshots. The snapshot named in the commit stays open until the answer. The future never completes
     * exceptionally. May slow the caller down when more is waiting than the store can write.
     */
    CompletableFuture<CommitResult> commit(Commit commit);

    /**
     * After Unknown: did it commit? Blocks until certain; known for ten minutes.
     *
     * @throws StoreException UNAVAILABLE when it did not become certain for some seconds; it may be asked again
     */
    Outcome outcome(TransactionId id);

    /**
     * Durable atomic read-modify-write of one key outside all transactions (counters, sequences, leases); marks nothing.
     *
     * @param change pure and quick; may run again and on another thread; its argument is null when the key is absent; when
     *     it returns null the key is removed
     * @return what {@code change} returned
     * @throws StoreException UNAVAILABLE or DISK_FULL also when a write failed and nobody knows yet whether it happened
     */
    byte @Nullable [] update(byte[] key, UnaryOperator<byte @Nullable []> change);

    /**
     * Gives back the space of a range that no open or later snapshot reads. Idempotent, not transactional; may have happened
     * after an exception as {@link #update} may have.
     */
    void discard(KeyRange range);

    /**
     * Consecutive pieces that together are the range, in order, with bytes and serving node: parallel scans, placing work,
     * size functions. At least one.
     *
     * @param wanted how many the caller would like; there may be fewer or more
     */
    List<Piece> pieces(KeyRange range, int wanted);

    /** Largest key, value and commit; how long a view stays readable at least. */
    StoreLimits limits();

    /** What the storage that this store is part of has done so far; waits for nothing. */
    default StorageMetrics metrics() {
        return StorageMetrics.NONE;
    }
}
