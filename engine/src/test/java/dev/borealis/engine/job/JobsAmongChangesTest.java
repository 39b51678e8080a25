package dev.borealis.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.JobIds;
import dev.borealis.engine.catalog.JobTable;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.store.Label;
import dev.borealis.store.Touch;
import dev.borealis.types.Bytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What comes in between, and what a step may cost. */
class JobsAmongChangesTest extends JobFixture {
    private static final int ROWS = 2_500;
    private int changes;

    private void fill(String table) {
        try (var transaction = begin()) {
            for (long i = 0; i < ROWS; i++) {
                put(transaction, table, i, Bytes.ofString("v" + i), 0L);
            }
            transaction.commit();
        }
    }

    private Job last() {
        return jobs.all().getLast().job();
    }

    /** A column that is in no index is changed, and a table that nobody uses is made. */
    private void change(String table, long id, Bytes value) {
        insert(table, id, value, (long) ++changes);
        run("create table other" + changes + "(id int primary key)");
    }

    @Test
    void aDuplicateEndsAUniqueBuildThoughItsRowsAndOtherDefinitionsChangeInEveryStep() {
        run("create table t(id int primary key, v text, w int)");
        insert("t", 1L, Bytes.ofString("same"), 0L);
        insert("t", 2L, Bytes.ofString("same"), 0L);
        job("create unique index async u on t(v)");
        for (int step = 0; step < 3 && !last().isFinished(); step++) {
            store.beforeCommit = () -> change("t", 1, Bytes.ofString("same"));
            jobs.step();
        }
        assertThat(last().details())
                .isEqualTo("Found duplicate key while validating index for UCVs");
        assertThat(index("u").state()).isEqualTo(Relation.IndexState.INVALID);
    }

    @Test
    void aDuplicateThatIsGoneWhenItIsToBeToldDoesNotEndTheBuild() {
        run("create table t(id int primary key, v text, w int)");
        insert("t", 1L, Bytes.ofString("same"), 0L);
        insert("t", 2L, Bytes.ofString("same"), 0L);
        job("create unique index async u on t(v)");
        store.beforeCommit = // of the first row's entry; so its row is looked at again
                () -> store.beforeCommit = () -> deleteRow("t", 2);
        jobs.step();
        assertThat(last().isFinished()).isFalse();
        jobs.step();
        assertThat(last().status()).isEqualTo(Job.Status.COMPLETED);
        assertThat(index("u").state()).isEqualTo(Relation.IndexState.VALID);
        assertThat(entries("u")).isEqualTo(1);
    }

    private void deleteRow(String name, long id) {
        try (var transaction = begin()) {
            var catalog = catalogs.of(transaction);
            var table =
                    (Relation.Table)
                            Objects.requireNonNull(catalog.relation(SystemOids.PUBLIC, name));
            byte[] key = catalog.formats().table(table).key().key(id);
            transaction.delete(key);
            transaction.touch(key, Touch.ALL, Touch.ROW | Touch.KEY, Label.DATA);
            transaction.commit();
        }
    }

    @Test
    void definitionsOfOthersDoNotMakeABuildBeginAnew() {
        run("create table t(id int primary key, v text, w int)");
        fill("t");
        job("create index async i on t(v)");
        for (int step = 0; step < 10 && !last().isFinished(); step++) {
            store.beforeCommit = () -> change("t", 7, Bytes.ofString("v7"));
            jobs.step();
        }
        assertThat(last().status()).isEqualTo(Job.Status.COMPLETED);
        assertThat(entries("i")).isEqualTo(ROWS);
    }

    @Test
    void aJobThatLosesAgainAndAgainKeepsNoneFromGoingOn() {
        run("create table t(id int primary key, v text, w int)");
        run("create table dropped(id int primary key)");
        job("create index async i on t(v)");
        run("drop table dropped");
        store.beforeCommit = this::changeBeforeEveryCommit; // no index can become valid
        assertThat(jobs.step()).isTrue();
        assertThat(jobs.all().getFirst().job().status()).isEqualTo(Job.Status.SUBMITTED);
        assertThat(last().kind()).isEqualTo(Job.Kind.DROP);
        assertThat(last().status()).isEqualTo(Job.Status.COMPLETED);
        store.beforeCommit = null;
        assertThat(jobs.step()).isTrue();
        assertThat(index("i").state()).isEqualTo(Relation.IndexState.VALID);
    }

    private void changeBeforeEveryCommit() {
        run("create table other" + ++changes + "(id int primary key)");
        store.beforeCommit = this::changeBeforeEveryCommit;
    }

    @Test
    void aTableIsReadByStepsAlsoForAnIndexOfNoRow() {
        run("create table t(id int primary key, v text, w int)");
        fill("t");
        var small = new Jobs(parts(catalogs), null, 1_000);
        job("create index async i on t(v) where id < 0");
        small.step();
        assertThat(last().status()).isEqualTo(Job.Status.PROCESSING);
        int steps = 1;
        while (!last().isFinished()) {
            small.step();
            steps++;
        }
        assertThat(steps).isLessThan(12);
        assertThat(entries("i")).isZero();
    }

    @Test
    void aStepEndsInTheMiddleOfAPieceWhoseEntriesFillTheMemory() {
        run("create table t(id int primary key, v text, w int)");
        fill("t");
        store.inOnePiece = true;
        job("create index async i on t(repeat(v, 20))");
        jobs.step();
        assertThat(last().status()).isEqualTo(Job.Status.PROCESSING);
        while (!last().isFinished()) {
            jobs.step();
        }
        assertThat(last().status()).isEqualTo(Job.Status.COMPLETED);
        assertThat(entries("i")).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @CsvSource({
        "java.lang.StackOverflowError, stack depth limit exceeded",
        "java.lang.OutOfMemoryError, 'query requires too much temp space, out of memory.'",
        "java.lang.AssertionError, internal error",
        "java.lang.IllegalStateException, internal error"
    })
    void aStepThatBreaksFailsTheJob(Class<? extends Throwable> failure, String details) {
        run("create table t(id int primary key, v text, w int)");
        insert("t", 1L, Bytes.ofString("v"), 0L);
        job("create index async i on t(v)");
        store.beforePieces =
                () -> {
                    try {
                        throw failure.getConstructor().newInstance();
                    } catch (RuntimeException | Error e) {
                        throw e;
                    } catch (Throwable e) {
                        throw new LinkageError("no such failure", e);
                    }
                };
        jobs.step();
        assertThat(last().status()).isEqualTo(Job.Status.FAILED);
        assertThat(last().details()).startsWith(details);
        assertThat(index("i").state()).isEqualTo(Relation.IndexState.INVALID);
        assertThat(jobs.step()).isFalse();
    }

    @Test
    void anAnalyzeThatTakesLongerThanATransactionMayIsNoFailure() {
        run("create table t(id int primary key, v text, w int)");
        fill("t");
        int table;
        try (var transaction = begin()) {
            var relation = catalogs.of(transaction).relation(SystemOids.PUBLIC, "t");
            table = Objects.requireNonNull(relation).oid();
            JobTable.put(
                    transaction,
                    new Job(
                            JobIds.random(random),
                            Job.Kind.ANALYZE,
                            table,
                            "public.t",
                            0,
                            List.of(),
                            Job.Status.SUBMITTED,
                            null,
                            0,
                            0,
                            Bytes.of(new byte[0])));
            transaction.commit();
        }
        store.beforePieces = () -> clock.advance(Duration.ofSeconds(400));
        jobs.step();
        assertThat(last().status()).isEqualTo(Job.Status.COMPLETED);
        try (var transaction = begin()) {
            assertThat(catalogs.of(transaction).statistics(table))
                    .satisfies(found -> assertThat(found.rows()).isEqualTo(ROWS));
        }
    }

    @Test
    void aStepDoesNotGoOnWhenItsWorkerCloses() {
        run("create table t(id int primary key, v text, w int)");
        for (int part = 0; part < 40; part++) {
            try (var transaction = begin()) {
                for (long i = 0; i < 1_000; i++) {
                    put(transaction, "t", 1_000 * part + i, Bytes.ofString("v".repeat(30)), 0L);
                }
                transaction.commit();
            }
        }
        var closing = new Jobs(parts(catalogs), null, 1L << 20);
        job("create index async i on t((1 / (id - 39999))) where id > 39000");
        store.beforePieces = closing::close;
        closing.step(); // would else come to the row that cannot be indexed
        assertThat(last().status()).isEqualTo(Job.Status.SUBMITTED);
        clock.advance(Duration.ofSeconds(10)); // its lease runs out
        assertThat(jobs.step()).isTrue();
    }
}
