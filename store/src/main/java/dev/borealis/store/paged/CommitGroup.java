package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.tree.PageTree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the Committer does together: written as one batch, published at once, answered afterwards. */
final class CommitGroup {
    /** The change of one store. */
    static final class Work {
        final PagedStore store;
        final List<Mutations> mutations = new ArrayList<>();
        private @Nullable TreeMap<byte[], byte @Nullable []>
                overlay; // only when something reads what was changed before
        PageTree tree;

        Work(PagedStore store) {
            this.store = store;
            this.tree = store.current().tree;
        }

        void add(Mutations more) {
            if (more.isEmpty()) {
                return;
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

    /** What a request that changes something is told once the group is visible. */
    record Answer(Request request, PagedStore store, Runnable tell) {}

    long number;
    boolean hasData;
    final Map<PagedStore, Work> works = new LinkedHashMap<>();
    final List<Answer> winners = new ArrayList<>();
    final List<Runnable> losers = new ArrayList<>();

    /**
     * What no view published from now on has any more.
     *
     * @param range null: all of the store
     */
    record Discarded(int store, @Nullable KeyRange range) {}

    final List<Discarded> discarded = new ArrayList<>();

    /** Done when the group is durable, before its views are published. */
    final List<Runnable> whenDurable = new ArrayList<>();

    CommitGroup(long number) {
        this.number = number;
    }

    Work work(PagedStore store) {
        return works.computeIfAbsent(store, Work::new);
    }

    /** Makes the trees and fills the batch. */
    void apply(Backing.GroupWriter writer) {
        for (Work work : works.values()) {
            if (work.mutations.isEmpty()) {
                continue;
            }
            hasData = true;
            Mutations changes = Mutations.inOrder(work.mutations);
            work.tree =
                    work.tree.apply(
                            changes, work.store.current(), writer.leaves(work.store.number()));
        }
    }
}
