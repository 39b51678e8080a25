package dev.borealis.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Cursor;
import dev.borealis.store.Entry;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Label;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.Touch;
import dev.borealis.store.TransactionId;
import dev.borealis.store.paged.PagedOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Data of many times the page budget: 16-byte keys, 100-byte values.
 *
 * <p>{@code -Dborealis.long=true}: 10,000,000 rows, a snapshot of five minutes; prints times. {@code -Dborealis.rows} and
 * {@code -Dborealis.snapshotSeconds} for something between.
 */
class SizeTest {
    private static final boolean LONG = Boolean.getBoolean("borealis.long");
    private static final int ROWS =
            Integer.getInteger("borealis.rows", LONG ? 10_000_000 : 150_000);
    private static final int SNAPSHOT_SECONDS =
            Integer.getInteger("borealis.snapshotSeconds", LONG ? 300 : 2);
    private static final long ROW_BYTES = 116;
    private static final long BUDGET = ROWS * ROW_BYTES / 20;

    private static final StoreId ID = new StoreId("size");

    @TempDir Path directory;

    private RocksDbStorage open() {
        RocksDbStorage.Options options =
                RocksDbStorage.Options.forHeap(RelationPrefix.fixed(4), 1 << 30, 1);
        PagedOptions pages = options.pages().withPageBudget(BUDGET);
        return RocksDbStorage.open(directory.resolve("data"), options.withPages(pages));
    }

    private static byte[] key(long row) {
        return ByteBuffer.allocate(16).putInt(7).putLong(row).putInt(0).array();
    }

    private static byte[] value(long row, long version) {
        byte[] value = new byte[100];
        var random = new SplittableRandom(row * 31 + version); // does not compress to nothing
        random.nextBytes(value);
        return ByteBuffer.wrap(value).putLong(row).putLong(version).array();
    }

    private static void load(Store store) {
        for (int start = 0; start < ROWS; start += 10_000) {
            int count = Math.min(10_000, ROWS - start);
            var rows = new Mutations.Packer(count, count * (16 + 100));
            for (int i = 0; i < count; i++) {
                rows.add(key(start + i), value(start + i, 0));
            }
            commit(store, List.of(), rows.build());
        }
    }

    private static final AtomicLong IDS = new AtomicLong();

    private static void commit(Store store, List<Touch> touches, Mutations mutations) {
        try (Snapshot snapshot = store.snapshot()) {
            var commit =
                    new Commit(
                            new TransactionId(77, IDS.incrementAndGet()),
                            snapshot.token(),
                            touches,
                            mutations);
            assertThat(store.commit(commit).join()).isInstanceOf(CommitResult.Committed.class);
        }
    }

    private static void update(Store store, long row, long version) {
        byte[] key = key(row);
        commit(
                store,
                List.of(Touch.update(key, Label.DATA)),
                Mutations.single(key, value(row, version)));
    }

    private interface Body {
        long run();
    }

    private static void time(String what, Body body) {
        long start = System.nanoTime();
        long count = body.run();
        double nanos = System.nanoTime() - start;
        System.out.printf(
                Locale.ROOT,
                "%-48s %8.2f s %,12d %10.0f ns each%n",
                what,
                nanos / 1e9,
                count,
                nanos / Math.max(1, count));
    }

    private static long scan(Snapshot snapshot, ScanOptions options) {
        long rows = 0;
        try (Cursor cursor = snapshot.scan(KeyRange.all(), options)) {
            for (Page page = cursor.next(); page != null; page = cursor.next()) {
                rows += page.size();
            }
        }
        return rows;
    }

    private static long lookUps(Store store, long from, long count, int times) {
        var random = new SplittableRandom(times);
        try (Snapshot snapshot = store.snapshot()) {
            for (int i = 0; i < times; i++) {
                long row = from + random.nextLong(count);
                Entry entry = snapshot.get(key(row));
                assertThat(entry).isNotNull();
                assertThat(ByteBuffer.wrap(entry.value()).getLong()).isEqualTo(row);
            }
        }
        return times;
    }

    @Test
    void dataOfManyTimesTheBudgetWork() throws Exception {
        try (RocksDbStorage storage = open()) {
            time("load, ordered, 10,000 a commit", () -> loaded(storage.create(ID)));
        }
        opensByReadingIntervalsOnly();
        try (RocksDbStorage storage = open()) {
            Store store = storage.open(ID);
            aLongScanDoesNotWashOutTheCache(storage, store);
            memoryStaysInTheBudgetBesideAnOldSnapshot(storage, store);
            assertThat(storage.check()).isEmpty();
        }
    }

    private static long loaded(Store store) {
        load(store);
        return ROWS;
    }

    private void opensByReadingIntervalsOnly() {
        time(
                "open",
                () -> {
                    try (RocksDbStorage storage = open()) {
                        assertThat(storage.metrics().pagesRead()).isZero();
                        assertThat(storage.metrics().pointsRead()).isZero();
                        assertThat(storage.metrics().pageBytes()).isZero();
                    }
                    return 1;
                });
    }

    private static void aLongScanDoesNotWashOutTheCache(RocksDbStorage storage, Store store) {
        long hot = ROWS / 50; // 40 % of the budget
        time("look-ups, cold", () -> lookUps(store, ROWS / 2, ROWS / 2, 20_000));
        time("look-ups in 2 % of the rows, warming", () -> lookUps(store, 0, hot, 200_000));
        time("look-ups in 2 % of the rows, warm", () -> lookUps(store, 0, hot, 200_000));
        long before = storage.metrics().pagesRead() + storage.metrics().pointsRead();
        for (ScanOptions options : List.of(ScanOptions.FORWARD, ScanOptions.REVERSE)) {
            try (Snapshot snapshot = store.snapshot()) {
                time(
                        options.reverse() ? "scan in reverse, mostly cold" : "scan, mostly cold",
                        () -> scan(snapshot, options));
            }
        }
        long scanned = storage.metrics().pagesRead() + storage.metrics().pointsRead();
        assertThat(scanned - before).as("pages the scans read").isGreaterThan(ROWS / 200);
        time("look-ups in the same 2 %, after the scans", () -> lookUps(store, 0, hot, 200_000));
        long after = storage.metrics().pagesRead() + storage.metrics().pointsRead();
        assertThat(after - scanned).as("what the look-ups had to read again").isLessThan(2_000);
    }

    private static void memoryStaysInTheBudgetBesideAnOldSnapshot(
            RocksDbStorage storage, Store store) throws Exception {
        var done = new AtomicBoolean();
        var updates = new AtomicLong();
        long most = 0;
        try (Snapshot old = store.snapshot()) {
            Thread[] writers = new Thread[8];
            for (int i = 0; i < writers.length; i++) {
                long mine = i;
                writers[i] =
                        Thread.startVirtualThread(
                                () -> {
                                    var random = new SplittableRandom(mine);
                                    while (!done.get()) {
                                        long row =
                                                random.nextInt(ROWS / 8) * 8L
                                                        + mine; // no two the same row
                                        update(store, Math.min(row, ROWS - 1), 1);
                                        updates.incrementAndGet();
                                    }
                                });
            }
            long end = System.nanoTime() + SNAPSHOT_SECONDS * 1_000_000_000L;
            var random = new SplittableRandom(5);
            long reads = 0;
            while (System.nanoTime() < end) {
                most = Math.max(most, storage.metrics().pageBytes());
                long row = random.nextInt(ROWS);
                Entry entry = old.get(key(row));
                assertThat(entry).isNotNull();
                assertThat(ByteBuffer.wrap(entry.value()).getLong(8)).as("version").isZero();
                reads++;
            }
            done.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d s of %,d updates beside an old snapshot, which read %,d rows: at most %,d KiB of pages, budget %,d KiB%n",
                    SNAPSHOT_SECONDS,
                    updates.get(),
                    reads,
                    most >> 10,
                    BUDGET >> 10);
            assertThat(scan(old, ScanOptions.FORWARD)).isEqualTo(ROWS);
        }
        assertThat(most).isLessThan(BUDGET * 3 / 2);
        storage.sweep();
        assertThat(storage.metrics().pageBytes()).isLessThanOrEqualTo(BUDGET);
    }
}
