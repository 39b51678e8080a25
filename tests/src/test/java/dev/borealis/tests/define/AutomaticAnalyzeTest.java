package dev.borealis.tests.define;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.job.JobScheduler;
import dev.borealis.engine.session.LocalDatabase;
import dev.borealis.engine.session.LongStatements;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.store.StoreId;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.tests.support.ManualClock;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Tables are analyzed when many of their rows have changed; the test takes the steps of the jobs. */
class AutomaticAnalyzeTest {
    private static final String JOBS =
            "SELECT job_type, status, object_name FROM sys.jobs ORDER BY start_time, object_name";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final LocalDatabase database = open(true);
    private final Sql sql = new Sql(database);

    private LocalDatabase open(boolean automatic) {
        return LocalDatabase.open(
                new MemoryStorage(TestDatabase.RELATION).create(new StoreId("test")),
                new LocalDatabase.Options(
                        clock,
                        new Random(1),
                        new MemoryPool(256L << 20),
                        LongStatements.HERE,
                        failure -> {
                            throw new AssertionError(failure);
                        },
                        false,
                        new JobScheduler(),
                        automatic),
                false);
    }

    @AfterEach
    void close() {
        sql.close();
        database.close();
    }

    private void insert(String table, int from, int to) {
        sql.run(
                "INSERT INTO "
                        + table
                        + " SELECT i, i % 3 FROM generate_series("
                        + from
                        + ", "
                        + to
                        + ") i");
    }

    /** Takes steps until there is nothing to do; how many. */
    private int steps(LocalDatabase of) {
        int steps = 0;
        while (of.jobs().step()) {
            steps++;
        }
        return steps;
    }

    private double analyzedRows(String table) {
        return Double.parseDouble(
                sql.run("SELECT reltuples FROM pg_class WHERE relname = '" + table + "'")
                        .getFirst());
    }

    @Test
    void manyChangesBringAnAnalyze() {
        sql.run("CREATE TABLE t (id int PRIMARY KEY, v int)");
        sql.run("CREATE TABLE other (id int PRIMARY KEY, v int)");
        insert("t", 1, 49);
        insert("other", 1, 10);
        assertThat(steps(database)).isZero();
        insert("t", 50, 50);
        assertThat(steps(database)).isEqualTo(1);
        assertThat(sql.run(JOBS)).containsExactly("ANALYZE|completed|public.t");
        assertThat(analyzedRows("t")).isEqualTo(50);
        assertThat(sql.run("SELECT attname, n_distinct FROM pg_stats ORDER BY attname"))
                .containsExactly("id|-1", "v|3");
    }

    @Test
    void aLargerTableWaitsForATenthAndForAMinute() {
        sql.run("CREATE TABLE t (id int PRIMARY KEY, v int)");
        insert("t", 1, 2_000);
        assertThat(steps(database)).isEqualTo(1);
        sql.run("UPDATE t SET v = 7 WHERE id <= 249");
        clock.advance(Duration.ofMinutes(2));
        assertThat(steps(database)).isZero(); // 50 and a tenth are 250
        sql.run("DELETE FROM t WHERE id = 1");
        assertThat(steps(database)).isEqualTo(1);
        assertThat(analyzedRows("t")).isEqualTo(1_999);
        sql.run("UPDATE t SET v = 8");
        clock.advance(Duration.ofSeconds(59));
        assertThat(steps(database)).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(steps(database)).isEqualTo(1);
    }

    @Test
    void whatTheCommandHasSeenDoesNotCount() {
        sql.run("CREATE TABLE t (id int PRIMARY KEY, v int)");
        insert("t", 1, 100);
        sql.run("ANALYZE t");
        assertThat(steps(database)).isZero();
        insert("t", 101, 140);
        assertThat(steps(database)).isZero();
        insert("t", 141, 160);
        assertThat(steps(database)).isEqualTo(1);
    }

    @Test
    void whatWasRolledBackDoesNotCount() {
        sql.run("CREATE TABLE t (id int PRIMARY KEY, v int)");
        sql.run("BEGIN");
        insert("t", 1, 1_000);
        sql.run("ROLLBACK");
        assertThat(steps(database)).isZero();
    }

    @Test
    void aTableDroppedMeanwhileIsSkipped() {
        sql.run("CREATE TABLE t (id int PRIMARY KEY, v int)");
        insert("t", 1, 1_000);
        sql.run("DROP TABLE t");
        steps(database);
        assertThat(sql.run("SELECT job_type, status FROM sys.jobs")).containsOnly("DROP|completed");
    }

    @Test
    void nobodyLosesToIt() {
        sql.run("CREATE TABLE t (id int PRIMARY KEY, v int)");
        insert("t", 1, 1_000);
        try (var writer = new Sql(database);
                var definer = new Sql(database)) {
            writer.run("BEGIN");
            writer.run("UPDATE t SET v = 9 WHERE id = 5");
            definer.run("BEGIN");
            definer.run("ALTER TABLE t ADD COLUMN w int");
            assertThat(steps(database)).isEqualTo(1);
            writer.run("COMMIT");
            definer.run("ROLLBACK");
            definer.run("BEGIN");
            definer.run("CREATE TABLE u (id int PRIMARY KEY)");
            insert("t", 1_001, 3_000);
            clock.advance(Duration.ofMinutes(1));
            assertThat(steps(database)).isEqualTo(1);
            definer.run("COMMIT");
        }
        assertThat(analyzedRows("t")).isEqualTo(3_000);
    }

    @Test
    void withoutItOnlyTheCommandAnalyzes() {
        try (LocalDatabase manual = open(false);
                var here = new Sql(manual)) {
            here.run("CREATE TABLE t (id int PRIMARY KEY)");
            here.run("INSERT INTO t SELECT generate_series(1, 3000)");
            assertThat(steps(manual)).isZero();
        }
    }
}
