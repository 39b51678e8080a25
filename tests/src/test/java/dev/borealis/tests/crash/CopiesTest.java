package dev.borealis.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.support.Directories;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Copies of the data directory, taken at every commit of a scripted load, are databases. */
class CopiesTest {
    private static final int COMMITS = Boolean.getBoolean("borealis.long") ? 300 : 15;
    private static final long SEED = 3;

    @TempDir Path directory;

    @Test
    void aCopyTakenAfterACommitHoldsThatCommitAndNothingElse() {
        Path data = directory.resolve("data");
        try (RocksDbStorage storage = ScriptedLoad.open(data);
                Database database = TestDatabase.over(storage);
                var sql = new Sql(database)) {
            var load = new ScriptedLoad(sql, SEED);
            load.prepare();
            for (int i = 1; i <= COMMITS; i++) {
                load.commit();
                Path copy = directory.resolve("copy" + i);
                Directories.copy(data, copy);
                assertThat(ScriptedLoad.everythingIn(copy))
                        .as("copy after commit %d, seed %d", i, SEED)
                        .isEqualTo(load.state(i));
            }
        }
    }
}
