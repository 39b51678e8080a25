package dev.borealis.store.paged;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.Touch;
import dev.borealis.store.commit.Adjudicator;
import dev.borealis.store.commit.RecentMarks;
import dev.borealis.store.tree.PageTree;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Makes commits happen, one group after the other: judges them in order of arrival, writes the winners of all stores as one
 * durable batch, publishes the new views, and only then answers winners, and losers unless their winner was visible before.
 *
 * <p>A request that cannot be applied (its leaf is damaged) is refused alone, and the group goes on without it.
 *
 * <p>After a write that may or may not have happened nothing more is acknowledged or published until the backing is open
 * again and says which of the two it was. Whoever committed in that group is told so before, since opening may take long; new
 * requests are refused.
 *
 * <p>Used by one thread at a time.
 */
final class Committer {
    /** Between attempts to open the backing again after a failed write. */
    static final long REOPEN_MILLIS = 200;

    /** Groups after which idle stores are given a view of today: old ones hold back old versions and old marks. */
    private static final int GROUPS_PER_RENEWAL = 256;

    /** Groups after which marks older than every open snapshot are looked for. */
    private static final int GROUPS_PER_FORGETTING = 64;

    /** A group of which nobody knows whether it was written. @param problem why everything else is refused meanwhile */
    private record Suspension(CommitGroup group, StoreProblem problem) {}

    private final Map<StoreId, PagedStore> stores;
    private final PagedStorage storage;
    private final Backing backing;
    private final RecentMarks marks;
    private final Adjudicator adjudicator;
    private final RecentOutcomes outcomes;
    private final PageBudget budget;
    private final Counters counters;
    private final LongSupplier nanoTime;
    private long number;
    private int nextStore;
    private volatile @Nullable Suspension suspension;
    private long lastAttempt; // to open the backing again, when suspended

    Committer(
            PagedStorage storage,
            Map<StoreId, PagedStore> stores,
            Backing backing,
            RecentMarks marks,
            RecentOutcomes outcomes,
            PageBudget budget,
            Counters counters,
            LongSupplier nanoTime) {
        this.storage = storage;
        this.stores = stores;
        this.backing = backing;
        this.marks = marks;
        this.adjudicator = new Adjudicator(marks);
        this.outcomes = outcomes;
        this.budget = budget;
        this.counters = counters;
        this.nanoTime = nanoTime;
    }

    /** Takes over what the backing holds. Gives what is still to be reclaimed. */
    List<Reclaimable> start(int pageBytes) {
        Backing.Contents contents = backing.contents();
        number = contents.number() + 1;
        nextStore = contents.nextStore();
        marks.oldestOpen(number);
        Map<PagedStore, PageTree> trees = new LinkedHashMap<>();
        for (Backing.StoredStore stored : contents.stores()) {
            var store = new PagedStore(stored.id(), stored.number(), storage, budget);
            trees.put(store, PageTree.cold(stored.lows(), stored.bytes(), pageBytes));
            stores.put(stored.id(), store);
        }
        publish(trees.keySet(), trees::get);
        return contents.reclaimable();
    }

    /** Why everything is refused, as a write is uncertain: {@link #recover()} comes first; null when none is. */
    @Nullable StoreProblem refusing() {
        Suspension now = suspension;
        return now == null ? null : now.problem;
    }

    void process(List<Request> requests) {
        StoreProblem refusing = refusing();
        if (refusing != null) {
            requests.forEach(request -> request.refuse(refusing));
            return;
        }
        var group = new CommitGroup(requests, number);
        try {
            write(group);
        } catch (BackingException e) {
            counters.failed(e, e.problem(), nanoTime.getAsLong());
            if (e.certain()) {
                refuse(group, e.problem());
            } else {
                suspend(group, e.problem());
            }
            return;
        } catch (RuntimeException | OutOfMemoryError e) { // nothing was written
            StoreProblem problem = problem(e);
            if (problem == StoreProblem.DAMAGED) {
                counters.lastFailure = e; // others can commit
            } else {
                counters.failed(e, problem, nanoTime.getAsLong());
            }
            refuse(group, problem);
            return;
        }
        publish(group);
        complete(group);
        housekeeping();
    }

    private static StoreProblem problem(Throwable failure) {
        return failure instanceof StoreException e ? e.problem() : StoreProblem.UNAVAILABLE;
    }

    /** Judges a group and writes what wins. */
    private void write(CommitGroup group) throws BackingException {
        try (Backing.GroupWriter writer = backing.begin()) {
            for (Request request : group.requests) {
                take(request, group, writer);
            }
            counters.marksBytes = marks.bytes();
            counters.folds = marks.folds();
            if (applied(group, writer)) {
                persist(group, writer);
                return;
            }
        } finally {
            number = group.number;
        }
        applyOneByOne(group);
        try (Backing.GroupWriter writer = backing.begin()) { // the first holds half of something
            group.apply(writer);
            persist(group, writer);
        } finally {
            number = group.number;
        }
    }

    /** False when there is somebody among several who cannot be applied. */
    private boolean applied(CommitGroup group, Backing.GroupWriter writer) {
        try {
            group.apply(writer);
            return true;
        } catch (RuntimeException e) {
            if (group.requests.size() == 1) {
                throw e;
            }
            counters.lastFailure = e;
            return false;
        }
    }

    /** Takes out who cannot be applied. Who won stays a winner and is not judged again: the marks are made. */
    private void applyOneByOne(CommitGroup group) {
        for (CommitGroup.Winner winner : group.startOneByOne()) {
            try {
                switch (winner.request()) {
                    case Request.Committing committing -> {
                        group.work(winner.store()).add(committing.commit().mutations());
                        group.winners.add(winner);
                    }
                    case Request.Updating updating -> // may have seen what will not happen
                            update(updating, group);
                    case Request.Discarding _, Request.Creating _, Request.Dropping _ ->
                            throw new IllegalStateException("shares a group: " + winner.request());
                }
            } catch (RuntimeException e) {
                group.spoiledBy(winner, problem(e));
            }
        }
    }

    private void persist(CommitGroup group, Backing.GroupWriter writer) throws BackingException {
        if (!group.hasData()) {
            return;
        }
        long start = nanoTime.getAsLong();
        try {
            group.reclaimable().forEach(writer::note);
            writer.write(group.number);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new BackingException(
                    StoreProblem.UNAVAILABLE, false, "a write ended unexpectedly", e);
        }
        counters.wrote(nanoTime.getAsLong() - start);
    }

    private void take(Request request, CommitGroup group, Backing.GroupWriter writer) {
        switch (request) {
            case Request.Committing committing -> judge(committing, group);
            case Request.Updating updating -> update(updating, group);
            case Request.Discarding discarding -> discard(discarding, group, writer);
            case Request.Creating creating -> create(creating, group, writer);
            case Request.Dropping dropping -> drop(dropping, group, writer);
        }
    }

    private void judge(Request.Committing request, CommitGroup group) {
        PagedStore store = request.store();
        Commit commit = request.commit();
        if (store.isDropped()) {
            request.refuse(StoreProblem.DROPPED);
            return;
        }
        long candidate = group.number + 1;
        switch (adjudicator.adjudicate(
                store.number(), commit.snapshot().value(), commit.touches(), candidate)) {
            case Adjudicator.Verdict.Wins _ -> {
                group.number = candidate;
                outcomes.won(commit.id(), candidate);
                group.work(store).add(commit.mutations());
                group.winners.add(
                        new CommitGroup.Winner(
                                request,
                                store,
                                candidate,
                                () -> {
                                    SnapshotToken visibleAt = store.current().token();
                                    outcomes.committed(commit.id(), visibleAt);
                                    request.answer()
                                            .complete(new CommitResult.Committed(visibleAt));
                                }));
            }
            case Adjudicator.Verdict.Loses(Touch touch, CommitResult.Scope scope, long to) -> {
                counters.conflicts.increment();
                var conflict = new CommitResult.Conflict(scope, touch.label(), outcomes.winner(to));
                Runnable tell =
                        () -> {
                            outcomes.lost(commit.id());
                            request.answer().complete(conflict);
                        };
                if (to <= number) {
                    tell.run(); // the winner is visible: its retry need not wait for this group
                } else {
                    group.losers.add(new CommitGroup.Loser(request, to, tell));
                }
            }
        }
    }

    private void update(Request.Updating request, CommitGroup group) {
        if (request.store().isDropped()) {
            request.refuse(StoreProblem.DROPPED);
            return;
        }
        CommitGroup.Work work = group.work(request.store());
        byte[] changed;
        try {
            changed = request.change().apply(work.value(request.key()));
        } catch (Throwable e) { // the function is the caller's, and so is what it throws
            group.losers.add(
                    new CommitGroup.Loser(
                            request,
                            CommitGroup.NOBODY,
                            () -> request.answer().completeExceptionally(e)));
            return;
        }
        work.add(Mutations.single(request.key(), changed));
        win(request, request.store(), group, () -> request.answer().complete(changed));
    }

    private void discard(
            Request.Discarding request, CommitGroup group, Backing.GroupWriter writer) {
        PagedStore store = request.store();
        if (store.isDropped()) {
            request.refuse(StoreProblem.DROPPED);
            return;
        }
        KeyRange range = request.range();
        CommitGroup.Work work = group.work(store);
        work.tree = work.tree.without(range, store.current(), writer.leaves(store.number()));
        group.discarded.add(new CommitGroup.Discarded(store.number(), range));
        win(request, store, group, () -> request.answer().complete(true));
    }

    private void create(Request.Creating request, CommitGroup group, Backing.GroupWriter writer) {
        StoreId id = request.id();
        if (stores.containsKey(id)) {
            request.answer()
                    .completeExceptionally(
                            new IllegalStateException("there is a store " + id + " already"));
            return;
        }
        var store = new PagedStore(id, nextStore++, storage, budget);
        writer.createStore(store.number(), id);
        PageTree tree = PageTree.empty(storage.options().pageBytes());
        group.works.put(store, group.new Work(store, tree));
        group.whenVisible.add(() -> stores.put(id, store));
        win(request, store, group, () -> request.answer().complete(store));
    }

    private void drop(Request.Dropping request, CommitGroup group, Backing.GroupWriter writer) {
        PagedStore store = stores.get(request.id());
        if (store == null) {
            request.answer().complete(false);
            return;
        }
        writer.dropStore(store.number(), store.id());
        group.discarded.add(new CommitGroup.Discarded(store.number(), KeyRange.all()));
        group.whenVisible.add(
                () -> {
                    stores.remove(store.id());
                    store.drop();
                });
        win(request, store, group, () -> request.answer().complete(true));
    }

    private static void win(Request request, PagedStore store, CommitGroup group, Runnable tell) {
        group.number++;
        group.winners.add(new CommitGroup.Winner(request, store, group.number, tell));
    }

    private void publish(CommitGroup group) {
        if (group.isNew()) {
            publish(group.works.keySet(), store -> group.work(store).tree);
        }
        group.whenVisible.forEach(Runnable::run);
        if (budget.isFarOver()) {
            sweep(); // writing waits for memory, not the other way round
        }
    }

    /** What was published stays so and its winners are to be told, whatever becomes of the sweep. */
    private void sweep() {
        try {
            storage.sweep();
        } catch (RuntimeException | OutOfMemoryError e) {
            counters.lastFailure = e; // the Sweeper comes again
        }
    }

    /** Publishes views with the newest number and the newest data behind them. */
    private void publish(Collection<PagedStore> of, Function<PagedStore, PageTree> tree) {
        var behind = new SharedBackingView(backing.view());
        behind.hold();
        try {
            for (PagedStore store : of) {
                store.publish(new View(number, tree.apply(store), store, behind));
            }
        } finally {
            behind.release();
        }
    }

    /** Gives every store a view of today; the trees stay. */
    private void renew() {
        List<PagedStore> old =
                stores.values().stream().filter(store -> store.current().number < number).toList();
        publish(old, store -> store.current().tree);
    }

    /** A group is visible: everybody is told, and what it discarded is given back. */
    private void complete(CommitGroup group) {
        if (!group.discarded.isEmpty()) {
            renew(); // idle stores must not hold back what is gone
        }
        group.reclaimable().forEach(storage::reclaimLater);
        group.tell();
        counters.groups.increment();
        counters.requests.add(group.requests.size());
    }

    /** Nothing of a group was written, nor will be. */
    private void refuse(CommitGroup group, StoreProblem problem) {
        try {
            renew(); // past the marks of those who won and then did not happen
        } catch (OutOfMemoryError e) {
            counters.lastFailure = e; // later, then; who comes before that may lose to nobody
        }
        for (CommitGroup.Winner winner : group.winners) {
            if (winner.request() instanceof Request.Committing committing) {
                outcomes.refused(committing.commit().id(), problem);
            }
        }
        group.refuse(problem);
    }

    private void housekeeping() {
        long groups = counters.groups.sum();
        if (groups % GROUPS_PER_RENEWAL == 0) {
            renew();
        }
        if (groups % GROUPS_PER_FORGETTING == 0) {
            long oldest = number;
            for (PagedStore store : stores.values()) {
                oldest = Math.min(oldest, store.oldestHeld());
            }
            marks.oldestOpen(oldest);
        }
    }

    /**
     * Nobody knows whether a group was written. Who committed in it is told so at once and may ask for the outcome, who lost
     * is refused; the others have nothing to ask with and wait for the first attempt to find out.
     */
    private void suspend(CommitGroup group, StoreProblem problem) {
        suspension = new Suspension(group, problem);
        for (CommitGroup.Winner winner : group.winners) {
            if (winner.request() instanceof Request.Committing committing) {
                outcomes.uncertain(committing.commit().id());
                committing.leaveUncertain(problem, null);
            }
        }
        group.losers.forEach(loser -> loser.request().refuse(problem));
        if (!recover()) {
            group.winners.forEach(winner -> winner.request().leaveUncertain(problem, null));
            group.refuse(problem);
        }
    }

    /** As {@link #recover()}, but not again within {@link #REOPEN_MILLIS} of an attempt that failed. */
    void recoverWhenDue() {
        if (suspension != null
                && nanoTime.getAsLong() - lastAttempt
                        >= TimeUnit.MILLISECONDS.toNanos(REOPEN_MILLIS)) {
            recover();
        }
    }

    /** Opens the backing again and settles what was uncertain. False when that cannot be done now. */
    boolean recover() {
        Suspension now = suspension;
        if (now == null) {
            return true;
        }
        CommitGroup group = now.group;
        boolean written;
        try {
            written = backing.reopen() >= group.number;
        } catch (BackingException | RuntimeException | OutOfMemoryError e) {
            counters.lastFailure = e;
            lastAttempt = nanoTime.getAsLong();
            return false;
        }
        suspension = null;
        if (written) {
            publish(group);
            renew(); // the data behind every earlier view is gone
            complete(group);
        } else {
            refuse(group, now.problem);
        }
        return true;
    }
}
