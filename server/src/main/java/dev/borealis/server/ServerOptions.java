package dev.borealis.server;

import dev.borealis.server.rehearsal.Rehearsal;

import java.nio.file.Path;

/**
 * How to serve.
 *
 * @param dataDirectory certificates, identities and, unless in memory, the data
 * @param memory whether the data are forgotten at the end
 * @param host name or address to listen at; {@code localhost} means both loopback addresses
 * @param port of PostgreSQL clients; 0 picks a free one
 * @param httpPort for http and https; 0 picks a free one
 * @param region as in {@code <id>.dsql.<region>.<domain>}
 * @param recover whether damaged data are opened at the last point that is consistent
 * @param insecureLoopback whether connections from loopback may do without TLS and token
 * @param rehearsal what is different on purpose from a real cluster, mostly nothing
 */
public record ServerOptions(
        Path dataDirectory,
        boolean memory,
        String host,
        int port,
        int httpPort,
        String region,
        String domain,
        boolean recover,
        boolean insecureLoopback,
        Rehearsal rehearsal) {
    /** PostgreSQL's own. */
    public static final int DEFAULT_PORT = 5432;

    /** Health, metrics and whatever else speaks HTTP. */
    public static final int DEFAULT_HTTP_PORT = 8000;

    public static final String DEFAULT_HOST = "localhost";
    public static final String DEFAULT_REGION = "us-east-1";
    public static final String DEFAULT_DOMAIN = "localhost";

    /** The same, but for what is different on purpose. */
    public ServerOptions with(Rehearsal other) {
        return new ServerOptions(
                dataDirectory,
                memory,
                host,
                port,
                httpPort,
                region,
                domain,
                recover,
                insecureLoopback,
                other);
    }

    /** In memory, at free ports, in earnest: for tests and tools. */
    public static ServerOptions inMemory(Path dataDirectory) {
        return new ServerOptions(
                dataDirectory,
                true,
                DEFAULT_HOST,
                0,
                0,
                DEFAULT_REGION,
                DEFAULT_DOMAIN,
                false,
                false,
                Rehearsal.NONE);
    }
}
