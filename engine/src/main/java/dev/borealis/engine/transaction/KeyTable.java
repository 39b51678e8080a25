package dev.borealis.engine.transaction;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Values by key, numbered as they come: what a transaction remembers of the keys it changes. Keys that come in ascending
 * order, as those of a bulk load do, cost one comparison each and are sorted already; the first that does not makes a hash
 * table of them, and their order is found when somebody asks for it. Nothing is ever taken out. Not thread-safe.
 */
final class KeyTable<V> {
    private static final int FIRST_CAPACITY = 8;

    private byte[][] keys = new byte[FIRST_CAPACITY][];
    private @Nullable Object[] values = new Object[FIRST_CAPACITY];
    private int size;

    /** Whether each key is greater than the one before it. */
    private boolean ascending = true;

    /** Number of a key + 1 by hash, open addressing, 0 is free; empty as long as the keys ascend. */
    private int[] slots = {};

    /** Numbers in key order of the first so many keys; empty as long as the keys ascend. */
    private int[] sorted = {};

    int size() {
        return size;
    }

    byte[] key(int number) {
        return keys[number];
    }

    @SuppressWarnings("unchecked")
    V value(int number) {
        return (V) java.util.Objects.requireNonNull(values[number]);
    }

    void setValue(int number, V value) {
        values[number] = value;
    }

    /** The number of a key; negative when it is not there. */
    int find(byte[] key) {
        if (size == 0) {
            return -1;
        }
        if (!ascending) {
            return slots[slot(key)] - 1;
        }
        int order = Arrays.compareUnsigned(key, keys[size - 1]);
        return order > 0
                ? -1
                : order == 0
                        ? size - 1
                        : Arrays.binarySearch(keys, 0, size - 1, key, Arrays::compareUnsigned);
    }

    /** Adds a key that is not there; its number is the size before. */
    void add(byte[] key, V value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        if (ascending && size > 0 && Arrays.compareUnsigned(key, keys[size - 1]) < 0) {
            ascending = false;
            sorted = new int[size];
            Arrays.setAll(sorted, i -> i);
            hashAll();
        }
        keys[size] = key;
        values[size] = value;
        size++;
        if (!ascending) {
            if (size * 2 > slots.length) {
                hashAll();
            } else {
                slots[slot(key)] = size;
            }
        }
    }

    private void hashAll() {
        slots = new int[Integer.highestOneBit(Math.max(FIRST_CAPACITY, size)) * 4];
        for (int number = 0; number < size; number++) {
            slots[slot(keys[number])] = number + 1;
        }
    }

    /** Where the key is, or where it would go. */
    private int slot(byte[] key) {
        int mask = slots.length - 1;
        int hash = Arrays.hashCode(key) * 0x9e3779b9;
        int at = (hash ^ hash >>> 15) & mask;
        while (slots[at] != 0 && !Arrays.equals(keys[slots[at] - 1], key)) {
            at = at + 1 & mask;
        }
        return at;
    }

    // --- in key order ---

    /** Brings at least the keys numbered below {@code count} into order; gives how many are in it. */
    int order(int count) {
        if (ascending) {
            return size;
        }
        int before = sorted.length;
        if (count > before) {
            Integer[] added = new Integer[count - before];
            Arrays.setAll(added, i -> before + i);
            Arrays.sort(added, (one, other) -> Arrays.compareUnsigned(keys[one], keys[other]));
            int[] merged = new int[count];
            int left = before - 1;
            int right = added.length - 1;
            for (int to = count - 1; to >= 0; to--) {
                boolean fromLeft =
                        right < 0
                                || left >= 0
                                        && Arrays.compareUnsigned(
                                                        keys[sorted[left]], keys[added[right]])
                                                > 0;
                merged[to] = fromLeft ? sorted[left--] : added[right--];
            }
            sorted = merged;
        }
        return sorted.length;
    }

    /** The number of the key at a place in the order. */
    int at(int place) {
        return ascending ? place : sorted[place];
    }

    /** The place in the order of the first key at or after {@code key}, or after it. */
    int place(byte[] key, boolean inclusive) {
        int low = 0;
        int high = ascending ? size : sorted.length;
        while (low < high) {
            int middle = low + high >>> 1;
            int order = Arrays.compareUnsigned(keys[at(middle)], key);
            if (order < 0 || order == 0 && !inclusive) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void clear() {
        keys = new byte[FIRST_CAPACITY][];
        values = new Object[FIRST_CAPACITY];
        size = 0;
        ascending = true;
        slots = new int[] {};
        sorted = new int[] {};
    }
}
