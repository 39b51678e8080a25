package dev.borealis.engine.observe;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Lines that may be written: a number at once, then one each time some seconds have gone by; and how many were not written.
 * Thread-safe; waits for nobody.
 */
final class Allowance {
    private final long burstMillis;
    private final long millisPerLine;
    private final AtomicLong spentUntil = new AtomicLong(Long.MIN_VALUE / 2);
    private final AtomicLong leftOut = new AtomicLong();

    Allowance(int burst, int secondsPerLine) {
        this.millisPerLine = 1_000L * secondsPerLine;
        this.burstMillis = burst * millisPerLine;
    }

    /** Whether a line may be written now. */
    boolean take(long nowMillis) {
        long spent = spentUntil.get();
        long after = Math.max(spent, nowMillis - burstMillis) + millisPerLine;
        // one that loses the race is left out: another line of this moment is written
        return after <= nowMillis && spentUntil.compareAndSet(spent, after);
    }

    /** A line was not written. */
    void leaveOut() {
        leftOut.incrementAndGet();
    }

    /** Lines not written since this was last asked. */
    long takeLeftOut() {
        return leftOut.getAndSet(0);
    }
}
