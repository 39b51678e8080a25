package dev.borealis.types.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal that reads back as the same number, without trailing zeros, as PostgreSQL finds it. Java's differs
 * in two points: it gives at least two digits, and it accepts a decimal that lies exactly between two numbers.
 */
final class ShortestDecimal {
    private ShortestDecimal() {}

    static BigDecimal of(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (shortest.precision() == 2) {
            BigDecimal single = shortest.round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (single.doubleValue() == value && !isBetween(single, value)) {
                return single.stripTrailingZeros();
            }
        }
        // Only whole numbers from 2^54 on have neighbours whose middle is a short decimal.
        if (Math.abs(value) < 0x1p54 || !isBetween(shortest, value)) {
            return shortest;
        }
        return longerThan(shortest.precision(), new BigDecimal(value), value);
    }

    private static BigDecimal longerThan(int digits, BigDecimal exact, double value) {
        for (int wanted = digits; wanted < 17; wanted++) {
            BigDecimal rounded = exact.round(new MathContext(wanted, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value && !isBetween(rounded, value)) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static boolean isBetween(BigDecimal decimal, double value) {
        BigDecimal twice = decimal.add(decimal);
        BigDecimal exact = new BigDecimal(value);
        return isSum(twice, exact, Math.nextUp(value)) || isSum(twice, exact, Math.nextDown(value));
    }

    private static boolean isSum(BigDecimal twice, BigDecimal exact, double neighbour) {
        return !Double.isInfinite(neighbour)
                && twice.compareTo(exact.add(new BigDecimal(neighbour))) == 0;
    }

    static BigDecimal of(float value) {
        BigDecimal shortest = new BigDecimal(Float.toString(value)).stripTrailingZeros();
        if (shortest.precision() == 2) {
            BigDecimal single = shortest.round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (single.floatValue() == value && !isBetween(single, value)) {
                return single.stripTrailingZeros();
            }
        }
        if (Math.abs(value) < 0x1p25f || !isBetween(shortest, value)) {
            return shortest;
        }
        BigDecimal exact = new BigDecimal(value);
        for (int wanted = shortest.precision(); wanted < 9; wanted++) {
            BigDecimal rounded = exact.round(new MathContext(wanted, RoundingMode.HALF_EVEN));
            if (rounded.floatValue() == value && !isBetween(rounded, value)) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(9, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static boolean isBetween(BigDecimal decimal, float value) {
        BigDecimal twice = decimal.add(decimal);
        BigDecimal exact = new BigDecimal(value);
        return isSum(twice, exact, Math.nextUp(value)) || isSum(twice, exact, Math.nextDown(value));
    }
}
