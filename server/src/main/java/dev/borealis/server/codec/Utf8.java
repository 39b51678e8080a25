package dev.borealis.server.codec;

import dev.borealis.types.Bytes;
import dev.borealis.types.error.ProtocolErrors;

import java.util.Arrays;

/** Whether bytes from a client are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** Throws PostgreSQL's 22021 with the offending bytes. */
    static void check(Bytes text) {
        byte[] array = text.array();
        int end = text.offset() + text.length();
        int i = text.offset();
        while (i < end) {
            if (array[i] > 0) {
                i++;
                continue;
            }
            int length = sequenceLength(array, i, end);
            if (length == 0) {
                int shown = Math.min(claimedLength(array[i]), end - i);
                throw ProtocolErrors.invalidUtf8(Arrays.copyOfRange(array, i, i + shown));
            }
            i += length;
        }
    }

    /** What the first byte promises, as PostgreSQL counts it. */
    private static int claimedLength(byte first) {
        int b = first & 0xff;
        if ((b & 0xe0) == 0xc0) {
            return 2;
        }
        if ((b & 0xf0) == 0xe0) {
            return 3;
        }
        return (b & 0xf8) == 0xf0 ? 4 : 1;
    }

    /** 0 when no valid sequence begins here. */
    private static int sequenceLength(byte[] array, int i, int end) {
        int first = array[i] & 0xff;
        int length = claimedLength(array[i]);
        if (length == 1 || i + length > end) {
            return 0; // a lone continuation byte, NUL, 0xf8 and above, or cut off
        }
        for (int k = 1; k < length; k++) {
            if ((array[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = array[i + 1] & 0xff;
        boolean valid =
                switch (length) {
                    case 2 -> first >= 0xc2;
                    case 3 ->
                            !(first == 0xe0 && second < 0xa0) && !(first == 0xed && second > 0x9f);
                    default ->
                            first <= 0xf4
                                    && !(first == 0xf0 && second < 0x90)
                                    && !(first == 0xf4 && second > 0x8f);
                };
        return valid ? length : 0;
    }
}
