package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;
import dev.borealis.store.StoreId;

import org.jspecify.annotations.Nullable;

import java.util.List;

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

        /** Where leaves are recorded to begin, ascending. */
        List<byte[]> boundaries(int store);

        /** Once, when nobody reads any more. */
        void release();
    }
}
