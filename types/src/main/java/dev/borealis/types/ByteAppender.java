package dev.borealis.types;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing array of bytes: text output, keys, protocol messages. Writes make no garbage but the array itself, which
 * doubles. Not thread-safe.
 */
public final class ByteAppender {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] array;
    private int length;

    public ByteAppender() {
        this(64);
    }

    /** @param capacity bytes to make room for at first */
    public ByteAppender(int capacity) {
        array = new byte[Math.max(capacity, 16)];
    }

    /** Bytes appended so far. */
    public int length() {
        return length;
    }

    /** The array itself, valid up to {@link #length()} until the next write. */
    public byte[] array() {
        return array;
    }

    /** Forgets everything from {@code newLength} on; keeps the array. */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IndexOutOfBoundsException(newLength + " of " + length);
        }
        length = newLength;
    }

    /** Forgets the bytes and keeps the room. */
    public void clear() {
        length = 0;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    /** A copy of what was written. */
    public Bytes toBytes() {
        return Bytes.of(toByteArray());
    }

    /** What was written, read as UTF-8. */
    public String string() {
        return new String(array, 0, length, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Makes room for so many bytes more and returns the array to write them into, from {@link #length()}. */
    public byte[] reserve(int bytes) {
        if (array.length - length < bytes) {
            grow(bytes);
        }
        return array;
    }

    /** Counts bytes that the caller wrote into the reserved room. */
    public void advance(int bytes) {
        length += bytes;
    }

    private void grow(int bytes) {
        long wanted = (long) length + bytes;
        if (wanted > Integer.MAX_VALUE - 16) {
            throw new OutOfMemoryError("a value of " + wanted + " bytes");
        }
        array =
                Arrays.copyOf(
                        array,
                        (int)
                                Math.min(
                                        Math.max(wanted, 2L * array.length),
                                        Integer.MAX_VALUE - 16));
    }

    /** The lower eight bits. */
    public ByteAppender appendByte(int value) {
        if (length == array.length) {
            grow(1);
        }
        array[length++] = (byte) value;
        return this;
    }

    /** The lower sixteen bits, high byte first. */
    public ByteAppender appendShort(int value) {
        SHORT.set(reserve(2), length, (short) value);
        length += 2;
        return this;
    }

    /** High byte first. */
    public ByteAppender appendInt(int value) {
        INT.set(reserve(4), length, value);
        length += 4;
        return this;
    }

    /** High byte first. */
    public ByteAppender appendLong(long value) {
        LONG.set(reserve(8), length, value);
        length += 8;
        return this;
    }

    /** Overwrites four bytes written before, high byte first: a length known only afterwards. */
    public void setInt(int position, int value) {
        INT.set(array, java.util.Objects.checkFromIndexSize(position, 4, length), value);
    }

    /** Overwrites two bytes written before, high byte first. */
    public void setShort(int position, int value) {
        SHORT.set(array, java.util.Objects.checkFromIndexSize(position, 2, length), (short) value);
    }

    public ByteAppender append(byte[] bytes) {
        return append(bytes, 0, bytes.length);
    }

    public ByteAppender append(byte[] bytes, int offset, int count) {
        System.arraycopy(bytes, offset, reserve(count), length, count);
        length += count;
        return this;
    }

    public ByteAppender append(Bytes bytes) {
        return append(bytes.array(), bytes.offset(), bytes.length());
    }

    /** A character as UTF-8; half a surrogate pair becomes a question mark. */
    public ByteAppender append(char character) {
        return character < 0x80 ? appendByte(character) : appendCodePoint(character);
    }

    /** A string as UTF-8; half a surrogate pair becomes a question mark. */
    public ByteAppender append(String string) {
        int count = string.length();
        byte[] target = reserve(count);
        int at = length;
        int i = 0;
        for (; i < count; i++) {
            char character = string.charAt(i);
            if (character >= 0x80) {
                break;
            }
            target[at++] = (byte) character;
        }
        length = at;
        while (i < count) {
            int codePoint = string.codePointAt(i);
            appendCodePoint(codePoint);
            i += Character.charCount(codePoint);
        }
        return this;
    }

    /** In UTF-8. */
    public ByteAppender appendCodePoint(int codePoint) {
        if (codePoint < 0x80) {
            return appendByte(codePoint);
        }
        byte[] target = reserve(4);
        int at = length;
        if (codePoint < 0x800) {
            target[at++] = (byte) (0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                    return appendByte('?');
                }
                target[at++] = (byte) (0xE0 | codePoint >> 12);
            } else {
                target[at++] = (byte) (0xF0 | codePoint >> 18);
                target[at++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
            }
            target[at++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        }
        target[at++] = (byte) (0x80 | codePoint & 0x3F);
        length = at;
        return this;
    }

    /** The number in decimal digits. */
    public ByteAppender appendDecimal(long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return append("-9223372036854775808");
            }
            appendByte('-');
            value = -value;
        }
        return appendPadded(value, digits(value));
    }

    /** A number that is not negative, with leading zeros up to {@code width} digits; more digits are all written. */
    public ByteAppender appendDecimal(long value, int width) {
        return appendPadded(value, Math.max(width, digits(value)));
    }

    private ByteAppender appendPadded(long value, int width) {
        byte[] target = reserve(width);
        int at = length + width;
        length = at;
        for (int i = 0; i < width; i++) {
            long next = value / 10;
            target[--at] = (byte) ('0' + (value - next * 10));
            value = next;
        }
        return this;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }

    /** As {@link #string()}, for tests and debugging. */
    @Override
    public String toString() {
        return string();
    }
}
