package dev.borealis.engine.function.text;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Utf8;

/**
 * Single characters of text, and texts in texts, without making strings. The bytes are valid UTF-8: input was checked. How
 * many characters there are, and where the n-th begins: {@link Utf8}.
 */
public final class Characters {
    private Characters() {}

    /** Bytes of a character, by its first byte. */
    public static int width(byte first) {
        int value = first & 0xFF;
        return value < 0xC0 ? 1 : value < 0xE0 ? 2 : value < 0xF0 ? 3 : 4;
    }

    /** The character that starts at a byte position. */
    public static int codePoint(Bytes text, int position) {
        int first = text.get(position) & 0xFF;
        if (first < 0xC0) {
            return first;
        }
        if (first < 0xE0) {
            return (first & 0x1F) << 6 | continuation(text, position + 1);
        }
        if (first < 0xF0) {
            return (first & 0x0F) << 12
                    | continuation(text, position + 1) << 6
                    | continuation(text, position + 2);
        }
        return (first & 0x07) << 18
                | continuation(text, position + 1) << 12
                | continuation(text, position + 2) << 6
                | continuation(text, position + 3);
    }

    private static int continuation(Bytes text, int position) {
        return position < text.length() ? text.get(position) & 0x3F : 0;
    }

    /** All characters. */
    public static int[] codePoints(Bytes text) {
        int[] points = new int[Utf8.characters(text)];
        int position = 0;
        for (int i = 0; i < points.length; i++) {
            points[i] = codePoint(text, position);
            position += width(text.get(position));
        }
        return points;
    }

    /** The characters as text. */
    public static Bytes of(int[] points, int from, int to) {
        var text = new ByteAppender(to - from);
        for (int i = from; i < to; i++) {
            text.appendCodePoint(points[i]);
        }
        return text.toBytes();
    }

    /** Start of the last character before a byte position. */
    public static int before(Bytes text, int position) {
        int at = position - 1;
        while (at > 0 && (text.get(at) & 0xC0) == 0x80) {
            at--;
        }
        return at;
    }

    /** Byte position of the first occurrence at or after {@code from}, or −1. */
    public static int indexOf(Bytes text, Bytes part, int from) {
        int last = text.length() - part.length();
        if (part.isEmpty()) {
            return from <= text.length() ? from : -1;
        }
        byte first = part.get(0);
        byte[] array = text.array();
        int base = text.offset();
        for (int i = from; i <= last; i++) {
            if (array[base + i] == first && matches(text, part, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean matches(Bytes text, Bytes part, int at) {
        return java.util.Arrays.equals(
                text.array(),
                text.offset() + at,
                text.offset() + at + part.length(),
                part.array(),
                part.offset(),
                part.offset() + part.length());
    }

    /** Byte for byte. */
    public static boolean startsWith(Bytes text, Bytes prefix) {
        return text.length() >= prefix.length() && matches(text, prefix, 0);
    }

    /** The text without blanks at its end: what comparing character(n) looks at. */
    public static Bytes withoutTrailingBlanks(Bytes text) {
        int end = text.length();
        while (end > 0 && text.get(end - 1) == ' ') {
            end--;
        }
        return end == text.length() ? text : text.slice(0, end);
    }
}
