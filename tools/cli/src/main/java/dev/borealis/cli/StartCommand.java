package dev.borealis.cli;

import dev.borealis.server.BorealisServer;
import dev.borealis.server.RunningServer;
import dev.borealis.server.ServerOptions;
import dev.borealis.server.StartFailure;
import dev.borealis.server.rehearsal.Rehearsal;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code borealis start}. */
@Command(
        name = "start",
        description = "Start a server; prints how to connect to it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  borealis start                         # until Ctrl-C",
            "  borealis start --background            # and later: borealis stop",
            "  borealis start --recover               # after damage that a start refused",
            "  borealis start --memory --port 0       # nothing kept, any free port",
            "  borealis start --data /srv/borealis --host 0.0.0.0 --domain db.example.com",
            "  borealis start --memory --chaos conflicts=20%%,seed=42   # do my retries work?"
        })
final class StartCommand implements Callable<Integer> {
    /** Begins the lines that say what a recovery gave up; a background start hands them on. */
    static final String RECOVERED = "recovered: ";

    /** The last word of a start, behind everything that is to be handed on. */
    static final String ALL_SAID = "Ctrl-C stops the server.";

    @Spec private CommandSpec spec;
    @Mixin private DataOption data;

    @Option(names = "--memory", description = "Keep the data in memory; they end with the server.")
    private boolean memory;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = ServerOptions.DEFAULT_HOST,
            description =
                    "Address to listen at (default: ${DEFAULT-VALUE}, both loopback addresses).")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5432",
            description = "Port for PostgreSQL clients, 0 for any free one (default: 5432).")
    private int port;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description =
                    "Port for http and https, 0 for any free one"
                            + " (default: 8000; with --port 0 any free one).")
    private @Nullable Integer httpPort;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = ServerOptions.DEFAULT_REGION,
            description = "Region that tokens must be signed for (default: us-east-1).")
    private String region;

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            defaultValue = ServerOptions.DEFAULT_DOMAIN,
            description = "Clusters are <id>.dsql.<region>.DOMAIN (default: localhost).")
    private String domain;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description =
                    "Memory for the server, such as 512m or 4g (default: half of the machine's).")
    private @Nullable String heap;

    @Option(
            names = "--background",
            description = "Return as soon as the server accepts connections.")
    private boolean background;

    @Option(
            names = "--recover",
            description =
                    "After damage of the log: cut it at the last good point instead of refusing, and say what is"
                            + " lost.")
    private boolean recover;

    @Option(
            names = "--insecure-loopback",
            description =
                    "Let connections from this machine do without TLS and token. For tools that cannot.")
    private boolean insecureLoopback;

    @Mixin private RehearsalOptions rehearsalOptions;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    StartCommand() {}

    @Override
    public Integer call() throws Exception {
        checkPort("--port", port);
        checkPort("--http-port", httpPort());
        if (heap != null && !heap.matches("[1-9][0-9]*[kKmMgGtT]")) {
            throw new ParameterException(
                    spec.commandLine(), "--heap must be a size such as 512m or 4g: " + heap);
        }
        Rehearsal rehearsal = rehearsalOptions.parse(spec.commandLine());
        Path directory = data.path();
        if (background) {
            List<String> arguments = arguments(directory);
            arguments.addAll(RehearsalOptions.arguments(rehearsal));
            RunningServer server =
                    new BackgroundStart(directory, heap, spec.commandLine().getErr())
                            .start(arguments);
            warn(rehearsal);
            print(server, spec.commandLine().getOut());
            return Borealis.OK;
        }
        return serve(directory, rehearsal);
    }

    private void checkPort(String option, int number) {
        if (number < 0 || number > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be 0 to 65535: " + number);
        }
    }

    /** Who does not care which port PostgreSQL clients get does not care about this one either. */
    private int httpPort() {
        return httpPort != null ? httpPort : port == 0 ? 0 : ServerOptions.DEFAULT_HTTP_PORT;
    }

    private void warn(Rehearsal rehearsal) {
        PrintWriter err = spec.commandLine().getErr();
        rehearsal.lines().forEach(line -> err.println("WARNING: " + line));
        err.flush();
    }

    private int serve(Path directory, Rehearsal rehearsal)
            throws StartFailure, InterruptedException {
        // a server in the foreground says little, but what a conflict was about its people want to
        // know
        System.setProperty("org.slf4j.simpleLogger.log.dev.borealis.conflicts", "info");
        ServerOptions options =
                new ServerOptions(
                        directory,
                        memory,
                        host,
                        port,
                        httpPort(),
                        region,
                        domain,
                        recover,
                        insecureLoopback,
                        rehearsal);
        BorealisServer server = BorealisServer.start(options, Assembly.parts(rehearsal));
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(server::close));
        PrintWriter err = spec.commandLine().getErr();
        if (insecureLoopback) {
            err.println(
                    "WARNING: --insecure-loopback: anyone on this machine may connect without TLS and token.");
        }
        warn(rehearsal);
        sayWhatWasLost(server, err);
        if (memory) {
            err.println("The data are in memory: they end with the server.");
        }
        err.flush();
        print(server.description(), spec.commandLine().getOut());
        err.println(ALL_SAID);
        err.flush();
        server.awaitStopRequest();
        return Borealis.OK;
    }

    private void sayWhatWasLost(BorealisServer server, PrintWriter err) {
        List<String> losses = server.losses();
        if (recover && losses.isEmpty()) {
            err.println(RECOVERED + "nothing was damaged, nothing is lost");
        }
        losses.forEach(loss -> err.println(RECOVERED + loss));
        err.flush();
        server.lossesTold();
    }

    private List<String> arguments(Path directory) {
        List<String> arguments = new ArrayList<>(List.of("start", "--data", directory.toString()));
        if (memory) {
            arguments.add("--memory");
        }
        arguments.addAll(List.of("--host", host, "--port", Integer.toString(port)));
        arguments.addAll(List.of("--http-port", Integer.toString(httpPort())));
        arguments.addAll(List.of("--region", region, "--domain", domain));
        if (recover) {
            arguments.add("--recover");
        }
        if (insecureLoopback) {
            arguments.add("--insecure-loopback");
        }
        return arguments;
    }

    private void print(RunningServer server, PrintWriter out) {
        String program = Program.name();
        // what is configured is found again by every command, what was given must be given again
        String same =
                spec.commandLine().getParseResult().hasMatchedOption("--data")
                        ? " --data " + Program.quoted(server.dataDirectory().toString())
                        : "";
        String ca = server.authorityCertificate().toString();
        String address = server.host().equals("localhost") ? "" : " on " + server.host();
        out.printf("Borealis %s is ready.%n%n", server.version());
        out.printf("  address    localhost:%d%s%n", server.port(), address);
        out.printf(
                "  http       http://localhost:%d (https too), with /health and /metrics%n",
                server.httpPort());
        out.printf("  cluster    %s (the default: localhost)%n", server.clusters().getFirst());
        out.printf("  CA         %s%n", ca);
        out.printf("  data       %s%n", server.dataDirectory());
        out.printf(
                "  JDBC       jdbc:postgresql://localhost:%d/postgres?user=admin"
                        + "&sslmode=verify-full&sslrootcert=%s%n",
                server.port(), ca);
        out.printf(
                "  psql       PGPASSWORD=\"$(%s token%s)\" psql \"host=localhost port=%d user=admin"
                        + " dbname=postgres sslmode=verify-full sslrootcert=%s\"%n",
                program, same, server.port(), ca);
        out.printf(
                "%nNext:  %s psql%s     or     %s sql%s     or     eval \"$(%s env%s)\"%n",
                program, same, program, same, program, same);
        out.flush();
    }
}
