package dev.borealis.engine.function.comparison;

import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.text.Characters;
import dev.borealis.types.Bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * PostgreSQL's hash functions with its exact results, which programs use to spread rows. 32-bit results travel as a
 * signed integer; the extended ones take a seed and give 64 bits.
 */
public final class HashFunctions {
    private HashFunctions() {}

    public static void define(Implementations to) {
        for (String name : List.of("hashint2", "hashint4", "hashchar", "hashoid")) {
            to.longOfLong(name, (_, a) -> (int) ofInt((int) a, 0));
            to.longOfLongLong(name + "extended", (_, a, seed) -> ofInt((int) a, seed));
        }
        to.longOfLong("hashint8", (_, a) -> (int) ofLong(a, 0));
        to.longOfLongLong("hashint8extended", (_, a, seed) -> ofLong(a, seed));
        for (String name : List.of("timestamp_hash", "time_hash")) {
            to.longOfLong(name, (_, a) -> (int) ofLong(a, 0));
            to.longOfLongLong(name + "_extended", (_, a, seed) -> ofLong(a, seed));
        }
        for (String name : List.of("hashfloat4", "hashfloat8")) {
            to.longOfDouble(name, (_, a) -> (int) ofDouble(a, 0));
            to.general(name + "extended", (_, a) -> ofDouble((Double) a[0], (Long) a[1]));
        }
        for (String name : List.of("hashtext", "hashname", "hashvarlena")) {
            to.longOfObject(name, (_, a) -> (int) ofBytes((Bytes) a, 0));
            to.longOfObjectLong(name + "extended", (_, a, seed) -> ofBytes((Bytes) a, seed));
        }
        to.longOfObject(
                "hashbpchar",
                (_, a) -> (int) ofBytes(Characters.withoutTrailingBlanks((Bytes) a), 0));
        to.longOfObjectLong(
                "hashbpcharextended",
                (_, a, seed) -> ofBytes(Characters.withoutTrailingBlanks((Bytes) a), seed));
    }

    /** The lower 32 bits are the plain hash when the seed is 0. */
    static long ofDouble(double value, long seed) {
        if (value == 0) {
            return seed;
        }
        var buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putDouble(Double.isNaN(value) ? Double.NaN : value);
        return ofBytes(Bytes.of(buffer.array()), seed);
    }

    /** A bigint hashes as the integer of the same value. */
    public static long ofLong(long value, long seed) {
        int high = (int) (value >> 32);
        return ofInt((int) value ^ (value >= 0 ? high : ~high), seed);
    }

    /** Four bytes. */
    public static long ofInt(int value, long seed) {
        var state = new State(4, seed);
        state.a += value;
        return state.finish();
    }

    /** Any bytes. */
    public static long ofBytes(Bytes bytes, long seed) {
        var state = new State(bytes.length(), seed);
        byte[] array = bytes.array();
        int at = bytes.offset();
        int left = bytes.length();
        while (left >= 12) {
            state.a += word(array, at);
            state.b += word(array, at + 4);
            state.c += word(array, at + 8);
            state.mix();
            at += 12;
            left -= 12;
        }
        for (int i = 0; i < left; i++) {
            int value = array[at + i] & 0xFF;
            if (i < 4) {
                state.a += value << 8 * i;
            } else if (i < 8) {
                state.b += value << 8 * (i - 4);
            } else {
                state.c += value << 8 * (i - 7); // the lowest byte holds the length
            }
        }
        return state.finish();
    }

    private static int word(byte[] array, int at) {
        return array[at] & 0xFF
                | (array[at + 1] & 0xFF) << 8
                | (array[at + 2] & 0xFF) << 16
                | (array[at + 3] & 0xFF) << 24;
    }

    /** Three words mixed as in Bob Jenkins's public-domain lookup3. */
    private static final class State {
        private int a;
        private int b;
        private int c;

        State(int length, long seed) {
            a = 0x9e3779b9 + length + 3923095;
            b = a;
            c = a;
            if (seed != 0) {
                a += (int) (seed >>> 32);
                b += (int) seed;
                mix();
            }
        }

        void mix() {
            a -= c;
            a ^= Integer.rotateLeft(c, 4);
            c += b;
            b -= a;
            b ^= Integer.rotateLeft(a, 6);
            a += c;
            c -= b;
            c ^= Integer.rotateLeft(b, 8);
            b += a;
            a -= c;
            a ^= Integer.rotateLeft(c, 16);
            c += b;
            b -= a;
            b ^= Integer.rotateLeft(a, 19);
            a += c;
            c -= b;
            c ^= Integer.rotateLeft(b, 4);
            b += a;
        }

        long finish() {
            c ^= b;
            c -= Integer.rotateLeft(b, 14);
            a ^= c;
            a -= Integer.rotateLeft(c, 11);
            b ^= a;
            b -= Integer.rotateLeft(a, 25);
            c ^= b;
            c -= Integer.rotateLeft(b, 16);
            a ^= c;
            a -= Integer.rotateLeft(c, 4);
            b ^= a;
            b -= Integer.rotateLeft(a, 14);
            c ^= b;
            c -= Integer.rotateLeft(b, 24);
            return (long) b << 32 | c & 0xFFFF_FFFFL;
        }
    }
}
