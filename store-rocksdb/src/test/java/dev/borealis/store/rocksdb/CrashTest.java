package dev.borealis.store.rocksdb;

import static dev.borealis.store.StoreFixture.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.Cursor;
import dev.borealis.store.Entry;
import dev.borealis.store.FrozenProcess;
import dev.borealis.store.JudgedSnapshot;
import dev.borealis.store.KeyRange;
import dev.borealis.store.MixedLoad;
import dev.borealis.store.Page;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;

/**
 * A process with data of ten times its page budget is killed again and again, or frozen and its directory copied, while it
 * writes, loads and drops. What is found then is exactly what it acknowledged, and of each commit under way all or nothing;
 * read by keys and by scans in both directions; and the check of the storage finds nothing.
 *
 * <p>{@code -Dborealis.long=true}: twenty times as often.
 */
class CrashTest {
    private static final int TIMES = Boolean.getBoolean("borealis.long") ? 20 : 1;
    private static final int KILLS = 12 * TIMES;
    private static final int COPIES = 6 * TIMES;
    private static final long SEED = 11;

    /** Lines of a child before the data are large enough. */
    private static final int FIRST_LINES = 700;

    private static final int MOST_LINES = 300;

    @TempDir Path directory;

    @Test
    void nothingAcknowledgedIsLostByAKillAndNothingIsHalf() throws Exception {
        var random = new SplittableRandom(SEED);
        var judge = new Judge(SEED);
        Path data = directory.resolve("data");
        for (int round = 1; round <= KILLS; round++) {
            Process child = CrashChild.start(data, SEED);
            try (InputStream output = child.getInputStream()) {
                judge.listen(output, round == 1 ? FIRST_LINES : random.nextInt(1, MOST_LINES));
                child.toHandle().destroyForcibly(); // the process itself would close the output too
                judge.listenToTheEnd(output);
            }
            child.waitFor();
            judge.judge(data, "seed " + SEED + ", kill " + round);
        }
    }

    @Test
    void aCopyOfAnyInstantHoldsWhatWasAcknowledged() throws Exception {
        var random = new SplittableRandom(SEED);
        var judge = new Judge(SEED + 1);
        Path data = directory.resolve("data");
        Process child = CrashChild.start(data, SEED + 1);
        try (InputStream output = child.getInputStream()) {
            for (int round = 1; round <= COPIES; round++) {
                judge.listen(output, round == 1 ? FIRST_LINES : random.nextInt(1, MOST_LINES));
                Path copy = directory.resolve("copy" + round);
                try (var _ = FrozenProcess.freeze(child)) {
                    judge.listenToWhatIsThere(output);
                    CrashCopy.copy(data, copy);
                }
                judge.judge(copy, "seed " + (SEED + 1) + ", copy " + round);
                CrashCopy.delete(copy);
            }
        } finally {
            child.toHandle().destroyForcibly();
            child.waitFor();
        }
    }

    /** Hears what the child acknowledges, and looks whether it is there. */
    private static final class Judge {
        private final MixedLoad[] loads = new MixedLoad[CrashChild.WRITERS];
        private final int[] acknowledged = new int[CrashChild.WRITERS];
        private final int[] judged = new int[CrashChild.WRITERS];
        private int counter;

        /** Chunks that each table was heard to have; null while it is being dropped. */
        private final Map<Integer, BitSet> tables = new HashMap<>();

        private final NavigableMap<byte[], byte[]> written = JudgedSnapshot.emptyModel();
        private final SplittableRandom random;
        private final StringBuilder line = new StringBuilder();

        Judge(long seed) {
            random = new SplittableRandom(seed);
            for (int writer = 0; writer < loads.length; writer++) {
                loads[writer] = CrashChild.load(seed, writer);
            }
        }

        void listen(InputStream output, int lines) throws IOException {
            for (int left = lines; left > 0; ) {
                int next = output.read();
                assertThat(next).as("the child goes on").isNotNegative();
                left -= hear(next) ? 1 : 0;
            }
        }

        void listenToWhatIsThere(InputStream output) throws IOException {
            for (int left = output.available(); left > 0; left--) {
                hear(output.read());
            }
        }

        void listenToTheEnd(InputStream output) throws IOException {
            for (int next = output.read(); next >= 0; next = output.read()) {
                hear(next);
            }
            line.setLength(0); // the last one may be cut
        }

        /** Returns whether that was the end of a line. */
        private boolean hear(int next) {
            if (next != '\n') {
                line.append((char) next);
                return false;
            }
            String[] words = line.substring(0, line.length() - 1).split(" ");
            line.setLength(0);
            int number = Integer.parseInt(words[1]);
            switch (words[0]) {
                case "writer" -> acknowledged[number] = Integer.parseInt(words[2]);
                case "counter" -> counter = number;
                case "chunk" ->
                        tables.computeIfAbsent(number, _ -> new BitSet())
                                .set(Integer.parseInt(words[2]));
                case "dropping" -> tables.put(number, null);
                case "dropped" -> tables.put(number, new BitSet());
                default -> throw new IllegalArgumentException(words[0]);
            }
            return true;
        }

        void judge(Path where, String what) {
            try (RocksDbStorage storage = CrashChild.open(where)) {
                Store store = storage.open(CrashChild.ID);
                for (int writer = 0; writer < loads.length; writer++) {
                    judgeWriter(store, writer, what);
                }
                long bytes = 0;
                for (var entry : written.entrySet()) {
                    bytes += entry.getKey().length + entry.getValue().length;
                }
                assertThat(bytes)
                        .as("%s: many times the budget", what)
                        .isGreaterThan(10 * CrashChild.PAGE_BUDGET);
                NavigableMap<byte[], byte[]> all = JudgedSnapshot.emptyModel();
                all.putAll(written);
                judgeCounter(store, all, what);
                judgeTables(store, all, what);
                try (var snapshot = new JudgedSnapshot(store.snapshot(), all)) {
                    snapshot.everything(random);
                } catch (AssertionError e) {
                    throw new AssertionError(what + ": " + e.getMessage(), e);
                }
                assertThat(storage.check()).as(what).isEmpty();
                assertThat(storage.metrics().pagesRead()).as("read cold").isPositive();
            }
        }

        private void judgeWriter(Store store, int writer, String what) {
            MixedLoad load = loads[writer];
            int number = CrashChild.number(store, load.counter());
            assertThat(number)
                    .as("%s: commits of writer %d", what, writer)
                    .isBetween(acknowledged[writer], acknowledged[writer] + 1);
            acknowledged[writer] = number; // the next child goes on from there
            while (judged[writer] < number) {
                JudgedSnapshot.apply(load.counted(++judged[writer]), written);
            }
        }

        private void judgeCounter(Store store, NavigableMap<byte[], byte[]> all, String what) {
            try (Snapshot snapshot = store.snapshot()) {
                Entry entry = snapshot.get(CrashChild.COUNTER);
                int found = entry == null ? 0 : Integer.parseInt(text(entry.value()));
                assertThat(found).as("%s: counter", what).isBetween(counter, counter + 1);
                counter = found;
                if (entry != null) {
                    all.put(
                            CrashChild.COUNTER,
                            Integer.toString(found).getBytes(StandardCharsets.US_ASCII));
                }
            }
        }

        /** Whole chunks only, all that were heard of, and none of a dropped table. */
        private void judgeTables(Store store, NavigableMap<byte[], byte[]> all, String what) {
            for (var table : tables.entrySet()) {
                BitSet heard = table.getValue();
                BitSet found = chunks(store, table.getKey());
                if (heard != null) { // else it is there as a whole or not at all
                    var lost = (BitSet) heard.clone();
                    lost.andNot(found);
                    assertThat(lost.stream()).as("%s: chunks lost of %s", what, table).isEmpty();
                    assertThat(found.cardinality())
                            .as("%s: chunks under way of %s", what, table)
                            .isLessThanOrEqualTo(heard.cardinality() + 2);
                }
                found.stream()
                        .mapToObj(chunk -> CrashChild.chunk(table.getKey(), chunk))
                        .forEach(chunk -> JudgedSnapshot.apply(chunk, all));
            }
        }

        /** Chunks of which a row is there; whether all are is judged with everything else. */
        private static BitSet chunks(Store store, int table) {
            var found = new BitSet();
            KeyRange range = CrashChild.table(table);
            try (Snapshot snapshot = store.snapshot();
                    Cursor cursor = snapshot.scan(range, ScanOptions.FORWARD)) {
                for (Page page = cursor.next(); page != null; page = cursor.next()) {
                    for (int i = 0; i < page.size(); i++) {
                        int row = ByteBuffer.wrap(page.key(i)).getInt(2);
                        found.set(row / CrashChild.CHUNK_ROWS);
                    }
                }
            }
            return found;
        }
    }
}
