package dev.borealis.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;
import dev.borealis.engine.system.SessionFunctions;
import dev.borealis.engine.system.SystemFunctions;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.tests.support.TestDatabase;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Writes {@code docs/compatibility.md} by trying things out, so that it cannot say what is not so. When the page is out of
 * date the test rewrites it and fails: look at the difference and commit it.
 */
class CompatibilityTest {
    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");
    private static final Path STATEMENTS = Path.of("compatibility", "statements.sql");

    /** Types and a value of each. */
    private static final String[][] TYPES = {
        {"smallint", "1"},
        {"integer", "1"},
        {"bigint", "1"},
        {"numeric(10,2)", "1.5"},
        {"real", "1.5"},
        {"double precision", "1.5"},
        {"boolean", "t"},
        {"char(10)", "a"},
        {"varchar(10)", "a"},
        {"text", "a"},
        {"name", "a"},
        {"\"char\"", "a"},
        {"bytea", "\\x01"},
        {"date", "2026-01-01"},
        {"time", "10:00"},
        {"time with time zone", "10:00+01"},
        {"timestamp", "2026-01-01"},
        {"timestamp with time zone", "2026-01-01"},
        {"interval", "1 day"},
        {"uuid", "00000000-0000-0000-0000-000000000000"},
        {"json", "{}"},
        {"jsonb", "{}"},
        {"oid", "1"},
        {"regclass", "pg_class"},
        {"integer[]", "{1}"},
        {"text[]", "{a}"},
        {"inet", "10.0.0.1"},
        {"macaddr", "08:00:2b:01:02:03"},
        {"bit(3)", "101"},
        {"money", "1"},
        {"xml", "<a/>"},
        {"point", "(1,2)"},
        {"int4range", "[1,2)"},
        {"tsvector", "a"},
        {"pg_lsn", "0/1"},
        {"serial", "1"}
    };

    /** Types that users meet: those that can be stored, those of the catalog, the polymorphic ones. */
    private static final Set<Integer> ORDINARY =
            Set.of(
                    16, 17, 19, 20, 21, 23, 25, 26, 114, 700, 701, 1005, 1007, 1009, 1016, 1042,
                    1043, 1082, 1083, 1114, 1184, 1186, 1266, 1700, 2205, 2249, 2276, 2277, 2278,
                    2283, 2950, 3802, 4072, 5077, 5078);

    /** What PostgreSQL calls by itself: transition functions, wire formats, index support. */
    private static final Pattern INNER =
            Pattern.compile(
                    ".*(send|recv|_accum|_accum_inv|_combine|_transfn|_inv|typmodin|typmodout|_sum|_subdiff)|(binary_upgrade|gin|gist|brin|spg|hash|float8_|int2int4|_pg)_?.*|interval_avg.*"
                            + "|pg_stat_.*|pg_control.*|pg_event_trigger.*|.*validator|.*_image_.*|bt.*image.*"
                            + "|bool(and|or)_statefunc|amvalidate|int8(dec|inc|_avg).*|ts_.*|.*_hash(_extended)?"
                            + "|regclass|satisfies_.*|pg_stop_making.*|pg_.*wal.*|pg_jit.*|pg_isolation_test.*");

    @Test
    void thePageSaysWhatIsSo() throws IOException {
        var page = new StringBuilder();
        page.append("# Compatibility\n\n")
                .append(
                        "This page is written by a test that tries everything on it. Three answers are possible:\n\n")
                .append("| answer | means |\n|---|---|\n")
                .append(
                        "| runs | does what PostgreSQL 16, or Aurora DSQL where it differs, does |\n")
                .append(
                        "| *refused* | Aurora DSQL refuses it, and Borealis does with the same error |\n")
                .append(
                        "| **missing** | DSQL takes it; Borealis does not yet and says so with SQLSTATE 0A000 |\n");
        statements(page);
        types(page);
        functions(page);
        String made = page.toString();
        String there = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (!there.equals(made)) {
            Files.writeString(PAGE, made);
        }
        assertThat(made)
                .as("docs/compatibility.md was out of date; it has been written anew")
                .isEqualTo(there);
    }

    private static void statements(StringBuilder page) throws IOException {
        try (Database database = TestDatabase.inMemory();
                Session session = database.connect("admin", "postgres", List.of())) {
            for (String line : Files.readAllLines(STATEMENTS)) {
                if (line.startsWith("## ")) {
                    page.append('\n')
                            .append(line)
                            .append("\n\n| statement | answer |\n|---|---|\n");
                } else if (line.startsWith(" ")) {
                    assertThat(attempt(session, line.strip())).as(line).isEqualTo("runs");
                } else if (!line.startsWith("#") && !line.isBlank()) {
                    page.append("| `")
                            .append(line.replace("|", "\\|"))
                            .append("` | ")
                            .append(attempt(session, line))
                            .append(" |\n");
                }
            }
        }
    }

    /** The answer in one cell of a table. A failed transaction is rolled back. */
    private static String attempt(Session session, String sql) {
        try {
            session.simpleQuery(sql, new CollectingSink());
            return "runs";
        } catch (SqlException failure) {
            if (session.status() == Session.Status.FAILED) {
                session.simpleQuery("ROLLBACK", new CollectingSink());
            }
            String text = failure.text().replace("|", "\\|");
            if (failure.state() == SqlState.INTERNAL_ERROR) {
                throw new AssertionError(sql + ": " + text);
            }
            return isMissing(failure)
                    ? "**missing**: " + text
                    : "*refused*: " + failure.state().code() + " " + text;
        }
    }

    private static boolean isMissing(SqlException failure) {
        return failure.state() == SqlState.FEATURE_NOT_SUPPORTED
                && failure.text().contains("not yet implemented")
                && !failure.text().startsWith("MATCH PARTIAL"); // PostgreSQL's own words
    }

    private static void types(StringBuilder page) {
        page.append(
                "\n## Types\n\n| type | as a column | as a key | in expressions |\n|---|---|---|---|\n");
        try (Database database = TestDatabase.inMemory();
                Session session = database.connect("admin", "postgres", List.of())) {
            int number = 0;
            for (String[] sample : TYPES) {
                String type = sample[0];
                String table = "t" + number++;
                page.append("| `").append(type).append("` | ");
                page.append(attempt(session, "CREATE TABLE " + table + " (c " + type + ")"));
                page.append(" | ");
                page.append(
                        attempt(
                                session,
                                "CREATE TABLE k" + table + " (c " + type + " PRIMARY KEY)"));
                page.append(" | ");
                page.append(attempt(session, "SELECT CAST('" + sample[1] + "' AS " + type + ")"))
                        .append(" |\n");
            }
        }
    }

    private static void functions(StringBuilder page) {
        var registry =
                FunctionRegistry.with(List.of(new SystemFunctions(), new SessionFunctions()));
        var names = new TreeSet<String>();
        int others = 0;
        for (FunctionSignature function : registry.unimplemented()) {
            boolean ordinary =
                    ORDINARY.contains(function.resultType())
                            && ORDINARY.containsAll(function.argumentTypes())
                            && !INNER.matcher(function.name()).matches();
            if (ordinary) {
                names.add(function.name());
            } else {
                others++;
            }
        }
        page.append("\n## Functions\n\n")
                .append(
                        "A function that is missing answers 0A000 `not yet implemented`. Of those over types that can be")
                .append(" stored, some or all forms of these ")
                .append(names.size())
                .append(" are missing, and no others:\n\n");
        var line = new StringBuilder();
        for (String name : names) {
            line.append(line.isEmpty() ? "" : ", ").append('`').append(name).append('`');
        }
        page.append(line)
                .append(".\n\nFurther ")
                .append(others)
                .append(
                        " of other kinds are missing: of types which cannot be stored (geometry, ranges, networks,")
                .append(
                        " bit strings, money, XML, text search), of PostgreSQL's own statistics, or called by itself only.\n");
    }
}
