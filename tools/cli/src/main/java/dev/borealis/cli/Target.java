package dev.borealis.cli;

import dev.borealis.auth.Action;
import dev.borealis.auth.Credentials;
import dev.borealis.auth.IdentityFile;
import dev.borealis.auth.TokenGenerator;
import dev.borealis.server.RunningServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A cluster as a client reaches it: the server of a data directory, or any other DSQL ({@link Endpoint}).
 *
 * @param host what the client dials, verifies and has signed
 * @param address to dial where the name does not lead there by itself; null where it does
 * @param authority file with the certificates to trust; {@code system} for those of the machine
 * @param cluster id
 * @param clock what its tokens are dated by
 */
record Target(
        String host,
        @Nullable String address,
        int port,
        String region,
        String authority,
        String cluster,
        Credentials credentials,
        Clock clock) {
    /** What libpq calls the certificates of the machine. */
    static final String SYSTEM_AUTHORITIES = "system";

    /** Finds the server of a data directory, or says how to start one. */
    static RunningServer server(Path data) {
        return RunningServer.find(data)
                .orElseThrow(
                        () ->
                                new Failure(
                                        "no server is running on "
                                                + data
                                                + "; start one with `borealis start`"));
    }

    /** @param cluster null for the default cluster */
    static Target of(RunningServer server, Credentials credentials, @Nullable String cluster) {
        String host =
                cluster == null
                        ? "localhost"
                        : cluster + ".dsql." + server.region() + "." + server.domain();
        Duration offset = server.rehearsal().clockOffset();
        return new Target(
                host,
                dialAddress(server.host(), host),
                server.port(),
                server.region(),
                server.authorityCertificate().toString(),
                cluster == null ? server.clusters().getFirst() : cluster,
                credentials,
                offset == null ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), offset));
    }

    /** The default identity's of a data directory; works without a running server. */
    static Credentials credentials(Path data) {
        Path file = data.resolve(IdentityFile.FILE_NAME);
        try {
            return IdentityFile.open(file).defaultKey().credentials();
        } catch (IdentityFile.Unreadable e) {
            throw new Failure(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Failure(
                    "cannot read "
                            + file
                            + " ("
                            + e.getClass().getSimpleName()
                            + "); it is made by the first `borealis start`");
        }
    }

    String token(String user) {
        return new TokenGenerator(credentials, region, clock)
                .token(host, Action.forUser(user), TokenGenerator.DEFAULT_EXPIRY);
    }

    /** What programs need to connect, as environment variables: those that libpq and the AWS SDKs read. */
    SequencedMap<String, String> environment(String user) {
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        variables.put("PGHOST", host);
        if (address != null) {
            variables.put("PGHOSTADDR", address);
        }
        variables.put("PGPORT", Integer.toString(port));
        variables.put("PGUSER", user);
        variables.put("PGDATABASE", "postgres");
        variables.put("PGSSLMODE", "verify-full");
        variables.put("PGSSLROOTCERT", authority);
        variables.put("PGPASSWORD", token(user));
        variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", credentials.secret());
        String sessionToken = credentials.sessionToken();
        if (sessionToken != null) {
            variables.put("AWS_SESSION_TOKEN", sessionToken);
        }
        variables.put("AWS_REGION", region);
        variables.put("CLUSTER", cluster);
        variables.put("CLUSTER_ENDPOINT", host);
        variables.put("CLUSTER_USER", user);
        variables.put("REGION", region);
        return variables;
    }

    /** The same, put into another program's environment; what would contradict it is taken out. */
    void putInto(Map<String, String> environment, String user) {
        environment.remove("PGHOSTADDR");
        environment.remove("PGSERVICE");
        environment.remove("PGSSLNEGOTIATION");
        environment.remove("AWS_SESSION_TOKEN");
        environment.putAll(environment(user));
    }

    /** @param listens where the server listens */
    private static @Nullable String dialAddress(String listens, String host) {
        boolean everywhere =
                listens.equals("0.0.0.0") || listens.equals("*") || listens.equals("::");
        String dialled = everywhere || listens.equals("localhost") ? "127.0.0.1" : listens;
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address.getHostAddress().equals(dialled)) {
                    return null;
                }
            }
            return dialled;
        } catch (UnknownHostException e) {
            return dialled;
        }
    }
}
