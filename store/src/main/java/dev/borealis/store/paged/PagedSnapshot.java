package dev.borealis.store.paged;

import dev.borealis.store.Cursor;
import dev.borealis.store.Entry;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.SnapshotToken;
import dev.borealis.store.tree.Cold;
import dev.borealis.store.tree.ColdRun;
import dev.borealis.store.tree.Leaf;
import dev.borealis.store.tree.PageTree;
import dev.borealis.store.tree.TreeCursor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Holds a view, and counts how often a leaf it was asked for was in memory. */
final class PagedSnapshot implements Snapshot, Cold {
    /** A scan of more entries than this does not claim that its pages will be wanted again soon. */
    private static final int LONG_SCAN_ENTRIES = 10_000;

    private final View view;
    private final AtomicBoolean closed = new AtomicBoolean();
    private long hits; // threads may overwrite each other's counts

    PagedSnapshot(View view) {
        this.view = view;
    }

    @Override
    public SnapshotToken token() {
        return view.token();
    }

    @Override
    public @Nullable Entry get(byte[] key) {
        refuseWhenClosed();
        return view.tree.get(key, this);
    }

    @Override
    public List<@Nullable Entry> getAll(List<byte[]> keys) {
        refuseWhenClosed();
        var entries = new ArrayList<@Nullable Entry>(keys.size());
        var cold = new ArrayList<View.ColdKey>();
        var coldIndexes = new ArrayList<Integer>();
        for (int i = 0; i < keys.size(); i++) {
            byte[] key = keys.get(i);
            Leaf leaf = view.tree.leaf(key);
            if (leaf.isCold()) {
                cold.add(view.coldKey(key, leaf));
                coldIndexes.add(i);
                entries.add(null);
            } else {
                entries.add(view.tree.get(key, this));
            }
        }
        if (!cold.isEmpty()) { // one visit to the readers for all of them
            List<@Nullable Entry> found = view.getAll(cold);
            for (int i = 0; i < found.size(); i++) {
                entries.set(coldIndexes.get(i), found.get(i));
            }
        }
        return entries;
    }

    @Override
    public Cursor scan(KeyRange range, ScanOptions options) {
        refuseWhenClosed();
        boolean once = options.expectedEntries() > LONG_SCAN_ENTRIES;
        return new PagedCursor(
                this, view.tree.scan(range, options.reverse(), options.expectedEntries(), once));
    }

    @Override
    public Page read(Leaf leaf, byte[] low, boolean once) {
        return view.read(leaf, low, once);
    }

    @Override
    public Reading readRun(ColdRun run, boolean once) {
        return view.readRun(run, once);
    }

    @Override
    public boolean reserveAhead(long bytes) {
        return view.reserveAhead(bytes);
    }

    @Override
    public void countAhead(long bytes) {
        view.countAhead(bytes);
    }

    @Override
    public @Nullable Entry get(PageTree tree, Leaf leaf, byte[] key) {
        return view.get(tree, leaf, key);
    }

    @Override
    public void countHit() {
        hits++;
    }

    @Override
    public void countPacked(int heapBytes) {
        view.countPacked(heapBytes);
    }

    void refuseWhenClosed() {
        if (closed.getPlain()) {
            throw new IllegalStateException("the snapshot is closed");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            view.countHits(hits);
            view.release();
        }
    }

    private record PagedCursor(PagedSnapshot snapshot, TreeCursor cursor) implements Cursor {
        @Override
        public @Nullable Page next() {
            snapshot.refuseWhenClosed();
            return cursor.next(snapshot);
        }

        @Override
        public void close() {
            cursor.close(snapshot);
        }
    }
}
