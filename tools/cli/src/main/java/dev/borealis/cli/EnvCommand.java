package dev.borealis.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code borealis env}. */
@Command(
        name = "env",
        description = "Print export lines with which psql, drivers and AWS SDKs find the server.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  eval \"$(borealis env)\" && psql",
            "  eval \"$(borealis env --user app)\"     # the token is good for 15 minutes"
        })
final class EnvCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOption data;

    @Option(
            names = "--cluster",
            paramLabel = "ID",
            description = "A cluster (default: the default one).")
    private @Nullable String cluster;

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "admin",
            description = "Database role (default: admin).")
    private String user;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    EnvCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        var variables = ServerAccess.find(data.path()).environment(cluster, user);
        if (!variables.containsKey("PGHOSTADDR")) {
            out.println("unset PGHOSTADDR");
        }
        variables.forEach((name, value) -> out.println("export " + name + "=" + quoted(value)));
        out.flush();
        return Borealis.OK;
    }

    /** For a POSIX shell. */
    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./:@%+=,-]*")
                ? value
                : "'" + value.replace("'", "'\\''") + "'";
    }
}
