package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
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
        CrashJudge.prepare(data);
        var acknowledged = new Acknowledged();
        for (int round = 1; round <= ROUNDS; round++) {
            run(data, random.nextLong(), random.nextInt(1, LONGEST_ROUND), acknowledged);
            try (RocksDbStorage storage = CrashChild.open(data);
                    Database database = TestDatabase.over(storage, Clock.systemUTC());
                    var sql = new Sql(database)) {
                CrashJudge.check(sql, acknowledged.counts, "round " + round + ", seed " + SEED);
                if (round == ROUNDS) {
                    assertThat(storage.check()).isEmpty();
                }
            }
        }
        int commits = 0;
        for (int count : acknowledged.counts) {
            commits += count;
        }
        assertThat(commits).isGreaterThan(ROUNDS);
        System.out.println(commits + " commits survived " + ROUNDS + " kills");
    }

    /** Lets a child work until it has acknowledged that much, kills it, and notes what it acknowledged. */
    private static void run(Path data, long seed, int commits, Acknowledged acknowledged)
            throws Exception {
        Process child = CrashJudge.start(data, seed);
        try (InputStream output = child.getInputStream()) {
            acknowledged.read(output, commits);
            child.toHandle().destroyForcibly(); // the process itself would close the output too
            acknowledged.readToTheEnd(output);
        }
        child.waitFor();
    }
}
