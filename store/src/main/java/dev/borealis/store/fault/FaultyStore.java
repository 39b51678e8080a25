package dev.borealis.store.fault;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Label;
import dev.borealis.store.Outcome;
import dev.borealis.store.Piece;
import dev.borealis.store.Snapshot;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.SnapshotTooOld;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.Touches;
import dev.borealis.store.TransactionId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A store with faults. */
final class FaultyStore extends ForwardingStore {
    /** An answer that is late is late by at most this. */
    private static final int LATE_MICROS = 2_000;

    private final Chance chance;

    /** Commits answered with Unknown: what the inner store says of them. */
    private final Map<TransactionId, CompletableFuture<CommitResult>> unknown =
            new ConcurrentHashMap<>();

    FaultyStore(Store inner, Chance chance) {
        super(inner);
        this.chance = chance;
    }

    @Override
    public Snapshot snapshot() {
        return new FaultySnapshot(super.snapshot(), chance);
    }

    @Override
    public Snapshot snapshot(SnapshotToken token) {
        if (chance.hits(Faults::tooOld)) {
            throw new SnapshotTooOld(token);
        }
        return new FaultySnapshot(super.snapshot(token), chance);
    }

    @Override
    public CompletableFuture<CommitResult> commit(Commit commit) {
        return late(decide(commit));
    }

    private CompletableFuture<CommitResult> decide(Commit commit) {
        if (chance.hits(Faults::refused)) {
            return CompletableFuture.completedFuture(
                    new CommitResult.Refused(StoreProblem.UNAVAILABLE));
        }
        Label label = firstChecked(commit.touches());
        if (label != null && chance.hits(Faults::conflict)) {
            return CompletableFuture.completedFuture(
                    new CommitResult.Conflict(new CommitResult.Scope.Store(), label, null));
        }
        if (chance.hits(Faults::unknown)) {
            boolean happens = chance.upTo(2) == 0;
            unknown.put(
                    commit.id(),
                    happens
                            ? super.commit(commit)
                            : CompletableFuture.completedFuture(
                                    new CommitResult.Refused(StoreProblem.UNAVAILABLE)));
            return CompletableFuture.completedFuture(new CommitResult.Unknown(commit.id()));
        }
        return super.commit(commit);
    }

    private static @Nullable Label firstChecked(Touches touches) {
        for (int i = 0; i < touches.size(); i++) {
            if (touches.checks(i) != 0) {
                return touches.label(i);
            }
        }
        return null;
    }

    private CompletableFuture<CommitResult> late(CompletableFuture<CommitResult> answer) {
        if (!chance.hits(Faults::delay)) {
            return answer;
        }
        Executor later =
                CompletableFuture.delayedExecutor(chance.upTo(LATE_MICROS), TimeUnit.MICROSECONDS);
        return answer.thenApplyAsync(result -> result, later);
    }

    @Override
    public Outcome outcome(TransactionId id) {
        CompletableFuture<CommitResult> answer = unknown.get(id);
        if (answer == null) {
            return super.outcome(id);
        }
        return switch (answer.join()) {
            case CommitResult.Committed(SnapshotToken visibleAt) ->
                    new Outcome.Committed(visibleAt);
            case CommitResult.Conflict _ -> new Outcome.NotCommitted(null);
            case CommitResult.Refused(var problem) -> new Outcome.NotCommitted(problem);
            case CommitResult.Unknown _ -> super.outcome(id);
        };
    }

    @Override
    public byte @Nullable [] update(byte[] key, UnaryOperator<byte @Nullable []> change) {
        if (chance.hits(Faults::refused)) {
            throw new StoreException(StoreProblem.UNAVAILABLE, "a fault on purpose");
        }
        boolean twice = chance.hits(Faults::twice);
        return super.update(
                key,
                now -> {
                    if (twice) {
                        change.apply(now);
                    }
                    return change.apply(now);
                });
    }

    @Override
    public List<Piece> pieces(KeyRange range, int wanted) {
        return super.pieces(range, chance.hits(Faults::tinyPages) ? wanted * 4 : wanted);
    }
}
