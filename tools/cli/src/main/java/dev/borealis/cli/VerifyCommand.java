package dev.borealis.cli;

import dev.borealis.auth.Audience;
import dev.borealis.auth.Decision;
import dev.borealis.auth.IdentityFile;
import dev.borealis.auth.TokenVerifier;
import dev.borealis.server.RunningServer;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;

/** {@code borealis verify}. */
@Command(
        name = "verify",
        description = "Tell why a token is or is not accepted. Exit code 1 when it is not.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  borealis verify \"$(borealis token)\"",
            "  borealis verify --user app \"$PGPASSWORD\""
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOption data;

    @Option(
            names = "--user",
            paramLabel = "USER",
            description =
                    "Database role that would connect (default: the one the token's action fits).")
    private @Nullable String user;

    @Parameters(paramLabel = "TOKEN", description = "What would be the password.")
    private String token;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    VerifyCommand() {}

    @Override
    public Integer call() throws IOException {
        RunningServer server = Target.server(data.path());
        IdentityFile identities = IdentityFile.open(data.path().resolve(IdentityFile.FILE_NAME));
        Audience audience =
                new Audience(
                        server.clusters().getFirst(),
                        server.region(),
                        IdentityFile.LOCAL_ACCOUNT,
                        true);
        String role =
                user != null ? user : token.contains("Action=DbConnectAdmin") ? "admin" : "app";
        PrintWriter out = spec.commandLine().getOut();
        int code =
                switch (new TokenVerifier(identities, Clock.systemUTC())
                        .verify(role, token, audience)) {
                    case Decision.Accepted accepted -> {
                        out.println(
                                "accepted: "
                                        + accepted.principal().arn()
                                        + " may "
                                        + accepted.action().wireName()
                                        + (role.equals("admin")
                                                ? " as admin"
                                                : "; the role must exist and be mapped with AWS IAM GRANT"));
                        yield Borealis.OK;
                    }
                    case Decision.Refused refused -> {
                        out.println("refused: " + refused.reason());
                        out.println(
                                "the client is told: "
                                        + refused.message()
                                        + (refused.hint() == null
                                                ? ""
                                                : ", HINT: " + refused.hint()));
                        yield Borealis.FAILED;
                    }
                };
        out.flush();
        return code;
    }
}
