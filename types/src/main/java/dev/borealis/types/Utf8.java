package dev.borealis.types;

import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.ValueErrors;

import java.util.Locale;

/** Text as UTF-8 bytes: checking, counting and cutting by characters (code points). */
public final class Utf8 {
    private Utf8() {}

    /** Throws 22021 unless the bytes are valid UTF-8 without zero bytes: what text may hold. */
    public static void validate(byte[] array, int offset, int length) {
        int end = offset + length;
        for (int i = offset; i < end; ) {
            int first = array[i];
            if (first > 0) {
                i++;
                continue;
            }
            int count = sequenceLength(first);
            if (first == 0 || count > end - i || !isValidSequence(array, i, count)) {
                throw invalid(array, i, Math.min(count, end - i));
            }
            i += count;
        }
    }

    private static SqlException invalid(byte[] array, int from, int count) {
        var text = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            text.append(i == from ? "" : " ")
                    .append(String.format(Locale.ROOT, "0x%02x", array[i]));
        }
        return ValueErrors.invalidUtf8(text.toString());
    }

    /** Bytes that a sequence with this first byte should have; 1 for a byte that begins none. */
    private static int sequenceLength(int first) {
        if ((first & 0x80) == 0) {
            return 1;
        }
        if ((first & 0xE0) == 0xC0) {
            return 2;
        }
        if ((first & 0xF0) == 0xE0) {
            return 3;
        }
        return (first & 0xF8) == 0xF0 ? 4 : 1;
    }

    private static boolean isValidSequence(byte[] array, int at, int count) {
        int first = array[at] & 0xFF;
        if (count == 1) {
            return first < 0x80;
        }
        for (int i = 1; i < count; i++) {
            if ((array[at + i] & 0xC0) != 0x80) {
                return false;
            }
        }
        int second = array[at + 1] & 0xFF;
        return switch (first) {
            case 0xC0, 0xC1 -> false; // overlong
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second <= 0x9F; // surrogates
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second <= 0x8F;
            default -> first < 0xF5;
        };
    }

    /** Characters of valid UTF-8. */
    public static int characters(byte[] array, int offset, int length) {
        int count = 0;
        for (int i = offset; i < offset + length; i++) {
            if ((array[i] & 0xC0) != 0x80) {
                count++;
            }
        }
        return count;
    }

    /** Code points. */
    public static int characters(Bytes text) {
        return characters(text.array(), text.offset(), text.length());
    }

    /** Bytes of the first {@code characters} characters, or all bytes when there are fewer. */
    public static int bytesOf(Bytes text, long characters) {
        byte[] array = text.array();
        int end = text.offset() + text.length();
        int at = text.offset();
        for (long i = 0; i < characters && at < end; i++) {
            at++;
            while (at < end && (array[at] & 0xC0) == 0x80) {
                at++;
            }
        }
        return at - text.offset();
    }

    /** The text cut to so many bytes without cutting a character in two: what names longer than 63 bytes become. */
    public static Bytes cut(Bytes text, int bytes) {
        if (text.length() <= bytes) {
            return text;
        }
        int end = bytes;
        while (end > 0 && (text.get(end) & 0xC0) == 0x80) {
            end--;
        }
        return text.slice(0, end);
    }
}
