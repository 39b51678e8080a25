package dev.borealis.tests.simulation.disk;

import dev.borealis.store.KeyRange;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.paged.Backing;
import dev.borealis.store.paged.BackingException;
import dev.borealis.store.paged.Reclaimable;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stands behind the page trees in a simulation: every group written makes a new immutable state, views keep theirs.
 * Fails as it is told, one write at a time, and survives the process: {@link #afterCrash()} is the disk the next process
 * finds.
 *
 * <p>Used by one thread.
 */
public final class SimulatedDisk implements Backing {
    /** Added to the number of the last commit by each opening, as the durable storage does. */
    private static final long NUMBERS_PER_OPENING = 1L << 20;

    /** What becomes of the next write. */
    public enum NextWrite {
        DONE,
        /** Nothing is written, and the writer is told so. */
        FULL,
        /** Nothing is written; the writer is told that nobody knows. */
        LOST,
        /** Written; the writer is told that nobody knows. */
        DONE_BUT_NOT_SAID,
        /** The process ends before the write ... */
        CRASH_BEFORE,
        /** ... or behind it, before anybody is told. */
        CRASH_AFTER
    }

    /** How it lies: for the proof that the simulation notices. */
    public enum Lie {
        NONE,
        /** Says that a group is durable when only the one before it is. */
        LAST_GROUP_NOT_SYNCED,
        /** Cold pages of an old view are read as of today. */
        VIEWS_NOT_KEPT
    }

    /** Everything durable. Never changes. */
    private record State(
            long number,
            int nextStore,
            Map<Integer, StoreId> stores,
            Map<Integer, NavigableMap<byte[], byte[]>> data,
            Map<Integer, NavigableMap<byte[], Integer>> leaves) {
        static final State EMPTY = new State(0, 1, Map.of(), Map.of(), Map.of());
    }

    private final Lie lie;
    private State durable;
    private State beforeLast;
    private NextWrite next = NextWrite.DONE;
    private int failingReopenings;
    private boolean broken;
    private int incarnation;
    private int openViews;
    private int failingReads;
    private int faults;
    private @Nullable Group inFlight;

    public SimulatedDisk() {
        this(Lie.NONE);
    }

    public SimulatedDisk(Lie lie) {
        this(lie, State.EMPTY, 0);
    }

    private SimulatedDisk(Lie lie, State durable, int incarnation) {
        this.lie = lie;
        this.durable = durable;
        this.beforeLast = durable;
        this.incarnation = incarnation;
    }

    /** What the next process finds. This one is of no more use. */
    public SimulatedDisk afterCrash() {
        State left = lie == Lie.LAST_GROUP_NOT_SYNCED ? beforeLast : durable;
        incarnation = -1; // whoever still reads is told
        return new SimulatedDisk(lie, left, 0);
    }

    /** @param reopenings how many attempts to open the disk again fail, after a write of which nobody knows */
    public void next(NextWrite write, int reopenings) {
        next = write;
        failingReopenings = reopenings;
    }

    /** From now on so many reads fail. */
    public void failReads(int reads) {
        failingReads = reads;
    }

    /** Failures so far. */
    public int faults() {
        return faults;
    }

    /** A write is uncertain and the disk was not opened again yet. */
    public boolean isBroken() {
        return broken;
    }

    /** Views not released. */
    public int openViews() {
        return openViews;
    }

    @Override
    public boolean canRead() {
        return true;
    }

    @Override
    public Contents contents() {
        var stores = new ArrayList<StoredStore>();
        durable.stores.forEach(
                (number, id) -> {
                    var lows = new ArrayList<byte[]>();
                    var bytes = new ArrayList<>(List.of(0));
                    durable.leaves
                            .get(number)
                            .forEach(
                                    (low, size) -> {
                                        if (low.length == 0) {
                                            bytes.set(0, size);
                                        } else {
                                            lows.add(low);
                                            bytes.add(size);
                                        }
                                    });
                    stores.add(new StoredStore(id, number, lows, bytes));
                });
        return new Contents(
                durable.number + NUMBERS_PER_OPENING, durable.nextStore, stores, List.of());
    }

    @Override
    public GroupWriter begin() {
        if (broken) {
            throw new IllegalStateException("a group is begun on a broken disk");
        }
        var group = new Group(durable);
        inFlight = group;
        return group;
    }

    @Override
    public BackingView view() {
        openViews++;
        return new DiskView(durable, incarnation);
    }

    @Override
    public long reopen() throws BackingException {
        if (failingReopenings > 0) {
            failingReopenings--;
            throw new BackingException(StoreProblem.UNAVAILABLE, false, "still broken", null);
        }
        broken = false;
        incarnation++;
        openViews = 0;
        return durable.number;
    }

    @Override
    public void close() {}

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private final class Group implements GroupWriter {
        private final State before;
        private final Map<Integer, StoreId> stores;
        private final Map<Integer, NavigableMap<byte[], byte[]>> data;
        private final Map<Integer, NavigableMap<byte[], Integer>> leaves;
        private final Set<Integer> copied = new HashSet<>();
        private int nextStore;

        Group(State before) {
            this.before = before;
            this.stores = new TreeMap<>(before.stores);
            this.data = new HashMap<>(before.data);
            this.leaves = new HashMap<>(before.leaves);
            this.nextStore = before.nextStore;
        }

        private NavigableMap<byte[], byte[]> dataOf(int store) {
            copy(store);
            return data.get(store);
        }

        private NavigableMap<byte[], Integer> leavesOf(int store) {
            copy(store);
            return leaves.get(store);
        }

        private void copy(int store) {
            if (copied.add(store)) {
                data.put(store, new TreeMap<>(data.get(store)));
                leaves.put(store, new TreeMap<>(leaves.get(store)));
            }
        }

        @Override
        public void putLeaf(int store, byte[] low, byte[] record, int bytes) {
            dataOf(store).put(low, record);
            leavesOf(store).put(low, bytes);
        }

        @Override
        public void appendToLeaf(int store, byte[] low, byte[] part) {
            dataOf(store).merge(low, part, SimulatedDisk::joined);
        }

        @Override
        public void removeLeaf(int store, byte[] low) {
            dataOf(store).remove(low);
            leavesOf(store).remove(low);
        }

        @Override
        public void removeLeaves(int store, KeyRange lows) {
            dataOf(store).keySet().removeIf(lows::contains);
            leavesOf(store).keySet().removeIf(lows::contains);
        }

        @Override
        public void createStore(int store, StoreId id) {
            stores.put(store, id);
            copied.add(store);
            data.put(store, new TreeMap<>(Arrays::compareUnsigned));
            leaves.put(store, new TreeMap<>(Arrays::compareUnsigned));
            nextStore = Math.max(nextStore, store + 1);
        }

        @Override
        public void dropStore(int store, StoreId id) {
            stores.remove(store);
            data.remove(store);
            leaves.remove(store);
        }

        @Override
        public void note(Reclaimable reclaimable) {
            // takes no space
        }

        @Override
        public void write(long number) throws BackingException {
            if (inFlight != this) {
                throw new IllegalStateException("two groups at a time");
            }
            NextWrite fate = next;
            next = NextWrite.DONE;
            if (fate != NextWrite.DONE) {
                faults++;
            }
            switch (fate) {
                case DONE -> become(number);
                case FULL -> throw new BackingException(StoreProblem.DISK_FULL, true, "full", null);
                case LOST -> throw uncertain();
                case DONE_BUT_NOT_SAID -> {
                    become(number);
                    throw uncertain();
                }
                case CRASH_BEFORE -> throw new Crash();
                case CRASH_AFTER -> {
                    become(number);
                    throw new Crash();
                }
            }
        }

        private void become(long number) {
            beforeLast = before;
            durable = new State(number, nextStore, stores, data, leaves);
        }

        private BackingException uncertain() {
            broken = true;
            return new BackingException(StoreProblem.UNAVAILABLE, false, "nobody knows", null);
        }

        @Override
        public void close() {
            if (inFlight == this) {
                inFlight = null;
            }
        }
    }

    private final class DiskView implements BackingView {
        private final State state;
        private final int madeBy;

        DiskView(State state, int madeBy) {
            this.state = state;
            this.madeBy = madeBy;
        }

        private NavigableMap<byte[], byte[]> data(int store) {
            if (madeBy != incarnation) {
                throw new StoreException(StoreProblem.UNAVAILABLE, "of an earlier opening");
            }
            if (failingReads > 0) {
                failingReads--;
                faults++;
                throw new StoreException(StoreProblem.UNAVAILABLE, "the disk does not answer");
            }
            State read = lie == Lie.VIEWS_NOT_KEPT ? durable : state;
            return read.data.get(store);
        }

        @Override
        public List<byte @Nullable []> leaves(int store, List<byte[]> lows) {
            NavigableMap<byte[], byte[]> data = data(store);
            var records = new ArrayList<byte @Nullable []>();
            for (byte[] low : lows) {
                records.add(data.get(low));
            }
            return records;
        }

        @Override
        public List<byte[]> recorded(int store) {
            return List.copyOf(data(store).keySet());
        }

        @Override
        public List<byte[]> boundaries(int store) {
            return List.copyOf(state.leaves.get(store).keySet());
        }

        @Override
        public void release() {
            if (madeBy == incarnation) {
                openViews--;
            }
        }
    }
}
