package dev.borealis.cli;

import dev.borealis.auth.Credentials;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any DSQL by its host name, AWS's or a Borealis elsewhere, with the credentials of the environment. */
final class Endpoint {
    private static final int PORT = 5432;

    /** {@code <id>.dsql.<region>.<domain>}, or with a suffix behind dsql. Source: spec/auth.md section 5. */
    private static final Pattern CLUSTER_HOST =
            Pattern.compile("([^.]+)\\.dsql[^.]*\\.([^.]+)\\..+");

    /** Where systems keep the certificates they trust: libpq before version 16 knows no {@code system}. */
    private static final List<Path> AUTHORITIES =
            List.of(
                    Path.of("/etc/ssl/certs/ca-certificates.crt"),
                    Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
                    Path.of("/etc/ssl/cert.pem"));

    private Endpoint() {}

    /**
     * Who is reached there.
     *
     * @param endpoint host name, with {@code :port} where it is not 5432
     */
    static Target target(String endpoint, Map<String, String> environment) {
        Matcher parts = Pattern.compile("([^:/\\s]+)(?::([0-9]{1,5}))?").matcher(endpoint);
        if (!parts.matches()) {
            throw new Failure(
                    "--endpoint must be a host name, or host:port, without a scheme: " + endpoint);
        }
        String host = parts.group(1);
        int port = parts.group(2) == null ? PORT : Integer.parseInt(parts.group(2));
        Matcher name = CLUSTER_HOST.matcher(host);
        boolean named = name.matches();
        return new Target(
                host,
                null,
                port,
                named ? name.group(2) : region(host, environment),
                authority(environment),
                named ? name.group(1) : host,
                credentials(environment),
                Clock.systemUTC());
    }

    private static String region(String host, Map<String, String> environment) {
        for (String name : List.of("AWS_REGION", "AWS_DEFAULT_REGION")) {
            String region = of(environment, name);
            if (region != null) {
                return region;
            }
        }
        throw new Failure(
                host
                        + " does not tell its region, as <id>.dsql.<region>.on.aws does; set AWS_REGION");
    }

    private static Credentials credentials(Map<String, String> environment) {
        String id = of(environment, "AWS_ACCESS_KEY_ID");
        String secret = of(environment, "AWS_SECRET_ACCESS_KEY");
        if (id == null || secret == null) {
            throw new Failure(
                    "--endpoint needs credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                            + " (and AWS_SESSION_TOKEN with temporary ones)");
        }
        return new Credentials(id, secret, of(environment, "AWS_SESSION_TOKEN"));
    }

    private static String authority(Map<String, String> environment) {
        String given = of(environment, "PGSSLROOTCERT");
        if (given != null) {
            return given;
        }
        return AUTHORITIES.stream()
                .filter(Files::isReadable)
                .findFirst()
                .map(Path::toString)
                .orElse(Target.SYSTEM_AUTHORITIES);
    }

    private static @Nullable String of(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? null : value;
    }
}
