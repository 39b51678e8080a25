package dev.borealis.store.rocksdb;

import org.rocksdb.AbstractNativeReference;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** Native objects in the order they were made, freed in the opposite order. Used by one thread, but for the count. */
final class Handles implements AutoCloseable {
    private final AtomicInteger live;
    private final ArrayDeque<AbstractNativeReference> made = new ArrayDeque<>();

    /** @param live counts all native objects of the storage */
    Handles(AtomicInteger live) {
        this.live = live;
    }

    <T extends AbstractNativeReference> T add(T handle) {
        made.push(handle);
        live.incrementAndGet();
        return handle;
    }

    @Override
    public void close() {
        while (!made.isEmpty()) {
            made.pop().close();
            live.decrementAndGet();
        }
    }
}
