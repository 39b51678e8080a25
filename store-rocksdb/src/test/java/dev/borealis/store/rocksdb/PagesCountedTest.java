package dev.borealis.store.rocksdb;

import static dev.borealis.store.StoreFixture.commit;
import static dev.borealis.store.StoreFixture.key;
import static dev.borealis.store.StoreFixture.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.store.StoreFixture;
import dev.borealis.store.StoreId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;

/** The memory of pages is counted when they are made: a sweep, which counts exactly, finds no more than that. */
class PagesCountedTest {
    private static final int ROWS = 5_000;
    private static final String VALUE = "x".repeat(200);

    @TempDir Path directory;

    private RocksDbStorage open() {
        var options = RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 1L << 30, 1);
        return RocksDbStorage.open(directory.resolve("data"), options);
    }

    /** Changes each so manieth row, in one commit. */
    private static void put(Store store, int each, String value) {
        var rows = Mutations.builder();
        for (int i = 0; i < ROWS; i += each) {
            rows.put(key("%06d".formatted(i)), key(value + i));
        }
        commit(store, rows.build());
    }

    private static void scan(Snapshot snapshot) {
        int rows = StoreFixture.scan(snapshot, KeyRange.all(), ScanOptions.FORWARD).size();
        assertThat(rows).isEqualTo(ROWS);
    }

    @Test
    void theSameRowsOfSeveralSnapshotsAreCountedForEach() {
        try (RocksDbStorage storage = open()) {
            Store store = storage.create(new StoreId("c"));
            put(store, 1, VALUE);
            long one = exact(storage);
            var snapshots = new ArrayList<Snapshot>();
            for (int generation = 1; generation <= 3; generation++) {
                Snapshot snapshot = store.snapshot();
                snapshots.add(snapshot);
                scan(snapshot);
                put(store, 40, generation + VALUE); // beside the pages
                try (Snapshot now = store.snapshot()) {
                    scan(now); // packs them
                }
            }
            long counted = storage.metrics().pageBytes();
            long exact = exact(storage);
            assertThat(exact).as("four generations").isBetween(3 * one, 5 * one);
            assertThat(counted).isBetween(exact, 2 * exact);
            snapshots.forEach(Snapshot::close);
            assertThat(exact(storage)).isBetween(one, 2 * one);
        }
    }

    @Test
    void aLoadInOrderCountsAboutWhatItTakes() {
        try (RocksDbStorage storage = open()) {
            Store store = storage.create(new StoreId("l"));
            for (int start = 0; start < ROWS; start += 500) {
                var rows = Mutations.builder();
                for (int i = start; i < start + 500; i++) {
                    rows.put(key("%06d".formatted(i)), key(VALUE + i));
                }
                commit(store, rows.build());
            }
            long counted = storage.metrics().pageBytes();
            long exact = exact(storage);
            assertThat(counted).isBetween(exact, exact * 3 / 2);
        }
    }

    /** Each change copies changes beside a page, or the page; what it was before is garbage when nobody reads it. */
    @Test
    void whatIsReplacedIsCountedUntilTheLastSnapshotThatHasItIsClosed() {
        try (RocksDbStorage storage = open()) {
            Store store = storage.create(new StoreId("u"));
            put(store, 1, VALUE);
            long one = exact(storage);
            for (int i = 0; i < 100; i++) {
                put(store, 40, i + VALUE);
            }
            assertThat(storage.metrics().pageBytes()).isLessThan(3 * one);
            Snapshot old = store.snapshot();
            for (int i = 0; i < 100; i++) {
                put(store, 40, i + VALUE);
            }
            long counted = storage.metrics().pageBytes();
            assertThat(counted).as("the old snapshot may have any").isGreaterThan(4 * one);
            old.close();
            set(store, "another", "1"); // a view that is newer than all that was replaced
            long left = storage.metrics().pageBytes();
            assertThat(left).isBetween(exact(storage), 3 * one);
        }
    }

    /** What a sweep has found gone is not taken off the count a second time. */
    @Test
    void whatASweepFoundIsNotDiscountedAgain() {
        try (RocksDbStorage storage = open()) {
            Store store = storage.create(new StoreId("s"));
            put(store, 1, VALUE);
            Snapshot old = store.snapshot();
            for (int i = 0; i < 100; i++) {
                put(store, 40, i + VALUE);
            }
            long between = exact(storage); // most of what was replaced is garbage, old or not
            old.close();
            set(store, "another", "1");
            assertThat(storage.metrics().pageBytes()).isGreaterThanOrEqualTo(between);
            assertThat(storage.metrics().pageBytes()).isGreaterThanOrEqualTo(exact(storage));
        }
    }

    private static long exact(RocksDbStorage storage) {
        storage.sweep();
        return storage.metrics().pageBytes();
    }
}
