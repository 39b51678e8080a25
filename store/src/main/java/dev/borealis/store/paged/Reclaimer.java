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
 * more, on a thread of its own: it may read and write much, so while much is being committed it waits for half a minute. What
 * is waiting when the process ends comes back later, when the backing rewrites these files anyway.
 */
final class Reclaimer {
    /** Between looks whether the old views are gone and things are quiet. */
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Commit groups between two looks that make it wait. */
    private static final int BUSY_GROUPS = 50;

    /** Looks after which it waits no longer. */
    private static final int MOST_LOOKS = 60;

    private record Waiting(int store, @Nullable KeyRange range, long number) {}

    private final Backing backing;
    private final LongSupplier oldestHeld;
    private final LongSupplier groups;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * @param oldestHeld number of the oldest view that somebody may still be reading
     * @param groups committed so far
     */
    Reclaimer(Backing backing, LongSupplier oldestHeld, LongSupplier groups) {
        this.backing = backing;
        this.oldestHeld = oldestHeld;
        this.groups = groups;
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
        long before = groups.getAsLong();
        int looks = 0;
        while (!closed) {
            if (waiting.isEmpty()) {
                looks = 0;
                LockSupport.park(this);
                continue;
            }
            long now = groups.getAsLong();
            boolean busy = now - before > BUSY_GROUPS && ++looks < MOST_LOOKS;
            before = now;
            if (busy || !reclaim()) {
                pause();
            }
        }
    }

    /** All of the time, however much is added meanwhile: how much was committed in it says whether things are quiet. */
    private void pause() {
        long end = System.nanoTime() + WAIT_NANOS;
        for (long left = WAIT_NANOS; left > 0 && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
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
