package dev.borealis.tests.define;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A prepared statement keeps the columns that its client was told; a definition that would change their number, names or types
 * makes it fail until they are as before. The cases are those of PostgreSQL 16.
 */
class ChangedResultTest {
    private final MemoryStorage storage = new MemoryStorage(TestDatabase.RELATION);
    private final Database database = TestDatabase.over(storage);
    private final Sql sql = new Sql(database);
    private final Session session = sql.session();

    @BeforeEach
    void table() {
        sql.run("CREATE TABLE t (id int PRIMARY KEY, v varchar(5))");
        sql.run("INSERT INTO t VALUES (1, 'a')");
        prepare("all", "SELECT * FROM t");
        prepare("some", "SELECT id FROM t");
        prepare("change", "UPDATE t SET v = 'b' RETURNING *");
        prepare("silent", "UPDATE t SET v = 'c'");
    }

    @AfterEach
    void close() {
        sql.close();
        database.close();
        storage.close();
    }

    private void prepare(String name, String text) {
        session.parse(name, text, new int[0], new CollectingSink());
        session.sync(new CollectingSink());
    }

    private void execute(String name, String... parameters) {
        try {
            session.bind(
                    "",
                    name,
                    List.of(),
                    List.of(parameters).stream()
                            .map(text -> text.getBytes(StandardCharsets.UTF_8))
                            .toList(),
                    List.of());
            session.execute("", 0, new CollectingSink());
        } finally {
            session.sync(new CollectingSink());
        }
    }

    private void fails(String name) {
        SqlException failure = catchThrowableOfType(SqlException.class, () -> execute(name));
        assertThat(failure).as(name).isNotNull();
        assertThat(failure.state().code()).isEqualTo("0A000");
        assertThat(failure.text()).isEqualTo("cached plan must not change result type");
    }

    @Test
    void aColumnMore() {
        sql.run("ALTER TABLE t ADD COLUMN w int");
        fails("all");
        fails("change");
        execute("some");
        execute("silent");
        SqlException described =
                catchThrowableOfType(SqlException.class, () -> session.describeStatement("all"));
        assertThat(described.text()).isEqualTo("cached plan must not change result type");
        session.sync(new CollectingSink());
        sql.run("ALTER TABLE t DROP COLUMN w");
        execute("all");
        execute("change");
    }

    @Test
    void aColumnOfAnotherName() {
        sql.run("ALTER TABLE t RENAME COLUMN v TO x");
        fails("all");
        execute("some");
        sql.run("ALTER TABLE t RENAME COLUMN x TO v");
        execute("all");
    }

    @Test
    void anotherTableOfThatName() {
        sql.run("CREATE SCHEMA other");
        sql.run("CREATE TABLE other.t (id bigint PRIMARY KEY, v varchar(6))");
        sql.run("SET search_path = other");
        fails("all");
        fails("some");
        sql.run("SET search_path = public");
        execute("all");
    }

    @Test
    void insideATransactionItIsAborted() {
        sql.run("ALTER TABLE t ADD COLUMN w int");
        sql.run("BEGIN");
        fails("all");
        assertThat(session.status()).isEqualTo(Session.Status.FAILED);
        sql.run("ROLLBACK");
    }

    /** What a parameter is was decided when the statement was prepared. */
    @Test
    void parametersKeepTheirTypes() {
        prepare("one", "SELECT 1 AS n FROM t WHERE id = $1");
        execute("one", "1");
        sql.run("DROP TABLE t");
        sql.run("CREATE TABLE t (id bigint PRIMARY KEY)");
        sql.run("INSERT INTO t VALUES (5000000000)");
        execute("one", "1");
        SqlException failure =
                catchThrowableOfType(SqlException.class, () -> execute("one", "5000000000"));
        assertThat(failure.state().code()).isEqualTo("22003");
    }
}
