package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A process that runs SQL is killed as {@code kill -9} does, again and again over the same data. After each time: every
 * acknowledged commit is there, of the others each is there whole or not at all, and a table agrees with its indexes, the
 * unique one and the plain one.
 *
 * <p>{@code -Dborealis.long=true}: ten times as often.
 */
class CrashTest {
    private static final int ROUNDS = Boolean.getBoolean("borealis.long") ? 500 : 50;
    private static final long SEED = 7;

    /** Commits of a round, at most. */
    private static final int LONGEST_ROUND = 150;

    @TempDir Path directory;

    @Test
    void nothingAcknowledgedIsLostNothingIsHalfAndIndexesAgree() throws Exception {
        var random = new SplittableRandom(SEED);
        Path data = directory.resolve("data");
        try (RocksDbStorage storage = CrashChild.open(data);
                Database database = TestDatabase.over(storage, Clock.systemUTC());
                var sql = new Sql(database)) {
            prepare(sql);
        }
        int[] acknowledged = new int[CrashChild.WRITERS];
        for (int round = 1; round <= ROUNDS; round++) {
            run(data, random.nextLong(), random.nextInt(1, LONGEST_ROUND), acknowledged);
            try (RocksDbStorage storage = CrashChild.open(data);
                    Database database = TestDatabase.over(storage, Clock.systemUTC());
                    var sql = new Sql(database)) {
                check(sql, acknowledged, "round " + round + ", seed " + SEED);
                if (round == ROUNDS) {
                    assertThat(storage.check()).isEmpty();
                }
            }
        }
        int commits = 0;
        for (int count : acknowledged) {
            commits += count;
        }
        assertThat(commits).isGreaterThan(ROUNDS);
        System.out.println(commits + " commits survived " + ROUNDS + " kills");
    }

    private static void prepare(Sql sql) {
        sql.run("CREATE TABLE counter (writer int PRIMARY KEY, n int NOT NULL)");
        sql.run("CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL)");
        sql.run(
                """
                CREATE TABLE entry (
                  id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
                  writer int NOT NULL, number int NOT NULL, tag text NOT NULL,
                  UNIQUE (writer, number))""");
        String job = sql.run("CREATE INDEX ASYNC entry_tag ON entry (tag)").getFirst();
        sql.run("CALL sys.wait_for_job('" + job + "')");
        sql.run("INSERT INTO counter SELECT g, 0 FROM generate_series(0, 3) g");
        sql.run("INSERT INTO account SELECT g, 100 FROM generate_series(0, 7) g");
    }

    /** Lets a child work until it has acknowledged that much, kills it, and notes what it acknowledged. */
    private static void run(Path data, long seed, int commits, int[] acknowledged)
            throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx192m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashChild.class.getName(),
                                data.toString(),
                                Long.toString(seed))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = output.readLine();
            for (int i = 0; line != null && i < commits; i++) {
                note(line, acknowledged);
                line = output.readLine();
            }
            assertThat(line).as("the child goes on until it is killed").isNotNull();
            child.toHandle().destroyForcibly(); // the process itself would close the output too
            for (; line != null; line = output.readLine()) {
                note(line, acknowledged);
            }
        }
        child.waitFor();
    }

    private static void note(String line, int[] acknowledged) {
        if (line.endsWith(".")) { // else it was cut
            String[] words = line.substring(0, line.length() - 1).split(" ");
            int writer = Integer.parseInt(words[0]);
            acknowledged[writer] = Math.max(acknowledged[writer], Integer.parseInt(words[1]));
        }
    }

    /** Takes over what was committed and not acknowledged. */
    private static void check(Sql sql, int[] acknowledged, String where) {
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
    }
}
