package dev.borealis.server.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** The time of another clock, and some more: what limits, tokens and connections go by can be had without waiting. Thread-safe. */
public final class MovableClock extends Clock {
    private final Clock real;
    private final AtomicReference<Duration> offset;

    public MovableClock(Clock real, Duration offset) {
        this.real = real;
        this.offset = new AtomicReference<>(offset);
    }

    /** The clock that was not moved. */
    public Clock real() {
        return real;
    }

    /** How far it is from the real time. */
    public Duration offset() {
        return offset.get();
    }

    /** From now on it is that much ahead of the other clock. */
    public void moveTo(Duration newOffset) {
        offset.set(newOffset);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("one zone is enough here");
    }
}
