package dev.borealis.store.fault;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Outcome;
import dev.borealis.store.Piece;
import dev.borealis.store.Snapshot;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.StorageMetrics;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreLimits;
import dev.borealis.store.TransactionId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Does what another store does: for stores that differ from one in a call or two. */
public abstract class ForwardingStore implements Store {
    private final Store inner;

    /** @param inner answers every call that is not overridden */
    protected ForwardingStore(Store inner) {
        this.inner = inner;
    }

    @Override
    public StoreId id() {
        return inner.id();
    }

    @Override
    public Snapshot snapshot() {
        return inner.snapshot();
    }

    @Override
    public Snapshot snapshot(SnapshotToken token) {
        return inner.snapshot(token);
    }

    @Override
    public CompletableFuture<CommitResult> commit(Commit commit) {
        return inner.commit(commit);
    }

    @Override
    public Outcome outcome(TransactionId id) {
        return inner.outcome(id);
    }

    @Override
    public byte @Nullable [] update(byte[] key, UnaryOperator<byte @Nullable []> change) {
        return inner.update(key, change);
    }

    @Override
    public void discard(KeyRange range) {
        inner.discard(range);
    }

    @Override
    public List<Piece> pieces(KeyRange range, int wanted) {
        return inner.pieces(range, wanted);
    }

    @Override
    public StoreLimits limits() {
        return inner.limits();
    }

    @Override
    public StorageMetrics metrics() {
        return inner.metrics();
    }
}
