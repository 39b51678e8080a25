package dev.borealis.store.fault;

import dev.borealis.store.Storage;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Any storage, with faults. On one thread, equal seeds and equal calls give equal answers. */
public final class FaultyStorage implements Storage {
    private final Storage inner;
    private final Chance chance;
    private final Map<StoreId, FaultyStore> stores = new HashMap<>();

    /** Closes the inner storage when closed. */
    public FaultyStorage(Storage inner, Faults faults, long seed) {
        this.inner = inner;
        this.chance = new Chance(faults, new SplittableRandom(seed));
    }

    /** From now on as often as this: an installation is set up in peace, then the faults begin. */
    public void faults(Faults faults) {
        chance.faults(faults);
    }

    @Override
    public synchronized Store create(StoreId id) {
        var store = new FaultyStore(inner.create(id), chance);
        stores.put(id, store);
        return store;
    }

    @Override
    public synchronized Store open(StoreId id) {
        Store opened = inner.open(id);
        return stores.computeIfAbsent(id, _ -> new FaultyStore(opened, chance));
    }

    @Override
    public synchronized void drop(StoreId id) {
        inner.drop(id);
        stores.remove(id);
    }

    @Override
    public List<StoreId> list() {
        return inner.list();
    }

    @Override
    public Optional<StoreProblem> refusing() {
        return inner.refusing();
    }

    @Override
    public void close() {
        inner.close();
    }
}
