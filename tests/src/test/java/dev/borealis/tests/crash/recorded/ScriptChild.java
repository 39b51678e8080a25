package dev.borealis.tests.crash.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.session.Database;
import dev.borealis.store.JavaChild;
import dev.borealis.store.Progress;
import dev.borealis.store.rocksdb.RocksDbStorage;
import dev.borealis.tests.crash.recorded.Script.Step;
import dev.borealis.tests.support.Sql;
import dev.borealis.tests.support.TestDatabase;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The recorded process: does some steps of the script, prints the number of each when it is done, and waits. */
public final class ScriptChild {
    private static final long WRITE_BUFFER_BYTES = 64 << 10;

    private ScriptChild() {}

    /** Small pages, few of them in memory, small write buffers: files of all kinds come soon. */
    static RocksDbStorage open(Path data) {
        RocksDbStorage.Options options =
                RocksDbStorage.Options.forHeap(TestDatabase.RELATION, 64 << 20, 1);
        return RocksDbStorage.open(
                data,
                options.withPages(options.pages().withPageBytes(1_000).withPageBudget(64 << 10))
                        .withWriteBuffer(WRITE_BUFFER_BYTES));
    }

    /**
     * Runs it under recording, and kills it when it has done its steps.
     *
     * @param folder with the data directory {@code data}; takes the recording, and the script's backups
     */
    static void record(Path folder, long seed, int from, int to)
            throws IOException, InterruptedException {
        Path trace = folder.resolve("steps%04d.trace".formatted(from));
        Process child =
                new ProcessBuilder(
                                SystemCalls.recorded(
                                        JavaChild.command(
                                                ScriptChild.class,
                                                "192m",
                                                folder.resolve("data").toString(),
                                                folder.resolve("backup").toString(),
                                                Long.toString(seed),
                                                Integer.toString(from),
                                                Integer.toString(to)),
                                        trace))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = from + 1; i <= to; i++) {
                assertThat(output.readLine())
                        .as("what the child says after step %d", i)
                        .isEqualTo(i + ".");
            }
            SystemCalls.killIdle(child, trace);
        } finally {
            child.destroyForcibly();
        }
    }

    /** @param arguments the data directory, a folder for a backup, the seed of the script, first step, step behind the last */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        List<Step> steps = Script.of(Long.parseLong(arguments[2]));
        int done = Integer.parseInt(arguments[3]);
        int end = Integer.parseInt(arguments[4]);
        while (done < end) {
            try (RocksDbStorage storage = open(data);
                    Database database = TestDatabase.over(storage);
                    var sql = new Sql(database)) {
                boolean open = true;
                while (open && done < end) {
                    Step step = steps.get(done);
                    Script.run(step, sql::run);
                    if (step instanceof Step.Backup) {
                        storage.backup(Path.of(arguments[1]), Progress.SILENT);
                    }
                    open = !(step instanceof Step.Reopen);
                    done++;
                    System.out.println(done + ".");
                }
                if (open) {
                    System.in.read(); // until it is killed
                }
            }
        }
    }
}
