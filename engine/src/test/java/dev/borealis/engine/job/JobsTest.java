package dev.borealis.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.sql.Parser;
import dev.borealis.sql.ParserOptions;
import dev.borealis.types.Bytes;

import org.junit.jupiter.api.Test;

import java.util.List;

class JobsTest extends JobFixture {
    @Test
    void anIndexIsFilledInStepsAndThenValid() {
        run("create table t(id int primary key, v text)");
        try (var transaction = begin()) {
            for (long i = 0; i < 2_500; i++) {
                put(transaction, "t", i, Bytes.ofString("v" + i % 10));
            }
            transaction.commit();
        }
        String job = run("create index async i on t (upper(v)) where id >= 100").job();
        assertThat(jobs.step()).isTrue();
        assertThat(index("i").state()).isEqualTo(Relation.IndexState.BUILDING);
        assertThat(jobs.all())
                .singleElement()
                .satisfies(row -> assertThat(row.job().status()).isEqualTo(Job.Status.PROCESSING));
        // another process goes on after a crash: here once the lease has gone
        assertThat(jobs.waitFor(String.valueOf(job), () -> false)).isTrue();
        assertThat(index("i").state()).isEqualTo(Relation.IndexState.VALID);
        assertThat(entries("i")).isEqualTo(2_400);
        assertThat(jobs.step()).isFalse();
    }

    @Test
    void severalThreadsFillAnIndexAndReportTheFirstRowThatCannotBeIndexed() {
        run("create table t(id int primary key, v text)");
        for (long part = 0; part < 5; part++) {
            try (var transaction = begin()) {
                for (long i = 1; i <= 2_000; i++) {
                    put(transaction, "t", 2_000 * part + i, Bytes.ofString("v" + i % 10));
                }
                transaction.commit();
            }
        }
        var threads =
                new Jobs(
                        parts(catalogs),
                        new JobScheduler(),
                        400_000); // several steps of several pieces
        try {
            String filled = job("create index async i on t (upper(v)) where id > 100");
            String failing =
                    job(
                            "create index async j on t ((case when id < 9000 then 1.0::float8 / (id - 7000) else sqrt(-id::float8) end))");
            threads.wake();
            assertThat(threads.waitFor(filled, () -> false)).isTrue();
            assertThat(entries("i")).isEqualTo(9_900);
            assertThat(threads.waitFor(failing, () -> false)).isFalse();
            assertThat(threads.all().getLast().job().details()).isEqualTo("division by zero");
        } finally {
            threads.close();
        }
    }

    @Test
    void duplicatesFailTheBuildAndTheIndexStaysInvalid() {
        run("create table t(id int primary key, v text)");
        insert("t", 1L, Bytes.ofString("same"));
        insert("t", 2L, Bytes.ofString("same"));
        insert("t", 3L, null);
        insert("t", 4L, null);
        String job = String.valueOf(run("create unique index async u on t(v)").job());
        assertThat(jobs.waitFor(job, () -> false)).isFalse();
        assertThat(index("u").state()).isEqualTo(Relation.IndexState.INVALID);
        assertThat(jobs.all().getFirst().job().details())
                .isEqualTo("Found duplicate key while validating index for UCVs");
        assertThatThrownBy(() -> jobs.waitFor("abc", () -> false))
                .hasMessage("Unable to convert text to UUID");
    }

    @Test
    void constraintsAreValidatedAndDroppedTablesGiveTheirSpaceBack() {
        run("create table p(id int primary key)");
        run("create table t(id int primary key, v int)");
        insert("p", 1L);
        insert("t", 1L, 1L);
        insert("t", 2L, null);
        run("alter table t add constraint positive check (v > 0) not valid");
        run("alter table t add constraint fk foreign key (v) references p not valid");
        assertThat(
                        jobs.waitFor(
                                job("alter table async t validate constraint positive"),
                                () -> false))
                .isTrue();
        assertThat(jobs.waitFor(job("alter table async t validate constraint fk"), () -> false))
                .isTrue();
        insert("t", 3L, -7L);
        run("alter table t add constraint small check (v > -5) not valid");
        assertThat(jobs.waitFor(job("alter table async t validate constraint small"), () -> false))
                .isFalse();
        assertThat(jobs.all().getLast().job().details())
                .isEqualTo("check constraint \"small\" is violated by some row");
        int primaryKey = index("t_pkey").oid();
        run("drop table t");
        assertThat(jobs.step()).isTrue();
        try (var transaction = begin();
                EntryCursor cursor =
                        transaction.scan(
                                dev.borealis.engine.key.KeyFormat.all(primaryKey), false, 1)) {
            assertThat(cursor.next()).isFalse();
        }
        assertThat(jobs.all().getLast().objectGone()).isTrue();
    }

    @Test
    void analyzeCountsRowsAndJudgesColumns() {
        run("create table t(id int primary key, v text)");
        for (long i = 0; i < 40; i++) {
            insert("t", i, i % 4 == 0 ? null : Bytes.ofString("ab"));
        }
        try (var transaction = begin()) {
            var catalog = catalogs.of(transaction);
            var names =
                    new dev.borealis.engine.catalog.CatalogNames(
                            catalog, registry, List.of("public"), (_, _, _) -> {});
            var parsed =
                    Parser.parse("analyze t", ParserOptions.DEFAULT)
                            .statements()
                            .getFirst()
                            .statement();
            jobs.analyze((dev.borealis.sql.ast.UtilityStatement.Analyze) parsed, names, () -> {});
        }
        try (var transaction = begin()) {
            var catalog = catalogs.of(transaction);
            var found =
                    catalog.statistics(
                            java.util.Objects.requireNonNull(
                                            catalog.relation(SystemOids.PUBLIC, "t"))
                                    .oid());
            assertThat(found).isNotNull();
            assertThat(found.rows()).isEqualTo(40);
            assertThat(found.columns().get(2))
                    .isNotNull()
                    .satisfies(
                            column -> {
                                assertThat(column.nullFraction()).isEqualTo(0.25);
                                assertThat(column.distinct()).isEqualTo(1);
                                assertThat(column.averageWidth()).isEqualTo(3); // with a header
                            });
            assertThat(found.columns().get(1))
                    .isNotNull()
                    .satisfies(column -> assertThat(column.distinct()).isEqualTo(-1));
        }
    }
}
