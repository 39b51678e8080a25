package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.store.JavaChild;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What {@link CrashChild} works on, and what must be left of it however it ended. */
final class CrashJudge {
    private CrashJudge() {}

    private static void prepare(Sql sql) {
        sql.run("CREATE TABLE counter (writer int PRIMARY KEY, n int NOT NULL)");
        sql.run("CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL)");
        sql.run(
                """
                CREATE TABLE entry (
                  id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
                  writer int NOT NULL, number int NOT NULL, tag text NOT NULL,
                  UNIQUE (writer, number))""");
        sql.run("CREATE TABLE part (id int PRIMARY KEY, n int NOT NULL, content text NOT NULL)");
        for (int from = 0; from < CrashChild.PARTS; from += 1_300) {
            sql.run(
                    "INSERT INTO part SELECT id, n, %s FROM (SELECT g AS id, 0 AS n FROM generate_series(%d, %d) g) p"
                            .formatted(CrashChild.CONTENT, from, from + 1_299));
        }
        String job = sql.run("CREATE INDEX ASYNC entry_tag ON entry (tag)").getFirst();
        sql.run("CALL sys.wait_for_job('" + job + "')");
        sql.run("INSERT INTO counter SELECT g, 0 FROM generate_series(0, 3) g");
        sql.run("INSERT INTO account SELECT g, 100 FROM generate_series(0, 7) g");
    }

    /** The child, at work. */
    static Process start(Path data, long seed) throws IOException {
        return start(CrashChild.class, data, seed);
    }

    /** @param child whose main method is given the data directory and the seed */
    static Process start(Class<?> child, Path data, long seed) throws IOException {
        return new ProcessBuilder(
                        JavaChild.command(child, "192m", data.toString(), Long.toString(seed)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Makes the tables in a new directory. */
    static void prepare(Path data) {
        try (RocksDbStorage storage = CrashChild.open(data);
                Database database = TestDatabase.over(storage, Clock.systemUTC());
                var sql = new Sql(database)) {
            prepare(sql);
        }
    }

    /**
     * Opens a directory and looks at everything, its files too.
     *
     * @param seed of what is made in it, other than that of whoever wrote it
     */
    static void check(Path data, int[] acknowledged, long seed, String where) {
        try (RocksDbStorage storage = CrashChild.open(data);
                Database database =
                        TestDatabase.over(storage, Clock.systemUTC(), new Random(seed));
                var sql = new Sql(database)) {
            assertThat(storage.check()).as(where).isEmpty();
            check(sql, acknowledged, where);
        }
    }

    /** Takes over what was committed and not acknowledged. */
    static void check(Sql sql, int[] acknowledged, String where) {
        List<String> expected = new ArrayList<>();
        Map<String, Integer> tags = new TreeMap<>();
        for (int writer = 0; writer < CrashChild.WRITERS; writer++) {
            int count =
                    Integer.parseInt(
                            sql.run("SELECT n FROM counter WHERE writer = " + writer).getFirst());
            assertThat(count)
                    .as("%s: counter of writer %d", where, writer)
                    .isBetween(acknowledged[writer], acknowledged[writer] + 1);
            acknowledged[writer] = count;
            List<String> own = new ArrayList<>();
            for (int n = Math.max(1, count - CrashChild.KEPT + 1); n <= count; n++) {
                String tag = CrashChild.tag(n, count);
                own.add(n + "|" + tag);
                expected.add(writer + "|" + n + "|" + tag);
                tags.merge(tag, 1, Integer::sum);
            }
            assertThat(
                            sql.run(
                                    "SELECT number, tag FROM entry WHERE writer = %d AND number >= 0 ORDER BY number"
                                            .formatted(writer)))
                    .as("%s: through the unique index", where)
                    .isEqualTo(own);
        }
        assertThat(sql.run("SELECT writer, number, tag FROM entry"))
                .as("%s: the table", where)
                .containsExactlyInAnyOrderElementsOf(expected);
        for (String tag : List.of("fresh", "moved")) {
            for (int i = 0; i < 7; i++) {
                assertThat(sql.run("SELECT tag FROM entry WHERE tag = '" + tag + i + "'"))
                        .as("%s: through the plain index", where)
                        .hasSize(tags.getOrDefault(tag + i, 0));
            }
        }
        assertThat(sql.run("SELECT sum(balance), count(*) FROM account"))
                .as(where)
                .containsExactly("800|8");
        assertThat(
                        sql.run(
                                "SELECT count(*), count(*) FILTER (WHERE content <> %s) FROM part"
                                        .formatted(CrashChild.CONTENT)))
                .as("%s: the table that is larger than memory", where)
                .containsExactly(CrashChild.PARTS + "|0");
    }
}
