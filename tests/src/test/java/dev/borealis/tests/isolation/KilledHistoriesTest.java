package dev.borealis.tests.isolation;

import static dev.borealis.tests.support.Jdbc.number;
import static dev.borealis.tests.support.Jdbc.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.isolation.Transaction.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Histories that span the deaths of the server: eight sessions append to lists, and beside them others move money, draw
 * numbers from a sequence, insert unique keys, and change rows under index builds, while the process is killed and started
 * again. A commit whose answer was lost may have happened or not; everything else must be as if the server had lived.
 *
 * <p>{@code -Dborealis.long=true}: twenty-five times as many deaths.
 */
class KilledHistoriesTest {
    private static final int KILLS = Boolean.getBoolean("borealis.long") ? 100 : 4;
    private static final int SESSIONS = 8;
    private static final long SEED = 14;

    /** What clients get done between two deaths, about. */
    private static final int WORK = 400;

    private static final int ACCOUNTS = 10;
    private static final int ROWS = 1_500;

    @TempDir Path directory;

    private final Set<Long> numbers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger acknowledgedSeats = new AtomicInteger();
    private final AtomicInteger nextSeat = new AtomicInteger();
    private final AtomicInteger comparisons = new AtomicInteger();

    @Test
    void historiesSpanTheDeathsOfTheServer() throws Exception {
        try (var server = new KilledServer(directory.resolve("data"))) {
            var lists = new ListAppend(server::connectPatiently, true);
            lists.createTable();
            prepare(server);
            var random = new SplittableRandom(SEED);
            List<Callable<?>> clients = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                SplittableRandom own = random.split();
                clients.add(() -> server.run(connection -> transfer(connection, own)));
                clients.add(() -> server.run(this::draw));
                clients.add(() -> server.run(this::sit));
            }
            SplittableRandom own = random.split();
            clients.add(() -> server.run(KilledHistoriesTest::addUp));
            clients.add(() -> server.run(connection -> change(connection, own)));
            clients.add(() -> server.run(this::build));
            List<Transaction> history = new ArrayList<>();
            clients.add(
                    () -> {
                        history.addAll(lists.run(SESSIONS, number -> goesOn(server), SEED));
                        return null;
                    });
            together(server, clients, random.split());
            judge(history);
            try (Connection connection = server.connect()) {
                judgeTables(connection);
            }
        }
    }

    /** Each transaction on the lists is progress too. */
    private static boolean goesOn(KilledServer server) {
        server.progressed();
        return !server.isOver();
    }

    private static void prepare(KilledServer server) throws SQLException {
        try (Connection connection = server.connect()) {
            for (String sql :
                    List.of(
                            "CREATE TABLE bank (id int PRIMARY KEY, balance bigint NOT NULL)",
                            "INSERT INTO bank SELECT g, 100 FROM generate_series(1, "
                                    + ACCOUNTS
                                    + ") g",
                            "CREATE SEQUENCE drawn CACHE 1",
                            "CREATE TABLE seat (id bigint GENERATED ALWAYS AS IDENTITY (CACHE 1)"
                                    + " PRIMARY KEY, number int UNIQUE)",
                            "CREATE TABLE wide (id int PRIMARY KEY, v int NOT NULL)",
                            "INSERT INTO wide SELECT g, g % 20 FROM generate_series(1, "
                                    + ROWS
                                    + ") g")) {
                run(connection, sql);
            }
        }
    }

    private static void together(
            KilledServer server, List<Callable<?>> clients, SplittableRandom random)
            throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newCachedThreadPool()) {
            for (Callable<?> client : clients) {
                running.add(
                        threads.submit(
                                () -> {
                                    try {
                                        return client.call();
                                    } catch (Exception | AssertionError e) {
                                        server.giveUp();
                                        throw e;
                                    }
                                }));
            }
            server.killAgainAndAgain(KILLS, WORK, random);
        }
        for (Future<?> client : running) {
            try {
                client.get();
            } catch (ExecutionException e) {
                throw new AssertionError("seed " + SEED + ": a client failed", e.getCause());
            }
        }
    }

    private static void judge(List<Transaction> history) {
        assertThat(Checker.check(history)).as("seed %d", SEED).isEmpty();
        long committed = count(history, Outcome.COMMITTED);
        long unknown = count(history, Outcome.UNKNOWN);
        System.out.printf(
                "%d transactions on lists over %d kills: %d committed, %d conflicts or lost, %d unknown%n",
                history.size(), KILLS, committed, count(history, Outcome.ABORTED), unknown);
        assertThat(committed).as("commits").isGreaterThan(history.size() / 10);
    }

    private static long count(List<Transaction> history, Outcome outcome) {
        return history.stream().filter(one -> one.outcome() == outcome).count();
    }

    private void judgeTables(Connection connection) throws SQLException {
        assertThat(number(connection, "SELECT sum(balance) FROM bank")).isEqualTo(ACCOUNTS * 100L);
        long seats = number(connection, "SELECT count(*) FROM seat");
        assertThat(number(connection, "SELECT count(DISTINCT number) FROM seat")).isEqualTo(seats);
        assertThat(seats).isBetween((long) acknowledgedSeats.get(), (long) nextSeat.get());
        assertThat(numbers).as("numbers drawn").hasSizeGreaterThan(KILLS);
        assertThat(number(connection, "SELECT count(*) FROM wide")).isEqualTo(ROWS);
        assertThat(comparisons.get()).as("index against table").isPositive();
    }

    private static void transfer(Connection connection, SplittableRandom random)
            throws SQLException {
        int from = random.nextInt(1, ACCOUNTS + 1);
        int to = random.nextInt(1, ACCOUNTS + 1);
        run(connection, "UPDATE bank SET balance = balance - 7 WHERE id = " + from);
        run(connection, "UPDATE bank SET balance = balance + 7 WHERE id = " + to);
        connection.commit();
    }

    private static void addUp(Connection connection) throws SQLException {
        long low = number(connection, "SELECT sum(balance) FROM bank WHERE id <= 5");
        long high = number(connection, "SELECT sum(balance) FROM bank WHERE id > 5");
        assertThat(low + high).as("money in one snapshot").isEqualTo(ACCOUNTS * 100L);
        connection.commit();
    }

    /** No number twice, also of transactions that roll back. */
    private void draw(Connection connection) throws SQLException {
        long drawn = number(connection, "SELECT nextval('drawn')");
        assertThat(numbers.add(drawn)).as("%d is drawn twice", drawn).isTrue();
        if (drawn % 3 == 0) {
            connection.rollback();
        } else {
            connection.commit();
        }
    }

    /** Two clients want each number; one gets it. */
    private void sit(Connection connection) throws SQLException {
        int number = nextSeat.incrementAndGet() / 2;
        try {
            run(connection, "INSERT INTO seat (number) VALUES (" + number + ")");
            connection.commit();
            acknowledgedSeats.incrementAndGet();
        } catch (SQLException e) {
            if (!"23505".equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback();
        }
    }

    /** Changes a row, and asks in one snapshot for the same rows with and without the index that is being built. */
    private void change(Connection connection, SplittableRandom random) throws SQLException {
        int id = random.nextInt(1, ROWS + 1);
        int v = random.nextInt(20);
        run(connection, "UPDATE wide SET v = " + v + " WHERE id = " + id);
        connection.commit();
        if (random.nextInt(4) == 0) {
            String rows = "SELECT coalesce(sum(id), 0) FROM wide WHERE ";
            long throughIndex = number(connection, rows + "v = " + v);
            assertThat(throughIndex)
                    .as("through the index and through the table")
                    .isEqualTo(number(connection, rows + "v + 0 = " + v));
            connection.commit();
            comparisons.incrementAndGet();
        }
    }

    /** An index comes, is built, and goes. */
    private void build(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        run(connection, "DROP INDEX IF EXISTS wide_v");
        String job;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("CREATE INDEX ASYNC wide_v ON wide (v)")) {
            rows.next();
            job = rows.getString(1);
        }
        run(connection, "CALL sys.wait_for_job('" + job + "')");
        connection.setAutoCommit(false);
    }
}
