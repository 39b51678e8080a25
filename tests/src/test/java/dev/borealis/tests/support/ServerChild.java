package dev.borealis.tests.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A server in a process of its own, so that its memory can be bounded and measured, and it can be killed. Prints its port,
 * the path of its CA and a token; then answers each line {@code memory} with the bytes of heap in use after a collection,
 * {@code http} with the HTTP port, and anything else with itself. Ends with its input.
 */
public final class ServerChild {
    private ServerChild() {}

    /** @param arguments the data directory; bytes of a write buffer, when other than usual */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        try (RealServer server =
                        arguments.length == 1
                                ? RealServer.start(data, false, Clock.systemUTC())
                                : RealServer.withWriteBuffer(data, Long.parseLong(arguments[1]));
                var commands =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            System.out.println(server.port());
            System.out.println(server.server().authorityCertificate());
            System.out.println(server.token());
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(
                        switch (line) {
                            case "memory" -> Long.toString(usedBytes());
                            case "http" -> Integer.toString(server.server().httpPort());
                            default -> line;
                        });
            }
        }
    }

    private static long usedBytes() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    /** The process, from outside. */
    public static final class Handle implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        public final int port;
        public final Path authority;
        public final String token;

        private Handle(Process process) throws IOException {
            this.process = process;
            this.answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.US_ASCII));
            this.port = Integer.parseInt(answers.readLine());
            this.authority = Path.of(answers.readLine());
            this.token = answers.readLine();
        }

        /** With a small heap: 256 MiB. */
        public static Handle start(Path data) throws IOException {
            return start(command(data));
        }

        /** @param command made from that of {@link #command} */
        public static Handle start(List<String> command) throws IOException {
            return new Handle(
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        }

        /** What {@link ServerChild#main} takes. */
        public static List<String> command(Path data, String... more) {
            var command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "-XX:+UseSerialGC",
                                    "-XX:+UseCompactObjectHeaders",
                                    "-Djdk.virtualThreadScheduler.parallelism=4",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "--sun-misc-unsafe-memory-access=allow",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    ServerChild.class.getName(),
                                    data.toString()));
            command.addAll(List.of(more));
            return command;
        }

        /** Has the process say something. */
        public String say(String words) throws IOException {
            process.getOutputStream().write((words + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
            return answers.readLine();
        }

        /** As admin. */
        public Connection connect() throws SQLException {
            return RealServer.connect(port, authority, token);
        }

        public Process process() {
            return process;
        }

        public long usedBytes() throws IOException {
            return Long.parseLong(say("memory"));
        }

        public boolean isAlive() {
            return process.isAlive();
        }

        /** As {@code kill -9} does. */
        public void kill() {
            process.toHandle().destroyForcibly(); // the process itself would close its streams too
            boolean interrupted = false;
            while (process.isAlive()) {
                try {
                    process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            try {
                process.waitFor(20, java.util.concurrent.TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process.destroyForcibly();
        }
    }
}
