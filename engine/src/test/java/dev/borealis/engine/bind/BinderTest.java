package dev.borealis.engine.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.tree.Query;
import dev.borealis.sql.Parser;
import dev.borealis.sql.ParserOptions;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.SqlException;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Statements with what PostgreSQL 16.13 says of them when it only describes them: parameter types and result columns, or
 * the error with its position, detail and hint. Lines that begin with {@code !} are known to differ.
 */
class BinderTest {
    private final SampleCatalog sample = new SampleCatalog();

    private record Case(String sql, String expected) {}

    private static List<Case> cases() throws IOException {
        var cases = new ArrayList<Case>();
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        BinderTest.class.getResourceAsStream("statements.txt")),
                                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String expected = Objects.requireNonNull(reader.readLine());
                if (!line.startsWith("!")) {
                    cases.add(new Case(line, expected.strip()));
                }
            }
        }
        return cases;
    }

    @Test
    void bindsStatementsAsPostgresDescribesThem() throws IOException {
        var wrong = new ArrayList<String>();
        List<Case> cases = cases();
        for (Case one : cases) {
            String actual = describe(one.sql());
            if (!actual.equals(one.expected())) {
                wrong.add(one.sql() + "\n  expected " + one.expected() + "\n  actual   " + actual);
            }
        }
        assertThat(wrong)
                .as("%d of %d\n%s", wrong.size(), cases.size(), String.join("\n", wrong))
                .isEmpty();
    }

    private String describe(String sql) {
        try {
            var parsed = Parser.parse(sql, ParserOptions.DEFAULT).statements();
            if (!(parsed.getFirst().statement() instanceof QueryStatement statement)) {
                return "not a query";
            }
            var bound = Binder.bind(statement, sample.context(ParameterTypes.inferred(List.of())));
            String parameters =
                    bound.parameterTypes().stream()
                            .map(type -> oid(type))
                            .collect(Collectors.joining(","));
            return ("T (" + parameters + ") " + columns(bound.columns())).strip();
        } catch (SqlException e) {
            return error(e);
        } catch (RuntimeException | StackOverflowError e) {
            return e + " " + e.getStackTrace()[0] + " " + e.getStackTrace()[1];
        }
    }

    private String columns(@org.jspecify.annotations.Nullable List<Query.Target> columns) {
        return columns == null
                ? "-"
                : columns.stream()
                        .map(
                                column ->
                                        column.name().replace(' ', '_')
                                                + ":"
                                                + type(column.value().type())
                                                + (column.originRelation() == 0
                                                        ? ""
                                                        : "*" + column.originColumn()))
                        .collect(Collectors.joining(" "));
    }

    /** A domain is described as what it is over. */
    private String type(SqlType type) {
        SqlType base = sample.catalog().baseType(type);
        return oid(base) + (base.typmod() == -1 ? "" : "/" + base.typmod());
    }

    /** Types of the user have other OIDs than in the recording. */
    private static String oid(SqlType type) {
        return type.oid() >= 16_384 ? "user" : String.valueOf(Oid.unsigned(type.oid()));
    }

    private static String error(SqlException e) {
        var text = new StringBuilder("E " + e.state().code() + " " + e.text());
        if (e.position() > 0) {
            text.append(" @").append(e.position());
        }
        if (e.detail() != null) {
            text.append(" |D ").append(e.detail());
        }
        if (e.hint() != null) {
            text.append(" |H ").append(e.hint());
        }
        return text.toString().replace("\n", "\\n");
    }
}
