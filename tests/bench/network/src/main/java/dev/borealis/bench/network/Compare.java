package dev.borealis.bench.network;

import dev.borealis.bench.network.ServerProcess.Usage;

import io.netty.channel.Channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Runs every variant in turn, in short rounds, so that what else the machine does falls on all of them; prints medians.
 *
 * <p>All servers run all the time, each in its process; one that is not being measured sleeps, its endless queries too.
 * A measurement: connect, one second of load that does not count, then the seconds that do.
 */
final class Compare {
    private final Options options;
    private final int steps;
    private final Map<Variant, Server> servers = new HashMap<>();
    private final Map<Case, List<Measured>> results = new HashMap<>();
    private final LoadClient client = new LoadClient();

    private Compare(Options options) throws Exception {
        this.options = options;
        this.steps = (int) Math.round(options.workMicros() * Work.stepsPerMicrosecond());
    }

    private record Options(
            int rounds,
            double seconds,
            List<Integer> connections,
            int endless,
            double workMicros,
            List<Variant> variants) {
        static Options parse(String[] arguments) {
            Map<String, String> given = new HashMap<>();
            for (int i = 0; i + 1 < arguments.length; i += 2) {
                given.put(arguments[i], arguments[i + 1]);
            }
            return new Options(
                    Integer.parseInt(given.getOrDefault("--rounds", "5")),
                    Double.parseDouble(given.getOrDefault("--seconds", "4")),
                    Arrays.stream(given.getOrDefault("--connections", "16,256,2000").split(","))
                            .map(Integer::valueOf)
                            .toList(),
                    Integer.parseInt(given.getOrDefault("--endless", "2")),
                    Double.parseDouble(given.getOrDefault("--work-micros", "15")),
                    given.containsKey("--variants")
                            ? Arrays.stream(given.get("--variants").split(","))
                                    .map(Variant::valueOf)
                                    .toList()
                            : Variant.available());
        }
    }

    private record Case(Variant variant, int connections) {}

    private record Measured(
            double perSecond, double cpuMicros, double p50, double p99, double p999) {}

    public static void main(String[] arguments) throws Exception {
        Compare compare = new Compare(Options.parse(arguments));
        try {
            compare.run();
        } finally {
            compare.servers.values().forEach(Server::stop);
            compare.client.close();
        }
    }

    private void run() throws Exception {
        System.out.printf(
                "%d steps of work a statement (%.0f µs), %d endless queries, %d rounds of %.0f s%n",
                steps,
                options.workMicros(),
                options.endless(),
                options.rounds(),
                options.seconds());
        for (Variant variant : options.variants()) {
            servers.put(variant, new Server(variant, steps, options.endless()));
        }
        int most = Collections.max(options.connections());
        for (Variant variant : options.variants()) {
            measure(new Case(variant, 64)); // what the JVM has compiled by now, it has compiled
        }
        results.clear();
        System.out.printf("%n| memory of an idle connection, KB | heap | outside the heap |%n");
        System.out.println("|---|---|---|");
        for (Variant variant : options.variants()) {
            printMemory(variant, most);
        }
        List<Variant> order = new ArrayList<>(options.variants());
        for (int round = 0; round < options.rounds(); round++) {
            for (int connections : options.connections()) {
                for (Variant variant : order) {
                    measure(new Case(variant, connections));
                }
            }
            Collections.rotate(order, 1);
        }
        for (int connections : options.connections()) {
            print(connections);
        }
    }

    private void measure(Case which) throws Exception {
        Server server = servers.get(which.variant());
        List<Channel> connections = client.connect(server.port(), which.connections());
        // OpenSSL's engine hands out what a client sends behind its last handshake message as if it
        // belonged to it
        Thread.sleep(500);
        server.say("start endless");
        client.start(connections);
        Thread.sleep(1_000);
        client.take();
        Usage before = server.ask("usage");
        long start = System.nanoTime();
        Thread.sleep((long) (1_000 * options.seconds()));
        Latencies seen = client.take();
        double elapsed = (System.nanoTime() - start) / 1e9;
        Usage after = server.ask("usage");
        server.say("stop endless");
        client.disconnect(connections);
        Measured measured =
                new Measured(
                        seen.total() / elapsed,
                        (after.cpuNanos() - before.cpuNanos()) / 1_000.0 / seen.total(),
                        seen.micros(0.5),
                        seen.micros(0.99),
                        seen.micros(0.999));
        results.computeIfAbsent(which, _ -> new ArrayList<>()).add(measured);
        System.err.println(which + " " + measured);
    }

    private void printMemory(Variant variant, int connections) throws Exception {
        Server server = servers.get(variant);
        Usage before = server.ask("usage after collection");
        List<Channel> idle = client.connect(server.port(), connections);
        Usage after = server.ask("usage after collection");
        client.disconnect(idle);
        System.out.printf(
                "| %s | %.1f | %.1f |%n",
                variant.title(),
                (after.heapBytes() - before.heapBytes()) / 1_024.0 / connections,
                (after.residentBytes() - before.residentBytes()) / 1_024.0 / connections);
    }

    private void print(int connections) {
        System.out.printf(
                "%n| %d connections | per second | beside the first | CPU, µs | p50, ms | p99, ms | p99.9, ms |%n",
                connections);
        System.out.println("|---|---|---|---|---|---|---|");
        List<Measured> first = results.get(new Case(options.variants().getFirst(), connections));
        for (Variant variant : options.variants()) {
            List<Measured> rounds = results.get(new Case(variant, connections));
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < rounds.size(); i++) {
                ratios.add(rounds.get(i).perSecond() / first.get(i).perSecond());
            }
            System.out.printf(
                    "| %s | %,.0f | %.2f | %.1f | %.2f | %.1f | %.1f |%n",
                    variant.title(),
                    median(rounds, Measured::perSecond),
                    median(ratios, ratio -> ratio),
                    median(rounds, Measured::cpuMicros),
                    median(rounds, Measured::p50) / 1_000,
                    median(rounds, Measured::p99) / 1_000,
                    median(rounds, Measured::p999) / 1_000);
        }
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        double[] sorted = values.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** A variant's process, spoken to by lines. */
    private static final class Server {
        private final Process process;
        private final BufferedReader answers;
        private final PrintStream commands;
        private final int port;

        Server(Variant variant, int steps, int endless) throws IOException {
            process =
                    new ProcessBuilder(
                                    ProcessHandle.current().info().command().orElseThrow(),
                                    "-XX:+UseZGC",
                                    "-Xms512m",
                                    "-Xmx512m",
                                    "-XX:+AlwaysPreTouch",
                                    "-XX:+UseCompactObjectHeaders",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "--sun-misc-unsafe-memory-access=allow",
                                    "-Djdk.virtualThreadScheduler.parallelism="
                                            + Variant.PARALLELISM,
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    ServerProcess.class.getName(),
                                    variant.name(),
                                    Integer.toString(steps),
                                    Integer.toString(endless))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            answers = process.inputReader(StandardCharsets.UTF_8);
            commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            String line = answers.readLine();
            if (line == null) {
                throw new IOException(variant + " does not start");
            }
            port = Integer.parseInt(line);
        }

        int port() {
            return port;
        }

        void say(String command) {
            commands.println(command);
        }

        Usage ask(String command) throws IOException {
            say(command);
            return Usage.parse(answers.readLine());
        }

        void stop() {
            process.destroy();
        }
    }
}
