package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that break at some byte of a COMMIT or of its answer: the transaction is whole or nothing. */
class LostConnectionTest {
    private static final int CUTS = Boolean.getBoolean("borealis.long") ? 1_000 : 60;
    private static final long SEED = 3;

    /** More than a COMMIT and its answer have on the wire, so that some go through. */
    private static final int MOST_BYTES = 300;

    @TempDir Path directory;

    @Test
    void aTransactionIsWholeOrNothing() throws Exception {
        var random = new SplittableRandom(SEED);
        int committed = 0;
        int lost = 0;
        try (RealServer server = RealServer.start(directory, false, Clock.systemUTC());
                Connection direct = server.connect();
                Statement judge = direct.createStatement()) {
            judge.execute("CREATE TABLE one (id int PRIMARY KEY)");
            judge.execute("CREATE TABLE other (id int PRIMARY KEY)");
            for (int id = 1; id <= CUTS; id++) {
                boolean acknowledged;
                try (var proxy = new Proxy(server.port())) {
                    Connection connection =
                            RealServer.connect(
                                    proxy.port(),
                                    server.server().authorityCertificate(),
                                    server.token());
                    acknowledged = commit(connection, proxy, id, random.nextInt(MOST_BYTES));
                }
                int rows = rows(judge, id);
                assertThat(rows).as("cut %d, seed %d", id, SEED).isIn(0, 2);
                if (acknowledged) {
                    assertThat(rows).as("cut %d, seed %d", id, SEED).isEqualTo(2);
                }
                committed += acknowledged ? 1 : 0;
                lost += acknowledged ? 0 : 1;
            }
        }
        assertThat(committed).isPositive();
        assertThat(lost).isPositive();
    }

    private static boolean commit(Connection connection, Proxy proxy, int id, int bytes)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO one VALUES (" + id + ")");
            statement.execute("INSERT INTO other VALUES (" + id + ")");
            proxy.cutAfter(bytes);
            connection.commit();
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).startsWith("08");
            return false;
        }
    }

    private static int rows(Statement judge, int id) throws SQLException {
        try (ResultSet rows =
                judge.executeQuery(
                        "SELECT (SELECT count(*) FROM one WHERE id = %d) + (SELECT count(*) FROM other WHERE id = %d)"
                                .formatted(id, id))) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    /** Stands between one client and the server, and goes away at a byte. */
    private static final class Proxy implements AutoCloseable {
        private static final int NEVER = Integer.MAX_VALUE;

        private final ServerSocket listener;
        private final int target;
        private final AtomicInteger left = new AtomicInteger(NEVER);
        private volatile Socket client = new Socket();
        private volatile Socket server = new Socket();

        Proxy(int target) throws IOException {
            this.target = target;
            listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return listener.getLocalPort();
        }

        /** Of both directions together. */
        void cutAfter(int bytes) {
            left.set(bytes);
        }

        private void accept() {
            try {
                client = listener.accept();
                server = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> pump(client, server));
                pump(server, client);
            } catch (IOException e) {
                close();
            }
        }

        private void pump(Socket from, Socket to) {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int b = in.read(); b >= 0; b = in.read()) {
                    if (left.get() != NEVER && left.decrementAndGet() < 0) {
                        break;
                    }
                    out.write(b);
                }
            } catch (IOException e) {
                // the other side was cut
            }
            close();
        }

        @Override
        public void close() {
            try {
                listener.close();
                client.close();
                server.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
