package dev.borealis.server;

import dev.borealis.server.control.ControlFailure;
import dev.borealis.server.rehearsal.Durations;
import dev.borealis.server.rehearsal.MovableClock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;

/** Moves the clock of a running server, and keeps what the server says of itself in step with it. Thread-safe. */
final class ClockControl {
    private static final Logger LOG = LoggerFactory.getLogger(ClockControl.class);

    private final @Nullable MovableClock clock;
    private final Connections connections;
    private volatile RunningServer description;

    /**
     * @param clock null when it goes as it goes
     * @param connections end when the new time is past theirs
     * @param description with the offset of now
     */
    ClockControl(@Nullable MovableClock clock, Connections connections, RunningServer description) {
        this.clock = clock;
        this.connections = connections;
        this.description = description;
    }

    RunningServer description() {
        return description;
    }

    /** Everything that goes by time has followed when this returns. */
    synchronized void advance(Duration by) throws ControlFailure {
        if (clock == null) {
            throw new ControlFailure(
                    "the clock of this server cannot be moved; start it with --clock-offset 0s");
        }
        if (by.isNegative()) {
            throw new ControlFailure("time goes forward only: " + Durations.text(by));
        }
        Duration offset = clock.offset().plus(by);
        clock.moveTo(offset);
        LOG.warn("the clock was moved: it is {} ahead now", Durations.text(offset));
        connections.endOverdue();
        RunningServer moved = description.withClockOffset(offset);
        description = moved;
        try {
            moved.write();
        } catch (IOException e) {
            throw new ControlFailure(
                    "the clock was moved, but the file that says so cannot be written: "
                            + e.getMessage(),
                    e);
        }
    }
}
