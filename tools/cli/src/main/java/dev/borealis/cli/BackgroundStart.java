package dev.borealis.cli;

import dev.borealis.server.DataDirectory;
import dev.borealis.server.RunningServer;
import dev.borealis.server.StartFailure;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts the server as a process of its own and waits until it accepts connections, or tells why it does not. */
final class BackgroundStart {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final @Nullable String heap;
    private final PrintWriter err;

    BackgroundStart(Path directory, @Nullable String heap, PrintWriter err) {
        this.err = err;
        this.directory = directory.toAbsolutePath().normalize();
        this.heap = heap;
    }

    RunningServer start(List<String> arguments)
            throws IOException, InterruptedException, StartFailure {
        Optional<RunningServer> running = RunningServer.find(directory);
        if (running.isPresent()) {
            throw new Failure(
                    "a server is running on %s already (process %d, port %d)"
                            .formatted(directory, running.get().pid(), running.get().port()));
        }
        DataDirectory.make(directory);
        // why it does not start is read from its stderr; its log is in the data directory
        Path log = Files.createTempFile("borealis-start", ".log");
        try {
            Process process = launch(arguments, log);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                Optional<RunningServer> started = RunningServer.find(directory);
                if (started.isPresent() && started.get().pid() == process.pid() && handOn(log)) {
                    return started.get();
                }
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    throw new Failure(lastWords(log));
                }
            }
            process.destroy();
            throw new Failure(
                    "the server did not start within "
                            + PATIENCE.toSeconds()
                            + " s: "
                            + lastWords(log));
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private Process launch(List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        String options = System.getenv("BOREALIS_SERVER_JVM_OPTIONS");
        if (options != null && !options.isBlank()) {
            command.addAll(List.of(options.strip().split("\\s+")));
        }
        if (heap != null) {
            command.add("-Xmx" + heap);
        }
        command.add("-Dborealis.program=" + Program.name());
        command.add("-Dorg.slf4j.simpleLogger.logFile=" + directory.resolve("server.log"));
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=info");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Borealis.class.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(log.toFile())
                .start();
    }

    /** Prints what a recovery gave up; false when the server has not said it yet. */
    private boolean handOn(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        if (lines.stream().noneMatch(line -> line.equals(StartCommand.ALL_SAID))) {
            return false;
        }
        lines.stream()
                .filter(line -> line.startsWith(StartCommand.RECOVERED))
                .forEach(err::println);
        err.flush();
        return true;
    }

    private static String lastWords(Path log) throws IOException {
        List<String> lines =
                Files.readAllLines(log).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("WARNING:"))
                        .toList();
        for (String line : lines) {
            if (line.startsWith("borealis: ")) {
                return line.substring("borealis: ".length());
            }
        }
        return lines.isEmpty()
                ? "the server ended without a word"
                : String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
