package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.error.ValueErrors;
import dev.borealis.types.value.Numeric;

import java.math.BigInteger;

/** Text and binary forms of numeric. */
public final class NumericText {
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;

    /** What PostgreSQL sends as the scale of an infinity. */
    private static final int INFINITE_SCALE = 0x20;

    private NumericText() {}

    /** 22P02 for what is no number. */
    public static Numeric parse(Bytes text) {
        byte[] array = text.array();
        int at = text.offset();
        int end = at + text.length();
        while (at < end && Integers.isSpace(array[at])) {
            at++;
        }
        while (end > at && Integers.isSpace(array[end - 1])) {
            end--;
        }
        boolean negative = at < end && array[at] == '-';
        if (at < end && (array[at] == '-' || array[at] == '+')) {
            at++;
        }
        // Up to 18 digits and a point make no garbage but the result.
        if (end - at <= 19) {
            long value = 0;
            int digits = 0;
            int point = -1;
            int i = at;
            for (; i < end; i++) {
                int digit = array[i] - '0';
                if (digit >= 0 && digit <= 9) {
                    value = value * 10 + digit;
                    digits++;
                } else if (array[i] == '.' && point < 0) {
                    point = digits;
                } else {
                    break;
                }
            }
            if (i == end && digits > 0 && digits <= 18) {
                return Numeric.of(negative ? -value : value, point < 0 ? 0 : digits - point);
            }
        }
        return parseSlowly(
                text,
                new String(array, at, end - at, java.nio.charset.StandardCharsets.UTF_8),
                negative,
                at > text.offset() && (array[at - 1] == '-' || array[at - 1] == '+'));
    }

    private static Numeric parseSlowly(
            Bytes text, String number, boolean negative, boolean signed) {
        String lower = number.length() <= 8 ? number.toLowerCase(java.util.Locale.ROOT) : number;
        if (lower.equals("nan") && !signed) {
            return Numeric.NAN;
        }
        if (lower.equals("inf") || lower.equals("infinity")) {
            return negative ? Numeric.NEGATIVE_INFINITY : Numeric.INFINITY;
        }
        if (number.length() > 1 && number.charAt(0) == '0') {
            int radix =
                    switch (number.charAt(1)) {
                        case 'x', 'X' -> 16;
                        case 'o', 'O' -> 8;
                        case 'b', 'B' -> 2;
                        default -> 10;
                    };
            if (radix != 10) {
                return parseWhole(text, number.substring(2), radix, negative);
            }
        }
        var digits = new StringBuilder(number.length());
        int at = appendDigits(number, 0, digits);
        int scale = 0;
        if (at < number.length() && number.charAt(at) == '.') {
            int whole = digits.length();
            at = appendDigits(number, at + 1, digits);
            scale = digits.length() - whole;
        }
        if (digits.isEmpty()) {
            throw invalid(text);
        }
        int exponent = 0;
        if (at < number.length() && (number.charAt(at) == 'e' || number.charAt(at) == 'E')) {
            at++;
            boolean down = at < number.length() && number.charAt(at) == '-';
            if (at < number.length() && (number.charAt(at) == '-' || number.charAt(at) == '+')) {
                at++;
            }
            var exponentDigits = new StringBuilder();
            at = appendDigits(number, at, exponentDigits);
            if (exponentDigits.isEmpty()) {
                throw invalid(text);
            }
            if (at == number.length() && exponentDigits.length() > 9) {
                throw NumberErrors.numericOverflow();
            }
            exponent =
                    exponentDigits.length() > 9 ? 0 : Integer.parseInt(exponentDigits.toString());
            exponent = down ? -exponent : exponent;
        }
        if (at != number.length()) {
            throw invalid(text);
        }
        return withExponent(new BigInteger(digits.toString()), scale, exponent, negative);
    }

    private static Numeric withExponent(
            BigInteger digits, int scale, int exponent, boolean negative) {
        long shifted = (long) scale - exponent;
        if (shifted > Numeric.MAX_SCALE) {
            throw NumberErrors.numericOverflow();
        }
        if (digits.signum() == 0) {
            return Numeric.of(0, (int) Math.max(0, shifted));
        }
        if (-shifted > Numeric.MAX_INTEGER_DIGITS) {
            throw NumberErrors.numericOverflow();
        }
        return Numeric.of(negative ? digits.negate() : digits, (int) shifted);
    }

    /** Appends digits, leaving out single underscores between them; returns where they end. */
    private static int appendDigits(String number, int from, StringBuilder digits) {
        int at = from;
        while (at < number.length()) {
            char character = number.charAt(at);
            if (character >= '0' && character <= '9') {
                digits.append(character);
            } else if (character != '_'
                    || at == from
                    || number.charAt(at - 1) == '_'
                    || at + 1 == number.length()
                    || !Character.isDigit(number.charAt(at + 1))) {
                break;
            }
            at++;
        }
        return at;
    }

    private static Numeric parseWhole(Bytes text, String digits, int radix, boolean negative) {
        String bare = digits.replaceAll("(?<=^|[0-9A-Fa-f])_(?=[0-9A-Fa-f])", "");
        if (bare.isEmpty()) {
            throw invalid(text);
        }
        for (int i = 0; i < bare.length(); i++) {
            if (bare.charAt(i) > 127 || Character.digit(bare.charAt(i), radix) < 0) {
                throw invalid(text);
            }
        }
        BigInteger value = new BigInteger(bare, radix);
        return Numeric.of(negative ? value.negate() : value, 0);
    }

    private static RuntimeException invalid(Bytes text) {
        return ValueErrors.invalidInputSyntax("numeric", text.string());
    }

    /** Digits in base 10,000, as PostgreSQL sends them. */
    public static void writeBinary(Numeric value, ByteAppender out) {
        if (!value.isFinite()) {
            out.appendShort(0).appendShort(0);
            out.appendShort(
                    value.isNaN() ? NAN : value.signum() > 0 ? INFINITY : NEGATIVE_INFINITY);
            out.appendShort(value.isNaN() ? 0 : INFINITE_SCALE);
            return;
        }
        int start = out.length();
        out.appendLong(0);
        int scale = value.scale();
        int groupsAfterPoint = (scale + 3) / 4;
        BigInteger aligned = value.unscaled().abs();
        int padding = groupsAfterPoint * 4 - scale;
        if (padding > 0) {
            aligned =
                    aligned.multiply(
                            BigInteger.valueOf(padding == 1 ? 10 : padding == 2 ? 100 : 1000));
        }
        String digits = aligned.toString();
        int groups = (digits.length() + 3) / 4;
        int first = digits.length() - (groups - 1) * 4;
        int written = 0;
        int pendingZeros = 0;
        boolean zero = aligned.signum() == 0;
        for (int i = 0; i < groups && !zero; i++) {
            int from = i == 0 ? 0 : first + (i - 1) * 4;
            int to = first + i * 4;
            int group = Integer.parseInt(digits, from, to, 10);
            if (group == 0) {
                pendingZeros++;
                continue;
            }
            for (; pendingZeros > 0; pendingZeros--) {
                out.appendShort(0);
                written++;
            }
            out.appendShort(group);
            written++;
        }
        out.setShort(start, written);
        out.setShort(start + 2, zero ? 0 : groups - groupsAfterPoint - 1);
        out.setShort(start + 4, value.signum() < 0 ? NEGATIVE : 0);
        out.setShort(start + 6, scale);
    }

    static Numeric readBinary(Bytes data) {
        var reader = new Binary.Reader(data);
        int count = reader.readShort() & 0xFFFF;
        int weight = reader.readShort();
        int sign = reader.readShort() & 0xFFFF;
        int scale = reader.readShort() & 0xFFFF;
        if (sign != 0
                && sign != NEGATIVE
                && sign != NAN
                && sign != INFINITY
                && sign != NEGATIVE_INFINITY) {
            throw ValueErrors.invalidBinary("invalid sign in external \"numeric\" value");
        }
        if (scale > Numeric.MAX_SCALE) {
            throw ValueErrors.invalidBinary("invalid scale in external \"numeric\" value");
        }
        var digits = new StringBuilder(count * 4 + 1).append('0');
        for (int i = 0; i < count; i++) {
            int group = reader.readShort();
            if (group < 0 || group > 9999) {
                throw ValueErrors.invalidBinary("invalid digit in external \"numeric\" value");
            }
            digits.append((char) ('0' + group / 1000))
                    .append((char) ('0' + group / 100 % 10))
                    .append((char) ('0' + group / 10 % 10))
                    .append((char) ('0' + group % 10));
        }
        reader.requireEnd();
        if (sign == NAN) {
            return Numeric.NAN;
        }
        if (sign == INFINITY || sign == NEGATIVE_INFINITY) {
            return sign == INFINITY ? Numeric.INFINITY : Numeric.NEGATIVE_INFINITY;
        }
        BigInteger unscaled = new BigInteger(digits.toString());
        int decimals = (count - 1 - weight) * 4;
        Numeric value = Numeric.of(sign == NEGATIVE ? unscaled.negate() : unscaled, 0);
        if (decimals <= 0) {
            value = Numeric.of(value.unscaled(), decimals);
            return value.truncate(scale);
        }
        return decimals <= Numeric.MAX_SCALE
                ? Numeric.of(value.unscaled(), decimals).truncate(scale)
                : Numeric.of(value.unscaled().divide(BigInteger.TEN.pow(decimals - scale)), scale);
    }
}
