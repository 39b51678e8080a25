package dev.borealis.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts and positions as PostgreSQL 16.13 answered them. */
class ParserErrorTest {
    private static SqlException error(String sql) {
        SqlException error = catchThrowableOfType(SqlException.class, () -> Parser.parse(sql));
        assertThat(error).as(sql).isNotNull();
        return error;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '~',
            value = {
                "selec 1 @ 1 @ syntax error at or near \"selec\"",
                "select * form t @ 10 @ syntax error at or near \"form\"",
                "select a b c @ 12 @ syntax error at or near \"c\"",
                "select 1 group by all @ 22 @ syntax error at end of input",
                "select * from t where a like @ 29 @ syntax error at end of input",
                "select 'é' + ) @ 14 @ syntax error at or near \")\"",
                "select 1 < 2 < 3 @ 14 @ syntax error at or near \"<\"",
                "select array[1,2,3][1] @ 20 @ syntax error at or near \"[\"",
                "select 123abc @ 8 @ trailing junk after numeric literal at or near \"123abc\"",
                "select $1a @ 8 @ trailing junk after parameter at or near \"$1a\"",
                "select 'abc @ 8 @ unterminated quoted string at or near \"'abc\"",
                "select \"abc @ 8 @ unterminated quoted identifier at or near \"\"abc\"",
                "select \"\" @ 8 @ zero-length delimited identifier at or near \"\"\"\"",
                "select $$abc @ 8 @ unterminated dollar-quoted string at or near \"$$abc\"",
                "select /* abc @ 8 @ unterminated /* comment at or near \"/* abc\"",
                "select 1 limit 1,2 @ 10 @ LIMIT #,# syntax is not supported",
                "(select 1 order by 1) order by 2 @ 32 @ multiple ORDER BY clauses not allowed",
                "select f(a := 1, 2) @ 18 @ positional argument cannot follow named argument",
                "select * from a.b.c.d @ 15 @ improper qualified name (too many dotted names): a.b.c.d",
                "select a.*.b from t @ 14 @ improper use of \"*\" at or near \"from\"",
                "create index s.i on t (a) @ 15 @ syntax error at or near \".\"",
                "create index async if not exists on t (a) @ 34 @ syntax error at or near \"on\"",
                "create table t (a int,) @ 23 @ syntax error at or near \")\"",
                "create table t (int) @ 21 @ syntax error at end of input",
                "select 1 where 𝄞 + ) @ 20 @ syntax error at or near \")\"",
            })
    void isToldAsPostgresTellsIt(String sql, int position, String text) {
        SqlException error = error(sql);
        assertThat(error.text()).isEqualTo(text);
        assertThat(error.position()).isEqualTo(position);
        assertThat(error.state()).isEqualTo(SqlState.SYNTAX_ERROR);
    }

    @Test
    void anEarlierSyntaxErrorIsToldBeforeALaterUnterminatedString() {
        assertThat(error("selec 1 'abc").text()).isEqualTo("syntax error at or near \"selec\"");
    }

    @Test
    void deepNestingFailsWithTheStackDepthError() {
        assertThat(error("select " + "(".repeat(100_000) + "1").state())
                .isEqualTo(SqlState.STATEMENT_TOO_COMPLEX);
        assertThat(error("select " + "- ".repeat(100_000) + "x").text())
                .isEqualTo("stack depth limit exceeded");
        assertThat(error("select 1" + " + 1".repeat(100_000)).text())
                .isEqualTo("stack depth limit exceeded");
        assertThat(error("select 1" + " union select 1".repeat(100_000)).text())
                .isEqualTo("stack depth limit exceeded");
        assertThat(error("select array" + "[".repeat(100_000)).text())
                .isEqualTo("stack depth limit exceeded");
        assertThat(error("explain ".repeat(100_000) + "select 1").text()).isNotEmpty();
    }

    @Test
    void longListsOfAndAreNoNesting() {
        assertThat(Parser.parse("select 1 where true" + " and true".repeat(20_000)).statements())
                .hasSize(1);
    }
}
