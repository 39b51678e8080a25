package dev.borealis.tests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.tests.support.RealServer;
import dev.borealis.tests.support.ServerChild;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A server with a heap of 256 MiB: many connections, and queries that want more than there is. */
class SmallHeapTest {
    private static final int IDLE = 1_000;
    private static final int BUSY = 64;

    /** Heap of an idle TLS connection with its session, at most: 32 KiB for TLS, the rest for the session. */
    private static final long IDLE_BYTES = 64 << 10;

    @TempDir static Path directory;
    private static ServerChild.Handle server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerChild.Handle.start(directory.resolve("data"));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL)");
            statement.execute("INSERT INTO t SELECT g, g FROM generate_series(1, 1000) g");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static Connection connect() throws SQLException {
        return RealServer.connect(server.port, server.authority, server.token);
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void aThousandIdleConnectionsAreCheapAndSixtyFourBusyOnesWork() throws Exception {
        List<Connection> idle = new ArrayList<>();
        try (Connection first = connect()) {
            for (int i = 0; i < 200; i++) {
                one(first, "SELECT v FROM t WHERE id = 1");
            }
            long before = server.usedBytes();
            try (var threads = Executors.newFixedThreadPool(8)) {
                List<Future<Connection>> opening = new ArrayList<>();
                for (int i = 0; i < IDLE; i++) {
                    opening.add(threads.submit((Callable<Connection>) SmallHeapTest::connect));
                }
                for (Future<Connection> connection : opening) {
                    idle.add(connection.get());
                }
            }
            long each = (server.usedBytes() - before) / IDLE;
            System.out.println("heap of an idle TLS connection: " + each + " bytes");
            assertThat(each).isLessThan(IDLE_BYTES);
            assertThat(busy()).isEqualTo(BUSY * 100);
            for (int i = 0; i < IDLE; i += 50) {
                assertThat(one(idle.get(i), "SELECT v FROM t WHERE id = 7")).isEqualTo("7");
            }
        } finally {
            for (Connection connection : idle) {
                connection.close();
            }
        }
    }

    private static int busy() throws Exception {
        int done = 0;
        try (var threads = Executors.newFixedThreadPool(BUSY)) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < BUSY; i++) {
                int number = i;
                running.add(threads.submit(() -> work(number)));
            }
            for (Future<Integer> one : running) {
                done += one.get();
            }
        }
        return done;
    }

    private static int work(int number) throws SQLException {
        int done = 0;
        try (Connection connection = connect();
                PreparedStatement read =
                        connection.prepareStatement("SELECT v FROM t WHERE id = ?");
                PreparedStatement write =
                        connection.prepareStatement("UPDATE t SET v = v WHERE id = ?")) {
            for (int i = 0; i < 100; i++) {
                PreparedStatement statement = i % 10 == 0 ? write : read;
                statement.setInt(1, 1 + number); // a row of its own: no conflicts
                statement.execute();
                done++;
            }
        }
        return done;
    }

    @Test
    void aQueryThatNeedsMoreThanItsMemoryFailsAndTheServerGoesOn() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String query :
                    List.of(
                            "SELECT count(*) FROM (SELECT g, repeat('x', 1000) || g AS t FROM"
                                    + " generate_series(1, 1000000) g ORDER BY t) s",
                            "SELECT count(*) FROM (SELECT repeat('x', 1000) || g AS t FROM"
                                    + " generate_series(1, 1000000) g GROUP BY 1) s",
                            "SELECT count(DISTINCT repeat('x', 1000) || g) FROM"
                                    + " generate_series(1, 1000000) g",
                            "SELECT length(string_agg(repeat('x', 1000), ',')) FROM"
                                    + " generate_series(1, 1000000) g",
                            "SELECT array_length(array_agg(repeat('x', 1000)), 1) FROM"
                                    + " generate_series(1, 1000000) g",
                            "SELECT count(b.t) FROM generate_series(1, 1000000) a JOIN"
                                    + " (SELECT g, repeat('x', 1000) AS t FROM"
                                    + " generate_series(1, 1000000) g) b ON a.a = b.g",
                            "SELECT length(repeat('x', 300000000))")) {
                SQLException failure =
                        catchThrowableOfType(
                                SQLException.class, () -> statement.executeQuery(query));
                assertThat(failure == null).as(query).isFalse();
                assertThat(failure.getSQLState() + " " + failure.getMessage())
                        .as(query)
                        .isIn(
                                "54000 ERROR: query requires more than allowed temp space of"
                                        + " 131072 KB to execute",
                                "53200 ERROR: query requires too much temp space, out of memory.");
                assertThat(one(connection, "SELECT v FROM t WHERE id = 3")).isEqualTo("3");
            }
        }
        assertThat(server.isAlive()).isTrue();
    }
}
