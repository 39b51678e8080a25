package dev.borealis.tests.differential;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * The PostgreSQL 16 that answers are compared with: the embedded one, or a running one named by the system property
 * {@code borealis.postgres} ({@code host:port}; user {@code postgres}, no password, locale C). Started once, on first
 * use. As root the embedded one starts through {@code unshare}, since PostgreSQL refuses to run as root.
 */
final class PostgresServer implements AutoCloseable {
    private final String host;
    private final int port;
    private final @Nullable EmbeddedPostgres embedded;

    private PostgresServer(String host, int port, @Nullable EmbeddedPostgres embedded) {
        this.host = host;
        this.port = port;
        this.embedded = embedded;
    }

    static PostgresServer start() throws IOException {
        String running = System.getProperty("borealis.postgres");
        if (running != null) {
            int colon = running.lastIndexOf(':');
            return new PostgresServer(
                    running.substring(0, colon),
                    Integer.parseInt(running.substring(colon + 1)),
                    null);
        }
        EmbeddedPostgres server =
                EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C")
                        .setLocaleConfig("encoding", "UTF8")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("jit", "off")
                        .start();
        return new PostgresServer("localhost", server.getPort(), server);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** A connection to a new, empty database. */
    WireClient connect(String database) throws IOException {
        try (var admin = new WireClient(host, port, "postgres", "postgres")) {
            for (String sql :
                    new String[] {
                        "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)",
                        "CREATE DATABASE "
                                + database
                                + " TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
                    }) {
                Answer answer = Answer.of(admin, sql);
                if (answer.isError()) {
                    throw new IOException(sql + ": " + answer);
                }
            }
        }
        return new WireClient(host, port, "postgres", database);
    }

    @Override
    public void close() throws IOException {
        if (embedded != null) {
            embedded.close();
        }
    }
}
