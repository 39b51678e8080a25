package dev.borealis.tests.differential;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.borealis.engine.session.Database;
import dev.borealis.engine.session.Session;
import dev.borealis.tests.support.CollectingSink;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every type of a column that refers with every type of a key, on PostgreSQL 16 and on Borealis: which pairs are allowed;
 * which values have a parent; which rows refer to a parent that is deleted or changed, found with an index of theirs and
 * without; where a changed key leads; what the validation of a constraint finds.
 */
class ForeignKeyTypesTest {
    /** By type: values, of which some equal some of other types. */
    private static final Map<String, List<String>> VALUES =
            Map.ofEntries(
                    Map.entry("boolean", List.of("true", "false")),
                    Map.entry("smallint", List.of("0", "1", "2", "-32768", "32767")),
                    Map.entry("integer", List.of("0", "1", "32768", "16777217", "16777216")),
                    Map.entry(
                            "bigint",
                            List.of(
                                    "0",
                                    "1",
                                    "32768",
                                    "3000000000",
                                    "16777217",
                                    "9007199254740993",
                                    "9223372036854775807",
                                    "-9223372036854775808")),
                    Map.entry(
                            "numeric(18,6)",
                            List.of(
                                    "0",
                                    "1",
                                    "1.000000",
                                    "0.1",
                                    "0.100001",
                                    "1.5",
                                    "32768",
                                    "16777217",
                                    "99999999999.5",
                                    "NaN")),
                    Map.entry(
                            "numeric(25,2)",
                            List.of(
                                    "0",
                                    "1.00",
                                    "0.1",
                                    "9223372036854775808",
                                    "9223372036854775807",
                                    "-1e22",
                                    "NaN")),
                    Map.entry(
                            "real",
                            List.of(
                                    "0",
                                    "-0",
                                    "1",
                                    "0.1",
                                    "1.5",
                                    "16777216",
                                    "9223372036854775807",
                                    "-9223372036854775808",
                                    "1e38",
                                    "NaN",
                                    "Infinity",
                                    "-Infinity")),
                    Map.entry(
                            "double precision",
                            List.of(
                                    "0",
                                    "-0",
                                    "1",
                                    "0.1",
                                    "0.10000000149011612",
                                    "1.5",
                                    "16777217",
                                    "9007199254740992",
                                    "9223372036854775807",
                                    "1e300",
                                    "NaN",
                                    "Infinity")),
                    Map.entry("char(4)", List.of("", "a", "ab  ", "abcd", " a", "1")),
                    Map.entry("char(6)", List.of("", "a", "ab", "abcdef", "1")),
                    Map.entry("varchar(5)", List.of("", "a", "a ", "ab   ", "abcd ", " a", "A")),
                    Map.entry(
                            "text",
                            List.of(
                                    "", "  ", "a", "a  ", "ab", "ab  ", "abcd", "abcdef", " a",
                                    "1")),
                    Map.entry(
                            "date",
                            List.of(
                                    "2024-03-10",
                                    "2024-03-11",
                                    "2024-11-03",
                                    "2011-12-30",
                                    "infinity",
                                    "-infinity",
                                    "300000-01-01")),
                    Map.entry("time", List.of("00:00", "12:00", "24:00")),
                    Map.entry(
                            "timestamp",
                            List.of(
                                    "2024-03-10 00:00",
                                    "2024-03-10 02:30",
                                    "2024-03-10 03:30",
                                    "2024-11-03 00:00",
                                    "2024-11-03 01:30",
                                    "2024-03-11 00:00:00.000001",
                                    "infinity",
                                    "-infinity",
                                    "294276-12-31 23:59:59")),
                    Map.entry(
                            "timestamp(0)",
                            List.of("2024-03-10 00:00", "2024-03-10 12:00:01", "infinity")),
                    Map.entry(
                            "timestamptz",
                            List.of(
                                    "2024-03-10 00:00",
                                    "2024-03-10 03:30",
                                    "2024-03-11 00:00",
                                    "2024-11-03 00:00",
                                    "2024-11-03 01:30",
                                    "2024-11-03 05:30+00",
                                    "2024-11-03 06:30+00",
                                    "infinity",
                                    "294276-12-31 23:59:59+00")),
                    Map.entry(
                            "uuid",
                            List.of(
                                    "00000000-0000-0000-0000-000000000000",
                                    "ffffffff-ffff-ffff-ffff-ffffffffffff")));

    private static PostgresServer postgres;
    private static Database database;

    @BeforeAll
    static void start() throws IOException {
        postgres = PostgresServer.start();
        database = TestDatabase.inMemory();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        postgres.close();
    }

    @TestFactory
    Stream<DynamicTest> pairs() {
        return VALUES.keySet().stream()
                .sorted()
                .map(parent -> dynamicTest("references " + parent, () -> toParent(parent)));
    }

    private static void toParent(String parent) throws IOException {
        List<String> differences = new ArrayList<>();
        try (WireClient client = postgres.connect("foreign_key_" + parent.replaceAll("\\W", "_"));
                Session session = database.connect("admin", "postgres", List.of())) {
            var both = new Both(session, new Comparison(session, client), differences);
            both.run("DROP TABLE IF EXISTS c, p");
            for (String zone : zones(parent)) {
                both.run("SET TimeZone = '" + zone + "'");
                for (String child : VALUES.keySet().stream().sorted().toList()) {
                    if (zone.equals("UTC") || zones(child).size() > 1) {
                        pair(both, child, parent, zone.equals("UTC"));
                    }
                }
            }
        }
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    differences.size() + " differences\n" + String.join("\n", differences));
        }
    }

    /** What equals a timestamptz is another thing in each zone; only UTC is that of jobs. */
    private static List<String> zones(String type) {
        return type.startsWith("timestamp") || type.equals("date")
                ? List.of("UTC", "America/New_York", "Pacific/Apia")
                : List.of("UTC");
    }

    private static void pair(Both both, String child, String parent, boolean validates) {
        both.run("CREATE TABLE p (id " + parent + " PRIMARY KEY, n int)");
        int number = 0;
        for (String value : VALUES.get(parent)) {
            both.run("INSERT INTO p VALUES ('" + value + "', " + number++ + ")");
        }
        both.run("CREATE TABLE c (n int PRIMARY KEY, x " + child + " REFERENCES p)");
        if (both.hasChild()) {
            insert(both, child);
            both.run(
                    "SELECT conpfeqop, conppeqop, conffeqop FROM pg_constraint WHERE contype = 'f'");
            both.run("DROP TABLE c");
            for (String key : List.of("n int PRIMARY KEY, x ", "n int, x ")) {
                for (String action : List.of("NO ACTION", "CASCADE")) {
                    // without an index of the column, and with one
                    boolean primary = !key.contains("PRIMARY");
                    both.run(
                            "CREATE TABLE c ("
                                    + key
                                    + child
                                    + (primary ? " PRIMARY KEY" : "")
                                    + " REFERENCES p ON DELETE "
                                    + action
                                    + " ON UPDATE "
                                    + action
                                    + ")");
                    insert(both, child);
                    changes(both, parent);
                    both.run("DROP TABLE c");
                }
            }
            if (validates) {
                validation(both, child);
            }
        }
        both.run("DROP TABLE p");
    }

    private static void insert(Both both, String child) {
        int number = 0;
        for (String value : VALUES.get(child)) {
            both.run("INSERT INTO c VALUES (" + number++ + ", '" + value + "')");
        }
    }

    /** Each parent is changed to the value of another type's list, then deleted; nothing of it stays. */
    private static void changes(Both both, String parent) {
        both.run("SELECT n, x FROM c ORDER BY n");
        int parents = VALUES.get(parent).size();
        for (int n = 0; n < parents; n++) {
            both.run("BEGIN");
            both.run("UPDATE p SET id = " + changed(parent) + " WHERE n = " + n);
            both.run("SELECT n, x FROM c ORDER BY n");
            both.run("ROLLBACK");
            both.run("BEGIN");
            both.run("DELETE FROM p WHERE n = " + n);
            both.run("SELECT n, x FROM c ORDER BY n");
            both.run("ROLLBACK");
        }
    }

    /** Another key, which a child's type may have only rounded or cut off, or not at all. */
    private static String changed(String parent) {
        return switch (parent) {
            case "boolean" -> "NOT id";
            case "smallint", "integer", "bigint" -> "177";
            case "real", "double precision" -> "7.75";
            case "date" -> "'2031-07-01'";
            case "time" -> "'13:00'";
            case "timestamp", "timestamp(0)", "timestamptz" -> "'2031-07-01 12:34:56.789'";
            case "uuid" -> "'10000000-0000-0000-0000-000000000000'";
            default -> parent.startsWith("numeric") ? "7.75" : "'xyz'";
        };
    }

    /** One row at a time: a job says of all rows only whether one is wrong. */
    private static void validation(Both both, String child) {
        for (String value : VALUES.get(child)) {
            both.run("CREATE TABLE c (n int PRIMARY KEY, x " + child + ")");
            both.run("INSERT INTO c VALUES (1, '" + value + "')");
            both.run("ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (x) REFERENCES p NOT VALID");
            both.validate();
            both.run("SELECT convalidated FROM pg_constraint WHERE conname = 'k'");
            both.run("DROP TABLE c");
        }
    }

    private record Both(Session borealis, Comparison comparison, List<String> differences) {
        void run(String sql) {
            run(sql, true, true);
        }

        boolean hasChild() {
            return !Answer.of(borealis, "SELECT FROM c").isError();
        }

        void validate() {
            var started = new CollectingSink();
            borealis.simpleQuery("ALTER TABLE ASYNC c VALIDATE CONSTRAINT k", started);
            String job = started.results.getFirst().rows().getFirst().getFirst();
            borealis.simpleQuery("CALL sys.wait_for_job('" + job + "')", new CollectingSink());
            run("ALTER TABLE c VALIDATE CONSTRAINT k", false, true);
        }

        private void run(String sql, boolean borealis, boolean postgres) {
            boolean one = borealis != postgres;
            var statement = new Corpus.Statement(0, 0, sql, borealis, postgres, false, one, false);
            if (comparison.run(statement) instanceof Comparison.Outcome.Different(String told)) {
                differences.add(told);
            }
        }
    }
}
