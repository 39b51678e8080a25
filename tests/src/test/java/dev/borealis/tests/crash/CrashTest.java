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
import java.util.SplittableRandom;

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
            CrashJudge.prepare(sql);
        }
        int[] acknowledged = new int[CrashChild.WRITERS];
        for (int round = 1; round <= ROUNDS; round++) {
            run(data, random.nextLong(), random.nextInt(1, LONGEST_ROUND), acknowledged);
            try (RocksDbStorage storage = CrashChild.open(data);
                    Database database = TestDatabase.over(storage, Clock.systemUTC());
                    var sql = new Sql(database)) {
                CrashJudge.check(sql, acknowledged, "round " + round + ", seed " + SEED);
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

    /** Lets a child work until it has acknowledged that much, kills it, and notes what it acknowledged. */
    private static void run(Path data, long seed, int commits, int[] acknowledged)
            throws Exception {
        Process child = CrashJudge.start(data, seed);
        try (var output =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = output.readLine();
            for (int i = 0; line != null && i < commits; i++) {
                CrashJudge.note(line, acknowledged);
                line = output.readLine();
            }
            assertThat(line).as("the child goes on until it is killed").isNotNull();
            child.toHandle().destroyForcibly(); // the process itself would close the output too
            for (; line != null; line = output.readLine()) {
                CrashJudge.note(line, acknowledged);
            }
        }
        child.waitFor();
    }
}
