package dev.borealis.engine.job;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The threads on which the jobs of all clusters of an installation are done: a few, however many clusters there are, which end
 * after some seconds without work; an idle cluster asks for a look into its table of jobs every few seconds. Each cluster's jobs take a step at a time, one after the other, so that none keeps the others from
 * theirs. Thread-safe.
 */
public final class JobScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);

    /** A long step of one cluster leaves a thread to the others. */
    private static final int THREADS = 2;

    /** Threads that may take part in the work of one step, beside its own. */
    private static final int OTHERS =
            Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 0, 3);

    private static final long KEEP_THREADS_SECONDS = 10;

    private final ScheduledThreadPoolExecutor threads;
    private final ThreadFactory helpers;
    private final int others;

    /** Starts no thread before there is something to do. */
    public JobScheduler() {
        this(Thread.ofPlatform().daemon().factory(), OTHERS);
    }

    /**
     * @param helpers makes the threads that take part in the work of one step
     * @param others how many, beside the step's own
     */
    JobScheduler(ThreadFactory helpers, int others) {
        this.helpers = helpers;
        this.others = others;
        threads =
                new ScheduledThreadPoolExecutor(
                        THREADS, Thread.ofPlatform().daemon().name("jobs-", 1).factory());
        threads.setRemoveOnCancelPolicy(true);
        threads.setKeepAliveTime(KEEP_THREADS_SECONDS, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins to take steps of one cluster's jobs, the first one at once.
     *
     * @param step takes one and returns after how many milliseconds the next one is due
     */
    Worker start(LongSupplier step) {
        var worker = new Worker(step);
        worker.wake();
        return worker;
    }

    /**
     * Does work on this thread and on some others at the same time, as many as can be started; returns when all have ended.
     */
    void together(Runnable work) {
        var others = new ArrayList<Thread>();
        try {
            start(work, others);
            work.run();
        } finally {
            boolean interrupted = false;
            for (int i = 0; i < others.size(); ) {
                try {
                    others.get(i).join();
                    i++;
                } catch (InterruptedException _) {
                    interrupted = true; // they end by themselves, soon
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void start(Runnable work, List<Thread> started) {
        String name = Thread.currentThread().getName();
        for (int i = 1; i <= others; i++) {
            Thread other = helpers.newThread(work);
            other.setName(name + "-" + i);
            try {
                other.start();
            } catch (OutOfMemoryError e) { // the system gives no further thread
                LOG.info("a job goes on with {} threads: {}", i, e.getMessage());
                return;
            }
            started.add(other);
        }
    }

    /** Takes the steps of one cluster, never two at a time. */
    final class Worker {
        private final LongSupplier step;
        private @Nullable ScheduledFuture<?> next;
        private boolean running;
        private boolean again; // was woken while it ran
        private boolean closed;

        private Worker(LongSupplier step) {
            this.step = step;
        }

        /** A step is due now. */
        synchronized void wake() {
            if (running) {
                again = true;
            } else {
                schedule(0);
            }
        }

        private void schedule(long millis) {
            if (next != null) {
                next.cancel(false);
                next = null;
            }
            if (!closed) {
                next = threads.schedule(this::run, millis, TimeUnit.MILLISECONDS);
            }
        }

        private void run() {
            synchronized (this) {
                if (closed || running) {
                    return;
                }
                running = true;
                again = false;
            }
            long millis = Jobs.RETRY_MILLIS;
            try {
                millis = step.getAsLong();
            } catch (RuntimeException | Error defect) { // nobody else would hear of it
                LOG.error("job worker", defect);
            } finally {
                synchronized (this) {
                    running = false;
                    notifyAll();
                    schedule(again ? 0 : millis);
                }
            }
        }

        /** Takes no further step; waits for the one under way, but not longer than this. */
        synchronized void close(long millis) {
            closed = true;
            schedule(0);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            try {
                for (long left = millis; running && left > 0; ) {
                    wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
