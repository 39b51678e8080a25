package dev.borealis.tests.limits;

import static dev.borealis.tests.support.Jdbc.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.tests.support.ManualClock;
import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLException;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A transaction that its client forgot holds its view for five minutes and no longer, though the client says nothing. Source:
 * transactions.md sections 5, 9 and 17.
 */
class IdleTransactionTest {
    /** The server looks about once a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path directory;
    private final ManualClock clock = new ManualClock(Instant.now());
    private RealServer server;
    private Connection sleeper;
    private Connection watcher;

    @BeforeEach
    void start() throws Exception {
        server = RealServer.insecure(directory, clock); // for half a message
        sleeper = server.connect();
        watcher = server.connect();
        run(watcher, "CREATE TABLE t (id int PRIMARY KEY, v int)");
        run(watcher, "INSERT INTO t VALUES (1, 1)");
        sleeper.setAutoCommit(false);
    }

    @AfterEach
    void stop() throws Exception {
        sleeper.close();
        watcher.close();
        server.close();
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** What the sleeping transaction holds, as others see it. */
    private String held() throws SQLException {
        return one(
                watcher,
                "SELECT concat_ws(' ', state, snapshot IS NOT NULL, bytes_changed > 0) FROM sys.borealis_transactions WHERE state <> 'active'");
    }

    private void waitUntilHeldIs(String wanted) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!held().equals(wanted) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(held()).isEqualTo(wanted);
    }

    private void isTooOld(String sql) {
        PSQLException failure = catchThrowableOfType(PSQLException.class, () -> run(sleeper, sql));
        assertThat(failure.getSQLState()).isEqualTo("54000");
        var message = Objects.requireNonNull(failure.getServerErrorMessage());
        assertThat(message.getMessage()).isEqualTo("transaction age limit of 300s exceeded");
        assertThat(message.getDetail()).isEqualTo("Current transaction age 301s exceeds 300s");
    }

    @Test
    void itsViewAndItsWritesAreLetGoAndTheNextMessageIsTold() throws Exception {
        run(sleeper, "UPDATE t SET v = 2");
        assertThat(held()).isEqualTo("idle in transaction t t");
        clock.advance(Duration.ofSeconds(301));
        waitUntilHeldIs("idle in transaction (aborted) f f");

        isTooOld("SELECT v FROM t");
        PSQLException aborted =
                catchThrowableOfType(PSQLException.class, () -> run(sleeper, "SELECT 1"));
        assertThat(aborted.getSQLState()).isEqualTo("25P02");
        sleeper.rollback();
        assertThat(one(sleeper, "SELECT v FROM t")).isEqualTo("1");
    }

    @Test
    void itsCommitFailsAndLeavesTheSessionUsable() throws Exception {
        run(sleeper, "UPDATE t SET v = 2");
        clock.advance(Duration.ofSeconds(301));
        waitUntilHeldIs("idle in transaction (aborted) f f");
        isTooOld("COMMIT");
        sleeper.rollback();
        run(sleeper, "UPDATE t SET v = 3");
        sleeper.commit();
        assertThat(one(watcher, "SELECT v FROM t")).isEqualTo("3");
    }

    @Test
    void aRollbackIsNeverTooLate() throws Exception {
        run(sleeper, "UPDATE t SET v = 2");
        clock.advance(Duration.ofSeconds(301));
        waitUntilHeldIs("idle in transaction (aborted) f f");
        sleeper.rollback();
        assertThat(one(sleeper, "SELECT v FROM t")).isEqualTo("1");
    }

    /** In the middle of a statement it is silent too who does not read what he asked for. */
    @Test
    void oneThatDoesNotReadItsResultHoldsNothingLonger() throws Exception {
        sleeper.setAutoCommit(true);
        CopyOut copy =
                sleeper.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(
                                "COPY (SELECT repeat('x', 1000) FROM t, generate_series(1, 100000)) TO STDOUT");
        assertThat(copy.readFromCopy()).isNotNull(); // and no more
        waitUntilHolders(1);
        clock.advance(Duration.ofSeconds(301));
        waitUntilHolders(0);
        PSQLException failure =
                catchThrowableOfType(
                        PSQLException.class,
                        () -> {
                            while (copy.readFromCopy() != null) {
                                // what was on the way
                            }
                        });
        assertThat(failure.getSQLState()).isEqualTo("54000");
        assertThat(one(sleeper, "SELECT v FROM t")).isEqualTo("1");
    }

    @Test
    void oneInTheMiddleOfACopyHoldsNothingLonger() throws Exception {
        sleeper.setAutoCommit(true);
        CopyIn copy = sleeper.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY t FROM STDIN");
        byte[] row = "2\t2\n".getBytes(StandardCharsets.US_ASCII);
        copy.writeToCopy(row, 0, row.length);
        copy.flushCopy();
        waitUntilHolders(1);
        clock.advance(Duration.ofSeconds(301));
        waitUntilHolders(0);
        PSQLException failure =
                catchThrowableOfType(
                        PSQLException.class,
                        () -> {
                            copy.writeToCopy(row, 0, row.length);
                            copy.endCopy();
                        });
        assertThat(failure.getSQLState()).isEqualTo("54000");
        assertThat(one(sleeper, "SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void oneInTheMiddleOfAMessageHoldsNothingLonger() throws Exception {
        byte[] update = message('Q', "UPDATE t SET v = 2\0");
        try (var socket = new Socket("127.0.0.1", server.port())) {
            var in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            byte[] start = message('-', "\0\3\0\0user\0admin\0database\0postgres\0\0");
            out.write(start, 1, start.length - 1); // it has no type
            readUntilReady(in);
            out.write(message('Q', "BEGIN; SELECT v FROM t\0"));
            readUntilReady(in);
            out.write(update, 0, update.length / 2);
            waitUntilHolders(1);
            clock.advance(Duration.ofSeconds(301));
            waitUntilHolders(0);
            out.write(update, update.length / 2, update.length - update.length / 2);
            assertThat(readUntilReady(in)).contains("transaction age limit of 300s exceeded");
        }
    }

    private static byte[] message(char type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) type)
                .putInt(4 + bytes.length)
                .put(bytes)
                .array();
    }

    /** The bodies of all messages before ReadyForQuery. */
    private static String readUntilReady(DataInputStream in) throws IOException {
        var bodies = new StringBuilder();
        while (true) {
            int type = in.readUnsignedByte();
            byte[] body = in.readNBytes(in.readInt() - 4);
            if (type == 'Z') {
                return bodies.toString();
            }
            bodies.append(new String(body, StandardCharsets.US_ASCII));
        }
    }

    /** Transactions, beside the one that asks, that hold a view. */
    private void waitUntilHolders(int wanted) throws SQLException {
        String count =
                "SELECT count(*) FROM sys.borealis_transactions WHERE snapshot IS NOT NULL AND session_id <> sys.current_session_id()";
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!one(watcher, count).equals(Integer.toString(wanted))
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(one(watcher, count)).isEqualTo(Integer.toString(wanted));
    }

    /** What an old view kept goes with it. */
    @Test
    void theStoreForgetsWhatOnlyTheSleeperCouldSee() throws Exception {
        run(sleeper, "SELECT v FROM t");
        for (int i = 0; i < 10; i++) {
            run(watcher, "UPDATE t SET v = v + 1");
        }
        double before = openViews();
        clock.advance(Duration.ofSeconds(301));
        waitUntilHeldIs("idle in transaction (aborted) f f");
        assertThat(openViews()).isLessThan(before);
    }

    private double openViews() throws SQLException {
        return Double.parseDouble(
                one(
                        watcher,
                        "SELECT value FROM sys.borealis_figures WHERE name = 'storage_open_views'"));
    }
}
