package dev.borealis.store.tree;

import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The cold leaves a cursor will come to, read in runs of neighbours while the cursor's reader works on what it has: at first
 * few, then more, never more than the scan is expected to want. A scan that wants more than was expected is expected to go
 * on for as long again. Where all cursors together hold much, it reads no more than is wanted at once. Holds pages, nothing
 * of whoever reads them. Used by one thread at a time.
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

        /** Whether a leaf is among those not taken; goes to it, past those that came into memory meanwhile. */
        boolean goTo(Leaf leaf) {
            for (int i = taken; i < asked.leaves().size(); i++) {
                if (asked.leaves().get(index(i)) == leaf) {
                    taken = i;
                    return true;
                }
            }
            return false;
        }

        /** The page of the leaf it was told to go to. */
        Page take() {
            if (pages == null) {
                pages = answer.get();
            }
            return pages.get(index(taken++));
        }

        /** Whether all its leaves come before the one that begins there. */
        boolean endsBefore(byte[] low) {
            byte[] last = asked.lows().get(index(asked.lows().size() - 1));
            int order = Arrays.compareUnsigned(last, low);
            return reverse ? order > 0 : order < 0;
        }

        private int index(int i) {
            return reverse ? asked.leaves().size() - 1 - i : i;
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
        while (!runs.isEmpty() && runs.getFirst().endsBefore(walk.low())) {
            drop(cold); // its last leaves came into memory meanwhile
        }
        if (runs.isEmpty()) {
            front = walk.copy();
            if (entriesLeft <= 0) {
                entriesLeft = entriesAsked;
            }
            runs.add(Objects.requireNonNull(begin(cold, front, room ? leaves : 1, leaf)));
        }
        Run run = runs.getFirst();
        if (!run.goTo(leaf)) {
            return cold.read(leaf, walk.low(), once); // it was in memory when it was passed over
        }
        if (room && runs.size() < RUNS && front != null && entriesLeft > 0) {
            Run next = begin(cold, front, leaves, null);
            if (next == null) {
                front = null;
            } else {
                runs.add(next);
            }
        }
        Page page = run.take();
        if (run.isTaken()) {
            drop(cold);
        }
        return page;
    }

    private void drop(Cold cold) {
        cold.countAhead(-runs.removeFirst().bytes);
    }

    /** Gives up what was read and not taken. */
    void close(Cold cold) {
        while (!runs.isEmpty()) {
            drop(cold);
        }
    }

    /**
     * Asks for the next cold leaves; null when there are none near. Leaves in memory between them are passed over: with a
     * part of the data in memory, they are everywhere.
     *
     * @param wanted asked for in any case: others may have brought it into memory since it was found cold
     */
    private @Nullable Run begin(Cold cold, TreeWalk at, int most, @Nullable Leaf wanted) {
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
            if (leaf == wanted || leaf.isCold()) {
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
