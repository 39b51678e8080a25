package dev.borealis.tests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.tests.support.RealServer;

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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Nobody waits for another transaction, and nobody starves. Ratios, measured in one run; the figures are printed. */
class NoWaitingTest {
    private static final int ROWS = 100;
    private static final int STATEMENTS = 1_500;

    /** A session asleep in its transaction may make the median of others this much slower: noise only. */
    private static final double SLEEPER_RATIO = 2.0;

    /** With and without a sleeper by turns, so that other work on the machine meets both. */
    private static final int TURNS = 5;

    /** Endless queries, twice as many as cores, leave a point read a share of one; the median may grow this much ... */
    private static final double ENDLESS_RATIO = 30.0;

    /** ... or to this, which is a scheduling slice or two. */
    private static final long ENDLESS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** No single statement may take longer than this: it would have waited for somebody. */
    private static final long WAITED_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Long statements that run at a time: see docs/decisions/threads.md. */
    private static final int LONG_AT_A_TIME =
            Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private static final String ENDLESS =
            "SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 100000) b,"
                    + " generate_series(1, 1000) c";

    @TempDir static Path directory;
    private static RealServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RealServer.inMemory(directory.resolve("data"));
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL)");
            statement.execute("INSERT INTO t SELECT g, 0 FROM generate_series(1, " + ROWS + ") g");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Nanoseconds of each statement, sorted. */
    private static long[] measure(Connection connection, boolean writes) throws SQLException {
        long[] times = new long[STATEMENTS];
        try (PreparedStatement read = connection.prepareStatement("SELECT v FROM t WHERE id = ?");
                PreparedStatement write =
                        connection.prepareStatement("UPDATE t SET v = v + 1 WHERE id = ?")) {
            for (int i = 0; i < STATEMENTS; i++) {
                PreparedStatement statement = writes && i % 2 == 0 ? write : read;
                statement.setInt(1, 1 + i % ROWS);
                long start = System.nanoTime();
                if (statement == read) {
                    try (ResultSet rows = read.executeQuery()) {
                        assertThat(rows.next()).isTrue();
                    }
                } else {
                    assertThat(write.executeUpdate()).isEqualTo(1);
                }
                times[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(times);
        return times;
    }

    private static long median(long[] times) {
        return times[times.length / 2];
    }

    private static void print(String what, long[] without, long[] with) {
        System.out.printf(
                "%s: median %d -> %d us, 99.9 %% %d -> %d us%n",
                what,
                median(without) / 1_000,
                median(with) / 1_000,
                without[without.length * 999 / 1_000] / 1_000,
                with[with.length * 999 / 1_000] / 1_000);
    }

    @Test
    void aSessionAsleepInItsTransactionDelaysNobody() throws Exception {
        try (Connection others = server.connect();
                Connection sleeper = server.connect();
                Statement statement = sleeper.createStatement()) {
            measure(others, true); // warm
            sleeper.setAutoCommit(false);
            var without = LongStream.builder();
            var with = LongStream.builder();
            for (int turn = 0; turn < TURNS; turn++) {
                Arrays.stream(measure(others, true)).forEach(without);
                assertThat(statement.executeUpdate("UPDATE t SET v = v + 1")).isEqualTo(ROWS);
                try (ResultSet rows = statement.executeQuery("SELECT * FROM t FOR UPDATE")) {
                    assertThat(rows.next()).isTrue();
                }
                Arrays.stream(measure(others, true)).forEach(with);
                // it is the sleeper who loses
                assertThatThrownBy(sleeper::commit).hasMessageContaining("(OC000)");
            }
            long[] before = without.build().sorted().toArray();
            long[] beside = with.build().sorted().toArray();
            print("beside a sleeper", before, beside);
            assertThat(beside[beside.length - 1]).isLessThan(WAITED_NANOS);
            assertThat((double) median(beside) / median(before)).isLessThan(SLEEPER_RATIO);
        }
    }

    @Test
    void endlessQueriesLeaveOthersTheirShareAndCanBeCancelled() throws Exception {
        try (Connection others = server.connect();
                var running = new ManyStatements(LONG_AT_A_TIME, ENDLESS)) {
            measure(others, false);
            long[] without = measure(others, false);
            running.start();
            long[] with = measure(others, false);
            print("beside " + LONG_AT_A_TIME + " endless queries", without, with);
            countRows(others, 3); // another long one has its turns among them
            running.cancelAll();
            assertThat(with[STATEMENTS - 1]).isLessThan(WAITED_NANOS);
            assertThat(median(with))
                    .isLessThan(Math.max(ENDLESS_NANOS, (long) (ENDLESS_RATIO * median(without))));
        }
    }

    /** Statements that sleep take no turns from those that work. */
    @Test
    void sleepingStatementsKeepNoLongOneFromRunning() throws Exception {
        try (Connection others = server.connect();
                var sleeping =
                        new ManyStatements(2 * LONG_AT_A_TIME, "SELECT pg_sleep(600) FROM t")) {
            sleeping.start();
            countRows(others, 100);
            sleeping.cancelAll();
        }
    }

    /** A plan without a bound: it needs a turn among the long ones. */
    private static void countRows(Connection connection, int times) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(60);
            for (int i = 0; i < times; i++) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(ROWS);
                }
            }
        }
    }

    /** Statements that take long, each on a connection of its own. */
    private static final class ManyStatements implements AutoCloseable {
        private final String sql;
        private final List<Connection> connections = new ArrayList<>();
        private final List<Statement> statements = new ArrayList<>();
        private final List<Future<?>> answers = new ArrayList<>();
        private final ExecutorService threads = Executors.newCachedThreadPool();

        ManyStatements(int count, String sql) throws SQLException {
            this.sql = sql;
            for (int i = 0; i < count; i++) {
                Connection connection = server.connect();
                connections.add(connection);
                statements.add(connection.createStatement());
            }
        }

        void start() {
            for (Statement statement : statements) {
                answers.add(threads.submit(() -> statement.execute(sql)));
            }
        }

        void cancelAll() throws Exception {
            assertThat(answers).noneMatch(Future::isDone);
            for (int i = 0; i < answers.size(); i++) {
                StoppedSession.isCancelled(statements.get(i), answers.get(i));
            }
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : connections) {
                connection.close();
            }
            threads.shutdown();
        }
    }
}
