package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.support.Directories;
import dev.borealis.tests.support.Jdbc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code borealis start} on tables of ten times its page budget is killed, or its directory copied while it stands still, in
 * the middle of inserts by the hundred, updates, deletes, index builds and DROPs. Each table is then exactly what its writer
 * was told, by scans in both directions, by look-ups and through indexes, and {@code borealis check} finds nothing.
 *
 * <p>{@code -Dborealis.long=true}: twenty times as often.
 */
class ColdServerTest {
    private static final int ROUNDS = Boolean.getBoolean("borealis.long") ? 80 : 4;
    private static final long SEED = 31;
    private static final int TABLES = 3;
    private static final String BUDGET = "200k";
    private static final long BUDGET_BYTES = 200 << 10;

    /** Transactions between two judgements, at most. */
    private static final int LONGEST_ROUND = 120;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String WELL = "All is well.";

    @TempDir Path directory;

    private final List<JudgedTable> tables = new ArrayList<>();
    private final AtomicInteger transactions = new AtomicInteger();
    private final AtomicInteger definitions = new AtomicInteger();

    @Test
    void tablesThatAreMostlyOnDiskSurviveKillsAndCopies() throws Exception {
        var random = new SplittableRandom(SEED);
        Path data = directory.resolve("data");
        ServedDirectory server = ServedDirectory.start(data, BUDGET);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            prepare(server, random);
            for (int round = 1; round <= ROUNDS; round++) {
                String what = "seed " + SEED + ", round " + round;
                var over = new AtomicBoolean();
                List<Future<?>> clients = work(server, threads, over, random.split());
                try {
                    await(random.nextInt(LONGEST_ROUND), clients);
                    copyAndJudge(server, what);
                    await(random.nextInt(LONGEST_ROUND), clients);
                } finally {
                    over.set(true);
                    server.kill();
                }
                for (Future<?> client : clients) {
                    client.get();
                }
                server = ServedDirectory.start(data, BUDGET);
                judge(server, what);
            }
            assertThat(ServedDirectory.check(data, BUDGET)).as("served").endsWith(WELL);
            server.kill();
            assertThat(ServedDirectory.check(data, BUDGET)).as("not served").endsWith(WELL);
        } finally {
            server.close();
        }
        System.out.println(
                transactions
                        + " transactions, "
                        + definitions
                        + " indexes and tables made and dropped");
    }

    private void prepare(ServedDirectory server, SplittableRandom random) throws SQLException {
        try (Connection connection = server.connect()) {
            for (int i = 0; i < TABLES; i++) {
                var table = new JudgedTable("t" + i, random.split());
                connection.setAutoCommit(true);
                table.create(connection);
                connection.setAutoCommit(false);
                while (table.bytes() * TABLES <= 10 * BUDGET_BYTES) {
                    table.write(connection);
                }
                tables.add(table);
            }
        }
    }

    /** A writer for each table, and one that defines. */
    private List<Future<?>> work(
            ServedDirectory server,
            ExecutorService threads,
            AtomicBoolean over,
            SplittableRandom random) {
        List<Future<?>> clients = new ArrayList<>();
        for (JudgedTable table : tables) {
            clients.add(threads.submit(untilLost(over, () -> write(server, table))));
        }
        clients.add(threads.submit(untilLost(over, () -> define(server, random))));
        return clients;
    }

    private static Callable<Void> untilLost(AtomicBoolean over, Callable<Void> client) {
        return () -> {
            try {
                return client.call();
            } catch (SQLException e) {
                if (!over.get() || !String.valueOf(e.getSQLState()).startsWith("08")) {
                    throw e;
                }
                return null;
            }
        };
    }

    /** Until the connection is lost. */
    private Void write(ServedDirectory server, JudgedTable table) throws SQLException {
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            while (true) {
                try {
                    table.write(connection);
                    transactions.incrementAndGet();
                } catch (SQLException e) {
                    if (!isConflict(e)) {
                        throw e;
                    }
                    table.didNotHappen();
                    connection.rollback();
                }
            }
        }
    }

    private static boolean isConflict(SQLException failure) {
        return "40001".equals(failure.getSQLState());
    }

    /** Index builds, some of them awaited; tables loaded in order; everything dropped again. */
    private Void define(ServedDirectory server, SplittableRandom random) throws SQLException {
        try (Connection connection = server.connect()) {
            while (true) {
                int number = definitions.incrementAndGet();
                dropWhatIsLeft(connection);
                String job =
                        text(
                                connection,
                                "CREATE INDEX ASYNC made_i%d ON t%d (v, id)"
                                        .formatted(number, random.nextInt(TABLES)));
                if (random.nextBoolean()) {
                    patiently(connection, "CALL sys.wait_for_job('" + job + "')");
                }
                patiently(
                        connection,
                        "CREATE TABLE made_t%d (id int PRIMARY KEY, v text)".formatted(number));
                for (int from = 0; from < 6_000; from += 3_000) {
                    patiently(
                            connection,
                            "INSERT INTO made_t%d SELECT g, md5(g::text) FROM generate_series(%d, %d) g"
                                    .formatted(number, from, from + 2_999));
                }
            }
        }
    }

    private static void dropWhatIsLeft(Connection connection) throws SQLException {
        List<String> left = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "SELECT CASE relkind WHEN 'r' THEN 'TABLE ' ELSE 'INDEX ' END || relname"
                                        + " FROM pg_class WHERE relname ~ '^made_.[0-9]+$'")) {
            while (found.next()) {
                left.add(found.getString(1));
            }
        }
        for (String one : left) {
            patiently(connection, "DROP " + one);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        while (true) {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(sql)) {
                found.next();
                return found.getString(1);
            } catch (SQLException e) {
                if (!isConflict(e)) {
                    throw e;
                }
            }
        }
    }

    private static void patiently(Connection connection, String sql) throws SQLException {
        while (true) {
            try {
                Jdbc.run(connection, sql);
                return;
            } catch (SQLException e) {
                if (!isConflict(e)) {
                    throw e;
                }
            }
        }
    }

    private void await(int more, List<Future<?>> clients) throws Exception {
        int goal = transactions.get() + more;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (transactions.get() < goal) {
            for (Future<?> client : clients) {
                if (client.isDone()) {
                    client.get(); // failed
                }
            }
            assertThat(System.nanoTime()).as("something is done").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** What a power failure would leave behind, served by another server. */
    private void copyAndJudge(ServedDirectory server, String what) throws Exception {
        Path copy = directory.resolve("copy");
        List<JudgedTable.Expected> expected = new ArrayList<>();
        server.copy(copy, () -> tables.forEach(table -> expected.add(table.expected())));
        try (ServedDirectory other = ServedDirectory.start(copy, BUDGET);
                Connection connection = other.connect()) {
            for (JudgedTable.Expected one : expected) {
                one.judge(connection, what + ", copy");
            }
        }
        assertThat(ServedDirectory.check(copy, BUDGET)).as("%s, copy", what).endsWith(WELL);
        Directories.delete(copy);
    }

    private void judge(ServedDirectory server, String what) throws SQLException {
        long bytes = 0;
        try (Connection connection = server.connect()) {
            for (JudgedTable table : tables) {
                table.judge(connection, what);
                bytes += table.bytes();
            }
        }
        assertThat(bytes).as("%s: bytes of the tables", what).isGreaterThan(10 * BUDGET_BYTES);
    }
}
