package dev.borealis.store.paged;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Gives the space of discarded ranges and dropped stores back to the disk, when no view older than the discard is held any
 * more, on a thread of its own: it may read and write much, so while much is being committed it waits for half a minute. What
 * fails is tried again; what is waiting when the process ends, after the next opening.
 */
final class Reclaimer {
    /** Between looks whether the old views are gone and things are quiet. */
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** After a failure: the disk is full, or is being opened again. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Commit groups between two looks that make it wait. */
    private static final int BUSY_GROUPS = 50;

    /** Looks after which it waits no longer. */
    private static final int MOST_LOOKS = 60;

    /** Of one attempt. */
    enum Result {
        DONE,
        NOTHING_TO_DO,
        FAILED
    }

    private final Backing backing;
    private final LongSupplier oldestHeld;
    private final LongSupplier groups;
    private final Consumer<Throwable> failures;
    private final ConcurrentLinkedQueue<Reclaimable> waiting = new ConcurrentLinkedQueue<>();
    private @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * @param oldestHeld number of the oldest view that somebody may still be reading
     * @param groups committed so far
     * @param failures is told why something could not be given back yet
     */
    Reclaimer(
            Backing backing,
            LongSupplier oldestHeld,
            LongSupplier groups,
            Consumer<Throwable> failures) {
        this.backing = backing;
        this.oldestHeld = oldestHeld;
        this.groups = groups;
        this.failures = failures;
    }

    void start() {
        thread = Thread.ofPlatform().name("borealis-reclaimer").daemon().start(this::run);
    }

    void add(Reclaimable reclaimable) {
        waiting.add(reclaimable);
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
            if (busy) {
                pause(WAIT_NANOS);
                continue;
            }
            switch (reclaim()) {
                case DONE -> {}
                case NOTHING_TO_DO -> pause(WAIT_NANOS);
                case FAILED -> pause(RETRY_NANOS);
            }
        }
    }

    /** All of the time, however much is added meanwhile: how much was committed in it says whether things are quiet. */
    private void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /** Gives back one of those that no view holds back any more. */
    synchronized Result reclaim() {
        long oldest = oldestHeld.getAsLong();
        Optional<Reclaimable> ripe =
                waiting.stream().filter(one -> one.number() <= oldest).findFirst();
        if (ripe.isEmpty()) {
            return Result.NOTHING_TO_DO;
        }
        Reclaimable next = ripe.get();
        waiting.remove(next);
        try {
            backing.reclaim(next);
            return Result.DONE;
        } catch (RuntimeException | OutOfMemoryError e) {
            waiting.add(next); // behind the others
            if (!closed) { // else it was told to stop
                failures.accept(e);
            }
            return Result.FAILED;
        }
    }

    void close() {
        closed = true;
        backing.stopReclaiming();
        LockSupport.unpark(thread);
        PagedStorage.join(thread);
    }
}
