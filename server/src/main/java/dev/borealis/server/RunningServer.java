package dev.borealis.server;

import dev.borealis.auth.AtomicFile;
import dev.borealis.server.rehearsal.Rehearsal;
import dev.borealis.store.DirectoryLock;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a running server is found: the file {@code running.properties} in its data directory. That one runs is said by the lock of
 * the directory; the file is of whoever holds it, because taking the lock removes what a dead server left.
 *
 * @param rehearsal what is different on purpose from a real cluster, its clock as of now
 * @param clusters ids, the default one first
 */
public record RunningServer(
        long pid,
        String host,
        int port,
        int httpPort,
        Path dataDirectory,
        String version,
        Instant startedAt,
        String region,
        String domain,
        boolean insecureLoopback,
        Rehearsal rehearsal,
        List<String> clusters) {
    private static final String FILE = "running.properties";

    /** The operating system knows the second in which it started, not more, and counts from there. */
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(2);

    public RunningServer {
        clusters = List.copyOf(clusters);
    }

    /** The CA file clients verify it with. */
    public Path authorityCertificate() {
        return dataDirectory.resolve("tls").resolve("ca.crt");
    }

    /**
     * The server's process. Empty when it is not to be seen from here, as in another container, where its number is that of
     * nobody, of another process, or of this one.
     */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(process -> !process.equals(ProcessHandle.current()))
                .filter(
                        process ->
                                process.info()
                                        .startInstant()
                                        .map(start -> start.isBefore(startedAt.plus(CLOCK_ERROR)))
                                        .orElse(true));
    }

    /** Empty when no server runs there, or a dead one left its file behind. */
    public static Optional<RunningServer> find(Path dataDirectory) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        if (!Files.exists(directory.resolve(FILE)) || !DirectoryLock.isHeld(directory)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(directory.resolve(FILE))));
            return Optional.of(
                    new RunningServer(
                            Long.parseLong(properties.getProperty("pid", "")),
                            properties.getProperty("host", "localhost"),
                            Integer.parseInt(properties.getProperty("port", "")),
                            Integer.parseInt(properties.getProperty("httpPort", "")),
                            directory,
                            properties.getProperty("version", ""),
                            Instant.parse(properties.getProperty("startedAt", "")),
                            properties.getProperty("region", ""),
                            properties.getProperty("domain", ""),
                            Boolean.parseBoolean(properties.getProperty("insecureLoopback")),
                            Rehearsal.from(properties),
                            List.of(properties.getProperty("clusters", "").split(","))));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    void write() throws IOException {
        String text =
                """
                pid=%d
                host=%s
                port=%d
                httpPort=%d
                version=%s
                startedAt=%s
                region=%s
                domain=%s
                insecureLoopback=%s
                clusters=%s
                %s"""
                        .formatted(
                                pid,
                                host,
                                port,
                                httpPort,
                                version,
                                startedAt,
                                region,
                                domain,
                                insecureLoopback,
                                String.join(",", clusters),
                                rehearsal.properties());
        AtomicFile.write(dataDirectory.resolve(FILE), text, false);
    }

    /** The same server, its clock moved. */
    RunningServer withClockOffset(Duration offset) {
        return new RunningServer(
                pid,
                host,
                port,
                httpPort,
                dataDirectory,
                version,
                startedAt,
                region,
                domain,
                insecureLoopback,
                rehearsal.withClockOffset(offset),
                clusters);
    }

    static void remove(Path dataDirectory) throws IOException {
        Files.deleteIfExists(dataDirectory.resolve(FILE));
    }
}
