package dev.borealis.tests.isolation;

import static dev.borealis.tests.support.Jdbc.number;
import static dev.borealis.tests.support.Jdbc.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.tests.support.RealServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * DDL against DML over real connections: two sessions change the schema of a table while others write rows of their own and
 * read all. They are told OC001 and nothing else, and no row is ever wrong: both columns of a row are written together, a
 * CHECK says that they agree, and what an index finds is what the table holds.
 */
class SchemaHistoriesTest {
    private static final int FACTOR = Boolean.getBoolean("borealis.long") ? 20 : 1;
    private static final int ROWS = 300;
    private static final int WRITERS = 3;
    private static final String NEW_SCHEMA =
            "ERROR: schema has been updated by another transaction (OC001)";
    private static final int CHANGES = 24 * FACTOR;
    private static final long SEED = 8;

    /** What writers and readers get done between two changes of one definer. */
    private static final int BETWEEN = 15;

    @TempDir Path directory;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger schemaConflicts = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();

    private interface Work {
        void once(Connection connection) throws SQLException;
    }

    @Test
    void whoeverMeetsANewSchemaIsToldSoAndNoRowIsWrong() throws Exception {
        try (RealServer server =
                RealServer.start(directory.resolve("data"), false, Clock.systemUTC())) {
            try (Connection connection = server.connect()) {
                run(
                        connection,
                        "CREATE TABLE pair (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL, CHECK (a = b))");
                run(
                        connection,
                        "INSERT INTO pair SELECT g, g % 10, g % 10 FROM generate_series(1, "
                                + ROWS
                                + ") g");
            }
            var random = new SplittableRandom(SEED);
            List<Callable<Void>> sessions = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                SplittableRandom own = random.split();
                int writer = i;
                sessions.add(() -> session(server, connection -> write(connection, writer, own)));
            }
            for (int i = 0; i < 2; i++) {
                SplittableRandom own = random.split();
                sessions.add(() -> session(server, connection -> read(connection, own)));
            }
            sessions.add(() -> define(server, "first"));
            sessions.add(() -> define(server, "second"));
            together(sessions);
            System.out.printf(
                    "%d writes and %d reads beside %d changes of the schema: told of %d%n",
                    writes.get(), reads.get(), 2 * CHANGES, schemaConflicts.get());
            assertThat(writes.get()).isPositive();
            assertThat(reads.get()).isPositive();
        }
    }

    private void together(List<Callable<Void>> sessions) throws Exception {
        List<Future<Void>> running = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(sessions.size())) {
            for (Callable<Void> session : sessions) {
                running.add(
                        threads.submit(
                                () -> {
                                    try {
                                        return session.call();
                                    } catch (Exception | AssertionError e) {
                                        over.set(true);
                                        throw e;
                                    }
                                }));
            }
            for (Future<Void> definer : running.subList(running.size() - 2, running.size())) {
                definer.get();
            }
            over.set(true);
        }
        for (Future<Void> session : running) {
            session.get();
        }
    }

    private Void session(RealServer server, Work work) throws SQLException {
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            while (!over.get()) {
                try {
                    work.once(connection);
                } catch (SQLException e) {
                    assertThat(e.getMessage()).isEqualTo(NEW_SCHEMA);
                    assertThat(e.getSQLState()).isEqualTo("40001");
                    schemaConflicts.incrementAndGet();
                    connection.rollback();
                }
            }
        }
        return null;
    }

    /** Columns come and go, an index comes, is built and goes. */
    private Void define(RealServer server, String name) throws SQLException {
        try (Connection connection = server.connect()) {
            for (int i = 0; i < CHANGES && !over.get(); i++) {
                String sql =
                        switch (i % 4) {
                            case 0 -> "ALTER TABLE pair ADD COLUMN " + name + i + " int";
                            case 1 -> "CREATE INDEX ASYNC " + name + " ON pair (a)";
                            case 2 -> "ALTER TABLE pair DROP COLUMN " + name + (i - 2);
                            default -> "DROP INDEX " + name;
                        };
                awaitOthers();
                while (!done(connection, sql)) {
                    // it lost to another change of the schema
                }
            }
        }
        return null;
    }

    private void awaitOthers() {
        int goal = writes.get() + reads.get() + BETWEEN;
        while (writes.get() + reads.get() < goal && !over.get()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static boolean done(Connection connection, String sql) throws SQLException {
        try {
            run(connection, sql);
            return true;
        } catch (SQLException e) {
            assertThat(e.getMessage()).as(sql).isEqualTo(NEW_SCHEMA);
            assertThat(e.getSQLState()).isEqualTo("40001");
            return false;
        }
    }

    private void write(Connection connection, int writer, SplittableRandom random)
            throws SQLException {
        int id = 1 + writer + WRITERS * random.nextInt(ROWS / WRITERS); // nobody else's
        int value = random.nextInt(10);
        switch (random.nextInt(3)) {
            case 0 ->
                    run(
                            connection,
                            "INSERT INTO pair (id, a, b) VALUES (%d, %d, %d) ON CONFLICT (id) DO UPDATE SET a = excluded.a, b = excluded.b"
                                    .formatted(id, value, value));
            case 1 -> run(connection, "DELETE FROM pair WHERE id = " + id);
            default ->
                    run(
                            connection,
                            "UPDATE pair SET a = %d, b = %d WHERE id = %d"
                                    .formatted(value, value, id));
        }
        connection.commit();
        writes.incrementAndGet();
    }

    private void read(Connection connection, SplittableRandom random) throws SQLException {
        int value = random.nextInt(10);
        long through =
                number(connection, "SELECT coalesce(sum(id), 0) FROM pair WHERE a = " + value);
        long whole = number(connection, "SELECT coalesce(sum(id), 0) FROM pair WHERE b = " + value);
        assertThat(through).as("through an index and through the table").isEqualTo(whole);
        assertThat(number(connection, "SELECT count(*) FROM pair WHERE a <> b")).isZero();
        connection.commit();
        reads.incrementAndGet();
    }
}
