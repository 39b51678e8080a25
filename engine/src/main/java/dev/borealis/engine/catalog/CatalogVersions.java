package dev.borealis.engine.catalog;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;

/** The last few catalogs read, newest first. Thread-safe. */
final class CatalogVersions {
    /** A key in the store. */
    record Key(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** A definition, or a table's statistics, with the bytes it was read from. */
    record Stored<T>(byte[] bytes, T value) {}

    /**
     * @param ddl number of the newest definition
     * @param statistics number of the newest ANALYZE
     */
    record Entry(
            long ddl,
            long statistics,
            LoadedCatalog catalog,
            Map<Key, Stored<Definition>> definitions,
            Map<Key, Stored<TableStatistics>> tables) {}

    private final int capacity;
    private final Deque<Entry> entries = new ArrayDeque<>();

    CatalogVersions(int capacity) {
        this.capacity = capacity;
    }

    /** The cached version, or what {@code reader} reads. Two threads may read the same version once each. */
    Entry find(long ddl, long statistics, Supplier<Entry> reader) {
        synchronized (this) {
            for (Entry entry : entries) {
                if (entry.ddl == ddl && entry.statistics == statistics) {
                    return entry;
                }
            }
        }
        Entry read = reader.get();
        synchronized (this) {
            Entry newest = entries.peekFirst();
            boolean isNewest = newest == null || newest.ddl + newest.statistics < ddl + statistics;
            if (isNewest) {
                entries.addFirst(read);
            } else {
                entries.addLast(read);
            }
            while (entries.size() > capacity) {
                entries.removeLast();
            }
        }
        return read;
    }

    synchronized @Nullable Entry newest() {
        return entries.peekFirst();
    }
}
