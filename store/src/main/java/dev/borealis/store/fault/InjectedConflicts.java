package dev.borealis.store.fault;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Label;
import dev.borealis.store.Store;
import dev.borealis.store.Touch;
import dev.borealis.store.Touches;
import dev.borealis.store.TransactionId;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * A store whose commits lose now and then though nobody was first: for programs that want their retries tested. Whoever
 * commits cannot tell such a conflict from a real one, but by its {@link #WINNER}. Only commits of rows lose, definitions
 * never do; everything else goes through. Used by one session.
 */
public final class InjectedConflicts extends ForwardingStore {
    /** Named as the winner of a conflict that was injected. */
    public static final TransactionId WINNER = new TransactionId(0, 0);

    private final double data;
    private final double schema;
    private final RandomGenerator random;

    /**
     * @param data part of the commits that are told a conflict of rows
     * @param schema part of the commits that are told a conflict with a definition
     * @param random asked twice for each commit of rows, so that equal seeds give equal conflicts
     */
    public InjectedConflicts(Store inner, double data, double schema, RandomGenerator random) {
        super(inner);
        this.data = data;
        this.schema = schema;
        this.random = random;
    }

    @Override
    public CompletableFuture<CommitResult> commit(Commit commit) {
        Touch row = first(commit, Label.DATA);
        if (row == null) {
            return super.commit(commit);
        }
        boolean losesRow = random.nextDouble() < data;
        boolean losesSchema = random.nextDouble() < schema;
        Touch fence = first(commit, Label.SCHEMA);
        Touch lost = losesRow ? row : losesSchema ? fence : null;
        return lost == null
                ? super.commit(commit)
                : CompletableFuture.completedFuture(
                        new CommitResult.Conflict(
                                new CommitResult.Scope.Key(lost.key()), lost.label(), WINNER));
    }

    private static @Nullable Touch first(Commit commit, Label label) {
        Touches touches = commit.touches();
        for (int i = 0; i < touches.size(); i++) {
            if (touches.label(i) == label && touches.checks(i) != 0) {
                return touches.get(i);
            }
        }
        return null;
    }
}
