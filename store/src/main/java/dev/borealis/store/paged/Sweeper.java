package dev.borealis.store.paged;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The thread that brings pages back within their budget. A sweep that fails, for want of memory say, is tried again. */
final class Sweeper implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final BooleanSupplier isDue;
    private final Runnable sweep;
    private final Consumer<Throwable> failed;
    private final long pauseNanos;
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    Sweeper(BooleanSupplier isDue, Runnable sweep, Consumer<Throwable> failed) {
        this(isDue, sweep, failed, PAUSE_NANOS);
    }

    /** @param pauseNanos after a sweep that failed */
    Sweeper(BooleanSupplier isDue, Runnable sweep, Consumer<Throwable> failed, long pauseNanos) {
        this.isDue = isDue;
        this.sweep = sweep;
        this.failed = failed;
        this.pauseNanos = pauseNanos;
    }

    void start() {
        Thread sweeping =
                Thread.ofPlatform()
                        .name("borealis-page-budget")
                        .daemon()
                        .unstarted(this::sweepForever);
        thread = sweeping; // before it looks for the first time: from then on it must be woken
        sweeping.start();
    }

    /** A sweep may be due. Quick; any thread. */
    void wake() {
        Thread sleeping = thread;
        if (sleeping != null) {
            LockSupport.unpark(sleeping);
        }
    }

    private void sweepForever() {
        while (!closed) {
            if (!isDue.getAsBoolean()) {
                LockSupport.park(this);
                continue;
            }
            try {
                sweep.run();
            } catch (RuntimeException | Error e) {
                failed.accept(e);
                pause();
            }
        }
    }

    /** However often it is woken meanwhile. */
    private void pause() {
        long until = System.nanoTime() + pauseNanos;
        for (long left = pauseNanos; left > 0 && !closed; left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
        PagedStorage.join(thread);
    }
}
