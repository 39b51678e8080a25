package dev.borealis.engine.function.number;

import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.value.Numeric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Roots, powers, exponentials and logarithms of numeric, with the number of decimals PostgreSQL 16 chooses: at least 16
 * significant digits and as many decimals as the arguments have. Finite arguments only.
 */
final class NumericMath {
    private static final int SIGNIFICANT = 16;
    private static final int MAX_SCALE = 1_000;
    private static final double LOG10_E = 0.434294481903252;

    /** Digits before the point a numeric can have. */
    private static final int MAX_INTEGER_DIGITS = 131_072;

    private NumericMath() {}

    private static int scale(int wanted, int least) {
        return Math.min(Math.max(Math.max(wanted, least), 0), MAX_SCALE);
    }

    private static Numeric rounded(BigDecimal value, int scale) {
        return Numeric.of(value.setScale(scale, RoundingMode.HALF_UP));
    }

    /** Decimal digits before the point less one, in groups of four as numeric is stored: the weight. */
    private static int weight(BigDecimal value) {
        return value.signum() == 0 ? 0 : Math.floorDiv(value.precision() - value.scale() - 1, 4);
    }

    static Numeric squareRoot(Numeric value) {
        BigDecimal exact = value.toBigDecimal();
        int rootWeight = (weight(exact) + 1) * 4 / 2 - 1;
        int scale = scale(SIGNIFICANT - rootWeight, value.scale());
        if (exact.signum() == 0) {
            return rounded(exact, scale);
        }
        BigInteger shifted = exact.setScale(2 * scale + 2, RoundingMode.DOWN).unscaledValue();
        return rounded(new BigDecimal(shifted.sqrt(), scale + 1), scale);
    }

    static Numeric exponential(Numeric value) {
        BigDecimal exact = value.toBigDecimal();
        double digits = exact.doubleValue() * LOG10_E;
        if (digits > MAX_INTEGER_DIGITS) {
            throw NumberErrors.numericOverflow();
        }
        int scale =
                scale(SIGNIFICANT - (int) Math.max(-2_000, Math.min(2_000, digits)), value.scale());
        if (digits < -scale - 2) {
            return rounded(BigDecimal.ZERO, scale);
        }
        return rounded(exp(exact, (int) Math.max(digits, 0) + scale + 8), scale);
    }

    static Numeric logarithm(Numeric value) {
        BigDecimal exact = value.toBigDecimal();
        int magnitude = logarithmWeight(exact);
        int scale = scale(SIGNIFICANT - magnitude, value.scale());
        return rounded(ln(exact, scale + Math.max(magnitude, 0) + 8), scale);
    }

    static Numeric logarithm(Numeric base, Numeric value) {
        BigDecimal exactBase = base.toBigDecimal();
        BigDecimal exact = value.toBigDecimal();
        int magnitude = logarithmWeight(exact) - logarithmWeight(exactBase);
        int scale = scale(SIGNIFICANT - magnitude, Math.max(base.scale(), value.scale()));
        int digits = scale + Math.max(magnitude, 0) + 20;
        BigDecimal divisor = ln(exactBase, digits);
        if (divisor.signum() == 0) {
            throw NumberErrors.divisionByZero();
        }
        return rounded(ln(exact, digits).divide(divisor, new MathContext(digits)), scale);
    }

    /** Estimated decimal exponent of the natural logarithm, truncated towards zero. */
    private static int logarithmWeight(BigDecimal value) {
        double near = value.doubleValue();
        if (near >= 0.9 && near <= 1.1) {
            BigDecimal difference = value.subtract(BigDecimal.ONE);
            return difference.signum() == 0 ? 0 : difference.precision() - difference.scale() - 1;
        }
        double logarithm =
                Math.log(
                                value.unscaledValue().doubleValue() == Double.POSITIVE_INFINITY
                                        ? 1
                                        : value.unscaledValue().doubleValue())
                        - value.scale() * Math.log(10);
        if (value.precision() > 300) {
            logarithm = (value.precision() - value.scale()) * Math.log(10);
        }
        return (int) Math.log10(Math.abs(logarithm));
    }

    static Numeric power(Numeric base, Numeric exponent) {
        BigDecimal exactBase = base.toBigDecimal();
        BigDecimal exactExponent = exponent.toBigDecimal();
        int least = Math.max(base.scale(), exponent.scale());
        if (exactBase.signum() == 0) {
            return rounded(
                    exactExponent.signum() == 0 ? BigDecimal.ONE : BigDecimal.ZERO, SIGNIFICANT);
        }
        double digits = exactExponent.doubleValue() * log10(exactBase.abs());
        if (digits > MAX_INTEGER_DIGITS) {
            throw NumberErrors.numericOverflow();
        }
        int scale = scale(SIGNIFICANT - (int) Math.max(-2_000, Math.min(2_000, digits)), least);
        if (digits + 1 < -scale) {
            return rounded(BigDecimal.ZERO, scale);
        }
        boolean whole = exactExponent.stripTrailingZeros().scale() <= 0;
        var precision = new MathContext((int) Math.max(digits, 0) + scale + 20);
        BigDecimal result;
        if (whole && exactExponent.abs().compareTo(BigDecimal.valueOf(999_999_999)) <= 0) {
            int count = exactExponent.intValueExact();
            result =
                    count >= 0
                            ? exactBase.pow(count, precision)
                            : BigDecimal.ONE.divide(exactBase.pow(-count, precision), precision);
        } else {
            result =
                    exp(
                            ln(exactBase.abs(), precision.getPrecision() + 10)
                                    .multiply(exactExponent),
                            precision.getPrecision());
            boolean odd = whole && exactExponent.toBigInteger().testBit(0);
            result = exactBase.signum() < 0 && odd ? result.negate() : result;
        }
        return rounded(result, scale);
    }

    private static double log10(BigDecimal value) {
        int shift = value.precision() - value.scale() - 1;
        return Math.log10(value.movePointLeft(shift).doubleValue()) + shift;
    }

    /** e to a power, to so many significant digits. */
    private static BigDecimal exp(BigDecimal value, int digits) {
        var precision = new MathContext(digits + 12);
        int halvings = 0;
        BigDecimal reduced = value;
        while (reduced.abs().compareTo(new BigDecimal("0.01")) > 0) {
            reduced = reduced.divide(BigDecimal.TWO, precision);
            halvings++;
        }
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        var inner = new MathContext(digits + 12 + halvings);
        for (int n = 1;
                term.signum() != 0 && term.precision() - term.scale() > -(digits + 12 + halvings);
                n++) {
            term = term.multiply(reduced, inner).divide(BigDecimal.valueOf(n), inner);
            sum = sum.add(term, inner);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, inner);
        }
        return sum;
    }

    /** Natural logarithm to so many decimals. */
    private static BigDecimal ln(BigDecimal value, int decimals) {
        int magnitude = Math.abs(value.precision() - value.scale());
        var precision = new MathContext(decimals + 12 + Integer.toString(magnitude).length());
        // value = reduced × 10^shift; the logarithm of 10 is asked for only when needed
        int shift = value.precision() - value.scale() - 1;
        BigDecimal reduced = value.movePointLeft(shift);
        BigDecimal result = series(reduced, precision);
        return shift == 0
                ? result
                : result.add(
                        series(BigDecimal.TEN, precision).multiply(BigDecimal.valueOf(shift)),
                        precision);
    }

    private static BigDecimal series(BigDecimal value, MathContext precision) {
        if (value.compareTo(BigDecimal.ONE) == 0) {
            return BigDecimal.ZERO;
        }
        int roots = 0;
        var inner = new MathContext(precision.getPrecision() + 10);
        BigDecimal reduced = value;
        while (reduced.subtract(BigDecimal.ONE).abs().compareTo(new BigDecimal("0.05")) > 0) {
            reduced = reduced.sqrt(inner);
            roots++;
        }
        // ln x = 2 artanh((x − 1) / (x + 1))
        BigDecimal quotient =
                reduced.subtract(BigDecimal.ONE).divide(reduced.add(BigDecimal.ONE), inner);
        BigDecimal square = quotient.multiply(quotient, inner);
        BigDecimal power = quotient;
        BigDecimal sum = quotient;
        for (int n = 3;
                power.signum() != 0 && power.precision() - power.scale() > -inner.getPrecision();
                n += 2) {
            power = power.multiply(square, inner);
            sum = sum.add(power.divide(BigDecimal.valueOf(n), inner), inner);
        }
        return sum.multiply(BigDecimal.valueOf(2).pow(roots + 1), precision);
    }
}
