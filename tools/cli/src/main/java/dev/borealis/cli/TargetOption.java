package dev.borealis.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which cluster a command talks to: the server of a data directory, or {@code --endpoint}. */
final class TargetOption {
    @Mixin private DataOption data;

    @Option(
            names = "--endpoint",
            paramLabel = "HOST[:PORT]",
            description =
                    "Any other DSQL instead, of AWS or Borealis, with the AWS_* credentials of the environment;"
                            + " region from the host name, else AWS_REGION.")
    private @Nullable String endpoint;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated
    TargetOption() {}

    DataOption data() {
        return data;
    }

    /** The cluster behind {@code --endpoint}; null when none was named. */
    @Nullable Target remote() {
        return endpoint == null ? null : Endpoint.target(endpoint, System.getenv());
    }

    /** The cluster, which must be running when it is ours. */
    Target target() {
        Target remote = remote();
        return remote != null
                ? remote
                : Target.of(Target.server(data.path()), Target.credentials(data.path()), null);
    }
}
