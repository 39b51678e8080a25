package dev.borealis.store.tree;

import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

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

    /** What these hold at most, beside one leaf: a leaf of one row may have megabytes. */
    private static final long MOST_BYTES = (long) RUNS * MOST_LEAVES * PageTree.PAGE_BYTES;

    /** Leaves in memory that are passed over in search of the next cold one. */
    private static final int MOST_PASSED = 64;

    private final boolean once;
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private @Nullable TreeWalk
            front; // behind the last leaf that was asked for; null: no cold one is near it
    private long entriesLeft; // of those that are expected
    private long entriesAsked;
    private int leaves = FIRST_LEAVES;
    private long bytes; // of all runs
    private boolean isFirst = true;

    ReadAhead(int expectedEntries, boolean once) {
        this.entriesLeft = expectedEntries;
        this.once = once;
    }

    private static final class Run {
        private final ColdRun asked;
        private final Cold.Reading reading;
        private final boolean reverse;
        private final long bytes; // counted as read ahead
        private @Nullable List<Page> pages;
        private int taken;

        Run(ColdRun asked, Cold.Reading reading, boolean reverse, long bytes) {
            this.asked = asked;
            this.reading = reading;
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
                pages = reading.pages();
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
    Page page(TreeWalk walk, Cold cold) {
        Leaf leaf = Objects.requireNonNull(walk.leaf());
        while (!runs.isEmpty() && runs.getFirst().endsBefore(walk.low())) {
            drop(cold); // its last leaves came into memory meanwhile
        }
        if (runs.isEmpty()) {
            if (entriesLeft <= 0) {
                entriesLeft = entriesAsked;
            }
            front = walk.copy();
            begin(cold, front, leaf);
        }
        Run run = runs.getFirst();
        if (!run.goTo(leaf)) {
            return cold.read(leaf, walk.low(), once); // it was in memory when it was passed over
        }
        if (front != null && runs.size() < RUNS && bytes < MOST_BYTES && entriesLeft > 0) {
            begin(cold, front, null);
        }
        Page page = run.take();
        if (run.isTaken()) {
            drop(cold);
        }
        return page;
    }

    private void drop(Cold cold) {
        Run run = runs.removeFirst();
        run.reading.cancel();
        bytes -= run.bytes;
        cold.countAhead(-run.bytes);
    }

    /** Gives up what was read and not taken. */
    void close(Cold cold) {
        while (!runs.isEmpty()) {
            drop(cold);
        }
    }

    /**
     * Asks for the next cold leaves, if there are any near and there is room for them.
     *
     * @param wanted asked for in any case: others may have brought it into memory since it was found cold
     */
    private void begin(Cold cold, TreeWalk at, @Nullable Leaf wanted) {
        long room = (long) leaves * PageTree.PAGE_BYTES;
        boolean reserved = cold.reserveAhead(room);
        if (!reserved && wanted == null) {
            return;
        }
        var found = new ArrayList<Leaf>();
        var lows = new ArrayList<byte[]>();
        long size = gather(at, reserved ? leaves : 1, room, wanted, found, lows);
        cold.countAhead(reserved ? size - room : size);
        if (found.isEmpty()) {
            front = null;
            return;
        }
        if (reserved) {
            leaves = Math.min(MOST_LEAVES, 2 * leaves);
        }
        runs.add(ask(cold, found, lows, at.isReverse(), size));
        bytes += size;
    }

    private Run ask(Cold cold, List<Leaf> found, List<byte[]> lows, boolean reverse, long size) {
        var run =
                reverse ? new ColdRun(found.reversed(), lows.reversed()) : new ColdRun(found, lows);
        try {
            return new Run(run, cold.readRun(run, once), reverse, size);
        } catch (RuntimeException e) { // the snapshot was closed, or the storage
            cold.countAhead(-size);
            throw e;
        }
    }

    /**
     * Goes to the next cold leaves and past them. Leaves in memory between them are passed over: with a part of the data in
     * memory, they are everywhere.
     *
     * @param mostBytes unless one leaf has more
     * @return bytes of those found
     */
    private long gather(
            TreeWalk at,
            int most,
            long mostBytes,
            @Nullable Leaf wanted,
            List<Leaf> found,
            List<byte[]> lows) {
        int passed = 0; // since the last cold one
        long size = 0;
        for (Leaf leaf = at.leaf();
                leaf != null
                        && found.size() < most
                        && passed < MOST_PASSED
                        && (found.isEmpty() || entriesLeft > 0);
                leaf = at.leaf()) {
            if (leaf == wanted || leaf.isCold()) {
                if (!found.isEmpty() && size + leaf.bytes() > mostBytes) {
                    break;
                }
                found.add(leaf);
                lows.add(at.low());
                size += leaf.bytes();
                passed = 0;
            } else {
                passed++;
            }
            entriesLeft -= isFirst ? leaf.entries() / 2 : leaf.entries();
            entriesAsked += leaf.entries();
            isFirst = false;
            at.step();
        }
        return size;
    }
}
