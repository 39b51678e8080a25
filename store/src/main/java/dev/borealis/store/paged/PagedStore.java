package dev.borealis.store.paged;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Outcome;
import dev.borealis.store.Page;
import dev.borealis.store.Piece;
import dev.borealis.store.Snapshot;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.SnapshotTooOld;
import dev.borealis.store.StorageMetrics;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreLimits;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.TransactionId;
import dev.borealis.store.tree.PageTree;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One store of a {@link PagedStorage}: its published view, and the views that snapshots still hold. */
final class PagedStore implements Store {
    private final StoreId id;
    private final int number;
    private final PagedStorage storage;
    private final PageBudget budget;
    private final ConcurrentSkipListMap<Long, View> held =
            new ConcurrentSkipListMap<>(); // with the current one
    private final AtomicLong discounted =
            new AtomicLong(); // of what trees replaced: no longer in the count of the budget
    private volatile @Nullable View current; // null before the first publication
    private volatile boolean dropped;

    PagedStore(StoreId id, int number, PagedStorage storage, PageBudget budget) {
        this.id = id;
        this.number = number;
        this.storage = storage;
        this.budget = budget;
    }

    @Override
    public StoreId id() {
        return id;
    }

    /** Never used again for another store. */
    int number() {
        return number;
    }

    PageBudget budget() {
        return budget;
    }

    View current() {
        View view = current;
        if (view == null) {
            throw new IllegalStateException("store " + id + " is not published yet");
        }
        return view;
    }

    /** Committer only. */
    void publish(View view) {
        View before = current;
        held.put(view.number, view);
        current = view;
        if (before != null) {
            before.release();
            budget.add(view.tree.madeBytes() - before.tree.madeBytes());
        }
    }

    /** Called by the last holder of a view. */
    void forget(View view) {
        held.remove(view.number, view);
        var oldest = held.firstEntry();
        if (oldest != null) {
            long garbage = oldest.getValue().tree.replacedBytes();
            budget.add(Math.min(0, discounted.getAndAccumulate(garbage, Math::max) - garbage));
        } else if (dropped) {
            storage.forgetDropped(this);
        }
    }

    /** All trees that may be read, for one who counts what is there: what they replaced is discounted no more. */
    void forEachTreeToCount(Consumer<PageTree> consumer) {
        for (View view : held.values()) {
            discounted.accumulateAndGet(view.tree.replacedBytes(), Math::max);
            consumer.accept(view.tree);
        }
    }

    /** Number of the oldest view that a snapshot may still be reading. */
    long oldestHeld() {
        var oldest = held.firstEntry();
        return oldest == null ? Long.MAX_VALUE : oldest.getKey();
    }

    int heldViews() {
        return held.size();
    }

    boolean isDropped() {
        return dropped;
    }

    /** Committer only. */
    void drop() {
        dropped = true;
        storage.rememberDropped(this);
        current().release();
    }

    /** Its newest view, held for the caller; null when it was dropped. */
    @Nullable View hold() {
        while (!dropped) {
            storage.refuseWhenClosed();
            View view = current();
            if (view.tryHold()) {
                return view;
            }
        }
        return null;
    }

    @Override
    public Snapshot snapshot() {
        View view = hold();
        if (view == null) {
            throw droppedAlready();
        }
        return new PagedSnapshot(view);
    }

    @Override
    public Snapshot snapshot(SnapshotToken token) {
        refuseWhenGone();
        View view = held.get(token.value());
        if (view == null || !view.tryHold()) {
            throw new SnapshotTooOld(token);
        }
        return new PagedSnapshot(view);
    }

    private void refuseWhenGone() {
        if (dropped) {
            throw droppedAlready();
        }
        storage.refuseWhenClosed();
    }

    private StoreException droppedAlready() {
        return new StoreException(StoreProblem.DROPPED, "store " + id + " was dropped");
    }

    @Override
    public CompletableFuture<CommitResult> commit(Commit commit) {
        var answer = new CompletableFuture<CommitResult>();
        StoreProblem problem = exceeded(commit.mutations());
        if (problem != null) {
            answer.complete(new CommitResult.Refused(problem));
        } else {
            storage.submit(new Request.Committing(this, commit, answer));
        }
        return answer;
    }

    private @Nullable StoreProblem exceeded(Mutations mutations) {
        StoreLimits limits = limits();
        if (mutations.packedBytes() > limits.largestCommitBytes()) {
            return StoreProblem.COMMIT_TOO_LARGE;
        }
        Page entries = mutations.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.keyEnd(i) - entries.keyStart(i) > limits.largestKeyBytes()) {
                return StoreProblem.KEY_TOO_LARGE;
            }
            if (entries.valueEnd(i) - entries.valueStart(i) > limits.largestValueBytes()) {
                return StoreProblem.VALUE_TOO_LARGE;
            }
        }
        return null;
    }

    @Override
    public Outcome outcome(TransactionId transaction) {
        return storage.outcome(transaction);
    }

    @Override
    public byte @Nullable [] update(byte[] key, UnaryOperator<byte @Nullable []> change) {
        if (key.length > limits().largestKeyBytes()) {
            throw new StoreException(StoreProblem.KEY_TOO_LARGE, "key of " + key.length + " bytes");
        }
        return storage.await(
                new CompletableFuture<>(),
                answer -> new Request.Updating(this, key, change, answer));
    }

    @Override
    public void discard(KeyRange range) {
        storage.await(
                new CompletableFuture<Boolean>(),
                answer -> new Request.Discarding(this, range, answer));
    }

    @Override
    public List<Piece> pieces(KeyRange range, int wanted) {
        refuseWhenGone();
        return current().tree.pieces(range, wanted);
    }

    @Override
    public StoreLimits limits() {
        return StoreLimits.EMBEDDED;
    }

    @Override
    public StorageMetrics metrics() {
        return storage.metrics();
    }

    @Override
    public String toString() {
        return "store " + id;
    }
}
