package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.store.StoreId;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.define.IndexJudge;
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

/** A job goes on after the process that did it was killed: the next one takes its lease over when it has run out. */
class JobCrashTest {
    private static final int ROUNDS = Boolean.getBoolean("borealis.long") ? 30 : 2;
    private static final long SEED = 11;

    /** Statements that the process runs beside the build, less than this. */
    private static final int LONGEST_ROUND = 3;

    @TempDir Path directory;

    @Test
    void anIndexBuildIsFinishedByTheNextProcess() throws Exception {
        Path data = directory.resolve("data");
        try (RocksDbStorage storage = CrashChild.open(data);
                Database database = TestDatabase.over(storage, Clock.systemUTC());
                var sql = new Sql(database)) {
            sql.run("CREATE TABLE t (id int PRIMARY KEY, v int, w text)");
            for (int from = 0; from < JobChild.ROWS; from += 3_000) {
                sql.run(
                        "INSERT INTO t SELECT n, mod(n, 77), md5(n::text) FROM generate_series(%d, %d) n"
                                .formatted(from, from + 2_999));
            }
        }
        var random = new SplittableRandom(SEED);
        int interrupted = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            kill(data, round, random.nextInt(1, LONGEST_ROUND));
            interrupted += finish(data, round);
        }
        assertThat(interrupted).as("jobs that a kill interrupted").isPositive();
    }

    private static void kill(Path data, int round, int statements) throws Exception {
        Process child = CrashJudge.start(JobChild.class, data, round);
        try (var output =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < statements; i++) {
                assertThat(output.readLine()).as("round %d, seed %d", round, SEED).isEqualTo("on");
            }
            child.toHandle().destroyForcibly();
        }
        child.waitFor();
    }

    /** Returns 1 when the job was not finished before. */
    private static int finish(Path data, int round) {
        try (RocksDbStorage storage = CrashChild.open(data);
                Database database = TestDatabase.over(storage, Clock.systemUTC());
                var sql = new Sql(database)) {
            String index = "i" + round;
            String job =
                    "FROM sys.jobs WHERE job_type = 'INDEX_BUILD' AND object_name = 'public."
                            + index
                            + "'";
            boolean open = !sql.run("SELECT status " + job).equals(java.util.List.of("completed"));
            String id = sql.run("SELECT job_id " + job).getFirst();
            sql.run("CALL sys.wait_for_job('" + id + "')");
            assertThat(sql.run("SELECT status, details " + job))
                    .as("round %d, seed %d", round, SEED)
                    .containsExactly("completed|NULL");
            assertThat(
                            sql.run(
                                    "SELECT indisvalid FROM pg_index WHERE indexrelid = '"
                                            + index
                                            + "'::regclass"))
                    .containsExactly("t");
            assertThat(new IndexJudge().check(storage.open(new StoreId("test"))))
                    .as("agree with their table")
                    .contains(index);
            sql.run("DROP INDEX " + index);
            return open ? 1 : 0;
        }
    }
}
