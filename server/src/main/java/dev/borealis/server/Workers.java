package dev.borealis.server;

import java.util.concurrent.Callable;
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
final class Workers implements AutoCloseable {
    private final ExecutorService threads;
    private final Semaphore permits;

    /** @param running statements that run at the same time; source: design section 8, 2 × cores and at least 4 */
    Workers(int running) {
        permits = new Semaphore(running);
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE, // bounded by the connections, each of which runs one
                        // statement
                        10,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().daemon().name("statement-", 1).factory());
        threads = pool;
    }

    /** Runs it on a platform thread; the calling (virtual) thread parks meanwhile. */
    <T> T call(Callable<T> work) throws Exception {
        permits.acquire();
        try {
            return threads.submit(work).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        } finally {
            permits.release();
        }
    }

    /** Runs something that waits for the client, from inside {@link #call}, without holding a permit. */
    <T> T whileWaiting(Callable<T> waiting) throws Exception {
        permits.release();
        try {
            return waiting.call();
        } finally {
            permits.acquireUninterruptibly();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
