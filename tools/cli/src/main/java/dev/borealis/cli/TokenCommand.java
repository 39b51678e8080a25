package dev.borealis.cli;

import dev.borealis.auth.Action;
import dev.borealis.auth.Credentials;
import dev.borealis.auth.TokenGenerator;
import dev.borealis.server.RunningServer;
import dev.borealis.server.ServerOptions;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;

/** {@code borealis token}. */
@Command(
        name = "token",
        description = "Print a token: the password for one or many connections.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  PGPASSWORD=\"$(borealis token)\" psql \"host=localhost user=admin ...\"",
            "  borealis token --user app --expires-in 60",
            "  borealis token --endpoint $CLUSTER.dsql.us-east-1.on.aws"
        })
final class TokenCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private TargetOption target;

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "admin",
            description = "Database role the token is for (default: admin).")
    private String user;

    @Option(names = "--admin", description = "Ask for DbConnectAdmin whatever the user.")
    private boolean admin;

    @Option(
            names = "--hostname",
            paramLabel = "HOST",
            description = "Host name the client dials (default: localhost, or the endpoint's).")
    private @Nullable String hostname;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Region to sign for (default: the running server's, or the endpoint's).")
    private @Nullable String region;

    @Option(
            names = "--expires-in",
            paramLabel = "SECONDS",
            defaultValue = "900",
            description = "Life of the token, at most 604800 (default: 900).")
    private long expiresIn;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    TokenCommand() {}

    @Override
    public Integer call() {
        Target remote = target.remote();
        Path data = target.data().path();
        String signedRegion =
                region != null
                        ? region
                        : remote != null
                                ? remote.region()
                                : RunningServer.find(data)
                                        .map(RunningServer::region)
                                        .orElse(ServerOptions.DEFAULT_REGION);
        String signedHost =
                hostname != null ? hostname : remote != null ? remote.host() : "localhost";
        Credentials credentials = remote != null ? remote.credentials() : Target.credentials(data);
        TokenGenerator generator = new TokenGenerator(credentials, signedRegion, Clock.systemUTC());
        Action action = admin ? Action.DB_CONNECT_ADMIN : Action.forUser(user);
        spec.commandLine()
                .getOut()
                .println(generator.token(signedHost, action, Duration.ofSeconds(expiresIn)));
        spec.commandLine().getOut().flush();
        return Borealis.OK;
    }
}
