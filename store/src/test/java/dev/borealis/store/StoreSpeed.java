package dev.borealis.store;

import dev.borealis.store.memory.MemoryStorage;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Measures the store in memory: 1,000,000 rows of 16-byte keys and 100-byte values. Run by hand; prints nanoseconds of processor time and
 * allocated bytes per operation. Guards: a look-up at most 1 microsecond, a scan at most 15 ns a row and nothing allocated.
 */
public final class StoreSpeed {
    private static final int ROWS = 1_000_000;
    private static final int ROUNDS = 4;

    private StoreSpeed() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        try (var storage = new MemoryStorage(RelationPrefix.fixed(4))) {
            run(storage.create(new StoreId("speed")));
        }
    }

    /** All measurements on an empty store. */
    public static void run(Store store) {
        measure("load, ordered, groups of 1000", ROWS, () -> load(store));
        for (int round = 0; round < ROUNDS; round++) {
            long seed = round;
            measure("look-up, random", ROWS, () -> lookUps(store, seed));
            measure("seek and one row, random", ROWS, () -> seeks(store, seed));
            measure("scan, key and value touched", ROWS, () -> scan(store, ScanOptions.FORWARD));
            measure("scan in reverse", ROWS, () -> scan(store, ScanOptions.REVERSE));
            measure("update one row, random", 100_000, () -> updates(store, seed));
            measure("scan after updates", ROWS, () -> scan(store, ScanOptions.FORWARD));
        }
    }

    private static void measure(String what, int operations, Runnable body) {
        var threads =
                (com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadCpuTime();
        body.run();
        long nanos = threads.getCurrentThreadCpuTime() - start;
        bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
        System.out.printf(
                Locale.ROOT,
                "%-32s %10.1f ns/op %8.1f B/op%n",
                what,
                (double) nanos / operations,
                (double) bytes / operations);
    }

    private static byte[] key(long row) {
        return ByteBuffer.allocate(16).putInt(7).putLong(row).putInt(0).array();
    }

    private static void load(Store store) {
        byte[] value = new byte[100];
        for (int start = 0; start < ROWS; start += 1_000) {
            var rows = new Mutations.Packer(1_000, 1_000 * (16 + value.length));
            for (int i = 0; i < 1_000; i++) {
                rows.add(key(start + i), value);
            }
            StoreFixture.commit(store, rows.build());
        }
    }

    private static void lookUps(Store store, long seed) {
        var random = new SplittableRandom(seed);
        ByteBuffer key = ByteBuffer.allocate(16).putInt(0, 7);
        long found = 0;
        try (Snapshot snapshot = store.snapshot()) {
            for (int i = 0; i < ROWS; i++) {
                key.putLong(4, random.nextInt(ROWS));
                Entry entry = snapshot.get(key.array());
                found +=
                        entry == null
                                ? 0
                                : entry.page().bytes()[entry.page().valueStart(entry.index())] + 1;
            }
        }
        check(found);
    }

    private static void seeks(Store store, long seed) {
        var random = new SplittableRandom(seed);
        ByteBuffer key = ByteBuffer.allocate(16).putInt(0, 7);
        var options = new ScanOptions(false, 1, null);
        long found = 0;
        try (Snapshot snapshot = store.snapshot()) {
            for (int i = 0; i < ROWS; i++) {
                key.putLong(4, random.nextInt(ROWS));
                try (Cursor cursor = snapshot.scan(KeyRange.of(key.array(), null), options)) {
                    Page page = cursor.next();
                    found += page == null ? 0 : 1;
                }
            }
        }
        check(found);
    }

    private static void scan(Store store, ScanOptions options) {
        long found = 0;
        long sum = 0;
        try (Snapshot snapshot = store.snapshot();
                Cursor cursor = snapshot.scan(KeyRange.all(), options)) {
            for (Page page = cursor.next(); page != null; page = cursor.next()) {
                byte[] bytes = page.bytes();
                for (int i = 0; i < page.size(); i++) {
                    sum += bytes[page.keyStart(i)] + bytes[page.valueStart(i)];
                    found++;
                }
            }
        }
        check(sum == 1 ? 0 : found);
    }

    private static void updates(Store store, long seed) {
        var random = new SplittableRandom(seed);
        byte[] value = new byte[100];
        for (int i = 0; i < 100_000; i++) {
            byte[] key = key(random.nextInt(ROWS));
            try (Snapshot snapshot = store.snapshot()) {
                var commit =
                        new Commit(
                                new TransactionId(seed, i),
                                snapshot.token(),
                                List.of(Touch.update(key, Label.DATA)),
                                Mutations.single(key, value));
                store.commit(commit).join();
            }
        }
    }

    private static void check(long found) {
        if (found != ROWS) {
            throw new AssertionError("found " + found);
        }
    }
}
