package dev.borealis.server;

import org.jspecify.annotations.Nullable;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Begins to keep the heap small when it first grows: a server that has nothing to do does not pay for the means.
 *
 * <p>Thread-safe.
 */
final class ProcessHeap implements AutoCloseable {
    /** An idle server stays far below; a bulk load is there within a second. */
    static final long GROWN_BYTES = 256L << 20;

    private final LongSupplier usedBytes;
    private final Supplier<Runnable> keep;
    private @Nullable Runnable end;
    private boolean closed;

    /**
     * @param usedBytes heap in use, garbage included
     * @param keep begins; what it returns ends it
     */
    ProcessHeap(LongSupplier usedBytes, Supplier<Runnable> keep) {
        this.usedBytes = usedBytes;
        this.keep = keep;
    }

    static ProcessHeap ofThisProcess() {
        return new ProcessHeap(
                () -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
                HeapTarget::keepForThisProcess);
    }

    /** To be called every second or so. */
    synchronized void look() {
        if (end == null && !closed && usedBytes.getAsLong() > GROWN_BYTES) {
            end = keep.get();
        }
    }

    /** The collector is as it was before. */
    @Override
    public synchronized void close() {
        closed = true;
        if (end != null) {
            end.run();
            end = null;
        }
    }
}
