package dev.borealis.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code borealis psql}: psql with everything set. */
@Command(
        name = "psql",
        description = "Run psql against the server, with a fresh token and the CA set.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  borealis psql",
            "  borealis psql -- -c \"select version()\"",
            "  borealis psql --user app -- -f schema.sql",
            "  borealis psql --endpoint $CLUSTER.dsql.us-east-1.on.aws"
        })
final class PsqlCommand implements Callable<Integer> {
    @Mixin private TargetOption target;

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "admin",
            description = "Database role (default: admin).")
    private String user;

    @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Parameters(paramLabel = "ARGS", arity = "0..*", description = "Passed to psql as they are.")
    private List<String> arguments = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    PsqlCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Target cluster = target.target();
        List<String> command = new ArrayList<>(List.of("psql"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        cluster.putInto(builder.environment(), user);
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new Failure(
                    "psql is not on the PATH; install PostgreSQL's client, or use `"
                            + Program.name()
                            + " sql`");
        }
    }
}
