package dev.borealis.store.paged;

import dev.borealis.store.Entry;
import dev.borealis.store.Finding;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;
import dev.borealis.store.Progress;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.tree.Cold;
import dev.borealis.store.tree.ColdRun;
import dev.borealis.store.tree.Leaf;
import dev.borealis.store.tree.PageTree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A published tree with its commit number, and the data behind it for its cold leaves. Held by the store while it is the
 * current one and by each open snapshot; the last holder lets go of the data behind.
 */
final class View implements Cold {
    final long number;
    final PageTree tree;
    private final PagedStore store;
    private final SharedBackingView behind;
    private final AtomicInteger holders = new AtomicInteger(1);

    View(long number, PageTree tree, PagedStore store, SharedBackingView behind) {
        this.number = number;
        this.tree = tree;
        this.store = store;
        this.behind = behind;
        behind.hold();
    }

    SnapshotToken token() {
        return new SnapshotToken(number);
    }

    /** Holds it once more; false when nobody held it any more. */
    boolean tryHold() {
        int count = holders.get();
        while (count > 0) {
            int seen = holders.compareAndExchange(count, count + 1);
            if (seen == count) {
                return true;
            }
            count = seen;
        }
        return false;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            store.forget(this);
            behind.release();
        }
    }

    @Override
    public Page read(Leaf leaf, byte[] low, byte @Nullable [] high, boolean once) {
        holdOrFail();
        try {
            Page page = behind.view().read(store.number(), low, high);
            store.budget().keep(leaf, page, once);
            return page;
        } finally {
            release();
        }
    }

    @Override
    public Supplier<List<Page>> readRun(ColdRun run, boolean once) {
        holdOrFail(); // until it is read: the snapshot may be closed before
        Future<List<Page>> reading =
                behind.view().readRun(store.number(), run.lows(), run.high(), this::release);
        return () -> {
            List<Page> pages = await(reading);
            for (int i = 0; i < pages.size(); i++) {
                store.budget().keep(run.leaves().get(i), pages.get(i), once);
            }
            return pages;
        };
    }

    private static List<Page> await(Future<List<Page>> reading) {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw new StoreException(
                        failure.problem(), String.valueOf(failure.getMessage()), failure);
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreProblem.UNAVAILABLE, "interrupted while reading", e);
        }
    }

    @Override
    public @Nullable Entry get(PageTree of, Leaf leaf, byte[] key) {
        if (store.budget().isWorthReading(leaf)) {
            KeyRange interval = of.interval(key);
            byte[] low = interval.from();
            Page page = read(leaf, low == null ? new byte[0] : low, interval.to(), false);
            int index = page.find(key);
            return index < 0 ? null : new Entry(page, index);
        }
        return getAll(List.of(key)).getFirst();
    }

    /** Entries of keys in cold leaves, in one go. */
    List<@Nullable Entry> getAll(List<byte[]> keys) {
        holdOrFail();
        try {
            store.budget().countPointReads(keys.size());
            List<byte @Nullable []> values = behind.view().getAll(store.number(), keys);
            var entries = new ArrayList<@Nullable Entry>(keys.size());
            for (int i = 0; i < values.size(); i++) {
                byte[] value = values.get(i);
                entries.add(value == null ? null : new Entry(Page.single(keys.get(i), value), 0));
            }
            return entries;
        } finally {
            release();
        }
    }

    /** Whether a look-up of a key in a cold leaf should go by itself, because it will read the whole leaf. */
    boolean readsWholeLeaf(Leaf leaf) {
        return store.budget().isWorthReading(leaf);
    }

    /** What is wrong with it, by reading everything behind it. */
    void check(Progress progress, Consumer<Finding> findings) {
        holdOrFail();
        try {
            Set<String> expected = new HashSet<>();
            for (byte[] low : tree.boundaries()) {
                expected.add(HexFormat.of().formatHex(low));
            }
            long leaves = expected.size() + 1L;
            for (byte[] low : behind.view().boundaries(store.number())) {
                String text = HexFormat.of().formatHex(low);
                if (!text.isEmpty() && !expected.remove(text)) {
                    findings.accept(finding(text, "a leaf is recorded where none begins"));
                }
            }
            expected.forEach(text -> findings.accept(finding(text, "the leaf is not recorded")));
            var done = new long[1];
            tree.forEachInterval(
                    (leaf, low, high) -> {
                        checkLeaf(leaf, low, high, findings);
                        progress.report("pages of " + store, ++done[0], leaves);
                    });
        } finally {
            release();
        }
    }

    private void checkLeaf(
            Leaf leaf, byte[] low, byte @Nullable [] high, Consumer<Finding> findings) {
        String from = HexFormat.of().formatHex(low);
        if (high != null && Arrays.compareUnsigned(low, high) >= 0) {
            findings.accept(finding(from, "the leaf that begins here ends before it begins"));
            return;
        }
        Page inMemory = leaf.peek();
        Page stored;
        try {
            stored = behind.view().read(store.number(), low, high);
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.DAMAGED) {
                throw e;
            }
            findings.accept(finding(from, String.valueOf(e.getMessage())));
            return;
        }
        if (inMemory != null && !inMemory.hasSameEntries(stored)) {
            findings.accept(
                    finding(from, "the leaf that begins here differs in memory and on disk"));
        }
        for (int i = 1; i < stored.size(); i++) {
            if (stored.compareKey(i, stored.key(i - 1)) <= 0) {
                findings.accept(
                        finding(HexFormat.of().formatHex(stored.key(i)), "keys do not ascend"));
            }
        }
    }

    private Finding finding(String key, String problem) {
        return new Finding(store.id(), null, key, null, problem);
    }

    private void holdOrFail() {
        if (!tryHold()) {
            throw new IllegalStateException("the snapshot is closed");
        }
    }
}
