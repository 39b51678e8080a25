package dev.borealis.tests.isolation;

import static dev.borealis.tests.support.Jdbc.number;
import static dev.borealis.tests.support.Jdbc.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.isolation.Transaction.Outcome;
import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sessions over TLS against a real server with RocksDB, and what must hold whatever they do. {@code -Dborealis.long=true}:
 * twenty times as many transactions.
 */
class IsolationTest {
    private static final int FACTOR = Boolean.getBoolean("borealis.long") ? 20 : 1;
    private static final int SESSIONS = 8;
    private static final long SEED = 5;

    @TempDir static Path directory;
    private static RealServer server;

    @BeforeAll
    static void start() throws Exception {
        server = RealServer.start(directory.resolve("data"), false, java.time.Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void historiesAreOfStrongSnapshotIsolation() throws Exception {
        var workload = new ListAppend(server::connect);
        workload.createTable();
        List<Transaction> history = workload.run(SESSIONS, 2_000 * FACTOR, SEED);
        assertThat(Checker.check(history)).as("seed %d", SEED).isEmpty();
        assertThat(history.stream().filter(t -> t.outcome() == Outcome.COMMITTED).count())
                .as("commits")
                .isGreaterThan(history.size() / 10);
        assertThat(history.stream().filter(t -> t.outcome() == Outcome.ABORTED).count())
                .as("conflicts")
                .isPositive();
        assertThat(Checker.writeSkews(history)).as("write skews, seed %d", SEED).isPositive();
    }

    @Test
    void writeSkewHappens() throws Exception {
        try (Connection a = server.connect();
                Connection b = server.connect()) {
            run(a, "CREATE TABLE skew (id int PRIMARY KEY, v int NOT NULL)");
            run(a, "INSERT INTO skew VALUES (1, 10), (2, 20)");
            a.setAutoCommit(false);
            b.setAutoCommit(false);
            assertThat(number(a, "SELECT sum(v) FROM skew")).isEqualTo(30);
            assertThat(number(b, "SELECT sum(v) FROM skew")).isEqualTo(30);
            run(a, "UPDATE skew SET v = 11 WHERE id = 1");
            run(b, "UPDATE skew SET v = 21 WHERE id = 2");
            a.commit();
            b.commit();
            assertThat(number(a, "SELECT sum(v) FROM skew")).isEqualTo(32);
        }
    }

    @Test
    void moneyIsNeitherMadeNorLostInAnySnapshot() throws Exception {
        int accounts = 10;
        try (Connection connection = server.connect()) {
            run(connection, "CREATE TABLE bank (id int PRIMARY KEY, balance bigint NOT NULL)");
            run(
                    connection,
                    "INSERT INTO bank SELECT g, 100 FROM generate_series(1, " + accounts + ") g");
        }
        var over = new AtomicBoolean();
        var transfers = new AtomicInteger();
        List<Callable<Integer>> work = new ArrayList<>();
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < SESSIONS - 2; i++) {
            SplittableRandom own = random.split();
            work.add(() -> transfer(own, accounts, transfers, over));
        }
        work.add(() -> watch(over, "SELECT sum(balance) FROM bank"));
        work.add(
                () ->
                        watch(
                                over,
                                "SELECT sum(balance) FROM bank WHERE id <= 5",
                                "SELECT sum(balance) FROM bank WHERE id > 5"));
        List<Integer> counts = together(work);
        assertThat(counts.subList(SESSIONS - 2, SESSIONS)).allMatch(count -> count > 10);
    }

    private static int transfer(
            SplittableRandom random, int accounts, AtomicInteger transfers, AtomicBoolean over)
            throws SQLException {
        int done = 0;
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            while (transfers.get() < 600 * FACTOR) {
                int from = random.nextInt(1, accounts + 1);
                int to = random.nextInt(1, accounts + 1);
                int amount = random.nextInt(1, 50);
                try {
                    long balance =
                            number(connection, "SELECT balance FROM bank WHERE id = " + from);
                    if (balance >= amount) {
                        run(
                                connection,
                                "UPDATE bank SET balance = %d WHERE id = %d"
                                        .formatted(balance - amount, from));
                        run(
                                connection,
                                "UPDATE bank SET balance = balance + %d WHERE id = %d"
                                        .formatted(amount, to));
                    }
                    connection.commit();
                    done++;
                    transfers.incrementAndGet();
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("40001");
                    connection.rollback();
                }
            }
        } finally {
            over.set(true);
        }
        return done;
    }

    /** Adds up in one transaction until it is over: always the same, and no balance below zero. */
    private static int watch(AtomicBoolean over, String... sums) throws SQLException {
        int looks = 0;
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            while (!over.get() || looks == 0) {
                long sum = 0;
                for (String query : sums) {
                    sum += number(connection, query);
                }
                assertThat(sum).isEqualTo(1_000);
                assertThat(number(connection, "SELECT min(balance) FROM bank")).isNotNegative();
                connection.commit();
                looks++;
            }
        }
        return looks;
    }

    @Test
    void ofConcurrentInsertsOfOneKeyExactlyOneSucceeds() throws Exception {
        int keys = 60 * FACTOR;
        try (Connection connection = server.connect()) {
            run(
                    connection,
                    "CREATE TABLE seat (id uuid DEFAULT gen_random_uuid() PRIMARY KEY,"
                            + " number int UNIQUE, owner int NOT NULL)");
        }
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            int owner = i;
            work.add(() -> take(keys, owner));
        }
        assertThat(together(work).stream().mapToInt(Integer::intValue).sum()).isEqualTo(keys);
        try (Connection connection = server.connect()) {
            assertThat(number(connection, "SELECT count(*) FROM seat")).isEqualTo(keys);
            assertThat(number(connection, "SELECT count(DISTINCT number) FROM seat"))
                    .isEqualTo(keys);
        }
    }

    private static int take(int keys, int owner) throws SQLException {
        int taken = 0;
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            for (int key = 0; key < keys; key++) {
                try {
                    run(
                            connection,
                            "INSERT INTO seat (number, owner) VALUES (%d, %d)"
                                    .formatted(key, owner));
                    connection.commit();
                    taken++;
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).as(e.getMessage()).isIn("40001", "23505");
                    connection.rollback();
                }
            }
        }
        return taken;
    }

    private static List<Integer> together(List<Callable<Integer>> work) throws Exception {
        List<Future<Integer>> futures = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            work.forEach(task -> futures.add(threads.submit(task)));
        }
        Integer[] results = new Integer[futures.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = futures.get(i).get();
        }
        return Arrays.asList(results);
    }
}
