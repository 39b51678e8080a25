package dev.borealis.store.memory;

import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Storage;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;

import java.util.List;
import java.util.TreeMap;

/** Stores that live in the heap. */
public final class MemoryStorage implements Storage {
    private final TreeMap<StoreId, SimpleStore> stores = new TreeMap<>();
    private boolean closed;

    /** @param relation unused until marks are folded */
    public MemoryStorage(RelationPrefix relation) {}

    @Override
    public synchronized Store create(StoreId id) {
        refuseWhenClosed();
        if (stores.containsKey(id)) {
            throw new IllegalStateException("there is a store " + id + " already");
        }
        var store = new SimpleStore(id);
        stores.put(id, store);
        return store;
    }

    @Override
    public synchronized Store open(StoreId id) {
        refuseWhenClosed();
        Store store = stores.get(id);
        if (store == null) {
            throw new IllegalStateException("there is no store " + id);
        }
        return store;
    }

    @Override
    public synchronized void drop(StoreId id) {
        refuseWhenClosed();
        stores.remove(id);
    }

    @Override
    public synchronized List<StoreId> list() {
        refuseWhenClosed();
        return List.copyOf(stores.keySet());
    }

    @Override
    public synchronized void close() {
        closed = true;
        stores.clear();
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new StoreException(StoreProblem.CLOSED, "the storage is closed");
        }
    }
}
