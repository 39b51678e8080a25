package dev.borealis.tests.crash;

import dev.borealis.store.FrozenProcess;
import dev.borealis.tests.support.Directories;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.file.Path;
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
        CrashJudge.prepare(data);
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
                CrashJudge.check(
                        copy,
                        acknowledged.counts.clone(),
                        SEED + 1,
                        "copy " + i + ", seed " + SEED);
            }
        } finally {
            child.toHandle().destroyForcibly();
            child.waitFor();
        }
    }
}
