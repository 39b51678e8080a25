package dev.borealis.engine.job;

import dev.borealis.engine.key.KeyFormat;
import dev.borealis.types.ByteAppender;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries of one index, collected in any order and then read in the order of their keys. They lie one behind the other in
 * large arrays, so that what they take is known and sorting moves two numbers for each. Used by one thread.
 */
final class SortedEntries {
    private static final int BLOCK_BYTES = 1 << 20;

    /** Of the two lengths before each entry. */
    private static final int HEADER_BYTES = 2 * Integer.BYTES;

    /** Beside its bytes: place and beginning, while sorting twice. */
    private static final int BYTES_PER_ENTRY = HEADER_BYTES + 4 * Long.BYTES;

    /** Runs this short are sorted by insertion. */
    private static final int SHORT_RUN = 16;

    private final List<byte[]> blocks = new ArrayList<>();
    private int used = BLOCK_BYTES;
    private long bytes;
    private int size;

    /** Number of the block, then offset in it. */
    private long[] places = new long[1_024];

    /** The first eight bytes behind the relation, as a number of the same order. */
    private long[] beginnings = new long[1_024];

    void add(ByteAppender key, ByteAppender value) {
        int length = HEADER_BYTES + key.length() + value.length();
        if (used + length > BLOCK_BYTES) {
            blocks.add(new byte[Math.max(BLOCK_BYTES, length)]);
            used = 0;
        }
        byte[] block = blocks.getLast();
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            beginnings = Arrays.copyOf(beginnings, 2 * size);
        }
        places[size] = (long) (blocks.size() - 1) << 32 | used;
        beginnings[size] = beginning(key);
        size++;
        putInt(block, used, key.length());
        putInt(block, used + Integer.BYTES, value.length());
        used += HEADER_BYTES;
        System.arraycopy(key.array(), 0, block, used, key.length());
        System.arraycopy(value.array(), 0, block, used + key.length(), value.length());
        used += key.length() + value.length();
        bytes += length - HEADER_BYTES + BYTES_PER_ENTRY;
    }

    private static long beginning(ByteAppender key) {
        byte[] array = key.array();
        long beginning = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            int at = KeyFormat.PREFIX_BYTES + i;
            beginning = beginning << 8 | (at < key.length() ? array[at] & 0xff : 0);
        }
        return beginning ^ Long.MIN_VALUE;
    }

    int size() {
        return size;
    }

    /** What they take in memory, sorting included. */
    long bytes() {
        return bytes;
    }

    /** The array in which an entry lies. */
    byte[] array(int i) {
        return blocks.get((int) (places[i] >>> 32));
    }

    int keyStart(int i) {
        return (int) places[i] + HEADER_BYTES;
    }

    int keyEnd(int i) {
        return keyStart(i) + getInt(array(i), (int) places[i]);
    }

    int valueEnd(int i) {
        return keyEnd(i) + getInt(array(i), (int) places[i] + Integer.BYTES);
    }

    byte[] key(int i) {
        return Arrays.copyOfRange(array(i), keyStart(i), keyEnd(i));
    }

    byte[] value(int i) {
        return Arrays.copyOfRange(array(i), keyEnd(i), valueEnd(i));
    }

    /** Whether the keys of two entries are equal. */
    boolean sameKey(int i, int j) {
        return beginnings[i] == beginnings[j] && compareKeys(places[i], places[j]) == 0;
    }

    private int compareKeys(long one, long other) {
        byte[] oneArray = blocks.get((int) (one >>> 32));
        byte[] otherArray = blocks.get((int) (other >>> 32));
        int oneStart = (int) one + HEADER_BYTES;
        int otherStart = (int) other + HEADER_BYTES;
        return Arrays.compareUnsigned(
                oneArray,
                oneStart,
                oneStart + getInt(oneArray, (int) one),
                otherArray,
                otherStart,
                otherStart + getInt(otherArray, (int) other));
    }

    /** By merging; entries that come in order are only compared. */
    void sort() {
        for (int from = 0; from < size; from += SHORT_RUN) {
            insertionSort(from, Math.min(size, from + SHORT_RUN));
        }
        long[] fromPlaces = places;
        long[] fromBeginnings = beginnings;
        long[] toPlaces = new long[size];
        long[] toBeginnings = new long[size];
        for (int width = SHORT_RUN; width < size; width *= 2) {
            for (int left = 0; left < size; left += 2 * width) {
                int middle = Math.min(size, left + width);
                int end = Math.min(size, middle + width);
                int i = left;
                int j = middle;
                boolean inOrder =
                        middle == end
                                || compare(fromPlaces, fromBeginnings, middle - 1, middle) <= 0;
                if (inOrder) {
                    System.arraycopy(fromPlaces, left, toPlaces, left, end - left);
                    System.arraycopy(fromBeginnings, left, toBeginnings, left, end - left);
                    continue;
                }
                for (int at = left; at < end; at++) {
                    boolean fromLeft =
                            i < middle
                                    && (j == end || compare(fromPlaces, fromBeginnings, i, j) <= 0);
                    int taken = fromLeft ? i++ : j++;
                    toPlaces[at] = fromPlaces[taken];
                    toBeginnings[at] = fromBeginnings[taken];
                }
            }
            long[] swap = fromPlaces;
            fromPlaces = toPlaces;
            toPlaces = swap;
            swap = fromBeginnings;
            fromBeginnings = toBeginnings;
            toBeginnings = swap;
        }
        places = fromPlaces;
        beginnings = fromBeginnings;
    }

    private int compare(long[] inPlaces, long[] inBeginnings, int i, int j) {
        int order = Long.compare(inBeginnings[i], inBeginnings[j]);
        return order != 0 ? order : compareKeys(inPlaces[i], inPlaces[j]);
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            for (int j = i; j > from && compare(places, beginnings, j - 1, j) > 0; j--) {
                long swap = places[j];
                places[j] = places[j - 1];
                places[j - 1] = swap;
                swap = beginnings[j];
                beginnings[j] = beginnings[j - 1];
                beginnings[j - 1] = swap;
            }
        }
    }

    private static void putInt(byte[] array, int at, int number) {
        array[at] = (byte) (number >> 24);
        array[at + 1] = (byte) (number >> 16);
        array[at + 2] = (byte) (number >> 8);
        array[at + 3] = (byte) number;
    }

    private static int getInt(byte[] array, int at) {
        return array[at] << 24
                | (array[at + 1] & 0xff) << 16
                | (array[at + 2] & 0xff) << 8
                | array[at + 3] & 0xff;
    }
}
