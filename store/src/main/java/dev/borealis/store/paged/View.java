package dev.borealis.store.paged;

import dev.borealis.store.Entry;
import dev.borealis.store.Finding;
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
    /** Look-ups in cold leaves for which records are read in one go: at most as many are in memory. */
    private static final int KEYS_AT_A_TIME = 64;

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
    public Page read(Leaf leaf, byte[] low, boolean once) {
        holdOrFail();
        try {
            byte[] record = behind.view().leaves(store.number(), List.of(low)).getFirst();
            Page page = page(leaf, record);
            store.budget().keep(leaf, page, once);
            return page;
        } finally {
            release();
        }
    }

    private static Page page(Leaf leaf, byte @Nullable [] record) {
        LeafRecord.Contents contents = LeafRecord.read(record);
        leaf.foundBehind(contents.behind());
        return contents.page();
    }

    @Override
    public Supplier<List<Page>> readRun(ColdRun run, boolean once) {
        holdOrFail(); // until it is read: the snapshot may be closed before
        Future<List<byte @Nullable []>> reading =
                behind.view().readRun(store.number(), run.lows(), this::release);
        return () -> {
            List<byte @Nullable []> records = await(reading);
            var pages = new ArrayList<Page>(records.size());
            for (int i = 0; i < records.size(); i++) {
                Leaf leaf = run.leaves().get(i);
                Page page = page(leaf, records.get(i));
                store.budget().keep(leaf, page, once);
                pages.add(page);
            }
            return pages;
        };
    }

    @Override
    public boolean hasRoomAhead() {
        return store.budget().hasRoomAhead();
    }

    @Override
    public void countAhead(long bytes) {
        store.budget().countAhead(bytes);
    }

    private static <T> T await(Future<T> reading) {
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
        return getAll(List.of(new ColdKey(key, leaf, low(of, key)))).getFirst();
    }

    /**
     * A key whose leaf is not in memory.
     *
     * @param low where the leaf begins
     */
    record ColdKey(byte[] key, Leaf leaf, byte[] low) {}

    ColdKey coldKey(byte[] key, Leaf leaf) {
        return new ColdKey(key, leaf, low(tree, key));
    }

    private static byte[] low(PageTree of, byte[] key) {
        byte[] low = of.interval(key).from();
        return low == null ? new byte[0] : low;
    }

    /** Entries of keys in cold leaves. Of each leaf its record is read, once for neighbours in the list. */
    List<@Nullable Entry> getAll(List<ColdKey> keys) {
        holdOrFail();
        try {
            var entries = new ArrayList<@Nullable Entry>(keys.size());
            for (int i = 0; i < keys.size(); i += KEYS_AT_A_TIME) {
                getAll(keys.subList(i, Math.min(keys.size(), i + KEYS_AT_A_TIME)), entries);
            }
            return entries;
        } finally {
            release();
        }
    }

    private void getAll(List<ColdKey> keys, List<@Nullable Entry> entries) {
        var lows = new ArrayList<byte[]>();
        Leaf leaf = null;
        for (ColdKey key : keys) {
            if (key.leaf != leaf) {
                lows.add(key.low);
                leaf = key.leaf;
            }
        }
        List<byte @Nullable []> records = behind.view().leaves(store.number(), lows);
        store.budget().countPointReads(lows.size());
        int read = 0;
        leaf = null;
        byte[] record = null;
        Page page = null; // null: not worth keeping
        for (ColdKey key : keys) {
            if (key.leaf != leaf) {
                leaf = key.leaf;
                record = records.get(read++);
                page = store.budget().isWorthKeeping(leaf) ? page(leaf, record) : null;
                if (page != null) {
                    store.budget().keepAsked(leaf, page);
                }
            }
            entries.add(entry(key.key, page, record));
        }
    }

    private static @Nullable Entry entry(
            byte[] key, @Nullable Page page, byte @Nullable [] record) {
        if (page != null) {
            int index = page.find(key);
            return index < 0 ? null : new Entry(page, index);
        }
        byte[] value = LeafRecord.find(record, key);
        return value == null ? null : new Entry(Page.single(key, value), 0);
    }

    /** Pages that a snapshot of it found in memory. */
    void countHits(int pages) {
        if (pages > 0) {
            store.budget().countHits(pages);
        }
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
            for (byte[] low : recorded()) {
                String text = HexFormat.of().formatHex(low);
                if (!text.isEmpty() && !expected.contains(text)) {
                    findings.accept(finding(text, "there are entries of a leaf where none begins"));
                }
            }
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

    private List<byte[]> recorded() {
        try {
            return behind.view().recorded(store.number());
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.DAMAGED) {
                throw e;
            }
            return List.of(); // which leaf cannot be read is found when each is read
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
            List<byte @Nullable []> records = behind.view().leaves(store.number(), List.of(low));
            stored = LeafRecord.read(records.getFirst()).page();
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
        if (stored.size() > 0
                && (stored.compareKey(0, low) < 0
                        || high != null && stored.compareKey(stored.size() - 1, high) >= 0)) {
            findings.accept(finding(from, "the leaf that begins here has keys outside of it"));
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
