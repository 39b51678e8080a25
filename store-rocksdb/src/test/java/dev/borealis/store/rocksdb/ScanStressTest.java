package dev.borealis.store.rocksdb;

import static dev.borealis.store.StoreFixture.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.Cursor;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.StoreException;
import dev.borealis.store.StoreFixture;
import dev.borealis.store.StoreId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Scans whose snapshots are closed, whose threads are interrupted and whose stores are dropped under them, with so little
 * memory that native reads never cease. Nothing may crash, and no native object may be left.
 */
class ScanStressTest {
    private static final Duration TIME =
            Duration.ofSeconds(Boolean.getBoolean("borealis.long") ? 60 : 4);
    private static final int SCANNERS = 4;
    private static final int ROWS = 2_000;

    @TempDir Path directory;

    /** For a process of its own: the directory, how many milliseconds. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(
                stress(Path.of(arguments[0]), Duration.ofMillis(Long.parseLong(arguments[1])))
                        + " pages read");
    }

    @Test
    void nothingIsLeftAndNothingCrashes() throws Exception {
        assertThat(stress(directory, TIME)).isPositive();
    }

    @Test
    void theNativeInterfaceIsUsedAsItShouldBe() throws Exception {
        Path output = directory.resolve("output");
        Process checked =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xcheck:jni",
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ScanStressTest.class.getName(),
                                directory.resolve("checked").toString(),
                                Long.toString(TIME.toMillis()))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(checked.waitFor()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output, StandardCharsets.UTF_8))
                .contains("pages read")
                .doesNotContain("FATAL ERROR in native method")
                .doesNotContain("WARNING in native method");
    }

    private static long stress(Path directory, Duration time) throws Exception {
        var options = RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
        var pages = new AtomicLong();
        RocksDbStorage storage =
                RocksDbStorage.open(
                        directory,
                        options.withPages(
                                options.pages().withPageBytes(500).withPageBudget(10_000)));
        try (storage;
                ExecutorService threads = Executors.newFixedThreadPool(SCANNERS + 1)) {
            long end = System.nanoTime() + time.toNanos();
            var random = new SplittableRandom(5);
            for (int round = 0; System.nanoTime() < end; round++) {
                Store store = filled(storage, new StoreId("s" + round));
                List<Future<?>> scans = new ArrayList<>();
                for (int i = 0; i < SCANNERS; i++) {
                    Snapshot snapshot = store.snapshot();
                    scans.add(threads.submit(() -> scan(snapshot, pages)));
                    if (random.nextBoolean()) {
                        threads.submit(snapshot::close);
                    }
                }
                LockSupport.parkNanos(random.nextInt(3_000_000)); // somewhere within the scans
                scans.get(random.nextInt(SCANNERS)).cancel(true);
                storage.drop(store.id());
                for (Future<?> scan : scans) {
                    if (!scan.isCancelled()) {
                        scan.get();
                    }
                }
            }
        }
        assertThat(storage.liveHandles()).isZero();
        return pages.get();
    }

    private static Store filled(RocksDbStorage storage, StoreId id) {
        Store store = storage.create(id);
        var rows = Mutations.builder();
        for (int i = 0; i < ROWS; i++) {
            rows.put(key("k%06d".formatted(i)), key("value " + i));
        }
        StoreFixture.commit(store, rows.build());
        storage.sweep();
        return store;
    }

    private static Void scan(Snapshot snapshot, AtomicLong pages) {
        try (snapshot;
                Cursor cursor = snapshot.scan(KeyRange.all(), ScanOptions.FORWARD)) {
            while (cursor.next() != null) {
                pages.incrementAndGet();
            }
        } catch (StoreException | IllegalStateException e) {
            // closed, interrupted or dropped under it
        }
        return null;
    }
}
