package dev.borealis.engine.catalog;

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

    /** A definition with the bytes it was read from. */
    record Stored(byte[] bytes, Record definition) {}

    /**
     * @param stored definitions
     * @param all statistics too
     */
    record Entry(
            long ddl,
            long statistics,
            LoadedCatalog catalog,
            Map<Key, Stored> stored,
            Map<Key, Stored> all) {}

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

    synchronized Map<Key, Stored> newest() {
        Entry newest = entries.peekFirst();
        return newest == null ? Map.of() : newest.all;
    }
}
