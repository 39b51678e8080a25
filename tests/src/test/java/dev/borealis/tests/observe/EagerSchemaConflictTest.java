package dev.borealis.tests.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.engine.job.JobScheduler;
import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.LocalDatabase;
import dev.borealis.engine.session.LongStatements;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.store.StoreId;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.Random;

/** With eager schema conflicts every definition of another session is noticed once. Source: transactions.md section 7. */
class EagerSchemaConflictTest {
    private final MemoryStorage storage = new MemoryStorage(TestDatabase.RELATION);
    private final Database database =
            LocalDatabase.open(
                    storage.create(new StoreId("test")),
                    new LocalDatabase.Options(
                            Clock.systemUTC(),
                            new Random(1),
                            new MemoryPool(256L << 20),
                            LongStatements.HERE,
                            failure -> "test",
                            true,
                            new JobScheduler(),
                            false));
    private final Sql one = new Sql(database);
    private final Sql other = new Sql(database);

    @BeforeEach
    void table() {
        one.run("CREATE TABLE t (id int PRIMARY KEY, v int)");
        one.run("INSERT INTO t VALUES (1, 1)");
        other.run("SELECT v FROM t");
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        database.close();
        storage.close();
    }

    private static void isToldOnce(Sql session, String sql) {
        SqlException failure = catchThrowableOfType(SqlException.class, () -> session.run(sql));
        assertThat(failure.state().code()).isEqualTo("40001");
        assertThat(failure.text())
                .isEqualTo("schema has been updated by another transaction (OC001)");
    }

    @Test
    void aDefinitionElsewhereIsToldOnceAlsoToReaders() {
        other.run("CREATE TABLE unrelated (id int PRIMARY KEY)");
        isToldOnce(one, "SELECT v FROM t");
        assertThat(one.run("SELECT v FROM t")).containsExactly("1");
        assertThat(other.run("SELECT v FROM t")).as("its own definition").containsExactly("1");
    }

    @Test
    void readOnlyTransactionsToo() {
        other.run("GRANT SELECT ON t TO PUBLIC");
        one.run("BEGIN READ ONLY");
        isToldOnce(one, "SELECT v FROM t");
        one.run("ROLLBACK");
        one.run("BEGIN READ ONLY");
        assertThat(one.run("SELECT v FROM t")).containsExactly("1");
        one.run("COMMIT");
    }

    @Test
    void aDefinitionAfterTheLastStatementIsToldAtCommit() {
        one.run("BEGIN");
        one.run("UPDATE t SET v = 2");
        other.run("CREATE TABLE unrelated (id int PRIMARY KEY)");
        isToldOnce(one, "COMMIT");
        isToldOnce(one, "UPDATE t SET v = 2");
        one.run("UPDATE t SET v = 2");
    }

    @Test
    void settingTheSearchPathBringsTheSessionUpToDate() {
        other.run("CREATE TABLE unrelated (id int PRIMARY KEY)");
        one.run("SET search_path = public");
        assertThat(one.run("SELECT v FROM t")).containsExactly("1");
    }

    @Test
    void aTransactionMayUseItsOwnDefinition() {
        one.run("BEGIN");
        one.run("CREATE TABLE mine (id int PRIMARY KEY)");
        assertThat(one.run("SELECT * FROM mine")).isEmpty();
        one.run("COMMIT");
        assertThat(one.run("SELECT * FROM mine")).isEmpty();
    }
}
