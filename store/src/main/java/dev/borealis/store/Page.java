package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Entries in key order, packed into one byte array with offsets; never changes. Reading an entry allocates nothing: take
 * {@link #bytes()} once and the bounds of entry {@code i}.
 *
 * <p>Layout: key 0, value 0, key 1, value 1, ... without gaps. {@link #slice} shares the arrays.
 */
public final class Page {
    public static final Page EMPTY = new Page(new byte[0], new int[1], 0, 0, null);

    private final byte[] bytes;
    private final int[] offsets; // key 0, value 0, key 1, value 1, ..., end
    private final int first;
    private final int size;
    private final Tag @Nullable [] tags;

    private Page(byte[] bytes, int[] offsets, int first, int size, Tag @Nullable [] tags) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.first = first;
        this.size = size;
        this.tags = tags;
    }

    /**
     * A page over arrays that the caller gives away.
     *
     * @param offsets start of key 0, of value 0, of key 1, ... and the end of the last value: 2 n + 1 numbers
     */
    public static Page of(byte[] bytes, int[] offsets) {
        return new Page(bytes, offsets, 0, (offsets.length - 1) / 2, null);
    }

    /** As {@link #of(byte[], int[])}, with the version of each entry. */
    public static Page of(byte[] bytes, int[] offsets, Tag[] tags) {
        return new Page(bytes, offsets, 0, (offsets.length - 1) / 2, tags);
    }

    /** One entry, copied. */
    public static Page single(byte[] key, byte[] value) {
        return single(key, value, 0, value.length);
    }

    /** One entry whose value lies in an array, copied. */
    public static Page single(byte[] key, byte[] values, int start, int end) {
        byte[] bytes = Arrays.copyOf(key, key.length + end - start);
        System.arraycopy(values, start, bytes, key.length, end - start);
        return of(bytes, new int[] {0, key.length, bytes.length});
    }

    /** Number of entries. */
    public int size() {
        return size;
    }

    /** The shared array: only to be read. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the key of entry {@code i} begins in {@link #bytes}. */
    public int keyStart(int i) {
        return offsets[2 * (first + i)];
    }

    /** Where the key has ended. */
    public int keyEnd(int i) {
        return offsets[2 * (first + i) + 1];
    }

    /** Where the value begins: the key has no gap behind it. */
    public int valueStart(int i) {
        return offsets[2 * (first + i) + 1];
    }

    /** Where the value has ended. */
    public int valueEnd(int i) {
        return offsets[2 * (first + i) + 2];
    }

    /** Null in stores that do not compare versions. */
    public @Nullable Tag tag(int i) {
        return tags == null ? null : tags[first + i];
    }

    /** A copy of the key. */
    public byte[] key(int i) {
        return Arrays.copyOfRange(bytes, keyStart(i), keyEnd(i));
    }

    /** A copy of the value. */
    public byte[] value(int i) {
        return Arrays.copyOfRange(bytes, valueStart(i), valueEnd(i));
    }

    /** Bytes of all keys and values. */
    public int packedBytes() {
        return offsets[2 * (first + size)] - offsets[2 * first];
    }

    /** What the page costs in the heap, about: data, offsets, headers. A slice counts the whole page, {@link #EMPTY} nothing. */
    public int heapBytes() {
        return this == EMPTY ? 0 : bytes.length + 4 * offsets.length + 64;
    }

    /** Entries {@code from} to {@code to}, exclusive; shares the arrays. */
    public Page slice(int from, int to) {
        if (from < 0 || to > size || from > to) {
            throw new IndexOutOfBoundsException("from " + from + " to " + to + " of " + size);
        }
        return from == 0 && to == size
                ? this
                : new Page(bytes, offsets, first + from, to - from, tags);
    }

    /** A copy that holds no more than it needs; this when it does not. */
    public Page compact() {
        if (2 * size + 1 == offsets.length) {
            return this;
        }
        var copy = new PageBuilder(size, packedBytes());
        copy.addAll(this, 0, size);
        return copy.build();
    }

    /** Whether the other page has equal keys with equal values. */
    public boolean hasSameEntries(Page other) {
        if (size != other.size || packedBytes() != other.packedBytes()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!Arrays.equals(
                            bytes,
                            keyStart(i),
                            keyEnd(i),
                            other.bytes,
                            other.keyStart(i),
                            other.keyEnd(i))
                    || !Arrays.equals(
                            bytes,
                            valueStart(i),
                            valueEnd(i),
                            other.bytes,
                            other.valueStart(i),
                            other.valueEnd(i))) {
                return false;
            }
        }
        return true;
    }

    /** Compares the key of entry {@code i} with a key, as unsigned bytes. */
    public int compareKey(int i, byte[] key) {
        return compareKey(i, key, 0, key.length);
    }

    /** Compares the key of entry {@code i} with one that lies in an array, as unsigned bytes. */
    public int compareKey(int i, byte[] other, int start, int end) {
        return Arrays.compareUnsigned(bytes, keyStart(i), keyEnd(i), other, start, end);
    }

    /** Index of the entry with this key, or {@code -(insertion point) - 1}, as {@link Arrays#binarySearch(int[], int)}. */
    public int find(byte[] key) {
        return find(key, 0, key.length, 0);
    }

    /** As {@link #find(byte[])}, of a key that lies in an array, which is not less than entry {@code first - 1}. */
    public int find(byte[] other, int start, int end, int first) {
        int low = first;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compareKey(middle, other, start, end);
            if (order < 0) {
                low = middle + 1;
            } else if (order > 0) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -(low + 1);
    }

    /** Index of the first entry whose key is at least {@code key}; {@link #size()} when there is none. */
    public int lowerBound(byte[] key) {
        int index = find(key);
        return index >= 0 ? index : -(index + 1);
    }

    /** The part of the page inside a range; this when all of it is. */
    public Page within(KeyRange range) {
        byte[] from = range.from();
        byte[] to = range.to();
        int start = from == null || size == 0 || compareKey(0, from) >= 0 ? 0 : lowerBound(from);
        int end = to == null || size == 0 || compareKey(size - 1, to) < 0 ? size : lowerBound(to);
        return slice(start, Math.max(start, end));
    }
}
