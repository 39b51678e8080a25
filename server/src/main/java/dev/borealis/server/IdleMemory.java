package dev.borealis.server;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Gives memory back when there is nothing to do. A concurrent collector does not run as long as nothing is allocated, so
 * the garbage of a start or of the last burst of work would stay for hours; here a process that has spent hardly any
 * processor time for a while collects once, and the collector then gives the free pages back.
 *
 * <p>Not thread-safe: called by one thread, at even intervals.
 */
final class IdleMemory {
    /** Between two looks. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Processor time of an interval in which nothing happened: timers, a health check. */
    private static final Duration IDLE = INTERVAL.dividedBy(50);

    /** A collection that can give back less is not worth its processor time. */
    private static final long WORTHWHILE_BYTES = 16L << 20;

    private final Supplier<Optional<Duration>> processorTime;
    private final LongSupplier usedBytes;
    private final Runnable collect;

    private Duration spent = Duration.ZERO;
    private long usedAfterLast;

    /**
     * @param processorTime of the process; empty where the operating system does not tell, and then nothing is done
     * @param usedBytes heap in use, garbage included
     */
    IdleMemory(
            Supplier<Optional<Duration>> processorTime, LongSupplier usedBytes, Runnable collect) {
        this.processorTime = processorTime;
        this.usedBytes = usedBytes;
        this.collect = collect;
    }

    static IdleMemory ofThisProcess() {
        return new IdleMemory(
                () -> ProcessHandle.current().info().totalCpuDuration(),
                () -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
                System::gc);
    }

    void look() {
        Optional<Duration> now = processorTime.get();
        if (now.isEmpty()) {
            return;
        }
        boolean idle = now.get().minus(spent).compareTo(IDLE) < 0;
        spent = now.get();
        long used = usedBytes.getAsLong();
        // a large heap is not walked for a small gain
        if (idle && used - usedAfterLast > Math.max(WORTHWHILE_BYTES, usedAfterLast / 4)) {
            collect.run();
            usedAfterLast = usedBytes.getAsLong();
            spent = processorTime.get().orElse(spent);
        } else {
            usedAfterLast = Math.min(usedAfterLast, used);
        }
    }
}
