package dev.borealis.engine.function.text;

import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.error.TextErrors;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** bytea: parts, bytes and bits, digests. Positions of parts count from 1, of single bytes and bits from 0. */
public final class BytesFunctions {
    private BytesFunctions() {}

    public static void define(Implementations to) {
        to.objectOfObjectLongLong(
                "bytea_substr", (_, a, from, count) -> substring((Bytes) a, from, count));
        to.objectOfObjectLong("bytea_substr_no_len", (_, a, from) -> tail((Bytes) a, from));
        to.longOfObjectObject(
                "byteapos", (_, a, part) -> Characters.indexOf((Bytes) a, (Bytes) part, 0) + 1);
        to.general(
                "byteaoverlay",
                (_, a) -> overlay((Bytes) a[0], (Bytes) a[1], (Long) a[2], (Long) a[3]));
        to.general(
                "byteaoverlay_no_len",
                (_, a) ->
                        overlay((Bytes) a[0], (Bytes) a[1], (Long) a[2], ((Bytes) a[1]).length()));
        to.objectOfObjectObject(
                "byteatrim", (_, a, set) -> trim((Bytes) a, (Bytes) set, true, true));
        to.objectOfObjectObject(
                "bytealtrim", (_, a, set) -> trim((Bytes) a, (Bytes) set, true, false));
        to.objectOfObjectObject(
                "byteartrim", (_, a, set) -> trim((Bytes) a, (Bytes) set, false, true));
        to.longOfObjectLong(
                "byteaGetByte",
                (_, a, index) -> ((Bytes) a).get(check((Bytes) a, index, 1)) & 0xFF);
        to.longOfObjectLong(
                "byteaGetBit",
                (_, a, index) ->
                        ((Bytes) a).get(check((Bytes) a, index, 8) / 8) >> (int) (index % 8) & 1);
        to.objectOfObjectLongLong(
                "byteaSetByte", (_, a, index, value) -> setByte((Bytes) a, index, value));
        to.general("byteaSetBit", (_, a) -> setBit((Bytes) a[0], (Long) a[1], (Long) a[2]));
        to.longOfObject("bytea_bit_count", (_, a) -> bits((Bytes) a));
        to.objectOfObject(
                "md5_text",
                (_, a) -> Bytes.ofString(HexFormat.of().formatHex(digest("MD5", (Bytes) a))));
        to.objectOfObject(
                "md5_bytea",
                (_, a) -> Bytes.ofString(HexFormat.of().formatHex(digest("MD5", (Bytes) a))));
        for (String size : new String[] {"224", "256", "384", "512"}) {
            to.objectOfObject(
                    "sha" + size + "_bytea", (_, a) -> Bytes.of(digest("SHA-" + size, (Bytes) a)));
        }
    }

    private static byte[] digest(String algorithm, Bytes value) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            digest.update(value.array(), value.offset(), value.length());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bytes substring(Bytes value, long from, long count) {
        if (count < 0) {
            throw TextErrors.negativeSubstringLength();
        }
        long start = Math.min(Math.max(from, 1) - 1, value.length());
        long end = Math.min(Math.max(from + count - 1, start), value.length());
        return value.slice((int) start, (int) end);
    }

    private static Bytes tail(Bytes value, long from) {
        return value.slice((int) Math.min(Math.max(from, 1) - 1, value.length()), value.length());
    }

    private static Bytes overlay(Bytes value, Bytes by, long from, long count) {
        if (from <= 0) {
            throw TextErrors.negativeSubstringLength();
        }
        long end = from + count;
        if (end != (int) end) {
            throw NumberErrors.outOfRange("integer");
        }
        return new dev.borealis.types.ByteAppender(value.length() + by.length())
                .append(substring(value, 1, from - 1))
                .append(by)
                .append(tail(value, end))
                .toBytes();
    }

    private static Bytes trim(Bytes value, Bytes set, boolean left, boolean right) {
        int start = 0;
        int end = value.length();
        while (left
                && start < end
                && Characters.indexOf(set, value.slice(start, start + 1), 0) >= 0) {
            start++;
        }
        while (right && end > start && Characters.indexOf(set, value.slice(end - 1, end), 0) >= 0) {
            end--;
        }
        return value.slice(start, end);
    }

    private static int check(Bytes value, long index, int perByte) {
        if (index < 0 || index >= (long) value.length() * perByte) {
            throw TextErrors.indexOutOfRange(index, (long) value.length() * perByte - 1);
        }
        return (int) index;
    }

    private static Bytes setByte(Bytes value, long index, long newByte) {
        int at = check(value, index, 1);
        byte[] result = value.toByteArray();
        result[at] = (byte) newByte;
        return Bytes.of(result);
    }

    private static Bytes setBit(Bytes value, long index, long bit) {
        check(value, index, 8);
        if (bit != 0 && bit != 1) {
            throw TextErrors.newBit();
        }
        byte[] result = value.toByteArray();
        int at = (int) (index / 8);
        int mask = 1 << (index % 8);
        result[at] = (byte) (bit == 1 ? result[at] | mask : result[at] & ~mask);
        return Bytes.of(result);
    }

    private static long bits(Bytes value) {
        long count = 0;
        for (int i = 0; i < value.length(); i++) {
            count += Integer.bitCount(value.get(i) & 0xFF);
        }
        return count;
    }
}
