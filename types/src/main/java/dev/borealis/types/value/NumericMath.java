package dev.borealis.types.value;

import dev.borealis.types.error.NumberErrors;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Roots, powers and logarithms of numeric. The result has the scale that PostgreSQL would choose, which gives at least 16
 * significant digits, and is rounded to it.
 */
public final class NumericMath {
    private static final double LOG10_E = 0.434294481903252;
    private static final double LN_10 = 2.302585092994046;

    /** From here on e^x has too many digits. Source: PostgreSQL 16. */
    private static final double EXP_BOUND = 6_000;

    /** The same for the estimate of a power. Source: PostgreSQL 16. */
    private static final double POWER_BOUND = 6_020;

    private static final int GUARD_DIGITS = 12;

    private NumericMath() {}

    private static int resultScale(long wanted, int... least) {
        long scale = Math.max(wanted, 0);
        for (int one : least) {
            scale = Math.max(scale, one);
        }
        return (int) Math.min(scale, Numeric.MAX_RESULT_SCALE);
    }

    /** With PostgreSQL's number of digits. 2201F when negative. */
    public static Numeric sqrt(Numeric value) {
        if (value.isNaN()) {
            return value;
        }
        if (value.signum() < 0) {
            throw NumberErrors.squareRootOfNegative();
        }
        if (value.isInfinite()) {
            return value;
        }
        int scale =
                resultScale(
                        Numeric.MIN_SIGNIFICANT_DIGITS - (value.weight() * 2L + 1), value.scale());
        BigInteger radicand = value.unscaled();
        int shift = 2 * scale - value.scale();
        radicand =
                shift >= 0
                        ? radicand.multiply(BigInteger.TEN.pow(shift))
                        : radicand.divide(BigInteger.TEN.pow(-shift));
        BigInteger[] root = radicand.sqrtAndRemainder();
        return Numeric.of(
                root[1].compareTo(root[0]) > 0 ? root[0].add(BigInteger.ONE) : root[0], scale);
    }

    /** With PostgreSQL's number of digits. 22003 when it is too large. */
    public static Numeric exp(Numeric value) {
        if (value.isNaN()) {
            return value;
        }
        if (value.isInfinite()) {
            return value.signum() > 0 ? value : Numeric.ZERO;
        }
        double approximation = value.toDoubleOrInfinity();
        double weight = Math.clamp(approximation * LOG10_E, -2_000, 2_000);
        int scale = resultScale(Numeric.MIN_SIGNIFICANT_DIGITS - (int) weight, value.scale());
        return exp(value.toBigDecimal(), approximation, scale);
    }

    private static Numeric exp(BigDecimal value, double approximation, int scale) {
        if (Math.abs(approximation) >= EXP_BOUND) {
            if (approximation > 0) {
                throw NumberErrors.numericOverflow();
            }
            return Numeric.of(0, scale);
        }
        int digits = Math.max(1, scale + (int) Math.max(approximation * LOG10_E, -scale) + 1);
        return rounded(exp(value, new MathContext(digits + GUARD_DIGITS)), scale);
    }

    private static Numeric rounded(BigDecimal value, int scale) {
        return Numeric.of(value.setScale(scale, RoundingMode.HALF_UP));
    }

    /** By the series, after halving the exponent until it is small. */
    private static BigDecimal exp(BigDecimal value, MathContext digits) {
        if (value.signum() == 0) {
            return BigDecimal.ONE;
        }
        int halvings = Math.max(0, value.precision() - value.scale()) * 4 + 8;
        var inner = new MathContext(digits.getPrecision() + halvings / 3 + 4);
        BigDecimal small = value.divide(new BigDecimal(BigInteger.TWO.pow(halvings)), inner);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        BigDecimal least = BigDecimal.ONE.movePointLeft(inner.getPrecision() + 1);
        for (int i = 1; term.abs().compareTo(least) > 0; i++) {
            term = term.multiply(small, inner).divide(BigDecimal.valueOf(i), inner);
            sum = sum.add(term, inner);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, inner);
        }
        return sum.round(digits);
    }

    /** With PostgreSQL's number of digits. 2201E when zero or negative. */
    public static Numeric ln(Numeric value) {
        if (value.isNaN()) {
            return value;
        }
        requireLogarithm(value);
        if (value.isInfinite()) {
            return value;
        }
        int scale = resultScale(Numeric.MIN_SIGNIFICANT_DIGITS - lnWeight(value), value.scale());
        return rounded(ln(value.toBigDecimal(), scale), scale);
    }

    private static void requireLogarithm(Numeric value) {
        if (value.signum() < 0) {
            throw NumberErrors.logarithmOfNegative();
        }
        if (value.isZero()) {
            throw NumberErrors.logarithmOfZero();
        }
    }

    /** Logarithm to base 10. */
    public static Numeric log10(Numeric value) {
        return log(Numeric.of(10), value);
    }

    /** With PostgreSQL's number of digits. 2201E when one of the two is zero or negative. */
    public static Numeric log(Numeric base, Numeric value) {
        if (base.isNaN() || value.isNaN()) {
            return Numeric.NAN;
        }
        requireLogarithm(base);
        requireLogarithm(value);
        if (base.isInfinite() || value.isInfinite()) {
            if (base.isInfinite()) {
                return value.isInfinite() ? Numeric.NAN : Numeric.ZERO;
            }
            return Numeric.INFINITY;
        }
        int weight = lnWeight(value) - lnWeight(base);
        int scale =
                resultScale(
                        (long) Numeric.MIN_SIGNIFICANT_DIGITS - weight,
                        base.scale(),
                        value.scale());
        int innerScale =
                scale + GUARD_DIGITS + Math.abs(lnWeight(base)) + Math.abs(lnWeight(value));
        BigDecimal divisor = ln(base.toBigDecimal(), innerScale);
        if (divisor.signum() == 0) {
            throw NumberErrors.divisionByZero();
        }
        BigDecimal dividend = ln(value.toBigDecimal(), innerScale);
        return Numeric.of(dividend.divide(divisor, scale, RoundingMode.HALF_UP));
    }

    /** Exponent of the first decimal digit of the logarithm, about. */
    private static int lnWeight(Numeric value) {
        BigDecimal number = value.toBigDecimal();
        BigDecimal aboveOne = number.subtract(BigDecimal.ONE);
        if (aboveOne.abs().compareTo(new BigDecimal("0.1")) <= 0) {
            return aboveOne.signum() == 0 ? 0 : aboveOne.precision() - aboveOne.scale() - 1;
        }
        return (int) Math.log10(Math.abs(approximateLn(number)));
    }

    private static double approximateLn(BigDecimal value) {
        int exponent = value.precision() - value.scale() - 1;
        return Math.log(value.movePointLeft(exponent).doubleValue()) + exponent * LN_10;
    }

    /** With so many correct decimals, and a few more. */
    private static BigDecimal ln(BigDecimal value, int scale) {
        if (value.compareTo(BigDecimal.ONE) == 0) {
            return BigDecimal.ZERO;
        }
        double start = approximateLn(value);
        int digits = scale + GUARD_DIGITS + Math.max(0, (int) Math.log10(Math.abs(start) + 1)) + 1;
        var inner = new MathContext(digits + 6);
        BigDecimal aboveOne = value.subtract(BigDecimal.ONE);
        BigDecimal result;
        if (aboveOne.abs().compareTo(new BigDecimal("0.001")) < 0) {
            result = aboveOne; // near 1 a double would know no digit
        } else {
            result = new BigDecimal(start);
        }
        // y + 2 (x − e^y) / (x + e^y) has three times as many correct digits as y
        BigDecimal least = BigDecimal.ONE.movePointLeft(scale + GUARD_DIGITS);
        for (int i = 0; i < 30; i++) {
            BigDecimal power =
                    exp(
                            result,
                            new MathContext(
                                    inner.getPrecision()
                                            + Math.max(0, value.precision() - value.scale())));
            BigDecimal step =
                    value.subtract(power).multiply(BigDecimal.TWO).divide(value.add(power), inner);
            result = result.add(step, inner);
            if (step.abs().compareTo(least) <= 0) {
                break;
            }
        }
        return result;
    }

    /** With PostgreSQL's number of digits. 2201F where there is no real result. */
    public static Numeric power(Numeric base, Numeric exponent) {
        if (!base.isFinite() || !exponent.isFinite()) {
            return powerSpecial(base, exponent);
        }
        if (base.isZero() && exponent.signum() < 0) {
            throw NumberErrors.zeroToNegativePower();
        }
        boolean whole = exponent.compareTo(exponent.truncate(0)) == 0;
        if (base.signum() < 0 && !whole) {
            throw NumberErrors.complexPower();
        }
        if (whole && exponent.truncate(0).isSmall()) {
            long number = exponent.truncate(0).smallUnscaled();
            if ((int) number == number) {
                return powerWhole(base, (int) number, exponent.scale());
            }
        }
        if (base.isZero()) {
            return Numeric.of(0, Numeric.MIN_SIGNIFICANT_DIGITS);
        }
        boolean negative = base.signum() < 0 && exponent.truncate(0).unscaled().testBit(0);
        Numeric size = base.abs();
        // PostgreSQL estimates with eight digits, which decides the scale of the result
        int estimateScale = resultScale(8L - lnWeight(size));
        Numeric estimate = rounded(ln(size.toBigDecimal(), estimateScale), estimateScale);
        double approximation =
                estimate.multiply(exponent).round(estimateScale).toDoubleOrInfinity();
        if (Math.abs(approximation) > POWER_BOUND) {
            if (approximation > 0) {
                throw NumberErrors.numericOverflow();
            }
            return Numeric.of(0, Numeric.MAX_RESULT_SCALE);
        }
        int scale =
                resultScale(
                        Numeric.MIN_SIGNIFICANT_DIGITS - (int) (approximation * LOG10_E),
                        base.scale(),
                        exponent.scale());
        int integerDigits = Math.max(0, (int) (approximation * LOG10_E)) + 1;
        int exponentDigits = Math.max(0, exponent.toBigDecimal().precision() - exponent.scale());
        BigDecimal product =
                ln(size.toBigDecimal(), scale + integerDigits + exponentDigits + GUARD_DIGITS)
                        .multiply(exponent.toBigDecimal());
        Numeric result =
                rounded(exp(product, new MathContext(scale + integerDigits + GUARD_DIGITS)), scale);
        return negative ? result.negate() : result;
    }

    private static Numeric powerWhole(Numeric base, int exponent, int exponentScale) {
        double weight =
                base.isZero() ? 0 : exponent * (approximateLn(base.abs().toBigDecimal()) * LOG10_E);
        if (weight > Numeric.MAX_INTEGER_DIGITS) {
            throw NumberErrors.numericOverflow();
        }
        if (weight + 1 < -Numeric.MAX_RESULT_SCALE) {
            return Numeric.of(0, Numeric.MAX_RESULT_SCALE);
        }
        int scale =
                resultScale(
                        Numeric.MIN_SIGNIFICANT_DIGITS - (int) weight, base.scale(), exponentScale);
        if (base.isZero()) {
            return exponent == 0 ? Numeric.ONE.round(scale) : Numeric.of(0, scale);
        }
        int digits =
                Math.max(1, (int) weight + 1 + scale)
                        + GUARD_DIGITS
                        + Integer.toString(exponent).length();
        var context = new MathContext(digits);
        BigDecimal result = BigDecimal.ONE;
        BigDecimal square = base.toBigDecimal();
        for (long rest = Math.abs((long) exponent); rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = result.multiply(square, context);
            }
            square = square.multiply(square, context);
        }
        return exponent >= 0
                ? rounded(result, scale)
                : Numeric.of(BigDecimal.ONE.divide(result, scale, RoundingMode.HALF_UP));
    }

    private static Numeric powerSpecial(Numeric base, Numeric exponent) {
        if (base.isNaN()) {
            return exponent.isZero() ? Numeric.ONE : Numeric.NAN;
        }
        if (exponent.isNaN()) {
            return base.compareTo(Numeric.ONE) == 0 ? Numeric.ONE : Numeric.NAN;
        }
        if (base.isZero() && exponent.signum() < 0) {
            throw NumberErrors.zeroToNegativePower();
        }
        if (exponent.isInfinite()) {
            int size = base.abs().compareTo(Numeric.ONE);
            if (size == 0) {
                return Numeric.ONE;
            }
            return size > 0 == exponent.signum() > 0 ? Numeric.INFINITY : Numeric.ZERO;
        }
        // the base is infinite, the exponent is not
        if (exponent.isZero()) {
            return Numeric.ONE;
        }
        boolean whole = exponent.compareTo(exponent.truncate(0)) == 0;
        if (base.signum() < 0 && !whole) {
            throw NumberErrors.complexPower();
        }
        if (exponent.signum() < 0) {
            return Numeric.ZERO;
        }
        boolean odd = whole && exponent.truncate(0).unscaled().testBit(0);
        return base.signum() < 0 && odd ? Numeric.NEGATIVE_INFINITY : Numeric.INFINITY;
    }
}
