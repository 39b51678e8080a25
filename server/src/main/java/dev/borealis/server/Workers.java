package dev.borealis.server;

import dev.borealis.engine.session.LongStatements;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Platform threads for statements without a small bound. Virtual threads are not time-sliced: two long sorts on two
 * carriers would stop every session; here the operating system shares the cores out. Thread-safe.
 *
 * <p>As many run at a time as there are permits, by turns when there are more. One that waits for something (a slow reader, COPY data, its commit, a job,
 * the end of pg_sleep) gives its permit to another for the time being. One that must end waits for no permit: it ends at its
 * first look.
 */
final class Workers implements LongStatements, AutoCloseable {
    /** How soon a statement that waits for its turn notices that it was cancelled. */
    private static final long LOOK_MILLIS = 200;

    /** How long a statement runs while others wait for their turn. */
    private static final long TURN_NANOS = 100_000_000;

    /** Between two looks whether a permit was taken; it takes microseconds. */
    private static final long HAND_OVER_NANOS = 100_000;

    /** Of the statement that a thread runs. */
    private static final ScopedValue<Turn> TURN = ScopedValue.newInstance();

    private final ExecutorService threads;
    private final Permits permits;

    /** @param running statements that run at the same time; a server has 2 × cores and at least 4 (docs/decisions/threads.md) */
    Workers(int running) {
        permits = new Permits(running);
        // as many threads as asked for: bounded by the connections, each of which runs one
        // statement
        threads =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        10,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().daemon().name("statement-", 1).factory());
    }

    /** Runs it on a platform thread; a calling virtual thread parks meanwhile. */
    @Override
    public void run(Runnable statement, BooleanSupplier mustEnd) {
        if (!Thread.currentThread().isVirtual()) {
            statement.run(); // one inside another, or called from a thread of the system
            return;
        }
        permits.take(mustEnd);
        try {
            threads.submit(() -> ScopedValue.where(TURN, new Turn(mustEnd)).run(statement)).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            permits.release();
        }
    }

    @FunctionalInterface
    interface Waiting<T> {
        T run() throws IOException;
    }

    /** Runs something that waits for the client; inside {@link #run} it holds no permit meanwhile. */
    <T> T whileWaitingForClient(Waiting<T> waiting) throws IOException {
        giveAway();
        try {
            return waiting.run();
        } finally {
            takeBack();
        }
    }

    @Override
    public void whileWaiting(Runnable waiting) {
        giveAway();
        try {
            waiting.run();
        } finally {
            takeBack();
        }
    }

    private void giveAway() {
        if (TURN.isBound()) { // or it is a bounded statement, on its connection's thread
            permits.release();
        }
    }

    private void takeBack() {
        if (TURN.isBound()) {
            Turn turn = TURN.get();
            permits.take(turn.mustEnd);
            turn.since = System.nanoTime();
        }
    }

    /** The threads beyond the permits wait in a queue; who has run for long enough goes to its end. */
    @Override
    public void giveWay() {
        if (permits.hasQueuedThreads()
                && TURN.isBound()
                && System.nanoTime() - TURN.get().since > TURN_NANOS) {
            giveAway();
            permits.untilTaken();
            takeBack();
        }
    }

    private static final class Turn {
        private final BooleanSupplier mustEnd;
        private long since = System.nanoTime();

        Turn(BooleanSupplier mustEnd) {
            this.mustEnd = mustEnd;
        }
    }

    private static final class Permits extends Semaphore {
        private static final long serialVersionUID = 1L;

        Permits(int permits) {
            super(permits);
        }

        /**
         * Lets the first of those who wait have a permit that was released. A fair semaphore would do so by itself, and at every
         * permit, which costs throughput where many statements are short.
         */
        void untilTaken() {
            while (availablePermits() > 0 && hasQueuedThreads()) {
                LockSupport.parkNanos(this, HAND_OVER_NANOS);
            }
        }

        /** Waits for a permit, or goes into debt for one that must end. */
        void take(BooleanSupplier mustEnd) {
            while (true) {
                try {
                    if (tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // the server closes
                    reducePermits(1);
                    return;
                }
                if (mustEnd.getAsBoolean()) {
                    reducePermits(1);
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
