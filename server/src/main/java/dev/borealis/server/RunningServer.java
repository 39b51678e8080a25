package dev.borealis.server;

import dev.borealis.auth.AtomicFile;
import dev.borealis.server.rehearsal.Rehearsal;

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
 * Where a running server is found: the file {@code running.properties} in its data directory.
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

    public RunningServer {
        clusters = List.copyOf(clusters);
    }

    /** The CA file clients verify it with. */
    public Path authorityCertificate() {
        return dataDirectory.resolve("tls").resolve("ca.crt");
    }

    /** Empty when no server runs there, or a dead one left its file behind. */
    public static Optional<RunningServer> find(Path dataDirectory) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(directory.resolve(FILE))));
            RunningServer server =
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
                            List.of(properties.getProperty("clusters", "").split(",")));
            boolean alive = ProcessHandle.of(server.pid).map(ProcessHandle::isAlive).orElse(false);
            return alive ? Optional.of(server) : Optional.empty();
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
