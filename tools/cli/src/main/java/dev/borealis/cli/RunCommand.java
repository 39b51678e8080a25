package dev.borealis.cli;

import dev.borealis.server.BorealisServer;
import dev.borealis.server.ServerOptions;
import dev.borealis.server.rehearsal.Rehearsal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code borealis run -- CMD…}. */
@Command(
        name = "run",
        description =
                "Run a command with a temporary cluster in memory and the environment set; its exit code is ours.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  borealis run -- psql -c \"select 1\"",
            "  borealis run -- npm test",
            "  borealis run --chaos conflicts=20%% -- npm test"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin private RehearsalOptions rehearsalOptions;
    @Spec private CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Parameters(paramLabel = "CMD", arity = "1..*", description = "The command and its arguments.")
    private List<String> command = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    RunCommand() {}

    @Override
    public Integer call() throws Exception {
        Rehearsal rehearsal = rehearsalOptions.parse(spec.commandLine());
        PrintWriter err = spec.commandLine().getErr();
        rehearsal.lines().forEach(line -> err.println("WARNING: " + line));
        err.flush();
        Path directory = Files.createTempDirectory("borealis-run");
        try (BorealisServer server =
                BorealisServer.start(
                        ServerOptions.inMemory(directory).with(rehearsal),
                        Assembly.parts(rehearsal))) {
            Target cluster =
                    Target.of(server.description(), server.defaultKey().credentials(), null);
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            cluster.putInto(builder.environment(), "admin");
            builder.environment().put("BOREALIS_DATA", directory.toString());
            try {
                return builder.start().waitFor();
            } catch (IOException e) {
                throw new Failure("cannot run " + command.getFirst() + ": " + e.getMessage());
            }
        } finally {
            remove(directory);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
