package dev.borealis.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.sql.StatementShape.Literal;
import dev.borealis.types.Bytes;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

class StatementShapeTest {
    private static StatementShape shape(String text) {
        return Objects.requireNonNull(StatementShape.of(text));
    }

    private static String pattern(String text) {
        return shape(text).pattern();
    }

    @Test
    void textsThatDifferInLiteralsAloneHaveOnePattern() {
        assertThat(pattern("SELECT * FROM t WHERE a = 1 AND b = 'x'"))
                .isEqualTo(pattern("SELECT * FROM t WHERE a = 23 AND b = E'it\\'s'"));
    }

    @Test
    void literalsOfOtherTypesAreOtherPatterns() {
        assertThat(pattern("SELECT 1")).isNotEqualTo(pattern("SELECT 3000000000"));
        assertThat(pattern("SELECT 1")).isNotEqualTo(pattern("SELECT '1'"));
        // its negative is an integer
        assertThat(StatementShape.of("SELECT 2147483648")).isNull();
        assertThat(StatementShape.of("SELECT 1.5")).isNull();
        assertThat(pattern("SELECT 1.5, 1")).isNotEqualTo(pattern("SELECT 2.5, 1"));
    }

    @Test
    void whatIsNoLiteralStays() {
        assertThat(pattern("SELECT t1.a2, \"3\", /* 4 */ 5 -- 6\n"))
                .isEqualTo("SELECT t1.a2, \"3\", /* 4 */ \0i -- 6\n");
    }

    @Test
    void positionsCountCharacters() {
        assertThat(shape("SELECT '\uD83D\uDE00', - 7").literals())
                .isEqualTo(
                        List.of(
                                new Literal.Text(Bytes.ofString("\uD83D\uDE00"), 8),
                                new Literal.Whole(7, 15, 13)));
    }

    @Test
    void someTextsHaveNoShape() {
        assertThat(StatementShape.of("SELECT a FROM t")).isNull();
        assertThat(StatementShape.of("SELECT $1, 1")).isNull();
        assertThat(StatementShape.of("SELECT 1; SELECT 2")).isNull();
        assertThat(StatementShape.of("SELECT 1, 'open")).isNull();
        assertThat(StatementShape.of("SELECT 1 AS " + "n".repeat(64))).isNull();
    }
}
