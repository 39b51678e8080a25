package dev.borealis.tests.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.check.DatabaseCheck;
import dev.borealis.engine.session.Database;
import dev.borealis.store.Finding;
import dev.borealis.store.Progress;
import dev.borealis.store.StoreId;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An update computes only those index entries again whose columns it assigns. After random updates of random columns each
 * index of any kind still has the entries that its rows give.
 */
class UpdatedEntriesTest {
    private static final int UPDATES = 150;
    private static final List<String> INDEXES =
            List.of(
                    "(a)",
                    "(b, a)",
                    "(c) INCLUDE (d)",
                    "(lower(d))",
                    "((a + b))",
                    "(c) WHERE b > 3",
                    "((a * 2)) INCLUDE (c) WHERE length(d) > 2");

    /** A column and a value for it, which is often the one that is there. */
    private static final List<String> ASSIGNMENTS =
            List.of(
                    "a = %d",
                    "a = a",
                    "b = %d",
                    "c = %d",
                    "c = NULL",
                    "d = repeat('X', %d)",
                    "d = lower(d)",
                    "e = e + %d",
                    "id = -id");

    @ParameterizedTest
    @ValueSource(strings = {"id int PRIMARY KEY", "id int"})
    void eachEntryIsWhatItsRowGives(String key) {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        try (var storage = new MemoryStorage(TestDatabase.RELATION);
                Database database = TestDatabase.over(storage);
                var sql = new Sql(database)) {
            sql.run(
                    "CREATE TABLE t (%s, a int, b int, c int, d text, e int, g int GENERATED ALWAYS AS (a - b) STORED)"
                            .formatted(key));
            for (String index : INDEXES) {
                build(sql, "CREATE INDEX ASYNC ON t " + index);
            }
            build(sql, "CREATE INDEX ASYNC ON t (g)");
            build(sql, "CREATE UNIQUE INDEX ASYNC ON t (abs(id), a, b)");
            sql.run(
                    "INSERT INTO t SELECT i, i % 5, i % 7, i % 3, repeat('Y', i % 6), 0 FROM generate_series(1, 60) i");
            for (int i = 0; i < UPDATES; i++) {
                String update = update(random);
                sql.run(update);
                if (i % 10 == 0) {
                    assertThat(check(storage)).as("seed %d, at %s", seed, update).isEmpty();
                }
            }
            assertThat(check(storage)).as("seed %d", seed).isEmpty();
            assertThat(sql.run("SELECT count(*) FROM t WHERE e > 0").getFirst()).isNotEqualTo("0");
        }
    }

    private static String update(Random random) {
        var assignments = new ArrayList<String>();
        var columns = new ArrayList<String>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String assignment = ASSIGNMENTS.get(random.nextInt(ASSIGNMENTS.size()));
            String column = assignment.substring(0, assignment.indexOf(' '));
            if (!columns.contains(column)) {
                columns.add(column);
                assignments.add(assignment.formatted(random.nextInt(8)));
            }
        }
        return "UPDATE t SET %s WHERE abs(id) %% %d = 0"
                .formatted(String.join(", ", assignments), 1 + random.nextInt(9));
    }

    private static void build(Sql sql, String definition) {
        sql.run("CALL sys.wait_for_job('" + sql.run(definition).getFirst() + "')");
    }

    private static List<Finding> check(MemoryStorage storage) {
        var findings = new ArrayList<Finding>();
        DatabaseCheck.run(
                storage.open(new StoreId("test")),
                Clock.systemUTC(),
                new Random(1),
                Progress.SILENT,
                findings::add);
        return findings;
    }
}
