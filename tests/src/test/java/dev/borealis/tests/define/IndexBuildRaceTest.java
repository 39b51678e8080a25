package dev.borealis.tests.define;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.LocalDatabase;
import dev.borealis.engine.session.LongStatements;
import dev.borealis.engine.session.Session;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.tests.support.InterruptedStore;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Index builds among writers: sessions and the steps of jobs take turns by chance, statement by statement, also between
 * the commits of one step, and now and then the process dies between two steps or inside one and another opens the store.
 * At the end every valid index holds exactly the entries of its table, and every build has ended.
 */
class IndexBuildRaceTest {
    private static final int SESSIONS = 4;
    private static final int TURNS = 600;

    /** More rows than one commit of a build holds. */
    private static final int ROWS = 2_600;

    private static final Set<SqlState> EXPECTED =
            EnumSet.of(
                    SqlState.SERIALIZATION_FAILURE,
                    SqlState.UNIQUE_VIOLATION,
                    SqlState.DUPLICATE_TABLE,
                    SqlState.UNDEFINED_OBJECT);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void indexesEqualTheirTables(long seed) {
        try (var storage = new MemoryStorage(TestDatabase.RELATION)) {
            var world = new World(storage.create(new StoreId("race")), seed);
            world.play();
            assertThat(new IndexJudge().check(world.store))
                    .as("seed %d", seed)
                    .contains("always_valid")
                    .hasSizeGreaterThan(5);
        }
    }

    /** The process dies. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A clock that tests move. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static final class World {
        private final Store store;
        private final Random random;
        private final HandClock clock = new HandClock();
        private final List<Session> sessions = new ArrayList<>();
        private LocalDatabase database;
        private int nextIndex;
        private boolean inStep;

        World(Store store, long seed) {
            this.store = new InterruptedStore(store, this::interrupt);
            this.random = new Random(seed);
            this.database = open();
        }

        private LocalDatabase open() {
            LocalDatabase opened =
                    LocalDatabase.open(
                            store,
                            new LocalDatabase.Options(
                                    clock,
                                    random,
                                    new MemoryPool(256L << 20),
                                    LongStatements.HERE,
                                    failure -> {
                                        throw new AssertionError(failure);
                                    }),
                            false);
            sessions.clear();
            for (int i = 0; i < SESSIONS; i++) {
                sessions.add(opened.connect("admin", "postgres", List.of()));
            }
            return opened;
        }

        void play() {
            run(0, "CREATE TABLE t (id int PRIMARY KEY, v int, w text)");
            run(
                    0,
                    "INSERT INTO t SELECT i, i % 50, 'w' || i FROM generate_series(1, "
                            + ROWS
                            + ") i");
            run(0, "CREATE INDEX ASYNC always_valid ON t (v) INCLUDE (w)");
            for (int turn = 0; turn < TURNS; turn++) {
                turn();
            }
            for (int i = 0; i < SESSIONS; i++) {
                run(i, "ROLLBACK");
            }
            clock.now = clock.now.plus(Duration.ofMinutes(1));
            int steps = 0;
            while (database.jobs().step()) { // in peace
                assertThat(++steps).as("steps of jobs").isLessThan(1_000);
            }
            var sink = new CollectingSink();
            sessions.getFirst()
                    .simpleQuery(
                            "SELECT count(*) FROM sys.jobs WHERE status IN ('submitted', 'processing')",
                            sink);
            assertThat(sink.results.getFirst().rows()).containsExactly(List.of("0"));
        }

        /** Before a commit of a step. */
        private void interrupt() {
            if (!inStep) {
                return;
            }
            inStep = false;
            try {
                for (int turns = random.nextInt(4); turns > 0; turns--) {
                    statement(random.nextInt(14));
                }
                if (random.nextInt(40) == 0) {
                    throw new Death();
                }
            } finally {
                inStep = true;
            }
        }

        private void turn() {
            int kind = random.nextInt(20);
            if (kind < 15) {
                statement(kind);
                return;
            }
            if (kind == 15) {
                if (random.nextInt(10) == 0) {
                    crash();
                }
                return;
            }
            inStep = true;
            try {
                database.jobs().step();
            } catch (Death _) {
                crash();
            } finally {
                inStep = false;
            }
        }

        /** The old process is simply forgotten. */
        private void crash() {
            clock.now = clock.now.plus(Duration.ofSeconds(random.nextInt(10)));
            database = open();
        }

        private void statement(int kind) {
            int session = random.nextInt(SESSIONS);
            int id = 1 + random.nextInt(ROWS + 20);
            switch (kind) {
                case 0, 1 -> run(session, "BEGIN");
                case 2, 3, 4 -> run(session, "COMMIT");
                case 5 -> run(session, "ROLLBACK");
                case 6, 7 ->
                        run(
                                session,
                                "INSERT INTO t VALUES (%d, %d, 'w%d')"
                                        .formatted(id, random.nextInt(60), id));
                case 8, 9 ->
                        run(
                                session,
                                "UPDATE t SET v = %d WHERE id = %d"
                                        .formatted(random.nextInt(60), id));
                case 10 ->
                        run(
                                session,
                                "UPDATE t SET w = 'w%d' WHERE id = %d"
                                        .formatted(1 + random.nextInt(ROWS), id));
                case 11 ->
                        run(
                                session,
                                "UPDATE t SET id = %d WHERE id = %d"
                                        .formatted(1 + random.nextInt(ROWS + 20), id));
                case 12 -> run(session, "DELETE FROM t WHERE id = " + id);
                case 13 -> run(session, createIndex());
                default -> {
                    if (random.nextInt(4) == 0) {
                        run(session, "DROP INDEX i" + random.nextInt(nextIndex + 1));
                    }
                }
            }
        }

        private String createIndex() {
            String name = "i" + nextIndex++;
            return switch (random.nextInt(6)) {
                case 0 -> "CREATE INDEX ASYNC " + name + " ON t (v)";
                case 1 -> "CREATE INDEX ASYNC " + name + " ON t (upper(w), v)";
                case 2 -> "CREATE INDEX ASYNC " + name + " ON t (v) WHERE v > 25";
                case 3 -> "CREATE UNIQUE INDEX ASYNC " + name + " ON t (w)";
                case 4 -> "CREATE UNIQUE INDEX ASYNC " + name + " ON t (v, id)";
                default -> "CREATE UNIQUE INDEX ASYNC " + name + " ON t (v)";
            };
        }

        private void run(int number, String sql) {
            Session session = sessions.get(number);
            try {
                session.simpleQuery(sql, new CollectingSink());
            } catch (SqlException failure) {
                if (session.status() == Session.Status.FAILED) {
                    session.simpleQuery("ROLLBACK", new CollectingSink());
                }
                boolean expected =
                        EXPECTED.contains(failure.state())
                                || failure.text().endsWith("supported in a transaction")
                                || failure.text().endsWith("in the same transaction")
                                || failure.text().startsWith("more than 24 indexes");
                assertThat(expected).as("%s: %s", sql, failure.text()).isTrue();
            }
        }
    }
}
