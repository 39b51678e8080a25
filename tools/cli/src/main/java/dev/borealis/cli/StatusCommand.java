package dev.borealis.cli;

import dev.borealis.server.RunningServer;
import dev.borealis.server.http.JsonText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code borealis status}. */
@Command(
        name = "status",
        description = "Tell whether a server runs and where. Exit code 1 when none does.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  borealis status", "  borealis status --output json"})
final class StatusCommand implements Callable<Integer> {
    enum Output {
        text,
        json
    }

    @Spec private CommandSpec spec;
    @Mixin private DataOption data;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: text).")
    private Output output;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    StatusCommand() {}

    @Override
    public Integer call() {
        Optional<RunningServer> found = RunningServer.find(data.path());
        if (found.isEmpty()) {
            throw new Failure("no server is running on " + data.path());
        }
        RunningServer server = found.get();
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case json -> out.println(json(server));
            case text ->
                    out.printf(
                            "running: process %d, %s port %d, http port %d, since %s, version %s, data %s%n",
                            server.pid(),
                            server.host(),
                            server.port(),
                            server.httpPort(),
                            server.startedAt(),
                            server.version(),
                            server.dataDirectory());
        }
        if (output == Output.text) {
            server.rehearsal().lines().forEach(line -> out.println("WARNING: " + line));
        }
        out.flush();
        return Borealis.OK;
    }

    private static String json(RunningServer server) {
        String clusters =
                server.clusters().stream().map(JsonText::string).collect(Collectors.joining(", "));
        String rehearsal =
                server.rehearsal().lines().stream()
                        .map(JsonText::string)
                        .collect(Collectors.joining(", "));
        return "{\"pid\": %d, \"host\": %s, \"port\": %d, \"httpPort\": %d, \"dataDirectory\": %s, \"version\": %s, \"startedAt\": %s, \"clusters\": [%s], \"rehearsal\": [%s]}"
                .formatted(
                        server.pid(),
                        JsonText.string(server.host()),
                        server.port(),
                        server.httpPort(),
                        JsonText.string(server.dataDirectory().toString()),
                        JsonText.string(server.version()),
                        JsonText.string(server.startedAt().toString()),
                        clusters,
                        rehearsal);
    }
}
