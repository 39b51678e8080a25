package dev.borealis.engine.transaction;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all statements and transactions of the process share. Thread-safe. */
public final class MemoryPool {
    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    /** @param bytes of all statements together */
    public MemoryPool(long bytes) {
        this.bytes = bytes;
    }

    /** Without a bound: for work of the system, which is bounded by what it does. */
    public static MemoryPool unbounded() {
        return new MemoryPool(Long.MAX_VALUE);
    }

    /** 35 % of the heap, as the server's plan of memory gives it too. */
    public static MemoryPool ofHeap() {
        return new MemoryPool(Runtime.getRuntime().maxMemory() / 100 * 35);
    }

    /** Takes memory if so much is left. */
    boolean take(long wanted) {
        if (taken.addAndGet(wanted) <= bytes) {
            return true;
        }
        taken.addAndGet(-wanted);
        return false;
    }

    void giveBack(long given) {
        taken.addAndGet(-given);
    }

    /** Bytes that all statements together may hold. */
    public long bytes() {
        return bytes;
    }

    /** Bytes that statements hold at the moment. */
    public long taken() {
        return taken.get();
    }
}
