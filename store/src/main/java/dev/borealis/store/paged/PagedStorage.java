package dev.borealis.store.paged;

import dev.borealis.store.Finding;
import dev.borealis.store.Outcome;
import dev.borealis.store.Progress;
import dev.borealis.store.Storage;
import dev.borealis.store.StorageMetrics;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.TransactionId;
import dev.borealis.store.commit.RecentMarks;
import dev.borealis.store.tree.PageTree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Page trees over a {@link Backing}: the embedded storage. */
public final class PagedStorage implements Storage {
    /** How long the Committer sleeps at most before it looks round. */
    private static final long IDLE_MILLIS = 1_000;

    /** How long after a failed group the storage counts as refusing when no group has told otherwise. */
    private static final long REFUSING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PagedOptions options;
    private final Backing backing;
    private final LongSupplier nanoTime;
    private final Map<StoreId, PagedStore> stores = new ConcurrentSkipListMap<>();

    /** Stores that were dropped while snapshots of them are open. */
    private final Set<PagedStore> droppedInUse = ConcurrentHashMap.newKeySet();

    private final Counters counters = new Counters();
    private final RecentOutcomes outcomes = new RecentOutcomes();
    private final PageBudget budget;
    private final GroupQueue queue;
    private final Committer committer;
    private final ReentrantLock committing = new ReentrantLock(); // who drives the Committer
    private final @Nullable Thread committerThread;
    private final Sweeper sweeper;
    private final Reclaimer reclaimer;
    private volatile boolean closed;
    private boolean ended; // under the lock; everything is being freed

    /** Opens what the backing holds; closes the backing when closed. */
    public PagedStorage(Backing backing, PagedOptions options) {
        this(backing, options, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    PagedStorage(Backing backing, PagedOptions options, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.backing = backing;
        this.options = options;
        boolean ownThread = options.drive() == PagedOptions.Drive.THREAD;
        this.sweeper = new Sweeper(this::isOverBudget, this::sweep, this::sweepFailed);
        this.budget =
                new PageBudget(
                        backing.canRead() ? options.pageBudgetBytes() : PageBudget.UNLIMITED,
                        sweeper::wake);
        this.queue = new GroupQueue(ownThread);
        RecentMarks marks =
                new RecentMarks(options.relation(), options.marksBudgetBytes(), options.seed());
        this.committer =
                new Committer(this, stores, backing, marks, outcomes, budget, counters, nanoTime);
        List<Reclaimable> reclaimable = committer.start(options.pageBytes());
        this.reclaimer =
                new Reclaimer(
                        backing,
                        this::oldestHeld,
                        counters.groups::sum,
                        failure -> counters.lastFailure = failure);
        reclaimable.forEach(this::reclaimLater);
        if (backing.canRead() && ownThread) {
            reclaimer.start();
        }
        this.committerThread =
                ownThread
                        ? Thread.ofPlatform()
                                .name("borealis-committer")
                                .daemon()
                                .start(this::commitForever)
                        : null;
        if (backing.canRead() && options.drive() != PagedOptions.Drive.STEPS) {
            sweeper.start();
        }
    }

    PagedOptions options() {
        return options;
    }

    @Override
    public Store create(StoreId id) {
        refuseWhenClosed();
        return await(
                new CompletableFuture<PagedStore>(), answer -> new Request.Creating(id, answer));
    }

    @Override
    public Store open(StoreId id) {
        refuseWhenClosed();
        PagedStore store = stores.get(id);
        if (store == null) {
            throw new IllegalStateException("there is no store " + id);
        }
        return store;
    }

    @Override
    public void drop(StoreId id) {
        refuseWhenClosed();
        await(new CompletableFuture<Boolean>(), answer -> new Request.Dropping(id, answer));
    }

    @Override
    public List<StoreId> list() {
        refuseWhenClosed();
        return List.copyOf(stores.keySet());
    }

    void refuseWhenClosed() {
        if (closed) {
            throw new StoreException(StoreProblem.CLOSED, "the storage is closed");
        }
    }

    Outcome outcome(TransactionId transaction) {
        while (options.drive() == PagedOptions.Drive.STEPS && !outcomes.isCertain(transaction)) {
            step(); // on this thread, or nobody would ever open the backing again
        }
        return outcomes.outcome(transaction);
    }

    /** Gives a request to the Committer. */
    void submit(Request request) {
        if (options.drive() != PagedOptions.Drive.CALLER) {
            queue.add(request);
            return;
        }
        committing.lock();
        try {
            if (closed) {
                request.refuse(StoreProblem.CLOSED);
            } else {
                committer.recoverWhenDue();
                committer.process(List.of(request));
            }
        } finally {
            committing.unlock();
        }
    }

    /** Gives a request to the Committer and waits for the answer. */
    <T extends @Nullable Object> T await(
            CompletableFuture<T> answer, Function<CompletableFuture<T>, Request> request) {
        submit(request.apply(answer));
        while (options.drive() == PagedOptions.Drive.STEPS && !answer.isDone()) {
            step();
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }

    /**
     * Lets the Committer do one group, after a failed write first the opening of the backing; false when nothing waited. For
     * {@link PagedOptions.Drive#STEPS}, where also nobody but {@link #sweep()} sweeps.
     */
    public boolean step() {
        committing.lock();
        try {
            committer.recover();
            List<Request> group = queue.poll();
            if (!group.isEmpty()) {
                committer.process(group);
            }
            return !group.isEmpty();
        } finally {
            committing.unlock();
        }
    }

    private void commitForever() {
        List<Request> group = List.of();
        try {
            while (!queue.isClosed()) {
                committer.recoverWhenDue();
                boolean suspended = committer.refusing() != null;
                group = queue.take(suspended ? Committer.REOPEN_MILLIS : IDLE_MILLIS);
                if (closed) {
                    refuse(group, StoreProblem.CLOSED);
                } else if (!group.isEmpty()) {
                    committer.process(group);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failed(group, e);
        } finally {
            queue.close();
            for (List<Request> left = queue.poll(); !left.isEmpty(); left = queue.poll()) {
                refuse(left, StoreProblem.CLOSED);
            }
        }
    }

    /** What should not happen: nobody knows what was done, so nothing more is. */
    private void failed(List<Request> group, Throwable failure) {
        counters.lastFailure = failure;
        closed = true;
        queue.close();
        group.forEach(request -> request.leaveUncertain(StoreProblem.CLOSED, failure));
    }

    private static void refuse(List<Request> requests, StoreProblem problem) {
        requests.forEach(request -> request.refuse(problem));
    }

    private boolean isOverBudget() {
        return budget.isOver();
    }

    private void sweepFailed(Throwable failure) {
        counters.lastFailure = failure;
    }

    private long oldestHeld() {
        long oldest = Long.MAX_VALUE;
        for (PagedStore store : stores.values()) {
            oldest = Math.min(oldest, store.oldestHeld());
        }
        for (PagedStore store : droppedInUse) {
            oldest = Math.min(oldest, store.oldestHeld());
        }
        return oldest;
    }

    /** Before its last view is released. */
    void rememberDropped(PagedStore store) {
        droppedInUse.add(store);
    }

    /** Nobody holds a view of it any more. */
    void forgetDropped(PagedStore store) {
        droppedInUse.remove(store);
    }

    /** A range was discarded. */
    void reclaimLater(Reclaimable reclaimable) {
        if (backing.canRead()) { // else there is nothing behind the trees
            reclaimer.add(reclaimable);
        }
    }

    /** Gives the space of discarded ranges back to the disk now, as far as no open snapshot is older. */
    public void reclaim() {
        while (reclaimer.reclaim() == Reclaimer.Result.DONE) {
            // the next
        }
    }

    /** Brings the pages in memory back within the budget now. */
    public void sweep() {
        budget.sweep(this::trees);
    }

    private PageBudget.Trees trees() {
        var current = new ArrayList<PageTree>();
        var older = new ArrayList<PageTree>();
        for (PagedStore store : stores.values()) {
            current.add(store.current().tree);
            store.forEachTreeToCount(older::add);
        }
        droppedInUse.forEach(store -> store.forEachTreeToCount(older::add));
        return new PageBudget.Trees(current, older);
    }

    /**
     * Reads everything and compares: pages in memory with the data behind them, recorded leaves with those in use, the order
     * of keys. May run while others read and write.
     */
    public void check(Progress progress, Consumer<Finding> findings) {
        for (PagedStore store : stores.values()) {
            View view = store.hold();
            if (view == null) {
                continue; // dropped meanwhile
            }
            try {
                view.check(progress, findings);
            } finally {
                view.release();
            }
        }
    }

    @Override
    public Optional<StoreProblem> refusing() {
        if (closed) {
            return Optional.of(StoreProblem.CLOSED);
        }
        StoreProblem suspended = committer.refusing();
        if (suspended != null) {
            return Optional.of(suspended);
        }
        Counters.Refusal last = counters.refusal;
        return last == null || nanoTime.getAsLong() - last.nanos() > REFUSING_NANOS
                ? Optional.empty()
                : Optional.of(last.problem());
    }

    /** What was done since this was opened. */
    public StorageMetrics metrics() {
        int views = 0;
        for (PagedStore store : stores.values()) {
            views += store.heldViews();
        }
        for (PagedStore store : droppedInUse) {
            views += store.heldViews();
        }
        Throwable failure = counters.lastFailure;
        return new StorageMetrics(
                counters.groups.sum(),
                counters.requests.sum(),
                counters.conflicts.sum(),
                counters.failedGroups.sum(),
                counters.writes.sum(),
                counters.writeNanos.sum(),
                counters.slowestWriteNanos,
                budget.usedBytes(),
                budget.budgetBytes(),
                budget.aheadBytes(),
                budget.pagesHit(),
                budget.pagesRead(),
                budget.pointsRead(),
                budget.evicted(),
                counters.marksBytes,
                counters.folds,
                stores.size(),
                views,
                failure == null ? null : failure.toString());
    }

    @Override
    public void close() {
        queue.close();
        join(committerThread);
        committing.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            closed = true;
            for (List<Request> left = queue.poll(); !left.isEmpty(); left = queue.poll()) {
                refuse(left, StoreProblem.CLOSED);
            }
        } finally {
            committing.unlock();
        }
        sweeper.close();
        reclaimer.close();
        outcomes.close(); // also of a group that is uncertain still: all others of it are answered
        stores.clear();
        backing.close();
    }

    static void join(@Nullable Thread thread) {
        boolean interrupted = false;
        while (thread != null && thread != Thread.currentThread() && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
