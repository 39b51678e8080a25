package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.tree.Leaves;
import dev.borealis.store.tree.PageTree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the Committer does together: written as one batch, published at once, answered afterwards. */
final class CommitGroup {
    /**
     * Takes effect with the group.
     *
     * @param tell once the group is visible
     */
    record Winner(Request request, PagedStore store, long number, Runnable tell) {}

    /**
     * Takes no effect, for a reason that is true only when the group is visible.
     *
     * @param to number of the winner it lost to, {@link #NOBODY} when there is none
     */
    record Loser(Request request, long to, Runnable tell) {}

    /** Would have won, and cannot be applied. */
    record Spoiler(Request request, StoreProblem problem) {}

    /** What no view published from now on has any more. @param range all of a dropped store */
    record Discarded(int store, KeyRange range) {}

    /** No winner has this number. */
    static final long NOBODY = 0;

    final List<Request> requests;
    final Map<PagedStore, Work> works = new LinkedHashMap<>();
    final List<Winner> winners = new ArrayList<>();
    final List<Loser> losers = new ArrayList<>();
    final List<Spoiler> spoilers = new ArrayList<>();
    final List<Discarded> discarded = new ArrayList<>();

    /** What becomes of the set of stores: done when the group is visible, before anybody is told. */
    final List<Runnable> whenVisible = new ArrayList<>();

    /** Of the last winner so far. */
    long number;

    private final long before;
    private final Set<Long> spoiled = new HashSet<>();
    private boolean oneByOne;

    /** @param number of the last commit before it */
    CommitGroup(List<Request> requests, long number) {
        this.requests = requests;
        this.before = number;
        this.number = number;
    }

    Work work(PagedStore store) {
        return works.computeIfAbsent(store, _ -> new Work(store, store.current().tree));
    }

    /** Whether it had a winner: else its number is that of an older group, whose views are not to be hidden. */
    boolean isNew() {
        return number > before;
    }

    /** Whether there is something to write. */
    boolean hasData() {
        return !whenVisible.isEmpty()
                || !discarded.isEmpty()
                || works.values().stream().anyMatch(work -> !work.mutations.isEmpty());
    }

    /** What it discards, by the number of its views. */
    List<Reclaimable> reclaimable() {
        return discarded.stream()
                .map(one -> new Reclaimable(one.store(), one.range(), number))
                .toList();
    }

    /** Makes the trees and fills the batch. */
    void apply(Backing.GroupWriter writer) {
        for (Work work : works.values()) {
            if (!work.mutations.isEmpty()) {
                Mutations changes = Mutations.inOrder(work.mutations);
                Leaves leaves = writer.leaves(work.store.number());
                work.tree = work.tree.apply(changes, work.store.current(), leaves);
            }
        }
    }

    /**
     * Forgets what was to be done; from now on {@link Work#add} tries each change at once.
     *
     * @return who had won
     */
    List<Winner> startOneByOne() {
        List<Winner> all = List.copyOf(winners);
        winners.clear();
        works.clear();
        oneByOne = true;
        return all;
    }

    /** A winner cannot be applied, and so is none. */
    void spoiledBy(Winner winner, StoreProblem problem) {
        spoilers.add(new Spoiler(winner.request, problem));
        spoiled.add(winner.number);
    }

    /** The group is visible. */
    void tell() {
        winners.forEach(winner -> winner.tell.run());
        spoilers.forEach(spoiler -> spoiler.request.refuse(spoiler.problem));
        for (Loser loser : losers) {
            if (spoiled.contains(loser.to)) {
                loser.request.refuse(StoreProblem.UNAVAILABLE); // its winner never happened
            } else {
                loser.tell.run();
            }
        }
    }

    /** Everybody who has not been answered yet hears that nothing was done. */
    void refuse(StoreProblem problem) {
        spoilers.forEach(spoiler -> spoiler.request.refuse(spoiler.problem));
        requests.forEach(request -> request.refuse(problem));
    }

    /** The change of one store. */
    final class Work {
        final PagedStore store;
        private final List<Mutations> mutations = new ArrayList<>();
        private @Nullable TreeMap<byte[], byte @Nullable []>
                overlay; // only when something reads what was changed before
        private PageTree tried; // with all changes so far, when they are tried one by one
        PageTree tree;

        Work(PagedStore store, PageTree tree) {
            this.store = store;
            this.tried = tree;
            this.tree = tree;
        }

        void add(Mutations more) {
            if (more.isEmpty()) {
                return;
            }
            if (oneByOne) {
                tried = tried.apply(more, store.current(), Leaves.IGNORED);
            }
            mutations.add(more);
            if (overlay != null) {
                put(overlay, more);
            }
        }

        /** The value as the changes before this leave it. */
        byte @Nullable [] value(byte[] key) {
            if (overlay == null) {
                overlay = new TreeMap<>(Arrays::compareUnsigned);
                for (Mutations earlier : mutations) {
                    put(overlay, earlier);
                }
            }
            if (overlay.containsKey(key)) {
                return overlay.get(key);
            }
            View view = store.current();
            var entry = view.tree.get(key, view);
            return entry == null ? null : entry.value();
        }

        private static void put(TreeMap<byte[], byte @Nullable []> overlay, Mutations mutations) {
            for (int i = 0; i < mutations.size(); i++) {
                overlay.put(mutations.key(i), mutations.value(i));
            }
        }
    }
}
