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

/**
 * Platform threads for statements without a small bound. Virtual threads are not time-sliced: two long sorts on two
 * carriers would stop every session; here the operating system shares the cores out. Thread-safe.
 *
 * <p>As many run at a time as there are permits. One that waits for its client (a slow reader, COPY data) gives its
 * permit to another for the time being, see {@link #whileWaiting}.
 */
final class Workers implements LongStatements, AutoCloseable {
    private final ExecutorService threads;
    private final Semaphore permits;

    /** @param running statements that run at the same time; a server has 2 × cores and at least 4 (docs/decisions/threads.md) */
    Workers(int running) {
        permits = new Semaphore(running);
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
    public void run(Runnable statement) {
        if (!Thread.currentThread().isVirtual()) {
            statement.run(); // one inside another, or called from a thread of the system
            return;
        }
        permits.acquireUninterruptibly();
        try {
            threads.submit(statement).get();
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
    <T> T whileWaiting(Waiting<T> waiting) throws IOException {
        if (Thread.currentThread().isVirtual()) {
            return waiting.run();
        }
        permits.release();
        try {
            return waiting.run();
        } finally {
            permits.acquireUninterruptibly();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
