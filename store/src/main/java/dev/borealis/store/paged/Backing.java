package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.StoreId;
import dev.borealis.store.tree.Leaves;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * What stands behind the page trees of an installation: durability, and the pages that are not in memory. Called by
 * the Committer only, but for the methods of {@link BackingView} and those that say otherwise.
 */
public interface Backing extends AutoCloseable {
    /** Nothing: trees keep all their pages and end with the process. */
    Backing NONE = new MemoryBacking();

    /** Whether leaves may be cold. */
    boolean canRead();

    /** What is there. Called once, first. */
    Contents contents();

    /** A group to be written. */
    GroupWriter begin();

    /** Everything written so far, for as long as it is not released. */
    BackingView view();

    /**
     * After a write that may or may not have happened: starts anew from what is durable. Views made before answer no more.
     *
     * @return number of the last group that is durable
     * @throws BackingException when it cannot be done now
     */
    long reopen() throws BackingException;

    /**
     * Gives the space of a range back that was deleted as a whole and that no view shows any more. May take long; any
     * thread. May throw when it cannot be done now.
     */
    default void reclaim(Reclaimable what) {}

    /** Any {@link #reclaim} soon returns, with its work unfinished. Any thread. */
    default void stopReclaiming() {}

    /** Once, by whoever closes the storage, when the Committer has ended. */
    @Override
    void close();

    /**
     * @param number of the last commit
     * @param nextStore number the next new store shall have
     * @param reclaimable what was noted to be reclaimed and was not
     */
    record Contents(
            long number, int nextStore, List<StoredStore> stores, List<Reclaimable> reclaimable) {}

    /**
     * @param lows where leaves begin, without the first
     * @param bytes about what each leaf holds, one more than {@code lows}
     */
    record StoredStore(StoreId id, int number, List<byte[]> lows, List<Integer> bytes) {}

    /** Collects what one commit group changes. Used by one thread. */
    interface GroupWriter extends AutoCloseable {
        /**
         * A leaf begins at {@code low}, perhaps has for long, and is this now.
         *
         * @param record see {@link LeafRecord}
         * @param bytes about what its entries take: {@link StoredStore#bytes}
         */
        void putLeaf(int store, byte[] low, byte[] record, int bytes);

        /** The record of the leaf that begins at {@code low} goes on with these bytes; there need not be one yet. */
        void appendToLeaf(int store, byte[] low, byte[] part);

        /** No leaf begins at {@code low} any more. */
        void removeLeaf(int store, byte[] low);

        /** No leaf begins in a range any more. */
        void removeLeaves(int store, KeyRange lows);

        /** Where a changed tree says what became of its leaves. */
        default Leaves leaves(int store) {
            return new StoredLeaves(this, store);
        }

        void createStore(int store, StoreId id);

        void dropStore(int store, StoreId id);

        /** To be among {@link Contents#reclaimable}, until it was reclaimed. */
        void note(Reclaimable reclaimable);

        /**
         * Durable, all of it or nothing, when this returns.
         *
         * @param number of the last commit in the group
         */
        void write(long number) throws BackingException;

        @Override
        void close();
    }

    /** A consistent view of everything written. Thread-safe. */
    interface BackingView {
        /** Records of leaves, in the order of where they begin; null where there is none. */
        List<byte @Nullable []> leaves(int store, List<byte[]> lows);

        /**
         * Begins to read the records of neighbouring leaves, in one go; by itself before it returns.
         *
         * @param lows where each begins, ascending
         * @param wanted asked before the reading begins: when false nothing is read, and the answer is of no use
         * @param whenRead runs when the reading has ended, well or badly; also when nobody waits for the answer
         */
        default Future<List<byte @Nullable []>> readRun(
                int store, List<byte[]> lows, BooleanSupplier wanted, Runnable whenRead) {
            try {
                return CompletableFuture.completedFuture(leaves(store, lows));
            } finally {
                whenRead.run();
            }
        }

        /** Where there are records of leaves, ascending. */
        List<byte[]> recorded(int store);

        /** Where leaves are recorded to begin, ascending. */
        List<byte[]> boundaries(int store);

        /** Once, when nobody reads any more. */
        void release();
    }
}
