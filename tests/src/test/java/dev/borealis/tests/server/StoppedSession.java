package dev.borealis.tests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.tests.support.RealServer;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A session that does not go on. It has seen, changed or locked rows of table t, or is in the middle of a message. */
final class StoppedSession implements AutoCloseable {
    static final List<String> DEFINITIONS =
            List.of(
                    "CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL)",
                    "CREATE TABLE copied (id int PRIMARY KEY, v text)");

    /** Where it is stopped. */
    enum Place {
        CHANGED("in BEGIN, every row changed"),
        LOCKED("in BEGIN, every row FOR UPDATE"),
        SHARED("in BEGIN, every row FOR KEY SHARE"),
        DEFINED("in BEGIN, the table altered"),
        PORTAL("half-way through a portal"),
        COPY("in a row of COPY"),
        SLOW_READ("not reading its result"),
        ASLEEP("in pg_sleep over the table"),
        /** By how much two halves of a run differ by themselves. */
        NOWHERE("nowhere");

        private final String words;

        Place(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** What it finds when it goes on. */
    @FunctionalInterface
    private interface Rest {
        void run() throws Exception;
    }

    private final Connection connection;
    private final Rest rest;

    private StoppedSession(Connection connection, Rest rest) {
        this.connection = connection;
        this.rest = rest;
    }

    static StoppedSession at(Place place, RealServer server) throws Exception {
        Connection connection = server.connect();
        Rest rest =
                switch (place) {
                    case CHANGED -> inBlock(connection, "UPDATE t SET v = v + 1");
                    case LOCKED -> inBlock(connection, "SELECT * FROM t FOR UPDATE");
                    case SHARED -> shared(connection);
                    case DEFINED -> defined(connection);
                    case PORTAL -> portal(connection);
                    case COPY -> copy(connection);
                    case SLOW_READ -> slowRead(connection);
                    case ASLEEP -> asleep(connection);
                    case NOWHERE -> () -> execute(connection, "SELECT 1");
                };
        return new StoppedSession(connection, rest);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Others were first: it loses. */
    private static Rest inBlock(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, sql);
        return () -> assertThatThrownBy(connection::commit).hasMessageContaining("(OC000)");
    }

    /** Nobody changed a key. */
    private static Rest shared(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "SELECT * FROM t FOR KEY SHARE");
        return connection::commit;
    }

    private static Rest defined(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "ALTER TABLE t ADD COLUMN further int");
        return () -> {
            execute(connection, "SELECT further FROM t");
            connection.rollback();
        };
    }

    private static Rest portal(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Statement statement = connection.createStatement();
        statement.setFetchSize(10);
        ResultSet rows = statement.executeQuery("SELECT a.v FROM t a CROSS JOIN t b ORDER BY a.id");
        assertThat(rows.next()).isTrue();
        return () -> {
            int count = 1;
            while (rows.next()) {
                count++;
            }
            assertThat(count).isEqualTo(100 * 100);
        };
    }

    private static Rest copy(Connection connection) throws SQLException {
        CopyIn copy =
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY copied FROM STDIN");
        write(copy, "1\tone\n2\tha");
        copy.flushCopy();
        return () -> {
            write(copy, "lf\n");
            assertThat(copy.endCopy()).isEqualTo(2);
            execute(connection, "DELETE FROM copied");
        };
    }

    private static void write(CopyIn copy, String text) throws SQLException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        copy.writeToCopy(bytes, 0, bytes.length);
    }

    private static Rest slowRead(Connection connection) throws SQLException {
        CopyOut copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(
                                "COPY (SELECT repeat('x', 1000) FROM generate_series(1, 1000000)) TO STDOUT");
        assertThat(copy.readFromCopy()).isNotNull(); // and it reads no more
        return () -> {
            for (int row = 2; row <= 50_000; row++) { // more than all buffers hold
                assertThat(copy.readFromCopy()).hasSize(1_001);
            }
        };
    }

    private static Rest asleep(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Boolean> answer =
                thread.submit(() -> statement.execute("SELECT pg_sleep(600) FROM t"));
        thread.shutdown();
        return () -> {
            assertThat(answer).isNotDone();
            isCancelled(statement, answer);
        };
    }

    /** Cancels, again if it was too early: a query that has not arrived yet is not what runs. */
    static void isCancelled(Statement statement, Future<?> answer) throws Exception {
        for (int i = 0; i < 200 && !answer.isDone(); i++) {
            statement.cancel();
            try {
                answer.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // it goes on, or was cancelled
            }
        }
        assertThatThrownBy(() -> answer.get(0, TimeUnit.SECONDS))
                .hasMessageContaining("canceling statement due to user request");
    }

    /** It goes on where it stopped, and finds what it must. */
    void goOn() throws Exception {
        rest.run();
    }

    /** Nobody says goodbye. */
    @Override
    public void close() throws SQLException {
        connection.abort(Runnable::run);
    }
}
