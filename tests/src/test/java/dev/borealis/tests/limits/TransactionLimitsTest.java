package dev.borealis.tests.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.tests.support.ManualClock;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** What one transaction may do. Source: transactions.md section 9, limits.md section 4. */
class TransactionLimitsTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final MemoryStorage storage = new MemoryStorage(TestDatabase.RELATION);
    private final Database database = TestDatabase.over(storage, clock);
    private final Sql sql = new Sql(database);

    @BeforeEach
    void table() {
        sql.run("CREATE TABLE t (id int PRIMARY KEY, v text)");
        sql.run("INSERT INTO t VALUES (1, 'one')");
    }

    @AfterEach
    void close() {
        sql.close();
        database.close();
        storage.close();
    }

    private SqlException failure(String text) {
        return catchThrowableOfType(SqlException.class, () -> sql.run(text));
    }

    private static void isTooOld(SqlException failure, int seconds) {
        assertThat(failure.state().code()).isEqualTo("54000");
        assertThat(failure.text()).isEqualTo("transaction age limit of 300s exceeded");
        assertThat(failure.detail())
                .isEqualTo("Current transaction age " + seconds + "s exceeds 300s");
    }

    @Test
    void aStatementAfterFiveMinutesFailsAndAbortsTheTransaction() {
        sql.run("BEGIN");
        sql.run("SELECT v FROM t");
        clock.advance(Duration.ofSeconds(299));
        sql.run("SELECT v FROM t");
        clock.advance(Duration.ofSeconds(2));
        isTooOld(failure("SELECT v FROM t"), 301);
        assertThat(sql.session().status()).isEqualTo(Session.Status.FAILED);
        assertThat(failure("SELECT 1").state().code()).isEqualTo("25P02");
        sql.run("ROLLBACK");
        assertThat(sql.run("SELECT v FROM t")).containsExactly("one");
    }

    /** Who looks after idle sessions lets go of what is too old, and of nothing else. */
    @Test
    void onlyATransactionOlderThanFiveMinutesIsGivenUp() {
        sql.run("BEGIN");
        sql.run("UPDATE t SET v = 'two'");
        clock.advance(Duration.ofSeconds(299));
        sql.session().giveUpOverdueTransaction();
        assertThat(sql.run("SELECT v FROM t")).containsExactly("two");
        clock.advance(Duration.ofSeconds(1));
        sql.session().giveUpOverdueTransaction();
        assertThat(sql.session().status()).isEqualTo(Session.Status.IN_TRANSACTION);
        isTooOld(failure("SELECT v FROM t"), 300);
        sql.run("ROLLBACK");
        assertThat(sql.run("SELECT v FROM t")).containsExactly("one");
    }

    @Test
    void aCommitAfterFiveMinutesFailsAndChangesNothing() {
        sql.run("BEGIN");
        sql.run("UPDATE t SET v = 'two'");
        clock.advance(Duration.ofSeconds(360));
        isTooOld(failure("COMMIT"), 360);
        sql.run("ROLLBACK");
        assertThat(sql.run("SELECT v FROM t")).containsExactly("one");
    }

    @Test
    void theTimeRunsFromTheFirstStatement() {
        sql.run("BEGIN");
        clock.advance(Duration.ofSeconds(1_000));
        sql.run("UPDATE t SET v = 'two'");
        clock.advance(Duration.ofSeconds(299));
        sql.run("COMMIT");
        assertThat(sql.run("SELECT v FROM t")).containsExactly("two");
    }

    @Test
    void aRollbackIsNeverTooLate() {
        sql.run("BEGIN");
        sql.run("UPDATE t SET v = 'two'");
        clock.advance(Duration.ofSeconds(1_000));
        sql.run("ROLLBACK");
        assertThat(sql.session().status()).isEqualTo(Session.Status.IDLE);
    }

    /** A statement that runs on while the time passes is ended. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 100000) b",
                "SELECT pg_sleep(600)"
            })
    void aStatementThatRunsForFiveMinutesIsEnded(String endless) throws Exception {
        sql.run("BEGIN");
        sql.run("SELECT v FROM t");
        Thread mover =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (!Thread.currentThread().isInterrupted()) {
                                        clock.advance(Duration.ofSeconds(1));
                                        Thread.yield();
                                    }
                                });
        try {
            SqlException failure = failure(endless);
            assertThat(failure.text()).isEqualTo("transaction age limit of 300s exceeded");
            assertThat(failure.detail()).matches("Current transaction age \\d+s exceeds 300s");
        } finally {
            mover.interrupt();
            mover.join();
        }
    }

    @Test
    void moreThanTenMebibytesFailAtCommit() {
        var random = new Random(1);
        sql.run("BEGIN");
        for (int i = 10; i < 22; i++) {
            sql.run("INSERT INTO t VALUES (" + i + ", '" + incompressible(random) + "')");
        }
        SqlException failure = failure("COMMIT");
        assertThat(failure.state().code()).isEqualTo("54000");
        assertThat(failure.text()).isEqualTo("transaction size limit 10mb exceeded");
        assertThat(failure.detail()).matches("Current transaction size 11\\.\\d\\dmb > 10mb");
        assertThat(sql.session().status()).isEqualTo(Session.Status.IDLE);
    }

    /** A million characters; limits count after compression. */
    private static String incompressible(Random random) {
        return random.ints(1_000_000, '(', '\\')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
