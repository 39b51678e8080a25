package dev.borealis.store.rocksdb;

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
            rows.put(StoreFixture.key("%06d".formatted(i)), StoreFixture.key(value + i));
        }
        StoreFixture.commit(store, rows.build());
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
                    rows.put(StoreFixture.key("%06d".formatted(i)), StoreFixture.key(VALUE + i));
                }
                StoreFixture.commit(store, rows.build());
            }
            long counted = storage.metrics().pageBytes();
            long exact = exact(storage);
            assertThat(counted).isBetween(exact, exact * 3 / 2);
        }
    }

    private static long exact(RocksDbStorage storage) {
        storage.sweep();
        return storage.metrics().pageBytes();
    }
}
