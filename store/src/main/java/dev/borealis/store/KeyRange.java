package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Keys from {@code from} (inclusive) to {@code to} (exclusive), compared as unsigned bytes; null is unbounded. The arrays
 * are not copied and must not change.
 */
public record KeyRange(byte @Nullable [] from, byte @Nullable [] to) {
    private static final KeyRange ALL = new KeyRange(null, null);

    /** Every key. */
    public static KeyRange all() {
        return ALL;
    }

    /** Half-open; null is unbounded. */
    public static KeyRange of(byte @Nullable [] from, byte @Nullable [] to) {
        return new KeyRange(from, to);
    }

    /** All keys that begin with these bytes. */
    public static KeyRange prefix(byte[] prefix) {
        return new KeyRange(prefix, afterPrefix(prefix));
    }

    /** One key. */
    public static KeyRange point(byte[] key) {
        return new KeyRange(key, Arrays.copyOf(key, key.length + 1));
    }

    /** The smallest key greater than every key that begins with these bytes; null when there is none. */
    public static byte @Nullable [] afterPrefix(byte[] prefix) {
        int length = prefix.length;
        while (length > 0 && prefix[length - 1] == (byte) 0xff) {
            length--;
        }
        if (length == 0) {
            return null;
        }
        byte[] after = Arrays.copyOf(prefix, length);
        after[length - 1]++;
        return after;
    }

    /** Whether a key lies in it. */
    public boolean contains(byte[] key) {
        return (from == null || Arrays.compareUnsigned(from, key) <= 0)
                && (to == null || Arrays.compareUnsigned(key, to) < 0);
    }

    /** No key lies in it. */
    public boolean isEmpty() {
        return to != null
                && (from == null ? to.length == 0 : Arrays.compareUnsigned(from, to) >= 0);
    }

    /** The keys in both. */
    public KeyRange intersect(KeyRange other) {
        byte[] start = from;
        if (start == null || other.from != null && Arrays.compareUnsigned(other.from, start) > 0) {
            start = other.from;
        }
        byte[] end = to;
        if (end == null || other.to != null && Arrays.compareUnsigned(other.to, end) < 0) {
            end = other.to;
        }
        return new KeyRange(start, end);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyRange that
                && Arrays.equals(from, that.from)
                && Arrays.equals(to, that.to);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
    }

    @Override
    public String toString() {
        return "[" + hex(from) + ", " + hex(to) + ")";
    }

    private static String hex(byte @Nullable [] key) {
        return key == null ? "" : HexFormat.of().formatHex(key);
    }
}
