package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.store.FrozenProcess;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.Directories;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Copies of the data directory at random instants: the process that writes is frozen wherever it is, in the middle of a
 * write, a sync, a flush of a table; its directory is copied, and it goes on. Each copy is what a power-off of the process
 * at that instant would leave. {@code -Dborealis.long=true}: twenty times as many.
 */
class FrozenCopiesTest {
    private static final int COPIES = Boolean.getBoolean("borealis.long") ? 100 : 5;
    private static final long SEED = 21;

    @TempDir Path directory;

    @Test
    void aCopyOfAnyInstantIsADatabase() throws Exception {
        var random = new SplittableRandom(SEED);
        Path data = directory.resolve("data");
        try (RocksDbStorage storage = CrashChild.open(data);
                Database database = TestDatabase.over(storage, Clock.systemUTC());
                var sql = new Sql(database)) {
            CrashJudge.prepare(sql);
        }
        var acknowledged = new Acknowledged();
        Process child = CrashJudge.start(data, SEED);
        try (InputStream output = child.getInputStream()) {
            for (int i = 0; i < COPIES; i++) {
                acknowledged.read(output, random.nextInt(5, 60));
                Path copy = directory.resolve("copy" + i);
                try (var _ = FrozenProcess.freeze(child)) {
                    acknowledged.readWhatIsThere(output);
                    Directories.copy(data, copy);
                }
                check(copy, acknowledged.counts.clone(), "copy " + i + ", seed " + SEED);
            }
        } finally {
            child.toHandle().destroyForcibly();
            child.waitFor();
        }
    }

    /** What the child says it has done; its last line may be cut while it is frozen. */
    private static final class Acknowledged {
        final int[] counts = new int[CrashChild.WRITERS];
        private final StringBuilder line = new StringBuilder();

        void read(InputStream output, int lines) throws IOException {
            for (int left = lines; left > 0; ) {
                int next = output.read();
                assertThat(next).as("the child goes on").isNotNegative();
                left -= add(next) ? 1 : 0;
            }
        }

        void readWhatIsThere(InputStream output) throws IOException {
            for (int left = output.available(); left > 0; left--) {
                add(output.read());
            }
        }

        /** Returns whether that was the end of a line. */
        private boolean add(int next) {
            if (next != '\n') {
                line.append((char) next);
                return false;
            }
            CrashJudge.note(line.toString(), counts);
            line.setLength(0);
            return true;
        }
    }

    private static void check(Path copy, int[] acknowledged, String where) {
        try (RocksDbStorage storage = CrashChild.open(copy);
                Database database =
                        TestDatabase.over(storage, Clock.systemUTC(), new Random(SEED + 1));
                var sql = new Sql(database)) {
            assertThat(storage.check()).as(where).isEmpty();
            CrashJudge.check(sql, acknowledged, where);
        }
    }
}
