package dev.borealis.types.format;

import dev.borealis.types.Bytes;
import dev.borealis.types.error.ValueErrors;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Big-endian numbers of binary values. */
final class Binary {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Binary() {}

    /** A whole value that is one number of two bytes. */
    static short readShort(Bytes data) {
        requireLength(data, 2);
        return (short) SHORT.get(data.array(), data.offset());
    }

    /** A whole value of {@code length} bytes that begins with a number of four bytes. */
    static int readInt(Bytes data, int length) {
        requireLength(data, length);
        return (int) INT.get(data.array(), data.offset());
    }

    /** A whole value of {@code length} bytes that begins with a number of eight bytes. */
    static long readLong(Bytes data, int length) {
        requireLength(data, length);
        return (long) LONG.get(data.array(), data.offset());
    }

    static void requireLength(Bytes data, int length) {
        if (data.length() < length) {
            throw ValueErrors.insufficientBinaryData();
        }
        if (data.length() > length) {
            throw ValueErrors.incorrectBinaryFormat();
        }
    }

    /** Reads one number after the other. */
    static final class Reader {
        private final Bytes data;
        private int at;

        Reader(Bytes data) {
            this.data = data;
        }

        private int take(int bytes) {
            if (bytes < 0 || data.length() - at < bytes) {
                throw ValueErrors.insufficientBinaryData();
            }
            at += bytes;
            return data.offset() + at - bytes;
        }

        int readByte() {
            return data.array()[take(1)];
        }

        short readShort() {
            return (short) SHORT.get(data.array(), take(2));
        }

        int readInt() {
            return (int) INT.get(data.array(), take(4));
        }

        long readLong() {
            return (long) LONG.get(data.array(), take(8));
        }

        double readDouble() {
            return Double.longBitsToDouble(readLong());
        }

        Bytes readBytes(int count) {
            int from = take(count);
            return Bytes.of(data.array(), from, count);
        }

        int remaining() {
            return data.length() - at;
        }

        void requireEnd() {
            if (at != data.length()) {
                throw ValueErrors.incorrectBinaryFormat();
            }
        }
    }
}
