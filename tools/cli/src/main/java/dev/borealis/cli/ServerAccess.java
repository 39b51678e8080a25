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

/** A running server as its own commands reach it: address, certificate, the default identity. */
record ServerAccess(RunningServer server, Credentials credentials) {

    /** Finds the server of a data directory, or says how to start one. */
    static ServerAccess find(Path data) {
        RunningServer server =
                RunningServer.find(data)
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                "no server is running on "
                                                        + data
                                                        + "; start one with `borealis start`"));
        return new ServerAccess(server, credentials(data));
    }

    /** The default identity's; works without a running server. */
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

    /** @param cluster null for the default cluster */
    String hostName(@Nullable String cluster) {
        return cluster == null
                ? "localhost"
                : cluster + ".dsql." + server.region() + "." + server.domain();
    }

    String clusterId(@Nullable String cluster) {
        return cluster == null ? server.clusters().getFirst() : cluster;
    }

    String token(String host, String user) {
        Duration offset = server.rehearsal().clockOffset();
        Clock clock = offset == null ? Clock.systemUTC() : Clock.offset(Clock.systemUTC(), offset);
        return new TokenGenerator(credentials, server.region(), clock)
                .token(host, Action.forUser(user), Duration.ofSeconds(900));
    }

    /** The address to dial when the name does not lead there by itself; null when it does. */
    @Nullable String dialAddress(String host) {
        boolean everywhere =
                server.host().equals("0.0.0.0")
                        || server.host().equals("*")
                        || server.host().equals("::");
        String listens =
                everywhere || server.host().equals("localhost") ? "127.0.0.1" : server.host();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address.getHostAddress().equals(listens)) {
                    return null;
                }
            }
            return listens;
        } catch (UnknownHostException e) {
            return listens;
        }
    }

    /** What programs need to connect, as environment variables. Source: design section 9. */
    SequencedMap<String, String> environment(@Nullable String cluster, String user) {
        String host = hostName(cluster);
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        variables.put("PGHOST", host);
        String address = dialAddress(host);
        if (address != null) {
            variables.put("PGHOSTADDR", address);
        }
        variables.put("PGPORT", Integer.toString(server.port()));
        variables.put("PGUSER", user);
        variables.put("PGDATABASE", "postgres");
        variables.put("PGSSLMODE", "verify-full");
        variables.put("PGSSLROOTCERT", server.authorityCertificate().toString());
        variables.put("PGPASSWORD", token(host, user));
        variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", credentials.secret());
        variables.put("AWS_REGION", server.region());
        variables.put("CLUSTER", clusterId(cluster));
        variables.put("CLUSTER_ENDPOINT", host);
        variables.put("CLUSTER_USER", user);
        variables.put("REGION", server.region());
        return variables;
    }

    /** The same, put into another program's environment; what would contradict it is taken out. */
    void putInto(Map<String, String> environment, @Nullable String cluster, String user) {
        environment.remove("PGHOSTADDR");
        environment.remove("PGSERVICE");
        environment.remove("PGSSLNEGOTIATION");
        environment.putAll(environment(cluster, user));
    }
}
