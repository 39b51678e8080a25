package dev.borealis.engine.function.text;

import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.Utf8;
import dev.borealis.types.format.Fit;

/** Casts among text, varchar, character, name and "char". */
public final class TextCasts {
    /** Bytes of a name. Source: PostgreSQL 16 (NAMEDATALEN − 1). */
    private static final int NAME_BYTES = 63;

    private TextCasts() {}

    public static void define(Implementations to) {
        to.objectOfObjectLongLong(
                "varchar",
                (_, a, typmod, explicit) -> Fit.varchar((Bytes) a, (int) typmod, explicit != 0));
        to.objectOfObjectLongLong(
                "bpchar",
                (_, a, typmod, explicit) -> Fit.bpchar((Bytes) a, (int) typmod, explicit != 0));
        to.objectOfObject("name_text", (_, a) -> a);
        to.objectOfObject("name_bpchar", (_, a) -> a);
        to.objectOfObject("text_name", (_, a) -> Utf8.cut((Bytes) a, NAME_BYTES));
        to.objectOfObject("bpchar_name", (_, a) -> Fit.trimBlanks(Utf8.cut((Bytes) a, NAME_BYTES)));
        to.objectOfLong("char_text", (_, a) -> character(a));
        to.objectOfLong("char_bpchar", (_, a) -> character(a));
        to.longOfObject("text_char", (_, a) -> character((Bytes) a));
        to.objectOfObjectLong(
                "nameconcatoid", (_, a, oid) -> concatenate((Bytes) a, Bytes.ofString("_" + oid)));
    }

    private static Bytes concatenate(Bytes name, Bytes suffix) {
        Bytes head = Utf8.cut(name, NAME_BYTES - suffix.length());
        return new dev.borealis.types.ByteAppender(NAME_BYTES)
                .append(head)
                .append(suffix)
                .toBytes();
    }

    /** A byte that is no ASCII character prints as backslash and three octal digits. */
    private static Bytes character(long value) {
        int b = (int) value & 0xFF;
        if (b == 0) {
            return Bytes.EMPTY;
        }
        return b < 0x80
                ? Bytes.of(new byte[] {(byte) b})
                : Bytes.of(
                        new byte[] {
                            '\\',
                            (byte) ('0' + (b >> 6)),
                            (byte) ('0' + (b >> 3 & 7)),
                            (byte) ('0' + (b & 7))
                        });
    }

    private static long character(Bytes text) {
        if (text.length() == 4
                && text.get(0) == '\\'
                && octal(text, 1)
                && octal(text, 2)
                && octal(text, 3)) {
            return (byte) ((text.get(1) - '0') << 6 | (text.get(2) - '0') << 3 | text.get(3) - '0');
        }
        return text.isEmpty() ? 0 : text.get(0);
    }

    private static boolean octal(Bytes text, int index) {
        return text.get(index) >= '0' && text.get(index) <= '7';
    }
}
