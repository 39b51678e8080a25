package dev.borealis.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.store.RelationPrefix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

import java.nio.file.Path;
import java.util.SplittableRandom;

/** Our batches are, byte for byte, those that RocksDB makes itself. */
class BatchEncoderTest {
    @TempDir Path directory;

    @Test
    void theBytesAreThoseOfRocksDb() throws Exception {
        NativeLibrary.load();
        var options = RocksDbStorage.Options.forHeap(RelationPrefix.fixed(1), 64 << 20, 1);
        var random = new SplittableRandom(5);
        try (RocksDbStorage storage = RocksDbStorage.open(directory, options);
                var expected = new WriteBatch()) {
            Database database = storage.database();
            var encoder = new BatchEncoder();
            for (int length : new int[] {0, 1, 100, 123, 124, 127, 128, 16_380, 20_000, 3 << 20}) {
                byte[] key = new byte[Math.min(length, 20_000)];
                byte[] value = new byte[length];
                random.nextBytes(key);
                random.nextBytes(value);
                int store = random.nextInt();
                encoder.put(database.data, store, key, value);
                expected.put(database.data, Keys.of(store, key), value);
                encoder.put(database.leaves, store, key, value);
                expected.put(database.leaves, Keys.of(store, key), value);
                encoder.merge(database.data, store, key, value);
                expected.merge(database.data, Keys.of(store, key), value);
                encoder.merge(database.leaves, store, key, value);
                expected.merge(database.leaves, Keys.of(store, key), value);
                encoder.delete(database.data, store, key);
                expected.delete(database.data, Keys.of(store, key));
                encoder.delete(database.leaves, store, key);
                expected.delete(database.leaves, Keys.of(store, key));
                encoder.put(database.leaves, key, value);
                expected.put(database.leaves, key, value);
                encoder.delete(database.meta, key);
                expected.delete(database.meta, key);
                encoder.deleteRange(database.data, key, value);
                expected.deleteRange(database.data, key, value);
                encoder.deleteRange(database.leaves, key, value);
                expected.deleteRange(database.leaves, key, value);
            }
            assertThat(encoder.finish()).isEqualTo(expected.data());
        }
    }
}
