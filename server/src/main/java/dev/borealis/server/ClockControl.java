package dev.borealis.server;

import dev.borealis.server.rehearsal.Durations;
import dev.borealis.server.rehearsal.MovableClock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the clock of a running server is moved: whoever may write in its data directory leaves the file {@code clock.request}
 * there, the server takes it away, moves its clock and writes the new offset into {@code running.properties}.
 */
public final class ClockControl {
    /** How often a server whose clock can be moved looks. */
    static final long POLL_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(ClockControl.class);
    private static final String FILE = "clock.request";

    private final Path file;
    private final MovableClock clock;
    private final Consumer<Duration> moved;

    /** @param moved is told the new offset */
    ClockControl(Path dataDirectory, MovableClock clock, Consumer<Duration> moved)
            throws IOException {
        this.file = dataDirectory.resolve(FILE);
        this.clock = clock;
        this.moved = moved;
        Files.deleteIfExists(file);
    }

    /** Looks for a request and does it. */
    void poll() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Duration by = Durations.parse(Files.readString(file).strip());
            Files.delete(file);
            Duration offset = clock.offset().plus(by);
            clock.moveTo(offset);
            LOG.warn("the clock was moved: it is {} ahead now", Durations.text(offset));
            moved.accept(offset);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("request to move the clock: {}", e.toString());
            try {
                Files.deleteIfExists(file);
            } catch (IOException again) {
                LOG.warn("request to move the clock: {}", again.toString());
            }
        }
    }

    /**
     * Asks the server of a data directory to move its clock, and waits until it has.
     *
     * @param by not negative
     * @return the server with its new offset; empty when it does not answer in time
     */
    public static Optional<RunningServer> advance(RunningServer server, Duration by, Duration wait)
            throws IOException, InterruptedException {
        Duration before = server.rehearsal().clockOffset();
        if (before == null || by.isNegative()) {
            throw new IllegalArgumentException("this clock cannot be moved so");
        }
        Path directory = server.dataDirectory();
        Path request = Files.createTempFile(directory, "clock", ".new");
        Files.writeString(request, Durations.text(by));
        long deadline = System.nanoTime() + wait.toNanos();
        while (!rename(request, directory.resolve(FILE)) && System.nanoTime() < deadline) {
            Thread.sleep(10); // somebody else has asked in this very moment
        }
        while (System.nanoTime() < deadline) {
            Optional<RunningServer> now = RunningServer.find(directory);
            Duration offset = now.map(running -> running.rehearsal().clockOffset()).orElse(null);
            if (offset != null && offset.compareTo(before.plus(by)) >= 0) {
                return now;
            }
            Thread.sleep(10);
        }
        return Optional.empty();
    }

    private static boolean rename(Path from, Path to) throws IOException {
        try {
            if (Files.exists(to)) {
                return false;
            }
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
