package dev.borealis.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.sql.ast.Constant.IntegerConstant;
import dev.borealis.sql.ast.Constant.NumericConstant;
import dev.borealis.sql.ast.Constant.StringConstant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expression.And;
import dev.borealis.sql.ast.Expression.BinaryOperator;
import dev.borealis.sql.ast.Expression.ColumnRef;
import dev.borealis.sql.ast.Expression.Not;
import dev.borealis.sql.ast.Expression.UnaryOperator;
import dev.borealis.sql.ast.OperatorName;
import dev.borealis.sql.ast.Select;
import dev.borealis.types.Bytes;

import org.junit.jupiter.api.Test;

import java.util.List;

class ParserTest {
    private static Expression expression(String text) {
        Select select = (Select) Parser.parse("select " + text).statements().getFirst().statement();
        return ((Select.Simple) select.body()).targets().getFirst().expression();
    }

    private static ColumnRef column(String name, int position) {
        return new ColumnRef(List.of(name), false, position);
    }

    @Test
    void productsBindTighterThanSumsAndTheOperatorGivesThePosition() {
        assertThat(expression("a + b * c"))
                .isEqualTo(
                        new BinaryOperator(
                                OperatorName.of("+"),
                                column("a", 8),
                                new BinaryOperator(
                                        OperatorName.of("*"), column("b", 12), column("c", 16), 14),
                                10));
    }

    @Test
    void notBindsLooserThanComparisonAndTighterThanAnd() {
        assertThat(expression("not a = b and c"))
                .isEqualTo(
                        new And(
                                List.of(
                                        new Not(
                                                new BinaryOperator(
                                                        OperatorName.of("="),
                                                        column("a", 12),
                                                        column("b", 16),
                                                        14),
                                                8),
                                        column("c", 22)),
                                18));
    }

    @Test
    void aMinusBelongsToTheNumberButNotToItsCast() {
        assertThat(expression("-2147483648")).isEqualTo(new IntegerConstant(-2147483648L, 8));
        assertThat(expression("-9223372036854775808"))
                .isEqualTo(new IntegerConstant(Long.MIN_VALUE, 8));
        assertThat(expression("9223372036854775808"))
                .isEqualTo(new NumericConstant("9223372036854775808", 8));
        assertThat(expression("0xFF")).isEqualTo(new IntegerConstant(255, 8));
        assertThat(expression("1_000.5e-1")).isEqualTo(new NumericConstant("1000.5e-1", 8));
        assertThat(expression("-1::int")).isInstanceOf(UnaryOperator.class);
    }

    @Test
    void stringsOfEveryFormAreUtf8Bytes() {
        assertThat(expression("'it''s'")).isEqualTo(new StringConstant(Bytes.ofString("it's"), 8));
        assertThat(expression("E'a\\n\\x41\\u00e9'"))
                .isEqualTo(new StringConstant(Bytes.ofString("a\nAé"), 8));
        assertThat(expression("U&'d!0061t' uescape '!'"))
                .isEqualTo(new StringConstant(Bytes.ofString("dat"), 8));
        assertThat(expression("$q$a$b$q$")).isEqualTo(new StringConstant(Bytes.ofString("a$b"), 8));
        assertThat(expression("'a' -- x\n 'b'"))
                .isEqualTo(new StringConstant(Bytes.ofString("ab"), 8));
    }

    @Test
    void aMessageIsCutAtItsSemicolons() {
        ParseResult result = Parser.parse(" select 1 ;; /* no */ select ';' ; ");
        assertThat(result.statements())
                .extracting(ParsedStatement::text)
                .containsExactly("select 1", "select ';'");
        assertThat(result.statements()).extracting(ParsedStatement::offset).containsExactly(1, 22);
        assertThat(Parser.parse(" ; -- nothing").statements()).isEmpty();
    }

    @Test
    void longIdentifiersAreCutWithANotice() {
        String name = "é".repeat(40);
        ParseResult result = Parser.parse("select \"" + name + "\"");
        assertThat(result.notices())
                .extracting(notice -> notice.text())
                .containsExactly(
                        "identifier \""
                                + name
                                + "\" will be truncated to \""
                                + "é".repeat(31)
                                + "\"");
    }

    @Test
    void aParenthesisBeforeAParenthesisMayBeAQueryOrAnExpression() {
        assertThat(expression("((select 1) union select 2)"))
                .isInstanceOf(Expression.ScalarSubquery.class);
        assertThat(expression("((select 1) + 2)")).isInstanceOf(BinaryOperator.class);
        assertThat(expression("((select 1), 2)")).isInstanceOf(Expression.RowConstructor.class);
        assertThat(expression("(((select 1)))")).isInstanceOf(Expression.ScalarSubquery.class);
    }

    @Test
    void theAccountCanRefuseALargeTree() {
        var options =
                new ParserOptions(
                        bytes -> {
                            if (bytes > 50_000) {
                                throw new IllegalStateException("too much");
                            }
                        },
                        ParserOptions.DEFAULT_MAX_DEPTH);
        assertThat(Parser.parse("select 1", options).statements()).hasSize(1);
        assertThatThrownBy(() -> Parser.parse("select 1" + ",1".repeat(10_000), options))
                .hasMessage("too much");
    }
}
