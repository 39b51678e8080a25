package dev.borealis.tests.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.engine.observe.DatabaseFigures;
import dev.borealis.engine.observe.Figure;
import dev.borealis.engine.session.Database;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.tests.support.ManualClock;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The views sys.borealis_… and the interface behind them say what happened, and nothing that the reader may not know. */
class FiguresTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final MemoryStorage storage = new MemoryStorage(TestDatabase.RELATION);
    private final Database database = TestDatabase.over(storage, clock);
    private final Sql sql = new Sql(database);
    private final Sql other = new Sql(database);

    @BeforeEach
    void table() {
        sql.run(
                "CREATE TABLE account (tenant text, id int, balance numeric, PRIMARY KEY (tenant, id))");
        sql.run("INSERT INTO account VALUES ('north', 1, 100), ('north', 2, 100)");
        sql.run(
                "CREATE TABLE person (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email text UNIQUE)");
    }

    @AfterEach
    void close() {
        sql.close();
        other.close();
        database.close();
        storage.close();
    }

    private double figure(String name) {
        return database.figures().figures().stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Figure::value)
                .findFirst()
                .orElseThrow();
    }

    private void loseOnARow() {
        sql.run("BEGIN");
        sql.run("UPDATE account SET balance = 1 WHERE id = 1");
        other.run("UPDATE account SET balance = 2 WHERE id = 1");
        SqlException failure = catchThrowableOfType(SqlException.class, () -> sql.run("COMMIT"));
        assertThat(failure.text())
                .as("the client is told no more than DSQL says")
                .isEqualTo("change conflicts with another transaction (OC000)");
        assertThat(failure.detail()).isNull();
        assertThat(failure.hint()).isNull();
    }

    @Test
    void aConflictIsCountedByTableAndKeyWithItsWinner() {
        loseOnARow();
        loseOnARow();
        assertThat(sql.run("SELECT * FROM sys.borealis_conflicts"))
                .containsExactly("public.account|NULL|2|0");
        assertThat(
                        sql.run(
                                "SELECT relation, index_name, key, code, conflicts, last_at, length(last_winner) FROM sys.borealis_conflict_keys"))
                .containsExactly(
                        "public.account|NULL|(tenant, id)=(north, 1)|OC000|2|2026-11-21 12:00:00+00|32");
        assertThat(figure("conflicts_data")).isEqualTo(2);
        assertThat(figure("transactions_after_conflict")).isEqualTo(2);
    }

    @Test
    void aConflictOnAUniqueIndexNamesTheIndex() {
        sql.run("BEGIN");
        sql.run("INSERT INTO person (email) VALUES ('ann@example.com')");
        other.run("INSERT INTO person (email) VALUES ('ann@example.com')");
        catchThrowableOfType(SqlException.class, () -> sql.run("COMMIT"));
        assertThat(sql.run("SELECT relation, index_name, key FROM sys.borealis_conflict_keys"))
                .containsExactly("public.person|person_email_key|(email)=(ann@example.com)");
    }

    @Test
    void aConflictWithADefinitionNamesTheTable() {
        sql.run("BEGIN");
        sql.run("UPDATE account SET balance = 1 WHERE id = 1");
        other.run("ALTER TABLE account ADD COLUMN note text");
        SqlException failure = catchThrowableOfType(SqlException.class, () -> sql.run("COMMIT"));
        assertThat(failure.text()).contains("OC001");
        assertThat(sql.run("SELECT relation, key, code FROM sys.borealis_conflict_keys"))
                .containsExactly("public.account|NULL|OC001");
        assertThat(sql.run("SELECT * FROM sys.borealis_conflicts"))
                .containsExactly("public.account|NULL|0|1");
    }

    @Test
    void openTransactionsAreSeenWithWhatTheyHold() {
        sql.run("SET application_name = 'batch'");
        sql.run("BEGIN");
        sql.run("UPDATE account SET balance = 5");
        clock.advance(Duration.ofSeconds(7));
        String query =
                "SELECT user_name, application_name, state, read_only, now() - begun_at, rows_changed, bytes_changed > 20, snapshot IS NOT NULL FROM sys.borealis_transactions WHERE application_name = 'batch'";
        assertThat(other.run(query))
                .containsExactly("admin|batch|idle in transaction|f|00:00:07|2|t|t");
        catchThrowableOfType(SqlException.class, () -> sql.run("SELECT 1/0"));
        assertThat(other.run(query))
                .containsExactly("admin|batch|idle in transaction (aborted)|f|00:00:07|2|f|f");
        sql.run("ROLLBACK");
        assertThat(other.run(query)).isEmpty();
    }

    @Test
    void othersSeeNeitherTransactionsNorKeysOfTablesTheyMayNotRead() {
        loseOnARow();
        sql.run("CREATE ROLE app WITH LOGIN");
        sql.run("BEGIN");
        sql.run("SELECT 1");
        other.run("SET ROLE app");
        assertThat(other.run("SELECT user_name FROM sys.borealis_transactions")).isEmpty();
        assertThat(other.run("SELECT relation, key FROM sys.borealis_conflict_keys"))
                .containsExactly("public.account|NULL");
    }

    @Test
    void figuresAreCounted() {
        double committed = figure("transactions_committed");
        double readOnly = figure("transactions_read_only");
        double rolledBack = figure("transactions_rolled_back");
        sql.run("UPDATE account SET balance = 7");
        sql.run("SELECT 1");
        catchThrowableOfType(SqlException.class, () -> sql.run("SELECT 1/0"));
        assertThat(figure("transactions_committed") - committed).isEqualTo(1);
        assertThat(figure("transactions_read_only") - readOnly).isEqualTo(1);
        assertThat(figure("transactions_rolled_back") - rolledBack).isEqualTo(1);
        assertThat(figure("sessions")).isEqualTo(2);
        DatabaseFigures figures = database.figures();
        assertThat(figures.commitTimes().count())
                .isEqualTo((long) figure("transactions_committed"));
        for (String counted : List.of("storage_groups", "storage_page_hits")) {
            assertThat(figures.storageFigures())
                    .anySatisfy(
                            figure -> {
                                assertThat(figure.name()).isEqualTo(counted);
                                assertThat(figure.value()).isPositive();
                            });
        }
        assertThat(sql.run("SELECT value FROM sys.borealis_figures WHERE name = 'sessions'"))
                .containsExactly("2");
    }
}
