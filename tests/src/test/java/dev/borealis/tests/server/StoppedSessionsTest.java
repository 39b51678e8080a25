package dev.borealis.tests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sessions stopped in the middle of everything delay nobody: one inside BEGIN that has changed and locked every row, one in
 * the middle of a COPY, one in the middle of a portal, one that does not read what it asked for. Statements of others are
 * timed in short blocks, by turns beside the four and without them, so that a noisy machine is noisy for both.
 */
class StoppedSessionsTest {
    private static final int ROWS = 100;
    private static final int STATEMENTS_OF_A_BLOCK = 100;
    private static final int BLOCKS = Boolean.getBoolean("borealis.long") ? 600 : 60;
    private static final int WARM_UP_BLOCKS = 12;

    /** How much slower the slowest of a thousand may be ... */
    private static final double RATIO = 5.0;

    /** ... unless it is a matter of this, which is a few scheduling slices of a busy machine. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** And no statement takes so long: it would have waited for somebody. */
    private static final long WAITED_NANOS = TimeUnit.SECONDS.toNanos(5);

    @TempDir Path directory;

    @Test
    void sessionsStoppedInTheMiddleOfEverythingDelayNobody() throws Exception {
        try (RealServer server = RealServer.inMemory(directory.resolve("data"));
                Connection others = server.connect()) {
            try (Statement statement = others.createStatement()) {
                statement.execute("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL)");
                statement.execute("CREATE TABLE copied (id int PRIMARY KEY, v text)");
                statement.execute(
                        "INSERT INTO t SELECT g, 0 FROM generate_series(1, " + ROWS + ") g");
            }
            for (int block = 0; block < WARM_UP_BLOCKS; block++) {
                block(others, new ArrayList<>());
            }
            List<Long> without = new ArrayList<>();
            List<Long> beside = new ArrayList<>();
            for (int block = 0; block < BLOCKS; block++) {
                if (block % 2 == 0) {
                    block(others, without);
                } else {
                    try (var stopped = new Stopped(server)) {
                        block(others, beside);
                        assertThat(stopped.stillThere()).isTrue();
                    }
                }
            }
            judge(sorted(without), sorted(beside));
        }
    }

    private static long[] sorted(List<Long> times) {
        long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static void judge(long[] without, long[] beside) {
        int nearlyAll = without.length * 999 / 1_000;
        System.out.printf(
                "beside four stopped sessions: median %d -> %d us, 99.9 %% %d -> %d us, ratio %.2f, slowest %d -> %d us%n",
                without[without.length / 2] / 1_000,
                beside[beside.length / 2] / 1_000,
                without[nearlyAll] / 1_000,
                beside[nearlyAll] / 1_000,
                (double) beside[nearlyAll] / without[nearlyAll],
                without[without.length - 1] / 1_000,
                beside[beside.length - 1] / 1_000);
        assertThat(beside[nearlyAll]).isLessThan((long) (RATIO * without[nearlyAll]) + SLICE_NANOS);
        assertThat(beside[beside.length - 1]).isLessThan(WAITED_NANOS);
    }

    /** Reads and updates by turns, of the very rows that the others hold. */
    private static void block(Connection connection, List<Long> times) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("SELECT v FROM t WHERE id = ?");
                PreparedStatement write =
                        connection.prepareStatement("UPDATE t SET v = v + 1 WHERE id = ?")) {
            for (int i = 0; i < STATEMENTS_OF_A_BLOCK; i++) {
                PreparedStatement statement = i % 2 == 0 ? write : read;
                statement.setInt(1, 1 + i % ROWS);
                long start = System.nanoTime();
                if (statement == write) {
                    assertThat(write.executeUpdate()).isEqualTo(1);
                } else {
                    try (ResultSet rows = read.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                    }
                }
                times.add(System.nanoTime() - start);
            }
        }
    }

    /** The four. */
    private static final class Stopped implements AutoCloseable {
        private final Connection inBlock;
        private final Connection inCopy;
        private final Connection inPortal;
        private final Connection reader;
        private final CopyIn copy;
        private final ResultSet portal;

        Stopped(RealServer server) throws SQLException {
            inBlock = server.connect();
            inBlock.setAutoCommit(false);
            execute(inBlock, "UPDATE t SET v = v + 1");
            execute(inBlock, "SELECT * FROM t FOR UPDATE");

            inCopy = server.connect();
            copy = inCopy.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY copied FROM STDIN");
            byte[] halfARow = "1\tone\n2\tha".getBytes(StandardCharsets.US_ASCII);
            copy.writeToCopy(halfARow, 0, halfARow.length);
            copy.flushCopy();

            inPortal = server.connect();
            inPortal.setAutoCommit(false);
            Statement statement = inPortal.createStatement();
            statement.setFetchSize(10);
            portal = statement.executeQuery("SELECT a.v FROM t a CROSS JOIN t b ORDER BY a.id");
            assertThat(portal.next()).isTrue();

            reader = server.connect();
            byte[] some =
                    reader.unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut(
                                    "COPY (SELECT repeat('x', 1000) FROM generate_series(1, 1000000)) TO STDOUT")
                            .readFromCopy();
            assertThat(some).isNotNull(); // and it reads no more
        }

        private static void execute(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** What was stopped is still under way. */
        boolean stillThere() throws SQLException {
            return copy.isActive() && portal.next();
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : List.of(inBlock, inCopy, inPortal, reader)) {
                connection.abort(Runnable::run); // nobody says goodbye
            }
        }
    }
}
