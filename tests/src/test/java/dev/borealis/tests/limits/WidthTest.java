package dev.borealis.tests.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.Limits;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How wide a select list and a row may be, what is sorted and grouped by included. Source: PostgreSQL 16. */
class WidthTest {
    private static final int TOO_MANY = Limits.TARGET_LIST_ENTRIES + 1;

    private final Sql sql = new Sql(TestDatabase.inMemory());

    @AfterEach
    void close() {
        sql.close();
    }

    /** {@code 1, 1, …} or, where they must differ, {@code a+1, a+2, …}. */
    private static String list(String before, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> before.isEmpty() ? "1" : before + i)
                .collect(Collectors.joining(","));
    }

    private void fails(String statement, String text) {
        assertThatThrownBy(() -> sql.run(statement))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        error -> {
                            assertThat(error.state()).isEqualTo(SqlState.TOO_MANY_COLUMNS);
                            assertThat(error.text()).isEqualTo(text);
                        });
    }

    @Test
    void aSelectListHasALimit() {
        String text = "target lists can have at most 1664 entries";
        String ones = list("", TOO_MANY);
        fails("SELECT " + ones, text);
        fails("SELECT 1 FROM (SELECT " + ones + ") x", text);
        fails("SELECT 1 FROM (VALUES (" + ones + ")) x", text);
        fails("CREATE VIEW v AS SELECT " + ones, text);
        fails("SELECT 1 FROM (SELECT 1 AS a) x ORDER BY " + list("a+", TOO_MANY), text);
        fails("SELECT 1 FROM (SELECT 1 AS a) x GROUP BY " + list("a+", TOO_MANY), text);
        assertThat(sql.run("SELECT " + list("", Limits.TARGET_LIST_ENTRIES))).hasSize(1);
        assertThat(
                        sql.run(
                                "SELECT 1 FROM (SELECT 1 AS a) x GROUP BY a, "
                                        + "a,".repeat(TOO_MANY)
                                        + "a"))
                .hasSize(1);
    }

    @Test
    void aRowHasALimit() {
        fails(
                "SELECT ROW(" + list("", TOO_MANY) + ")",
                "ROW expressions can have at most 1664 entries");
    }

    @Test
    void anArrayHasNone() {
        assertThat(sql.run("SELECT array_length(ARRAY[" + list("", TOO_MANY) + "], 1)"))
                .containsExactly("1665");
    }
}
