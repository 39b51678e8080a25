package dev.borealis.types.value;

import dev.borealis.types.error.NumberErrors;

import java.math.BigInteger;

/** Quotients and remainders of numeric, with the scales that PostgreSQL gives them. */
final class NumericDivision {
    private NumericDivision() {}

    /** See {@link Numeric#divide(Numeric)}. */
    static Numeric divide(Numeric dividend, Numeric divisor) {
        if (!dividend.isFinite() || !divisor.isFinite()) {
            return special(dividend, divisor);
        }
        requireNonZero(divisor);
        return divide(dividend, divisor, scale(dividend, divisor));
    }

    /** The quotient rounded half away from zero; finite numbers, divisor not zero. */
    static Numeric divide(Numeric dividend, Numeric divisor, int resultScale) {
        int shift = resultScale + divisor.scale() - dividend.scale();
        BigInteger above = dividend.unscaled();
        BigInteger below = divisor.unscaled();
        if (shift >= 0) {
            above = above.multiply(PowersOfTen.bigPower(shift));
        } else {
            below = below.multiply(PowersOfTen.bigPower(-shift));
        }
        return Numeric.of(PowersOfTen.divideRounded(above, below), resultScale);
    }

    /** See {@link Numeric#divideTruncated}. */
    static Numeric truncated(Numeric dividend, Numeric divisor) {
        if (!dividend.isFinite() || !divisor.isFinite()) {
            return special(dividend, divisor);
        }
        requireNonZero(divisor);
        int common = Math.max(dividend.scale(), divisor.scale());
        return Numeric.of(dividend.unscaledAt(common).divide(divisor.unscaledAt(common)), 0);
    }

    /** See {@link Numeric#remainder}. */
    static Numeric remainder(Numeric dividend, Numeric divisor) {
        if (dividend.isNaN() || divisor.isNaN()) {
            return Numeric.NAN;
        }
        if (dividend.isInfinite()) {
            requireNonZero(divisor);
            return Numeric.NAN;
        }
        if (divisor.isInfinite()) {
            return dividend;
        }
        requireNonZero(divisor);
        int common = Math.max(dividend.scale(), divisor.scale());
        return Numeric.of(
                dividend.unscaledAt(common).remainder(divisor.unscaledAt(common)), common);
    }

    private static Numeric special(Numeric dividend, Numeric divisor) {
        if (dividend.isNaN() || divisor.isNaN()) {
            return Numeric.NAN;
        }
        if (divisor.isInfinite()) {
            return dividend.isInfinite() ? Numeric.NAN : Numeric.ZERO;
        }
        requireNonZero(divisor);
        return dividend.signum() * divisor.signum() > 0
                ? Numeric.INFINITY
                : Numeric.NEGATIVE_INFINITY;
    }

    private static void requireNonZero(Numeric divisor) {
        if (divisor.isZero()) {
            throw NumberErrors.divisionByZero();
        }
    }

    /** Decimals of a quotient. PostgreSQL counts in groups of four digits. */
    private static int scale(Numeric dividend, Numeric divisor) {
        int weight = dividend.weight() - divisor.weight();
        if (firstDigit(dividend) <= firstDigit(divisor)) {
            weight--;
        }
        int chosen = Numeric.MIN_SIGNIFICANT_DIGITS - weight * 4;
        return Math.min(
                Math.max(Math.max(chosen, 0), Math.max(dividend.scale(), divisor.scale())),
                Numeric.MAX_RESULT_SCALE);
    }

    /** The first digit in base 10,000; 0 for zero. */
    private static int firstDigit(Numeric value) {
        if (value.isZero()) {
            return 0;
        }
        int decimals = value.weight() * 4 + value.scale(); // after the first digit of base 10,000
        if (value.isSmall()) {
            long small = value.smallUnscaled();
            if (decimals <= 0) {
                return (int) (Math.abs(small) * PowersOfTen.power(-decimals));
            }
            // decimals < 19 because the leading group is not zero
            return (int) Math.abs(small / PowersOfTen.power(decimals));
        }
        BigInteger big = value.unscaled().abs();
        return decimals <= 0
                ? big.multiply(PowersOfTen.bigPower(-decimals)).intValueExact()
                : big.divide(PowersOfTen.bigPower(decimals)).intValueExact();
    }
}
