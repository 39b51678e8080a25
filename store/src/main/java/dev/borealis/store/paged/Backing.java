package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;
import dev.borealis.store.StoreId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * What stands behind the page trees of an installation: durability, and the pages that are not in memory. All methods but
 * those of {@link BackingView} are called by the Committer only.
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
     * thread.
     *
     * @param range null: all of the store
     */
    default void reclaim(int store, @Nullable KeyRange range) {}

    /** Any {@link #reclaim} soon returns, with its work unfinished. */
    default void stopReclaiming() {}

    @Override
    void close();

    /**
     * @param number of the last commit
     * @param nextStore number the next new store shall have
     */
    record Contents(long number, int nextStore, List<StoredStore> stores) {}

    /**
     * @param lows where leaves begin, without the first
     * @param bytes about what each leaf holds, one more than {@code lows}
     */
    record StoredStore(StoreId id, int number, List<byte[]> lows, List<Integer> bytes) {}

    /** Collects what one commit group changes. Used by one thread. */
    interface GroupWriter extends AutoCloseable {
        void put(int store, byte[] key, byte[] value);

        void delete(int store, byte[] key);

        void deleteRange(int store, KeyRange range);

        void addBoundary(int store, byte[] low, int bytes);

        void removeBoundary(int store, byte[] low);

        void createStore(int store, StoreId id);

        void dropStore(int store, StoreId id);

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
        /** Values in the order of the keys, null where there is none. */
        List<byte @Nullable []> getAll(int store, List<byte[]> keys);

        /** All entries of a range, in one page however large. */
        Page read(int store, byte[] from, byte @Nullable [] to);

        /**
         * Begins to read the entries of neighbouring ranges, in one go; by itself one after the other, before it returns.
         *
         * @param lows where each begins, ascending
         * @param high where the last one ends
         * @param whenRead runs when the reading has ended, well or badly; also when nobody waits for the answer
         * @return a page for each, however large
         */
        default Future<List<Page>> readRun(
                int store, List<byte[]> lows, byte @Nullable [] high, Runnable whenRead) {
            var pages = new ArrayList<Page>(lows.size());
            try {
                for (int i = 0; i < lows.size(); i++) {
                    byte[] end = i + 1 < lows.size() ? lows.get(i + 1) : high;
                    pages.add(read(store, lows.get(i), end));
                }
            } finally {
                whenRead.run();
            }
            return CompletableFuture.completedFuture(pages);
        }

        /** Where leaves are recorded to begin, ascending. */
        List<byte[]> boundaries(int store);

        /** Once, when nobody reads any more. */
        void release();
    }
}
