package dev.borealis.types.format;

import dev.borealis.types.Bytes;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.error.ValueErrors;

/** Reads integers as PostgreSQL 16 does: blanks round them, sign, decimal, 0x, 0o, 0b, underscores between digits. */
public final class Integers {
    private Integers() {}

    /** @param type as messages say it */
    static long parse(Bytes text, long min, long max, String type) {
        byte[] array = text.array();
        int at = text.offset();
        int end = at + text.length();
        while (at < end && isSpace(array[at])) {
            at++;
        }
        while (end > at && isSpace(array[end - 1])) {
            end--;
        }
        boolean negative = at < end && array[at] == '-';
        if (at < end && (array[at] == '-' || array[at] == '+')) {
            at++;
        }
        if (end - at > 18 || end - at > 1 && array[at] == '0' && array[at + 1] > '9') {
            return parseSlowly(text, at, end, negative, min, max, type);
        }
        long value = 0;
        if (at == end) {
            throw ValueErrors.invalidInputSyntax(type, text.string());
        }
        for (int i = at; i < end; i++) {
            int digit = array[i] - '0';
            if (digit < 0 || digit > 9) {
                return parseSlowly(text, at, end, negative, min, max, type);
            }
            value = value * 10 + digit;
        }
        value = negative ? -value : value;
        if (value < min || value > max) {
            throw NumberErrors.valueOutOfRange(text.string(), type);
        }
        return value;
    }

    private static long parseSlowly(
            Bytes text, int at, int end, boolean negative, long min, long max, String type) {
        byte[] array = text.array();
        int radix = 10;
        int from = at;
        if (end - at >= 2 && array[at] == '0') {
            radix =
                    switch (array[at + 1]) {
                        case 'x', 'X' -> 16;
                        case 'o', 'O' -> 8;
                        case 'b', 'B' -> 2;
                        default -> 10;
                    };
            if (radix != 10) {
                from = at + 2;
            }
        }
        long value = 0; // counted downwards: there is one more negative number
        long limit = negative ? min : -max;
        boolean tooLarge = false;
        boolean digitBefore = radix != 10; // an underscore may follow the prefix
        int digits = 0;
        for (int i = from; i < end; i++) {
            if (array[i] == '_'
                    && digitBefore
                    && i + 1 < end
                    && Character.digit(array[i + 1], radix) >= 0) {
                digitBefore = false;
                continue;
            }
            int digit = array[i] < 0 ? -1 : Character.digit(array[i], radix);
            if (digit < 0) {
                throw ValueErrors.invalidInputSyntax(type, text.string());
            }
            digitBefore = true;
            digits++;
            tooLarge |= value < (limit + digit) / radix;
            value = tooLarge ? 0 : value * radix - digit;
            tooLarge |= value < limit;
        }
        if (digits == 0) {
            throw ValueErrors.invalidInputSyntax(type, text.string());
        }
        if (tooLarge) {
            throw NumberErrors.valueOutOfRange(text.string(), type);
        }
        return negative ? value : -value;
    }

    /** As C's strtoul with base 0, for oid, xid and cid: octal after 0, hexadecimal after 0x, a sign wraps. */
    static long parseUnsigned(Bytes text, String type) {
        String string = text.string();
        String number = string.strip();
        boolean negative = number.startsWith("-");
        String digits = negative || number.startsWith("+") ? number.substring(1) : number;
        int radix = 10;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            radix = 16;
            digits = digits.substring(2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            radix = 8;
        }
        if (digits.isEmpty() || digits.startsWith("+") || digits.startsWith("-")) {
            throw ValueErrors.invalidInputSyntax(type, string);
        }
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), radix) < 0) {
                throw ValueErrors.invalidInputSyntax(type, string);
            }
        }
        try {
            long value = Long.parseUnsignedLong(digits, radix);
            if (value >= 0 && value <= (negative ? 0x8000_0000L : 0xFFFF_FFFFL)) {
                return (negative ? -value : value) & 0xFFFF_FFFFL;
            }
        } catch (NumberFormatException e) {
            // too many digits
        }
        throw NumberErrors.valueOutOfRange(string, type);
    }

    static long parseUnsigned64(Bytes text, String type) {
        String string = text.string();
        String number = string.strip();
        if (number.isEmpty() || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ValueErrors.invalidInputSyntax(type, string);
        }
        try {
            return Long.parseUnsignedLong(number);
        } catch (NumberFormatException e) {
            throw NumberErrors.valueOutOfRange(string, type);
        }
    }

    /** C's isspace. */
    static boolean isSpace(int character) {
        return character == ' ' || character >= '\t' && character <= '\r';
    }
}
