package dev.borealis.server;

import java.time.InstantSource;

/**
 * How many connections a cluster takes: a token bucket for new ones and a bound for open ones. Thread-safe.
 *
 * <p>Source: spec/limits.md section 1.
 */
final class Admission {
    private final int maxOpen;
    private final int burst;
    private final int perSecond;
    private final InstantSource clock;

    private int open;

    /** In thousandths of a connection. */
    private long tokens;

    private long refilledAtMillis;

    Admission(int maxOpen, int burst, int perSecond, InstantSource clock) {
        this.maxOpen = maxOpen;
        this.burst = burst;
        this.perSecond = perSecond;
        this.clock = clock;
        this.tokens = burst * 1_000L;
        this.refilledAtMillis = clock.millis();
    }

    enum Verdict {
        ADMITTED,
        TOO_MANY_OPEN,
        RATE_EXCEEDED
    }

    /** One that is admitted must be {@linkplain #leave() left} once. */
    synchronized Verdict enter() {
        long now = clock.millis();
        if (now > refilledAtMillis) {
            // one token a second is one thousandth a millisecond
            long refill = Math.min(now - refilledAtMillis, 1_000_000L) * perSecond;
            tokens = Math.min(burst * 1_000L, tokens + refill);
        }
        refilledAtMillis = now;
        if (tokens < 1_000) {
            return Verdict.RATE_EXCEEDED;
        }
        tokens -= 1_000;
        if (open >= maxOpen) {
            return Verdict.TOO_MANY_OPEN;
        }
        open++;
        return Verdict.ADMITTED;
    }

    synchronized void leave() {
        open--;
    }

    synchronized int open() {
        return open;
    }
}
