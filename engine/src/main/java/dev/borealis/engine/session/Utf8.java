package dev.borealis.engine.session;

import dev.borealis.types.Bytes;
import dev.borealis.types.error.CopyErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

/** Whether bytes from a client are UTF-8 that PostgreSQL takes: no zero byte, no surrogates, no over-long forms. */
final class Utf8 {
    private Utf8() {}

    /** The error 22021 of the first wrong sequence, or null when all is well. */
    static @Nullable SqlException problem(Bytes text) {
        byte[] array = text.array();
        int end = text.offset() + text.length();
        int i = text.offset();
        while (i < end) {
            byte b = array[i];
            if (b > 0) {
                i++;
                continue;
            }
            int length = sequenceLength(b);
            if (length == 0 || i + length > end || !isValid(array, i, length)) {
                return CopyErrors.invalidByteSequence(
                        hex(array, i, Math.min(Math.max(length, 1), end - i)));
            }
            i += length;
        }
        return null;
    }

    /** 0 for a byte that begins no sequence, the zero byte among them. */
    private static int sequenceLength(byte b) {
        int unsigned = b & 0xff;
        if (unsigned >= 0xc2 && unsigned <= 0xdf) {
            return 2;
        }
        if (unsigned >= 0xe0 && unsigned <= 0xef) {
            return 3;
        }
        return unsigned >= 0xf0 && unsigned <= 0xf4 ? 4 : 0;
    }

    private static boolean isValid(byte[] array, int at, int length) {
        for (int k = 1; k < length; k++) {
            if ((array[at + k] & 0xc0) != 0x80) {
                return false;
            }
        }
        int second = array[at + 1] & 0xff;
        return switch (array[at] & 0xff) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second <= 0x9f;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second <= 0x8f;
            default -> true;
        };
    }

    private static String hex(byte[] array, int at, int length) {
        var out = new StringBuilder();
        for (int k = 0; k < length; k++) {
            out.append(k == 0 ? "" : " ").append(String.format("0x%02x", array[at + k] & 0xff));
        }
        return out.toString();
    }
}
