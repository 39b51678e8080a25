package dev.borealis.store;

import java.util.Arrays;

/** Packs entries one after the other. Grows; what was expected exactly is not copied at the end. Used by one thread. */
public final class PageBuilder {
    private byte[] bytes;
    private int[] offsets; // as in Page
    private int used;
    private int size;

    /**
     * @param entries how many are expected
     * @param bytes of their keys and values
     */
    public PageBuilder(int entries, int bytes) {
        this.bytes = new byte[bytes];
        this.offsets = new int[2 * entries + 1];
    }

    /** Adds an entry whose key is greater than all before it. */
    public void add(byte[] key, byte[] value) {
        begin(key, 0, key.length, value.length);
        append(value, 0, value.length);
    }

    /** As {@link #add(byte[], byte[])}, of an array in which the value follows the key. */
    public void add(byte[] from, int keyStart, int keyEnd, int valueEnd) {
        begin(from, keyStart, keyEnd, valueEnd - keyEnd);
        append(from, keyEnd, valueEnd);
    }

    private void begin(byte[] from, int keyStart, int keyEnd, int valueLength) {
        reserve(1, keyEnd - keyStart + valueLength);
        offsets[2 * size] = used;
        append(from, keyStart, keyEnd);
        offsets[2 * size + 1] = used;
        size++;
    }

    private void append(byte[] from, int start, int end) {
        System.arraycopy(from, start, bytes, used, end - start);
        used += end - start;
    }

    /** Adds neighbours of a page. */
    public void addAll(Page page, int from, int to) {
        if (from >= to) {
            return;
        }
        int start = page.keyStart(from);
        int end = page.valueEnd(to - 1);
        reserve(to - from, end - start);
        int shift = used - start;
        append(page.bytes(), start, end);
        for (int i = from; i < to; i++) {
            offsets[2 * size] = page.keyStart(i) + shift;
            offsets[2 * size + 1] = page.valueStart(i) + shift;
            size++;
        }
    }

    private void reserve(int entries, int more) {
        if (bytes.length - used < more) {
            bytes = Arrays.copyOf(bytes, Math.max(used + more, 2 * bytes.length));
        }
        int numbers = 2 * (size + entries) + 1;
        if (offsets.length < numbers) {
            offsets = Arrays.copyOf(offsets, Math.max(numbers, 2 * offsets.length));
        }
    }

    /** Number of entries so far. */
    public int size() {
        return size;
    }

    /** Bytes of keys and values so far. */
    public int packedBytes() {
        return used;
    }

    /** Compares the last key added with one in an array, as unsigned bytes. There must be one. */
    int compareLast(byte[] other, int start, int end) {
        int last = size - 1;
        return Arrays.compareUnsigned(
                bytes, offsets[2 * last], offsets[2 * last + 1], other, start, end);
    }

    /** What was added; nothing can be added after it. */
    public Page build() {
        offsets = offsets.length == 2 * size + 1 ? offsets : Arrays.copyOf(offsets, 2 * size + 1);
        offsets[2 * size] = used;
        bytes = bytes.length == used ? bytes : Arrays.copyOf(bytes, used);
        return Page.of(bytes, offsets);
    }
}
