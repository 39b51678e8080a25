package dev.borealis.store.tree;

import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The cold leaves a cursor will come to, read in runs of neighbours while the cursor's reader works on what it has: at first
 * few, then more, never more than the scan is expected to want. A scan that wants more than was expected is expected to go
 * on for as long again. Where all cursors together hold much, it reads no more than is wanted at once. Holds pages, nothing of whoever reads them. Used by one
 * thread at a time.
 */
final class ReadAhead {
    private static final int FIRST_LEAVES = 4;
    private static final int MOST_LEAVES = 16;

    /** Runs being read or waiting to be taken. */
    private static final int RUNS = 4;

    /** Leaves in memory that are passed over in search of the next cold one. */
    private static final int MOST_PASSED = 64;

    private final boolean once;
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private @Nullable TreeWalk front; // behind the last leaf that was asked for
    private long entriesLeft; // of those that are expected
    private long entriesAsked;
    private int leaves = FIRST_LEAVES;
    private boolean isFirst = true;

    ReadAhead(int expectedEntries, boolean once) {
        this.entriesLeft = expectedEntries;
        this.once = once;
    }

    private static final class Run {
        private final ColdRun asked;
        private final Supplier<List<Page>> answer;
        private final boolean reverse;
        private final long bytes; // counted as read ahead
        private @Nullable List<Page> pages;
        private int taken;

        Run(ColdRun asked, Supplier<List<Page>> answer, boolean reverse, long bytes) {
            this.asked = asked;
            this.answer = answer;
            this.reverse = reverse;
            this.bytes = bytes;
        }

        /** The page of a leaf, which is this run's next but for those that came into memory meanwhile; null when not in it. */
        @Nullable Page take(Leaf leaf) {
            int size = asked.leaves().size();
            while (taken < size) {
                int at = reverse ? size - 1 - taken : taken;
                taken++;
                if (asked.leaves().get(at) == leaf) {
                    if (pages == null) {
                        pages = answer.get();
                    }
                    return pages.get(at);
                }
            }
            return null;
        }

        boolean isTaken() {
            return taken == asked.leaves().size();
        }
    }

    /**
     * The page of a cold leaf.
     *
     * @param walk stands at that leaf
     */
    Page page(TreeWalk walk, Leaf leaf, Cold cold) {
        boolean room = cold.hasRoomAhead();
        while (true) {
            Run run = runs.peekFirst();
            if (run == null) {
                front = walk.copy();
                if (entriesLeft <= 0) {
                    entriesLeft = entriesAsked;
                }
                run = begin(cold, front, room ? leaves : 1);
                if (run == null) { // it came into memory and went again just now
                    return cold.read(leaf, walk.low(), once);
                }
                runs.add(run);
            }
            if (room && runs.size() < RUNS && front != null && entriesLeft > 0) {
                Run next = begin(cold, front, leaves);
                if (next == null) {
                    front = null;
                } else {
                    runs.add(next);
                }
            }
            Page page = run.take(leaf);
            if (run.isTaken() || page == null) {
                cold.countAhead(-runs.removeFirst().bytes);
            }
            if (page != null) {
                return page;
            }
        }
    }

    /** Gives up what was read and not taken. */
    void close(Cold cold) {
        for (Run run = runs.pollFirst(); run != null; run = runs.pollFirst()) {
            cold.countAhead(-run.bytes);
        }
    }

    /**
     * Asks for the next cold leaves; null when there are none near. Leaves in memory between them are passed over: with a
     * part of the data in memory, they are everywhere.
     */
    private @Nullable Run begin(Cold cold, TreeWalk at, int most) {
        var found = new ArrayList<Leaf>();
        var lows = new ArrayList<byte[]>();
        int passed = 0; // since the last cold one
        long bytes = 0;
        for (Leaf leaf = at.leaf();
                leaf != null
                        && found.size() < most
                        && passed < MOST_PASSED
                        && (found.isEmpty() || entriesLeft > 0);
                leaf = at.leaf()) {
            if (leaf.isCold()) {
                found.add(leaf);
                lows.add(at.low());
                bytes += leaf.bytes();
                passed = 0;
            } else {
                passed++;
            }
            entriesLeft -= isFirst ? leaf.entries() / 2 : leaf.entries();
            entriesAsked += leaf.entries();
            isFirst = false;
            at.step();
        }
        if (found.isEmpty()) {
            return null;
        }
        leaves = Math.min(MOST_LEAVES, 2 * leaves);
        var run =
                at.isReverse()
                        ? new ColdRun(found.reversed(), lows.reversed())
                        : new ColdRun(found, lows);
        Supplier<List<Page>> answer = cold.readRun(run, once);
        cold.countAhead(bytes);
        return new Run(run, answer, at.isReverse(), bytes);
    }
}
