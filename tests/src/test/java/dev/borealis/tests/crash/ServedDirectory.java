package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.cli.Borealis;
import dev.borealis.server.RunningServer;
import dev.borealis.store.FrozenProcess;
import dev.borealis.store.JavaChild;
import dev.borealis.tests.support.Directories;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code borealis start} in a process of its own that can be killed, and {@code borealis check}, on a data directory. */
final class ServedDirectory implements AutoCloseable {
    private static final String HEAP = "256m";

    /** Its last word when it serves. */
    private static final String READY = "Ctrl-C stops the server.";

    private final Path data;
    private final Process process;
    private final int port;

    private ServedDirectory(Path data, Process process, int port) {
        this.data = data;
        this.process = process;
        this.port = port;
    }

    /** @param pageBudget such as {@code 200k} */
    static ServedDirectory start(Path data, String pageBudget) throws IOException {
        Process process =
                borealis(
                        pageBudget,
                        "start",
                        "--data",
                        data.toString(),
                        "--port",
                        "0",
                        "--insecure-loopback");
        List<String> said = new ArrayList<>();
        var output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        for (; line != null && !line.equals(READY); line = output.readLine()) {
            said.add(line);
        }
        assertThat(line).as("%s", said).isNotNull();
        Thread.startVirtualThread(() -> output.lines().count()); // or it would block
        return new ServedDirectory(data, process, RunningServer.find(data).orElseThrow().port());
    }

    private static Process borealis(String pageBudget, String... arguments) throws IOException {
        var builder =
                new ProcessBuilder(JavaChild.command(Borealis.class, HEAP, arguments))
                        .redirectErrorStream(true);
        builder.environment().put("BOREALIS_PAGE_BUDGET", pageBudget);
        return builder.start();
    }

    /** What {@code borealis check} says, in a process of its own; of the server when one runs there. */
    static String check(Path data, String pageBudget) throws IOException, InterruptedException {
        Process process = borealis(pageBudget, "check", "--data", data.toString());
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? said : "exit code " + process.exitValue() + ": " + said;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/postgres?user=admin&password=none&sslmode=disable"
                        .formatted(port));
    }

    /**
     * As a power failure now would leave it, to be served by another.
     *
     * @param meanwhile runs while the server stands still
     */
    void copy(Path to, Runnable meanwhile) throws IOException, InterruptedException {
        try (var _ = FrozenProcess.freeze(process)) {
            meanwhile.run();
            Directories.copy(data, to);
        }
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
