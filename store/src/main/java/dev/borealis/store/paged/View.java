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
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A published tree with its commit number, and the data behind it for its cold leaves. Held by the store while it is the
 * current one and by each open snapshot; the last holder lets go of the data behind.
 */
final class View implements Cold {
    /** Look-ups in cold leaves for which records are read in one go. */
    private static final int KEYS_AT_A_TIME = 64;

    /** What these records have together, about, unless one has more: they are in memory beside all pages. */
    private static final long BYTES_AT_A_TIME = (long) KEYS_AT_A_TIME * PageTree.PAGE_BYTES;

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
            Page page = page(leaf, low, record);
            store.budget().keep(leaf, page, once);
            return page;
        } finally {
            release();
        }
    }

    private static Page page(Leaf leaf, byte[] low, byte @Nullable [] record) {
        LeafRecord.Contents contents = LeafRecord.read(low, record);
        leaf.foundBehind(contents.behind());
        return contents.page();
    }

    @Override
    public Reading readRun(ColdRun run, boolean once) {
        holdOrFail(); // until it is read: the snapshot may be closed before
        var cancelled = new AtomicBoolean();
        Future<List<byte @Nullable []>> records =
                behind.view()
                        .readRun(store.number(), run.lows(), () -> !cancelled.get(), this::release);
        return new Reading() {
            @Override
            public List<Page> pages() {
                return View.this.pages(run, await(records), once);
            }

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        };
    }

    private List<Page> pages(ColdRun run, List<byte @Nullable []> records, boolean once) {
        var pages = new ArrayList<Page>(records.size());
        for (int i = 0; i < records.size(); i++) {
            Leaf leaf = run.leaves().get(i);
            Page page = page(leaf, run.lows().get(i), records.get(i));
            store.budget().keep(leaf, page, once);
            pages.add(page);
        }
        return pages;
    }

    @Override
    public boolean reserveAhead(long bytes) {
        return store.budget().reserveAhead(bytes);
    }

    @Override
    public void countAhead(long bytes) {
        store.budget().countAhead(bytes);
    }

    @Override
    public void countHit() {} // only snapshots count: see PagedSnapshot

    @Override
    public void countPacked(int heapBytes) {
        store.budget().add(heapBytes);
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
            for (int from = 0; from < keys.size(); ) {
                int to = endOfBatch(keys, from);
                getAll(keys.subList(from, to), entries);
                from = to;
            }
            return entries;
        } finally {
            release();
        }
    }

    private static int endOfBatch(List<ColdKey> keys, int from) {
        long bytes = keys.get(from).leaf.bytes();
        int to = from + 1;
        while (to < keys.size() && to < from + KEYS_AT_A_TIME) {
            Leaf leaf = keys.get(to).leaf;
            bytes += leaf == keys.get(to - 1).leaf ? 0 : leaf.bytes();
            if (bytes > BYTES_AT_A_TIME) {
                break;
            }
            to++;
        }
        return to;
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
                page = store.budget().isWorthKeeping(leaf) ? page(leaf, key.low, record) : null;
                if (page != null) {
                    store.budget().keepAsked(leaf, page);
                }
            }
            entries.add(entry(key, page, record));
        }
    }

    private static @Nullable Entry entry(
            ColdKey key, @Nullable Page page, byte @Nullable [] record) {
        if (page != null) {
            int index = page.find(key.key);
            return index < 0 ? null : new Entry(page, index);
        }
        Page found = LeafRecord.find(key.low, record, key.key);
        return found == null ? null : new Entry(found, 0);
    }

    /** Pages that a snapshot of it found in memory. */
    void countHits(long pages) {
        store.budget().countHits(pages);
    }

    /** What is wrong with it, by reading everything behind it. */
    void check(Progress progress, Consumer<Finding> findings) {
        holdOrFail();
        try {
            new ViewCheck(store, tree, behind.view()).run(progress, findings);
        } finally {
            release();
        }
    }

    private void holdOrFail() {
        if (!tryHold()) {
            throw new IllegalStateException("the snapshot is closed");
        }
    }
}
