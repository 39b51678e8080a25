package dev.borealis.store.memory;

import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Storage;
import dev.borealis.store.StorageMetrics;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;
import dev.borealis.store.paged.Backing;
import dev.borealis.store.paged.PagedOptions;
import dev.borealis.store.paged.PagedStorage;

import java.util.List;
import java.util.Optional;

/** Stores that live in the heap and end with the process: page trees with nothing behind them. */
public final class MemoryStorage implements Storage {
    private final PagedStorage storage;

    /** Commits on the thread of the caller, with the default page size. */
    public MemoryStorage(RelationPrefix relation) {
        this(
                PagedOptions.forHeap(
                                relation,
                                Runtime.getRuntime().maxMemory(),
                                0,
                                PagedOptions.Drive.CALLER)
                        .withMarksBudget(PagedOptions.MIN_MARKS_BYTES));
    }

    /** With pages, marks and threads as given; the budget of pages is not used, for none can be read again. */
    public MemoryStorage(PagedOptions options) {
        this.storage = new PagedStorage(Backing.NONE, options);
    }

    /** See {@link PagedStorage#step()}. */
    public boolean step() {
        return storage.step();
    }

    /** What it has done so far. */
    public StorageMetrics metrics() {
        return storage.metrics();
    }

    @Override
    public Store create(StoreId id) {
        return storage.create(id);
    }

    @Override
    public Store open(StoreId id) {
        return storage.open(id);
    }

    @Override
    public void drop(StoreId id) {
        storage.drop(id);
    }

    @Override
    public Optional<StoreProblem> refusing() {
        return storage.refusing();
    }

    @Override
    public List<StoreId> list() {
        return storage.list();
    }

    @Override
    public void close() {
        storage.close();
    }
}
