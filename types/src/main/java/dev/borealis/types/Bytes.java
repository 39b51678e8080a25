package dev.borealis.types;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable run of bytes inside an array that is never changed again: a text value as UTF-8, a bytea, a json text.
 * Made without copying from a page or a message. Ordered as unsigned bytes, which for text is the C collation.
 */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** The whole array, not copied: the caller gives it away. */
    public static Bytes of(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    /** Part of an array, not copied: nobody may change it afterwards. */
    public static Bytes of(byte[] array, int offset, int length) {
        if ((offset | length | (array.length - offset - length)) < 0) {
            throw new IndexOutOfBoundsException(
                    "offset " + offset + ", length " + length + " of " + array.length);
        }
        return new Bytes(array, offset, length);
    }

    /** In UTF-8. */
    public static Bytes ofString(String string) {
        return of(string.getBytes(StandardCharsets.UTF_8));
    }

    /** The shared array: only to be read, from {@link #offset()}, {@link #length()} bytes. */
    public byte[] array() {
        return array;
    }

    /** Where the value begins in {@link #array}. */
    public int offset() {
        return offset;
    }

    /** In bytes. */
    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public byte get(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException(index);
        }
        return array[offset + index];
    }

    /** A part, sharing the array. */
    public Bytes slice(int from, int to) {
        if (from < 0 || to > length || from > to) {
            throw new IndexOutOfBoundsException("from " + from + " to " + to + " of " + length);
        }
        return new Bytes(array, offset + from, to - from);
    }

    /** A copy. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A copy that keeps no larger array alive; this when it does not do so already. */
    public Bytes compact() {
        return length == array.length ? this : of(toByteArray());
    }

    /** The bytes read as UTF-8. */
    public String string() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(
                array,
                offset,
                offset + length,
                other.array,
                other.offset,
                other.offset + other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(
                        array,
                        offset,
                        offset + length,
                        that.array,
                        that.offset,
                        that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** As {@link #string()}, for messages and tests. */
    @Override
    public String toString() {
        return string();
    }
}
