package dev.borealis.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code borealis env}. */
@Command(
        name = "env",
        description = "Print export lines with which psql, drivers and AWS SDKs find the server.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  eval \"$(borealis env)\" && psql",
            "  eval \"$(borealis env --user app)\"     # the token is good for 15 minutes",
            "  eval \"$(borealis env --endpoint $CLUSTER.dsql.us-east-1.on.aws)\""
        })
final class EnvCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private TargetOption target;

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
        Target found = target(); // before anything is printed
        var variables = found.environment(user);
        if (!variables.containsKey("PGHOSTADDR")) {
            out.println("unset PGHOSTADDR");
        }
        variables.forEach(
                (name, value) -> out.println("export " + name + "=" + Program.quoted(value)));
        out.flush();
        return Borealis.OK;
    }

    private Target target() {
        if (cluster == null) {
            return target.target();
        }
        if (target.remote() != null) {
            throw new ParameterException(
                    spec.commandLine(), "--endpoint names the cluster; --cluster cannot as well");
        }
        Path directory = target.data().path();
        return Target.of(Target.server(directory), Target.credentials(directory), cluster);
    }
}
