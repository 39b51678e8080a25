package dev.borealis.tests.simulation.sql;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Outcome;
import dev.borealis.store.Piece;
import dev.borealis.store.Snapshot;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreLimits;
import dev.borealis.store.TransactionId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A store whose commits take a while: between handing one in and getting its answer, on the same thread and deeper in the
 * same stack, others take their turns. So one thread plays all sessions, and groups of commits form as they do with many.
 */
final class SteppedStore implements Store {
    /** Who lets others go on meanwhile, and looks at answers. */
    interface Turns {
        /** Returns when the answer is there. */
        void untilAnswered(Commit commit, CompletableFuture<CommitResult> answer);

        /** Answers may have come. */
        void look();
    }

    private final Store store;
    private final Turns turns;

    SteppedStore(Store store, Turns turns) {
        this.store = store;
        this.turns = turns;
    }

    @Override
    public CompletableFuture<CommitResult> commit(Commit commit) {
        CompletableFuture<CommitResult> answer = store.commit(commit);
        turns.untilAnswered(commit, answer);
        return answer;
    }

    @Override
    public Outcome outcome(TransactionId id) {
        Outcome outcome = store.outcome(id);
        turns.look();
        return outcome;
    }

    @Override
    public byte @Nullable [] update(byte[] key, UnaryOperator<byte @Nullable []> change) {
        try {
            return store.update(key, change);
        } finally {
            turns.look();
        }
    }

    @Override
    public void discard(KeyRange range) {
        try {
            store.discard(range);
        } finally {
            turns.look();
        }
    }

    @Override
    public StoreId id() {
        return store.id();
    }

    @Override
    public Snapshot snapshot() {
        return store.snapshot();
    }

    @Override
    public Snapshot snapshot(SnapshotToken token) {
        return store.snapshot(token);
    }

    @Override
    public List<Piece> pieces(KeyRange range, int wanted) {
        return store.pieces(range, wanted);
    }

    @Override
    public StoreLimits limits() {
        return store.limits();
    }
}
