package dev.borealis.store.paged;

import dev.borealis.store.Page;
import dev.borealis.store.tree.Leaf;
import dev.borealis.store.tree.PageTree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Keeps the pages in memory within a number of bytes. Reads and commits only count; when the count passes the budget, {@link
 * #sweep} walks the trees, counts exactly and makes leaves cold. A hand goes round: first those not used since it last came
 * by, of leaves that only old views hold before those of current ones; if that is not enough, any, in the same order.
 */
final class PageBudget {
    /** After a sweep at most this part of the budget is used: in percent. */
    private static final int SWEEP_TO_PERCENT = 90;

    /** Pages read by a scan of many entries are kept only while less than this is used: in percent. */
    private static final int KEEP_SCANNED_PERCENT = 80;

    /** Of the budget, what cursors may hold beside it of leaves read ahead: many that are open and idle must not fill the heap. */
    private static final int AHEAD_PART = 8;

    private static final long MIN_AHEAD_BYTES = 1 << 20;

    /** Look-ups of single keys after which a page is kept though another must go for it. */
    private static final int ASKED_WITHOUT_ROOM = 8;

    /** For trees that must have all their pages. */
    static final long UNLIMITED = Long.MAX_VALUE;

    private final long budgetBytes;

    /** A quarter more: past this nothing read is kept, and the Committer sweeps before it goes on. */
    private final long farOverBytes;

    private final Runnable wakeSweeper;
    private final AtomicLong usedBytes = new AtomicLong();
    private final AtomicLong aheadBytes = new AtomicLong();
    private final LongAdder pagesHit = new LongAdder();
    private final LongAdder pagesRead = new LongAdder();
    private final LongAdder pointsRead = new LongAdder();
    private final LongAdder evicted = new LongAdder();
    private final Hand hand = new Hand();
    private final Hand oldHand = new Hand();

    /** Where the last eviction ended: the next goes on there, so that all pages get their turn. */
    private static final class Hand {
        private int at;
    }

    /** @param wakeSweeper called when a sweep is due; must be quick */
    PageBudget(long budgetBytes, Runnable wakeSweeper) {
        this.budgetBytes = budgetBytes;
        this.farOverBytes = budgetBytes + Math.min(budgetBytes / 4, Long.MAX_VALUE - budgetBytes);
        this.wakeSweeper = wakeSweeper;
    }

    /** A cold leaf was read: keeps its page when that is worth it. */
    void keep(Leaf leaf, Page page, boolean once) {
        pagesRead.increment();
        keep(leaf, page, once ? budgetBytes / 100 * KEEP_SCANNED_PERCENT : farOverBytes);
    }

    private void keep(Leaf leaf, Page page, long most) {
        if (usedBytes.get() + page.heapBytes() < most) {
            leaf.install(page);
            add(page.heapBytes());
        }
    }

    /** Whether the page of a leaf that is read for single keys should be kept: while there is room, or when that is often. */
    boolean isWorthKeeping(Leaf leaf) {
        return leaf.asked() >= ASKED_WITHOUT_ROOM
                || usedBytes.get() < budgetBytes / 100 * KEEP_SCANNED_PERCENT;
    }

    void keepAsked(Leaf leaf, Page page) {
        keep(leaf, page, farOverBytes);
    }

    /** Counts bytes that are about to be read ahead; false, and they are not counted, when cursors would hold too much. */
    boolean reserveAhead(long bytes) {
        long most = Math.max(MIN_AHEAD_BYTES, budgetBytes / AHEAD_PART);
        long before = aheadBytes.getAndUpdate(held -> held + bytes <= most ? held + bytes : held);
        return before + bytes <= most;
    }

    /** That cursors hold so much more of leaves read ahead; less when negative. */
    void countAhead(long bytes) {
        aheadBytes.addAndGet(bytes);
    }

    /** What cursors hold of leaves read ahead, about. */
    long aheadBytes() {
        return aheadBytes.get();
    }

    void countHits(long count) {
        pagesHit.add(count);
    }

    void countPointReads(int count) {
        pointsRead.add(count);
    }

    /** Bytes that came into memory, or went when negative. Not counted where nothing can ever go out of it. */
    void add(long bytes) {
        if (budgetBytes == UNLIMITED || bytes == 0) {
            return;
        }
        if (usedBytes.addAndGet(bytes) > budgetBytes) {
            wakeSweeper.run();
        }
    }

    /**
     * What may be in memory.
     *
     * @param current trees that new snapshots read
     * @param older trees that only open snapshots read
     */
    record Trees(List<PageTree> current, List<PageTree> older) {}

    /** Whether the sweeper does not keep up. */
    boolean isFarOver() {
        return usedBytes.get() > farOverBytes;
    }

    boolean isOver() {
        return usedBytes.get() > budgetBytes;
    }

    /**
     * Counts what is in memory and evicts what is too much.
     *
     * @param now asked for the trees when no other sweep runs
     */
    synchronized void sweep(Supplier<Trees> now) {
        Trees trees = now.get();
        long counted = usedBytes.get();
        var met = Collections.newSetFromMap(new IdentityHashMap<>());
        var leaves = new ArrayList<Leaf>();
        trees.current.forEach(tree -> tree.forEachNewLeaf(met, leaf -> collect(leaf, leaves)));
        var old = new ArrayList<Leaf>();
        trees.older.forEach(tree -> tree.forEachNewLeaf(met, leaf -> collect(leaf, old)));
        long used = heapBytes(leaves) + heapBytes(old);
        long target = budgetBytes / 100 * SWEEP_TO_PERCENT;
        if (used > budgetBytes) {
            used = evict(old, oldHand, used, target, true);
            used = evict(leaves, hand, used, target, true);
            used = evict(old, oldHand, used, target, false);
            used = evict(leaves, hand, used, target, false);
        }
        usedBytes.addAndGet(used - counted); // what comes meanwhile is counted or found, or both
    }

    private static long heapBytes(List<Leaf> leaves) {
        return leaves.stream().mapToLong(Leaf::heapBytes).sum();
    }

    private static void collect(Leaf leaf, List<Leaf> leaves) {
        if (leaf.isCold()) {
            leaf.forgetAsked();
        } else {
            leaves.add(leaf);
        }
    }

    /** Goes round until enough is evicted or all were seen. */
    private long evict(List<Leaf> leaves, Hand at, long used, long target, boolean onlyUnused) {
        long left = used;
        for (int i = 0; i < leaves.size() && left > target; i++) {
            at.at = (at.at + 1) % leaves.size();
            Leaf leaf = leaves.get(at.at);
            if (!onlyUnused || !leaf.clearUsed()) {
                left -= evict(leaf);
            }
        }
        return left;
    }

    private long evict(Leaf leaf) {
        int bytes = leaf.heapBytes();
        if (bytes > 0) {
            leaf.evict();
            evicted.increment();
        }
        return bytes;
    }

    long budgetBytes() {
        return budgetBytes;
    }

    long usedBytes() {
        return Math.max(0, usedBytes.get());
    }

    long pagesHit() {
        return pagesHit.sum();
    }

    long pagesRead() {
        return pagesRead.sum();
    }

    long pointsRead() {
        return pointsRead.sum();
    }

    long evicted() {
        return evicted.sum();
    }
}
