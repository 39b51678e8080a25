package dev.borealis.tests.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.server.control.ControlFailure;
import dev.borealis.server.control.ControlMessage;
import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Copies of a server that is being written to, started and compared. */
class BackupTest {
    private static final int WRITERS = 3;
    private static final int BEFORE = 20;

    @TempDir Path directory;

    @Test
    void aCopyHoldsWhatWasAcknowledgedBeforeAndIsWhole() throws Exception {
        var acknowledged = new AtomicIntegerArray(WRITERS);
        int[] before = new int[WRITERS];
        Path copy = directory.resolve("copy");
        try (RealServer server =
                RealServer.start(directory.resolve("data"), false, Clock.systemUTC())) {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (writer int, n int, PRIMARY KEY (writer, n))");
                statement.execute("CREATE TABLE newest (writer int PRIMARY KEY, n int)");
                statement.execute("INSERT INTO newest VALUES (0, 0), (1, 0), (2, 0)");
            }
            var stop = new AtomicBoolean();
            try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    int writer = i;
                    running.add(writers.submit(() -> write(server, writer, stop, acknowledged)));
                }
                while (least(acknowledged) < BEFORE) {
                    Thread.onSpinWait();
                }
                for (int i = 0; i < WRITERS; i++) {
                    before[i] = acknowledged.get(i);
                }
                RealServer.ask(
                        directory.resolve("data"), new ControlMessage.Backup(copy.toString()));
                stop.set(true);
                for (Future<?> one : running) {
                    one.get();
                }
            }
            assertThat(RealServer.ask(directory.resolve("data"), new ControlMessage.Check()))
                    .isEmpty();
            assertThatThrownBy(
                            () ->
                                    RealServer.ask(
                                            directory.resolve("data"),
                                            new ControlMessage.Backup(copy.toString())))
                    .isInstanceOf(ControlFailure.class)
                    .hasMessageContaining("is not empty");
        }
        assertThat(Files.exists(copy.resolve("format"))).isTrue();
        try (RealServer server = RealServer.start(copy, false, Clock.systemUTC());
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            assertThat(RealServer.ask(copy, new ControlMessage.Check())).isEmpty();
            for (int writer = 0; writer < WRITERS; writer++) {
                int newest = number(statement, "SELECT n FROM newest WHERE writer = " + writer);
                assertThat(newest).isBetween(before[writer], acknowledged.get(writer) + 1);
                assertThat(number(statement, "SELECT count(*) FROM t WHERE writer = " + writer))
                        .isEqualTo(newest);
            }
        }
    }

    private static int least(AtomicIntegerArray counts) {
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < counts.length(); i++) {
            least = Math.min(least, counts.get(i));
        }
        return least;
    }

    private static Void write(
            RealServer server, int writer, AtomicBoolean stop, AtomicIntegerArray acknowledged)
            throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int n = 1; !stop.get(); n++) {
                statement.execute("INSERT INTO t VALUES (" + writer + ", " + n + ")");
                statement.execute("UPDATE newest SET n = " + n + " WHERE writer = " + writer);
                connection.commit();
                acknowledged.set(writer, n);
            }
        }
        return null;
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }
}
