package dev.borealis.types.value;

import java.math.BigInteger;

/** Counting, scaling and rounding by powers of ten, without objects where a {@code long} suffices. */
final class PowersOfTen {
    /** The greatest exponent whose power fits a {@code long}. */
    static final int MAX_LONG_EXPONENT = 18;

    private static final long[] POWERS = powers();

    private PowersOfTen() {}

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /** @param exponent 0 to {@value #MAX_LONG_EXPONENT} */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    static BigInteger bigPower(int exponent) {
        return exponent <= MAX_LONG_EXPONENT
                ? BigInteger.valueOf(POWERS[exponent])
                : BigInteger.TEN.pow(exponent);
    }

    /** Decimal digits of a number; 1 for zero. */
    static int digits(long value) {
        if (value == Long.MIN_VALUE) {
            return 19;
        }
        long absolute = Math.abs(value);
        int digits = 1;
        while (digits < 19 && absolute >= POWERS[digits]) {
            digits++;
        }
        return digits;
    }

    /** {@code value} × 10^{@code digits}, or Long.MIN_VALUE when that does not fit. */
    static long scaledUp(long value, int digits) {
        if (digits == 0) {
            return value;
        }
        if (digits > MAX_LONG_EXPONENT) {
            return value == 0 ? 0 : Long.MIN_VALUE;
        }
        long power = POWERS[digits];
        long low = value * power;
        return Math.multiplyHigh(value, power) == (low >> 63) ? low : Long.MIN_VALUE;
    }

    /** The quotient rounded half away from zero. */
    static BigInteger divideRounded(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        if (parts[1].abs().shiftLeft(1).compareTo(divisor.abs()) >= 0) {
            return dividend.signum() * divisor.signum() < 0
                    ? parts[0].subtract(BigInteger.ONE)
                    : parts[0].add(BigInteger.ONE);
        }
        return parts[0];
    }
}
