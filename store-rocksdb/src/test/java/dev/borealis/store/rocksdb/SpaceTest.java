package dev.borealis.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.borealis.store.Commit;
import dev.borealis.store.CommitResult;
import dev.borealis.store.Cursor;
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
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksIterator;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Discarded, deleted and overwritten rows give their space back.
 *
 * <p>{@code -Dborealis.long=true}: a month of transactions at one a second instead of some hours, and times are compared.
 */
class SpaceTest {
    private static final boolean LONG = Boolean.getBoolean("borealis.long");
    private static final int ROWS = 60_000;
    private static final int TRANSACTIONS = LONG ? 2_600_000 : 20_000;
    private static final StoreId ID = new StoreId("space");
    private static final long WAIT_NANOS = 60_000_000_000L;

    @TempDir Path directory;

    private final SplittableRandom random = new SplittableRandom(3);
    private int ids;

    private RocksDbStorage open() {
        return open(PagedOptions.Drive.THREAD);
    }

    /** @param drive nothing is reclaimed by itself but with threads */
    private RocksDbStorage open(PagedOptions.Drive drive) {
        RocksDbStorage.Options options =
                RocksDbStorage.Options.forHeap(RelationPrefix.fixed(4), 256 << 20, 1)
                        .withSyncs(false)
                        .withWriteBuffer(1 << 20);
        return RocksDbStorage.open(
                directory.resolve("data"),
                options.withPages(
                        PagedOptions.forHeap(RelationPrefix.fixed(4), 256 << 20, 1, drive)));
    }

    private static byte[] key(int relation, int row) {
        return ByteBuffer.allocate(8).putInt(relation).putInt(row).array();
    }

    private byte[] value() {
        byte[] value = new byte[100];
        random.nextBytes(value);
        return value;
    }

    private CompletableFuture<CommitResult> commit(
            Store store, List<Touch> touches, Mutations mutations) {
        try (Snapshot snapshot = store.snapshot()) {
            return store.commit(
                    new Commit(new TransactionId(9, ++ids), snapshot.token(), touches, mutations));
        }
    }

    private void fill(Store store, int relation) {
        for (int start = 0; start < ROWS; start += 5_000) {
            var mutations = Mutations.builder();
            for (int i = 0; i < 5_000; i++) {
                mutations.put(key(relation, start + i), value());
            }
            commit(store, List.of(), mutations.build()).join();
        }
    }

    private static void flush(RocksDbStorage storage) throws Exception {
        try (var wait = new FlushOptions().setWaitForFlush(true)) {
            storage.database().db.flush(wait, storage.database().data);
        }
    }

    /** Bytes of all table files. */
    private long tables() throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(directory.resolve("data/rocksdb"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".sst")) {
                    try {
                        sum += Files.size(file);
                    } catch (NoSuchFileException _) {
                        // compacted away meanwhile
                    }
                }
            }
        }
        return sum;
    }

    /** Without those that compactions have replaced and not yet removed. */
    private static long tablesInUse(RocksDbStorage storage) {
        return storage.database().db.getLiveFilesMetaData().stream()
                .mapToLong(LiveFileMetaData::size)
                .sum();
    }

    private void tablesBecomeSmallerThan(long bytes) throws IOException {
        long end = System.nanoTime() + WAIT_NANOS;
        while (tables() >= bytes && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(tables()).isLessThan(bytes);
    }

    /** What a storage opened now would be told to reclaim. */
    private static int notes(RocksDbStorage storage) {
        int notes = 0;
        try (RocksIterator keys = storage.database().db.newIterator(storage.database().meta)) {
            for (keys.seek(Keys.RECLAIM_PREFIX);
                    keys.isValid() && new String(keys.key(), UTF_8).startsWith("reclaim/");
                    keys.next()) {
                notes++;
            }
        }
        return notes;
    }

    @Test
    void whatAProcessThatEndedDidNotGiveBackTheNextOneDoes() throws Exception {
        long full;
        try (RocksDbStorage storage = open(PagedOptions.Drive.CALLER)) {
            Store store = storage.create(ID);
            Store dropped = storage.create(new StoreId("dropped"));
            fill(store, 1);
            fill(store, 2);
            fill(dropped, 1);
            flush(storage);
            full = tablesInUse(storage);
            assertThat(full).isGreaterThan(3L * ROWS * 100);
            store.discard(KeyRange.prefix(ByteBuffer.allocate(4).putInt(1).array()));
            storage.drop(new StoreId("dropped"));
            assertThat(notes(storage)).isEqualTo(2);
        }
        assertThat(tables()).isGreaterThan(full / 4 * 3);
        try (RocksDbStorage storage = open()) {
            tablesBecomeSmallerThan(full / 2);
            Store store = storage.open(ID);
            try (Snapshot now = store.snapshot()) {
                assertThat(scan(now)).isEqualTo(ROWS);
            }
            storage.reclaim(); // to the end
            commit(store, List.of(), Mutations.builder().put(key(3, 1), value()).build()).join();
            assertThat(notes(storage)).isZero();
        }
    }

    @Test
    void aDiscardedRangeGivesItsSpaceBackWhenNobodyReadsItAnyMore() throws Exception {
        try (RocksDbStorage storage = open()) {
            Store store = storage.create(ID);
            storage.create(new StoreId("idle")); // must not hold anything back
            fill(store, 1);
            fill(store, 2);
            flush(storage);
            long full = tablesInUse(storage);
            assertThat(full).isGreaterThan(2L * ROWS * 100);
            try (Snapshot old = store.snapshot()) {
                store.discard(KeyRange.prefix(ByteBuffer.allocate(4).putInt(1).array()));
                storage.reclaim();
                assertThat(scan(old)).isEqualTo(2 * ROWS);
                assertThat(tables()).isGreaterThan(full / 4 * 3);
            }
            storage.reclaim();
            tablesBecomeSmallerThan(full / 4 * 3);
            try (Snapshot now = store.snapshot()) {
                assertThat(scan(now)).isEqualTo(ROWS);
            }
            storage.drop(ID);
            tablesBecomeSmallerThan(full / 10);
        }
    }

    @Test
    void deletedRowsGiveTheirSpaceBack() throws Exception {
        try (RocksDbStorage storage = open()) {
            Store store = storage.create(ID);
            fill(store, 1);
            flush(storage);
            long full = tables();
            for (int start = 0; start < ROWS; start += 3_000) {
                var mutations = Mutations.builder();
                for (int i = 0; i < 3_000; i++) {
                    mutations.delete(key(1, start + i));
                }
                commit(store, List.of(), mutations.build()).join();
            }
            storage.sweep(); // counts
            assertThat(storage.metrics().pageBytes()).isLessThan(ROWS);
            flush(storage);
            tablesBecomeSmallerThan(full / 4);
        }
    }

    @Test
    void transactionsOnFewRowsNeitherGrowTheStoreNorSlowScans() throws Exception {
        int accounts = 1_000;
        try (RocksDbStorage storage = open()) {
            Store store = storage.create(ID);
            var mutations = Mutations.builder();
            for (int i = 0; i < accounts; i++) {
                mutations.put(key(1, i), value());
            }
            commit(store, List.of(), mutations.build()).join();
            long nanosBefore = scanNanos(store);
            List<Integer> pagesBefore = pages(store);
            CompletableFuture<CommitResult> last = null;
            for (int i = 0; i < TRANSACTIONS; i++) {
                byte[] account = key(1, random.nextInt(accounts));
                byte[] branch = key(1, random.nextInt(10));
                var changed = Mutations.builder().put(account, value()).put(branch, value());
                var touches =
                        List.of(
                                Touch.update(account, Label.DATA),
                                Touch.update(branch, Label.DATA));
                CompletableFuture<CommitResult> answer = commit(store, touches, changed.build());
                if (i % 8 == 0) { // some always wait, so that there are groups
                    answer.join();
                }
                last = answer;
            }
            assertThat(last).isNotNull();
            last.join();
            assertThat(pages(store).size()).isLessThanOrEqualTo(pagesBefore.size() + 1);
            flush(storage);
            tablesBecomeSmallerThan(4 << 20);
            long nanosAfter = scanNanos(store);
            System.out.printf(
                    Locale.ROOT,
                    "%,d transactions on %d rows: %,d KiB in tables, a scan %.1f us before, %.1f after%n",
                    TRANSACTIONS,
                    accounts,
                    tables() >> 10,
                    nanosBefore / 1e3,
                    nanosAfter / 1e3);
            if (LONG) {
                assertThat(nanosAfter).isLessThan(nanosBefore * 12 / 10);
            }
        }
    }

    private static long scan(Snapshot snapshot) {
        long rows = 0;
        try (Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
            for (Page page = cursor.next(); page != null; page = cursor.next()) {
                for (int i = 0; i < page.size(); i++) {
                    rows += page.valueStart(i) < page.valueEnd(i) ? 1 : 0;
                }
            }
        }
        return rows;
    }

    /** Sizes of the pages of a scan. */
    private static List<Integer> pages(Store store) {
        var sizes = new java.util.ArrayList<Integer>();
        try (Snapshot snapshot = store.snapshot();
                Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
            for (Page page = cursor.next(); page != null; page = cursor.next()) {
                sizes.add(page.size());
            }
        }
        return sizes;
    }

    /** Processor time of a scan: the median of many. */
    private static long scanNanos(Store store) {
        var threads = ManagementFactory.getThreadMXBean();
        long[] times = new long[200];
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < times.length; i++) {
                long start = threads.getCurrentThreadCpuTime();
                try (Snapshot snapshot = store.snapshot()) {
                    assertThat(scan(snapshot)).isPositive();
                }
                times[i] = threads.getCurrentThreadCpuTime() - start;
            }
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
