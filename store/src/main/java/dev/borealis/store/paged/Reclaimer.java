package dev.borealis.store.paged;

import dev.borealis.store.KeyRange;
import dev.borealis.store.StoreException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Gives the space of discarded ranges and dropped stores back to the disk, when no view older than the discard is held any
 * more, on a thread of its own: it may read and write much. What is waiting when the process ends comes back later, when
 * the backing rewrites these files anyway.
 */
final class Reclaimer {
    /** Between looks whether the old views are gone. */
    private static final long WAIT_MILLIS = 500;

    private record Waiting(int store, @Nullable KeyRange range, long number) {}

    private final Backing backing;
    private final LongSupplier oldestHeld;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private @Nullable Thread thread;
    private volatile boolean closed;

    /** @param oldestHeld number of the oldest view that somebody may still be reading */
    Reclaimer(Backing backing, LongSupplier oldestHeld) {
        this.backing = backing;
        this.oldestHeld = oldestHeld;
    }

    void start() {
        thread = Thread.ofPlatform().name("borealis-reclaimer").daemon().start(this::run);
    }

    /**
     * A range was discarded.
     *
     * @param range null: all of a store
     * @param number of the first view without it
     */
    void add(int store, @Nullable KeyRange range, long number) {
        waiting.add(new Waiting(store, range, number));
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            if (waiting.isEmpty()) {
                LockSupport.park(this);
            } else if (!reclaim()) {
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS));
            }
        }
    }

    /** Does now what can be done; false when nothing can. */
    synchronized boolean reclaim() {
        Waiting next = waiting.peek();
        if (next == null || oldestHeld.getAsLong() < next.number) {
            return false;
        }
        waiting.remove();
        try {
            backing.reclaim(next.store, next.range);
        } catch (StoreException _) {
            return false; // closing, or the disk failed: the space comes back later
        }
        return true;
    }

    void close() {
        closed = true;
        backing.stopReclaiming();
        LockSupport.unpark(thread);
        PagedStorage.join(thread);
    }
}
