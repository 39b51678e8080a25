package dev.borealis.server.metrics;

import static dev.borealis.server.metrics.Metric.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process as every Prometheus client describes it: processor time, memory, open files. What the operating system does
 * not tell is left out.
 */
public final class ProcessMetrics implements MetricSource {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private final Instant startedAt;

    public ProcessMetrics(Instant startedAt) {
        this.startedAt = startedAt;
    }

    @Override
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(
                gauge(
                        "process_start_time_seconds",
                        "When the server started, in seconds since 1970.",
                        startedAt.toEpochMilli() / 1e3));
        cpu().ifPresent(
                        time ->
                                metrics.add(
                                        new Metric.Counter(
                                                "process_cpu_seconds_total",
                                                "Processor time spent.",
                                                List.of(sample(time.toNanos() / 1e9)))));
        resident()
                .ifPresent(
                        bytes ->
                                metrics.add(
                                        gauge(
                                                "process_resident_memory_bytes",
                                                "Memory in use as the operating system sees it.",
                                                bytes)));
        openFiles()
                .ifPresent(
                        count ->
                                metrics.add(
                                        gauge(
                                                "process_open_fds",
                                                "Open files and sockets.",
                                                count)));
        Runtime runtime = Runtime.getRuntime();
        metrics.add(
                gauge(
                        "jvm_memory_used_bytes",
                        "Heap in use, garbage included.",
                        runtime.totalMemory() - runtime.freeMemory()));
        metrics.add(
                gauge(
                        "jvm_memory_committed_bytes",
                        "Heap taken from the operating system.",
                        runtime.totalMemory()));
        metrics.add(
                gauge(
                        "jvm_memory_max_bytes",
                        "Heap that may be taken at most.",
                        runtime.maxMemory()));
        return metrics;
    }

    private static Metric gauge(String name, String help, double value) {
        return new Metric.Gauge(name, help, List.of(sample(value)));
    }

    private static Optional<Duration> cpu() {
        return ProcessHandle.current().info().totalCpuDuration();
    }

    private static Optional<Long> resident() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .map(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")));
        } catch (IOException e) {
            return Optional.empty(); // not Linux
        }
    }

    private static Optional<Long> openFiles() {
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            return Optional.of(files.count());
        } catch (IOException e) {
            return Optional.empty(); // not Linux
        }
    }
}
