package dev.borealis.engine.key;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.value.Numeric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Numeric in a key: a byte for the kind (negative, zero, positive, infinities, NaN as the greatest), then the exponent,
 * then the decimal digits two to a byte, closed by a zero byte. Trailing zeros are left out, so equal numbers are equal
 * bytes whatever their scale; of negative numbers all bytes after the first are complemented.
 */
final class NumericKey {
    private static final int NEGATIVE_INFINITY = 1;
    private static final int NEGATIVE = 2;
    private static final int ZERO = 3;
    private static final int POSITIVE = 4;
    private static final int INFINITY = 5;
    private static final int NAN = 6;

    /** Makes every exponent of a numeric (−16,383 to 131,072) a positive number of three bytes. */
    private static final int EXPONENT_BIAS = 0x40_0000;

    private NumericKey() {}

    static void append(ByteAppender out, Numeric value) {
        if (!value.isFinite()) {
            out.appendByte(value.isNaN() ? NAN : value.signum() > 0 ? INFINITY : NEGATIVE_INFINITY);
            return;
        }
        int sign = value.signum();
        if (sign == 0) {
            out.appendByte(ZERO);
            return;
        }
        int turn = sign < 0 ? 0xFF : 0;
        out.appendByte(sign < 0 ? NEGATIVE : POSITIVE);
        String digits = digits(value);
        int exponent = digits.length() - value.scale() + EXPONENT_BIAS; // 0.d1d2d3… × 10^exponent
        out.appendByte(exponent >>> 16 ^ turn);
        out.appendByte(exponent >>> 8 ^ turn);
        out.appendByte(exponent ^ turn);
        int length = digits.length();
        while (digits.charAt(length - 1) == '0') {
            length--;
        }
        for (int i = 0; i < length; i += 2) {
            int pair =
                    (digits.charAt(i) - '0') * 10
                            + (i + 1 < length ? digits.charAt(i + 1) - '0' : 0);
            out.appendByte(pair + 1 ^ turn);
        }
        out.appendByte(turn);
    }

    /** Reads back what {@link #append} wrote; the scale is the smallest that holds the number. */
    static Numeric read(ByteBuffer in) {
        int kind = in.get();
        return switch (kind) {
            case NEGATIVE_INFINITY -> Numeric.NEGATIVE_INFINITY;
            case INFINITY -> Numeric.INFINITY;
            case NAN -> Numeric.NAN;
            case ZERO -> Numeric.ZERO;
            case NEGATIVE, POSITIVE -> finite(in, kind == NEGATIVE ? 0xFF : 0);
            default -> throw new IllegalArgumentException("no numeric: " + kind);
        };
    }

    private static Numeric finite(ByteBuffer in, int turn) {
        int exponent = 0;
        for (int i = 0; i < 3; i++) {
            exponent = exponent << 8 | in.get() & 0xFF ^ turn;
        }
        var digits = new StringBuilder();
        for (int pair = in.get() & 0xFF ^ turn; pair != 0; pair = in.get() & 0xFF ^ turn) {
            digits.append((char) ('0' + (pair - 1) / 10)).append((char) ('0' + (pair - 1) % 10));
        }
        int scale = digits.length() - (exponent - EXPONENT_BIAS);
        BigDecimal value = new BigDecimal(new BigInteger(digits.toString()), scale);
        BigDecimal signed = (turn == 0 ? value : value.negate()).stripTrailingZeros();
        return Numeric.of(signed.scale() < 0 ? signed.setScale(0) : signed);
    }

    private static String digits(Numeric value) {
        if (value.isSmall() && value.smallUnscaled() != Long.MIN_VALUE) {
            return Long.toString(Math.abs(value.smallUnscaled()));
        }
        return value.unscaled().abs().toString();
    }

    /** Bytes that PostgreSQL's storage would take, about: four digits to two bytes and a header. */
    static int storedBytes(Numeric value) {
        return value.isFinite() ? 4 + (digits(value).length() + 3) / 4 * 2 : 2;
    }
}
