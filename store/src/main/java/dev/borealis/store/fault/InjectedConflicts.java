package dev.borealis.store.fault;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Label;
import dev.borealis.store.Outcome;
import dev.borealis.store.Piece;
import dev.borealis.store.Snapshot;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.StorageMetrics;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreLimits;
import dev.borealis.store.Touch;
import dev.borealis.store.TransactionId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A store whose commits lose now and then though nobody was first: for programs that want their retries tested. Whoever
 * commits cannot tell such a conflict from a real one, but by its {@link #WINNER}. Only commits of rows lose, definitions
 * never do; everything else goes through. Used by one session.
 */
public final class InjectedConflicts implements Store {
    /** Named as the winner of a conflict that was injected. */
    public static final TransactionId WINNER = new TransactionId(0, 0);

    private final Store inner;
    private final double data;
    private final double schema;
    private final RandomGenerator random;

    /**
     * @param data part of the commits that are told a conflict of rows
     * @param schema part of the commits that are told a conflict with a definition
     * @param random asked twice for each commit of rows, so that equal seeds give equal conflicts
     */
    public InjectedConflicts(Store inner, double data, double schema, RandomGenerator random) {
        this.inner = inner;
        this.data = data;
        this.schema = schema;
        this.random = random;
    }

    @Override
    public CompletableFuture<CommitResult> commit(Commit commit) {
        Touch row = first(commit, Label.DATA);
        if (row == null) {
            return inner.commit(commit);
        }
        boolean losesRow = random.nextDouble() < data;
        boolean losesSchema = random.nextDouble() < schema;
        Touch fence = first(commit, Label.SCHEMA);
        Touch lost = losesRow ? row : losesSchema ? fence : null;
        return lost == null
                ? inner.commit(commit)
                : CompletableFuture.completedFuture(
                        new CommitResult.Conflict(lost.key(), lost.label(), WINNER));
    }

    private static @Nullable Touch first(Commit commit, Label label) {
        for (Touch touch : commit.touches()) {
            if (touch.label() == label && touch.checks() != 0) {
                return touch;
            }
        }
        return null;
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
