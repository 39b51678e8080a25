package dev.borealis.engine.transaction;

import dev.borealis.types.Limits;
import dev.borealis.types.error.ExecutionErrors;

/**
 * The memory of one statement, or of the own writes of one transaction. Draws from the pool in steps, so most calls only
 * add; gives everything back at the end. Used by one thread at a time.
 */
public final class MemoryAccount implements AutoCloseable {
    /** Bytes that a statement draws from the pool at once: seldom enough that the pool is not contended, little for one that needs little. */
    public static final long STEP_BYTES = 256 * 1024;

    /** The same for a transaction: thousands may sleep with a row or two changed. */
    private static final long STEP_BYTES_OF_TRANSACTION = 16 * 1024;

    /** What one statement may use. */
    public static final long LIMIT_BYTES = Limits.QUERY_MEMORY_BYTES;

    private final MemoryPool pool;
    private final long limitBytes;
    private final long stepBytes;
    private long used;
    private long drawn;

    public MemoryAccount(MemoryPool pool) {
        this(pool, LIMIT_BYTES);
    }

    public MemoryAccount(MemoryPool pool, long limitBytes) {
        this(pool, limitBytes, STEP_BYTES);
    }

    private MemoryAccount(MemoryPool pool, long limitBytes, long stepBytes) {
        this.pool = pool;
        this.limitBytes = limitBytes;
        this.stepBytes = stepBytes;
    }

    /** For what a transaction writes and touches. */
    static MemoryAccount ofTransaction(MemoryPool pool) {
        return new MemoryAccount(pool, LIMIT_BYTES, STEP_BYTES_OF_TRANSACTION);
    }

    /**
     * Counts memory about to be used.
     *
     * @throws dev.borealis.types.error.SqlException 54000 over the statement's limit, 53200 when the pool is empty
     */
    public void take(long bytes) {
        used += bytes;
        if (used > drawn) {
            draw();
        }
    }

    private void draw() {
        if (used > limitBytes) {
            throw ExecutionErrors.tempSpaceExceeded(limitBytes / 1024);
        }
        long wanted = (used - drawn + stepBytes - 1) / stepBytes * stepBytes;
        if (!pool.take(wanted)) {
            throw ExecutionErrors.outOfTempSpace();
        }
        drawn += wanted;
    }

    /** Checks that a value of this size may be made, without keeping it counted. */
    public void check(long bytes) {
        if (used + bytes > limitBytes) {
            throw ExecutionErrors.tempSpaceExceeded(limitBytes / 1024);
        }
    }

    /** @param bytes as many as were taken */
    public void release(long bytes) {
        used -= bytes;
    }

    /** Bytes taken and not given back. */
    public long used() {
        return used;
    }

    @Override
    public void close() {
        pool.giveBack(drawn);
        drawn = 0;
        used = 0;
    }
}
