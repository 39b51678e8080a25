package dev.borealis.store.rocksdb;

import static dev.borealis.store.StoreFixture.commit;
import static dev.borealis.store.StoreFixture.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.Cursor;
import dev.borealis.store.Entry;
import dev.borealis.store.Finding;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.StorageException;
import dev.borealis.store.StorageException.Reason;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreId;
import dev.borealis.store.StoreProblem;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One bit of a table file is flipped, where the tables hold pages as large as in earnest, values of many pages and single
 * changes. Whoever comes upon it, an opening, a look-up, a scan in either direction, is told file and offset; the check of
 * the storage finds it in any case; and nothing is ever read that was not written.
 *
 * <p>{@code -Dborealis.long=true}: twenty times as many bits.
 */
class FlippedBitsTest {
    private static final StoreId ID = new StoreId("bits");
    private static final int SEEDS = Boolean.getBoolean("borealis.long") ? 2_000 : 100;
    private static final int ROWS = 6_000;
    private static final int LARGE = 5;
    private static final int LARGE_BYTES = 200_000;
    private static final long WRITE_BUFFER = 256 << 10;
    private static final long SMALL_TABLE = 4 << 10;
    private static final int STEP = 61;

    @TempDir static Path directory;

    /** Who reads after the opening. */
    private enum Way {
        KEY,
        KEYS,
        FORWARD,
        REVERSE
    }

    /** Who came upon it first. */
    private enum End {
        OPENING,
        READING,
        CHECK
    }

    private static RocksDbStorage open(Path where) {
        var options = RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
        return RocksDbStorage.open(
                where,
                options.withPages(options.pages().withPageBudget(0))
                        .withWriteBuffer(WRITE_BUFFER)
                        .withSyncs(false));
    }

    @BeforeAll
    static void fill() {
        Path whole = directory.resolve("whole");
        try (RocksDbStorage storage = open(whole)) {
            Store store = storage.create(ID);
            for (int from = 0; from < ROWS; from += 1_000) { // in order: full pages
                var rows = Mutations.builder();
                for (int row = from; row < from + 1_000; row++) {
                    rows.put(rowKey(row), value(row, row % 7 == 0 ? 1 : 0));
                }
                commit(store, rows.build());
            }
            for (int row = 0; row < ROWS; row += 7) { // and changed later
                commit(store, Mutations.builder().put(rowKey(row), value(row, 0)).build());
            }
            for (int row = ROWS; row < ROWS + LARGE; row++) {
                commit(store, Mutations.builder().put(rowKey(row), value(row, 0)).build());
            }
        }
        open(whole).close(); // writes what the log holds into tables
    }

    private static byte[] rowKey(int row) {
        return key("r%06d".formatted(row));
    }

    private static byte[] value(int row, int version) {
        byte[] value = new byte[row < ROWS ? 40 + row % 300 : LARGE_BYTES];
        new SplittableRandom(row * 2L + version).nextBytes(value);
        return ByteBuffer.wrap(value).putInt(row).array();
    }

    @Test
    void aFlippedBitIsFoundAndNamedByWhoeverReadsIt() throws IOException {
        Map<Way, Map<End, Integer>> ends = new EnumMap<>(Way.class);
        for (long seed = 1; seed <= SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            Path copy = directory.resolve("copy");
            CrashCopy.copy(directory.resolve("whole"), copy);
            Path table = flip(copy, random);
            Way way = Way.values()[(int) seed % Way.values().length];
            String what = "seed %d, %s, %s".formatted(seed, way, table.getFileName());
            ends.computeIfAbsent(way, _ -> new EnumMap<>(End.class))
                    .merge(judge(copy, table, way, what), 1, Integer::sum);
            CrashCopy.delete(copy);
        }
        System.out.println("flipped bits: " + ends);
        for (Way way : Way.values()) {
            assertThat(ends.get(way)).as("found by %s", way).containsKey(End.READING);
        }
    }

    /** Filters, indexes, properties and what names them are blocks of more than {@link #STEP} bytes, as data are. */
    @Test
    void noPartOfATableGoesUnchecked() throws IOException {
        var random = new SplittableRandom(1);
        for (Path table : tables(directory.resolve("whole"))) {
            long length = table.toFile().length();
            int step = Math.max(1, length < SMALL_TABLE ? STEP : (int) (length / STEP));
            for (long at = random.nextInt(step); at < length; at += step) {
                Path copy = directory.resolve("copy");
                CrashCopy.copy(directory.resolve("whole"), copy);
                Path flipped = copy.resolve("rocksdb").resolve(table.getFileName());
                flip(flipped, at, random);
                check(copy, flipped, "%s at %d of %d".formatted(table.getFileName(), at, length));
                CrashCopy.delete(copy);
            }
        }
    }

    private static void check(Path copy, Path table, String what) {
        try (RocksDbStorage storage = open(copy)) {
            named(storage.check(), table, what);
        } catch (StorageException e) {
            named(e, table, what);
        }
    }

    private static List<Path> tables(Path copy) throws IOException {
        try (Stream<Path> files = Files.list(copy.resolve("rocksdb"))) {
            return files.filter(file -> file.toString().endsWith(".sst")).sorted().toList();
        }
    }

    /** In any table; the larger, the likelier. */
    private static Path flip(Path copy, SplittableRandom random) throws IOException {
        List<Path> tables = tables(copy);
        long at = random.nextLong(tables.stream().mapToLong(file -> file.toFile().length()).sum());
        for (Path table : tables) {
            if (at < table.toFile().length()) {
                flip(table, at, random);
                return table;
            }
            at -= table.toFile().length();
        }
        throw new AssertionError();
    }

    private static void flip(Path table, long at, SplittableRandom random) throws IOException {
        try (var file = new RandomAccessFile(table.toFile(), "rw")) {
            file.seek(at);
            int was = file.read();
            file.seek(at);
            file.write(was ^ 1 << random.nextInt(8));
        }
    }

    private static End judge(Path copy, Path table, Way way, String what) {
        try (RocksDbStorage storage = open(copy)) {
            boolean met = read(storage.open(ID), way, table, what);
            named(storage.check(), table, what);
            return met ? End.READING : End.CHECK;
        } catch (StorageException e) {
            named(e, table, what);
            return End.OPENING;
        }
    }

    private static void named(List<Finding> findings, Path table, String what) {
        assertThat(findings)
                .as(what)
                .anySatisfy(
                        finding -> {
                            assertThat(finding.file()).isEqualTo(table.toString());
                            assertThat(finding.problem()).containsPattern("offset:? \\d+");
                        });
    }

    private static void named(StorageException e, Path table, String what) {
        assertThat(e.reason()).as(what + ": " + e.getMessage()).isEqualTo(Reason.DAMAGED);
        assertThat(e.getMessage()).as(what).contains(table.toString());
    }

    /** Whether something could not be read. */
    private static boolean read(Store store, Way way, Path table, String what) {
        Map<Integer, byte[]> found = new TreeMap<>();
        boolean met = false;
        try (Snapshot snapshot = store.snapshot()) {
            switch (way) {
                case KEY -> {
                    for (int row = 0; row < ROWS + LARGE; row++) {
                        int one = row;
                        met |= meets(() -> note(snapshot.get(rowKey(one)), found), table, what);
                    }
                }
                case KEYS -> {
                    for (int row = 0; row < ROWS + LARGE; row += 5) {
                        var keys = List.of(rowKey(row), rowKey(row + 2), rowKey(row + 4));
                        met |=
                                meets(
                                        () -> snapshot.getAll(keys).forEach(e -> note(e, found)),
                                        table,
                                        what);
                    }
                }
                case FORWARD ->
                        met = meets(() -> scan(snapshot, ScanOptions.FORWARD, found), table, what);
                case REVERSE ->
                        met = meets(() -> scan(snapshot, ScanOptions.REVERSE, found), table, what);
            }
        }
        found.forEach(
                (row, value) ->
                        assertThat(value).as("%s: row %d", what, row).isEqualTo(value(row, 0)));
        if (!met && way != Way.KEYS) {
            assertThat(found).as(what).hasSize(ROWS + LARGE);
        }
        return met;
    }

    private static boolean meets(Runnable reading, Path table, String what) {
        try {
            reading.run();
            return false;
        } catch (StoreException e) {
            assertThat(e.problem())
                    .as(what + ": " + e.getMessage())
                    .isEqualTo(StoreProblem.DAMAGED);
            assertThat(e.getMessage())
                    .as(what)
                    .contains(table.toString())
                    .containsPattern("offset:? \\d+");
            return true;
        }
    }

    private static void note(Entry entry, Map<Integer, byte[]> found) {
        found.put(ByteBuffer.wrap(entry.value()).getInt(), entry.value());
    }

    private static void scan(Snapshot snapshot, ScanOptions options, Map<Integer, byte[]> found) {
        try (Cursor cursor = snapshot.scan(KeyRange.all(), options)) {
            for (Page page = cursor.next(); page != null; page = cursor.next()) {
                for (int i = 0; i < page.size(); i++) {
                    found.put(ByteBuffer.wrap(page.value(i)).getInt(), page.value(i));
                }
            }
        }
    }
}
