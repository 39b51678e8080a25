package dev.borealis.types.value;

import dev.borealis.types.ByteAppender;

import java.util.Arrays;

/** A bit or varbit value: bits from the left, unused ones of the last byte are 0. Ordered bit by bit, shorter first. */
public final class BitString implements Comparable<BitString> {
    private final int length;
    private final byte[] bytes;

    /** @param length in bits; the array is given away, its unused bits are cleared */
    public BitString(int length, byte[] bytes) {
        if (bytes.length != (length + 7) / 8) {
            throw new IllegalStateException(length + " bits in " + bytes.length + " bytes");
        }
        this.length = length;
        this.bytes = bytes;
        if (length % 8 != 0) {
            bytes[bytes.length - 1] &= (byte) (0xFF << (8 - length % 8));
        }
    }

    /** In bits. */
    public int length() {
        return length;
    }

    /** Only to be read. */
    public byte[] bytes() {
        return bytes;
    }

    /** @param index from 0, from the left */
    public boolean get(int index) {
        return (bytes[index / 8] >> (7 - index % 8) & 1) != 0;
    }

    /** Cut, or filled with zeros on the right. */
    public BitString resize(int newLength) {
        return newLength == length
                ? this
                : new BitString(newLength, Arrays.copyOf(bytes, (newLength + 7) / 8));
    }

    @Override
    public int compareTo(BitString other) {
        int result = Arrays.compareUnsigned(bytes, other.bytes);
        return result != 0 ? result : Integer.compare(length, other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitString that
                && length == that.length
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes) * 31 + length;
    }

    /** The digits 0 and 1. */
    public void appendTo(ByteAppender out) {
        byte[] target = out.reserve(length);
        for (int i = 0; i < length; i++) {
            target[out.length() + i] = (byte) (get(i) ? '1' : '0');
        }
        out.advance(length);
    }

    @Override
    public String toString() {
        var out = new ByteAppender(length);
        appendTo(out);
        return out.string();
    }
}
