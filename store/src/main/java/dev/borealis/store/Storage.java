package dev.borealis.store;

import java.util.List;
import java.util.Optional;

/**
 * All stores of one installation, one per cluster. Making one is a commit, not a new engine: milliseconds. Thread-safe.
 */
public interface Storage extends AutoCloseable {
    /**
     * Makes an empty store, durably.
     *
     * @throws IllegalStateException when there is one with this id
     * @throws StoreException UNAVAILABLE or DISK_FULL also when a write failed and nobody knows yet whether it happened
     */
    Store create(StoreId id);

    /**
     * The same object for every caller.
     *
     * @throws IllegalStateException when there is none with this id
     */
    Store open(StoreId id);

    /** Idempotent; space comes back in the background. May have happened after an exception as {@link #create} may have. */
    void drop(StoreId id);

    /** In order of id. */
    List<StoreId> list();

    /**
     * Why a commit would be refused now, as far as is known without trying: the storage is closed, is being opened again,
     * or has refused one within the last seconds. Waits for nothing.
     */
    default Optional<StoreProblem> refusing() {
        return Optional.empty();
    }

    /** Refuses new calls, waits for running ones, frees everything. Waiting commits are refused. Any number of times. */
    @Override
    void close();
}
