package dev.borealis.store.paged;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Outcome;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.Touch;
import dev.borealis.store.commit.Adjudicator;
import dev.borealis.store.commit.RecentMarks;
import dev.borealis.store.tree.PageTree;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Makes commits happen, one group after the other: judges them in order of arrival, writes the winners of all stores as one
 * durable batch, publishes the new views, and only then answers winners, and losers unless their winner was visible before.
 *
 * <p>After a write that may or may not have happened nothing more is acknowledged or published until the backing is open
 * again and says which of the two it was; meanwhile everything is refused as unavailable.
 *
 * <p>Used by one thread at a time.
 */
final class Committer {
    /** Groups after which idle stores are given a view of today: old ones hold back old versions and old marks. */
    private static final int GROUPS_PER_RENEWAL = 256;

    /** Groups after which marks older than every open snapshot are looked for. */
    private static final int GROUPS_PER_FORGETTING = 64;

    private final Map<StoreId, PagedStore> stores;
    private final PagedStorage storage;
    private final Backing backing;
    private final RecentMarks marks;
    private final Adjudicator adjudicator;
    private final RecentOutcomes outcomes;
    private final PageBudget budget;
    private final Counters counters;
    private long number;
    private int nextStore;
    private volatile @Nullable CommitGroup uncertain;
    private StoreProblem failure = StoreProblem.UNAVAILABLE; // of the uncertain group

    Committer(
            PagedStorage storage,
            Map<StoreId, PagedStore> stores,
            Backing backing,
            RecentMarks marks,
            RecentOutcomes outcomes,
            PageBudget budget,
            Counters counters) {
        this.storage = storage;
        this.stores = stores;
        this.backing = backing;
        this.marks = marks;
        this.adjudicator = new Adjudicator(marks);
        this.outcomes = outcomes;
        this.budget = budget;
        this.counters = counters;
    }

    /** Takes over what the backing holds. */
    void start(int pageBytes) {
        Backing.Contents contents = backing.contents();
        number = contents.number() + 1;
        nextStore = contents.nextStore();
        marks.oldestOpen(number);
        var behind = new SharedBackingView(backing.view());
        behind.hold();
        for (Backing.StoredStore stored : contents.stores()) {
            var store = new PagedStore(stored.id(), stored.number(), storage, budget);
            store.publish(
                    new View(
                            number,
                            PageTree.cold(stored.lows(), stored.bytes(), pageBytes),
                            store,
                            behind));
            stores.put(stored.id(), store);
        }
        behind.release();
    }

    /** A write is uncertain: {@link #recover()} comes first. */
    boolean isSuspended() {
        return uncertain != null;
    }

    /** Why everything is refused while it is suspended. */
    StoreProblem failure() {
        return failure;
    }

    void process(List<Request> requests) {
        if (uncertain != null) {
            requests.forEach(request -> request.refuse(failure));
            return;
        }
        var group = new CommitGroup(number);
        try (Backing.GroupWriter writer = backing.begin()) {
            try {
                for (Request request : requests) {
                    take(request, group, writer);
                }
                counters.marksBytes = marks.bytes();
                counters.folds = marks.folds();
                group.apply(writer);
            } catch (RuntimeException e) { // a damaged page, no memory: nothing was written
                number = group.number;
                counters.failed(e, StoreProblem.UNAVAILABLE);
                renew(); // past the marks of those who won and then did not happen
                requests.forEach(request -> request.refuse(StoreProblem.UNAVAILABLE));
                return;
            }
            number = group.number;
            if (group.hasData) {
                long start = System.nanoTime();
                writer.write(number);
                counters.wrote(System.nanoTime() - start);
            }
        } catch (BackingException e) {
            counters.failed(e, e.problem());
            if (e.certain()) {
                renew();
                requests.forEach(request -> request.refuse(e.problem()));
            } else {
                uncertain = group;
                failure = e.problem();
                if (!recover()) {
                    suspend(group);
                }
            }
            return;
        }
        publish(group);
        if (!group.discarded.isEmpty()) {
            reclaim(group);
        }
        group.winners.forEach(winner -> winner.tell().run());
        group.losers.forEach(Runnable::run);
        counters.groups.increment();
        counters.requests.add(requests.size());
        housekeeping();
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
                CommitGroup.Work work = group.work(store);
                work.add(commit.mutations());
                group.winners.add(
                        new CommitGroup.Answer(
                                request,
                                store,
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
                            outcomes.notCommitted(commit.id());
                            request.answer().complete(conflict);
                        };
                if (to <= number) {
                    tell.run(); // the winner is visible: its retry need not wait for this group
                } else {
                    group.losers.add(tell);
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
        } catch (RuntimeException e) {
            group.losers.add(() -> request.answer().completeExceptionally(e));
            return;
        }
        group.number++;
        work.add(Mutations.single(request.key(), changed));
        group.winners.add(
                new CommitGroup.Answer(
                        request, request.store(), () -> request.answer().complete(changed)));
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
        group.number++;
        group.hasData = true;
        work.tree = work.tree.without(range, store.current(), writer.leaves(store.number()));
        group.discarded.add(new CommitGroup.Discarded(store.number(), range));
        group.winners.add(
                new CommitGroup.Answer(request, store, () -> request.answer().complete(true)));
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
        group.number++;
        group.hasData = true;
        writer.createStore(store.number(), id);
        group.whenDurable.add(
                () -> {
                    var behind = new SharedBackingView(backing.view());
                    store.publish(
                            new View(
                                    number,
                                    PageTree.empty(storage.options().pageBytes()),
                                    store,
                                    behind));
                    stores.put(id, store);
                });
        group.winners.add(
                new CommitGroup.Answer(request, store, () -> request.answer().complete(store)));
    }

    private void drop(Request.Dropping request, CommitGroup group, Backing.GroupWriter writer) {
        PagedStore store = stores.get(request.id());
        if (store == null) {
            request.answer().complete(false);
            return;
        }
        group.number++;
        group.hasData = true;
        writer.dropStore(store.number(), store.id());
        group.discarded.add(new CommitGroup.Discarded(store.number(), null));
        group.whenDurable.add(
                () -> {
                    stores.remove(store.id());
                    store.drop();
                });
        group.winners.add(
                new CommitGroup.Answer(request, store, () -> request.answer().complete(true)));
    }

    private void publish(CommitGroup group) {
        group.whenDurable.forEach(Runnable::run);
        if (group.works.isEmpty()) {
            return;
        }
        var behind = new SharedBackingView(backing.view());
        behind.hold();
        for (CommitGroup.Work work : group.works.values()) {
            if (work.store.current().number == number) {
                continue; // an update failed and nothing changed: a second view of this number
                // would hide the first
            }
            work.store.publish(new View(number, work.tree, work.store, behind));
        }
        behind.release();
        if (budget.isFarOver()) {
            storage.sweep(); // writing waits for memory, not the other way round
        }
    }

    private void reclaim(CommitGroup group) {
        renew(); // idle stores must not hold back what is gone
        for (CommitGroup.Discarded discarded : group.discarded) {
            storage.reclaimer().add(discarded.store(), discarded.range(), group.number);
        }
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

    /** Gives every store a view with the newest number and the newest data behind it; the trees stay. */
    private void renew() {
        var behind = new SharedBackingView(backing.view());
        behind.hold();
        for (PagedStore store : stores.values()) {
            View current = store.current();
            if (current.number < number) {
                store.publish(new View(number, current.tree, store, behind));
            }
        }
        behind.release();
    }

    private void suspend(CommitGroup group) {
        for (CommitGroup.Answer winner : group.winners) {
            if (winner.request() instanceof Request.Committing committing) {
                outcomes.uncertain(committing.commit().id());
                committing.answer().complete(new CommitResult.Unknown(committing.commit().id()));
            }
        }
    }

    /** Opens the backing again and settles what was uncertain. False when that cannot be done now. */
    boolean recover() {
        CommitGroup group = uncertain;
        if (group == null) {
            return true;
        }
        long durable;
        try {
            durable = backing.reopen();
        } catch (BackingException e) {
            counters.lastFailure = e;
            return false;
        }
        uncertain = null;
        boolean committed = durable >= group.number;
        if (committed) {
            group.whenDurable.forEach(Runnable::run);
        }
        var behind = new SharedBackingView(backing.view());
        behind.hold();
        number++;
        for (PagedStore store : stores.values()) { // the data behind every earlier view is gone
            CommitGroup.Work work = committed ? group.works.get(store) : null;
            PageTree tree = work == null ? store.current().tree : work.tree;
            store.publish(new View(number, tree, store, behind));
        }
        behind.release();
        for (CommitGroup.Answer winner : group.winners) {
            if (winner.request() instanceof Request.Committing committing) {
                outcomes.settle(
                        committing.commit().id(),
                        committed
                                ? new Outcome.Committed(winner.store().current().token())
                                : new Outcome.NotCommitted());
            }
            if (committed) { // who was answered with Unknown hears no more
                winner.tell().run();
            } else {
                winner.request().refuse(failure);
            }
        }
        group.losers.forEach(Runnable::run);
        return true;
    }
}
