package dev.borealis.engine.function.aggregate;

import dev.borealis.engine.function.Accumulator;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.value.Numeric;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.ToDoubleFunction;

/**
 * Variances, standard deviations, correlation and regression. Exact (numeric) for integers and numerics; the
 * Youngs–Cramer update for floats, as PostgreSQL does since version 12.
 */
public final class Statistics {
    private Statistics() {}

    private enum Spread {
        VARIANCE_POPULATION("var_pop"),
        VARIANCE_SAMPLE("var_samp", "variance"),
        DEVIATION_POPULATION("stddev_pop"),
        DEVIATION_SAMPLE("stddev_samp", "stddev");

        private final String[] names;

        Spread(String... names) {
            this.names = names;
        }

        boolean isSample() {
            return this == VARIANCE_SAMPLE || this == DEVIATION_SAMPLE;
        }

        boolean isDeviation() {
            return this == DEVIATION_POPULATION || this == DEVIATION_SAMPLE;
        }
    }

    public static void define(Implementations to) {
        for (Spread spread : Spread.values()) {
            for (String name : spread.names) {
                for (String type : new String[] {"int2", "int4", "int8", "numeric"}) {
                    to.aggregate(name + "(" + type + ")", _ -> new ExactSpread(spread));
                }
                Implementation.Aggregate ofFloat =
                        _ ->
                                new FloatSpread(
                                        sums -> spread(sums, spread), spread.isSample() ? 2 : 1);
                to.aggregate(name + "(float4)", ofFloat);
                to.aggregate(name + "(float8)", ofFloat);
            }
        }
        Implementation.Aggregate average = _ -> new FloatSpread(sums -> sums.sum / sums.rows, 1);
        to.aggregate("avg(float4)", average);
        to.aggregate("avg(float8)", average);
        regression(to);
    }

    private static double spread(FloatSpread sums, Spread spread) {
        double variance = sums.squares / (spread.isSample() ? sums.rows - 1 : sums.rows);
        return spread.isDeviation() ? Math.sqrt(variance) : variance;
    }

    private static void regression(Implementations to) {
        pair(to, "regr_sxx", 1, sums -> sums.xx);
        pair(to, "regr_syy", 1, sums -> sums.yy);
        pair(to, "regr_sxy", 1, sums -> sums.xy);
        pair(to, "regr_avgx", 1, sums -> sums.x / sums.rows);
        pair(to, "regr_avgy", 1, sums -> sums.y / sums.rows);
        pair(to, "covar_pop", 1, sums -> sums.xy / sums.rows);
        pair(to, "covar_samp", 2, sums -> sums.xy / (sums.rows - 1));
        pairOrNull(
                to,
                "corr",
                sums ->
                        sums.xx == 0 || sums.yy == 0
                                ? null
                                : sums.xy / Math.sqrt(sums.xx * sums.yy));
        pairOrNull(
                to,
                "regr_r2",
                sums ->
                        sums.xx == 0
                                ? null
                                : sums.yy == 0
                                        ? (Double) 1.0
                                        : (Double) (sums.xy * sums.xy / (sums.xx * sums.yy)));
        pairOrNull(to, "regr_slope", sums -> sums.xx == 0 ? null : sums.xy / sums.xx);
        pairOrNull(
                to,
                "regr_intercept",
                sums -> sums.xx == 0 ? null : (sums.y - sums.x * sums.xy / sums.xx) / sums.rows);
    }

    private static void pair(
            Implementations to, String name, int least, ToDoubleFunction<Pairs> result) {
        to.aggregate(
                name + "(float8,float8)",
                _ ->
                        new Pairs(
                                sums ->
                                        sums.rows < least
                                                ? null
                                                : (Double) result.applyAsDouble(sums)));
    }

    private static void pairOrNull(
            Implementations to,
            String name,
            java.util.function.Function<Pairs, @Nullable Double> result) {
        to.aggregate(
                name + "(float8,float8)",
                _ -> new Pairs(sums -> sums.rows < 1 ? null : result.apply(sums)));
    }

    /** Sums of values and squares, exact. */
    private static final class ExactSpread extends Accumulator {
        private final Spread spread;
        private Numeric sum = Numeric.ZERO;
        private Numeric squares = Numeric.ZERO;
        private long rows;

        ExactSpread(Spread spread) {
            this.spread = spread;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            Object argument = arguments[0];
            if (argument == null) {
                return;
            }
            Numeric value =
                    argument instanceof Long number ? Numeric.of(number) : (Numeric) argument;
            sum = sum.add(value);
            squares = squares.add(value.multiply(value));
            rows++;
        }

        @Override
        public @Nullable Object result(Call call) {
            if (rows == 0 || spread.isSample() && rows == 1) {
                return null;
            }
            if (!sum.isFinite()) {
                return Numeric.NAN;
            }
            Numeric count = Numeric.of(rows);
            Numeric numerator = count.multiply(squares).subtract(sum.multiply(sum));
            if (numerator.signum() <= 0) {
                return Numeric.ZERO;
            }
            Numeric variance =
                    numerator.divide(
                            count.multiply(Numeric.of(spread.isSample() ? rows - 1 : rows)));
            return spread.isDeviation() ? squareRoot(variance) : variance;
        }
    }

    /** With as many decimals as the argument has, rounded half up. */
    private static Numeric squareRoot(Numeric value) {
        BigDecimal exact = value.toBigDecimal();
        BigInteger digits =
                exact.setScale(2 * value.scale() + 2, RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .sqrt();
        return Numeric.of(
                new BigDecimal(digits, value.scale() + 1)
                        .setScale(value.scale(), RoundingMode.HALF_UP));
    }

    /** Count, sum and sum of squared differences from the mean. */
    private static final class FloatSpread extends CountAndSum.OfDouble {
        private final ToDoubleFunction<FloatSpread> result;
        private final int least;
        private double rows;
        private double sum;
        private double squares;

        FloatSpread(ToDoubleFunction<FloatSpread> result, int least) {
            this.result = result;
            this.least = least;
        }

        @Override
        public void addDouble(Call call, double argument) {
            double before = rows++;
            double sumBefore = sum;
            sum += argument;
            if (before > 0) {
                double difference = argument * rows - sum;
                squares += difference * difference / (rows * before);
                if (Double.isInfinite(sum) || Double.isInfinite(squares)) {
                    if (!Double.isInfinite(sumBefore) && !Double.isInfinite(argument)) {
                        throw NumberErrors.floatOverflow();
                    }
                    squares = Double.NaN;
                }
            } else if (Double.isNaN(argument) || Double.isInfinite(argument)) {
                squares = Double.NaN;
            }
        }

        @Override
        public @Nullable Object result(Call call) {
            return rows < least ? null : (Object) result.applyAsDouble(this);
        }
    }

    /** The sums of pairs (y, x). */
    private static final class Pairs extends Accumulator {
        private final java.util.function.Function<Pairs, @Nullable Double> result;
        private double rows;
        private double x;
        private double xx;
        private double y;
        private double yy;
        private double xy;

        Pairs(java.util.function.Function<Pairs, @Nullable Double> result) {
            this.result = result;
        }

        @Override
        public void add(Call call, @Nullable Object[] arguments) {
            if (!(arguments[0] instanceof Double newY) || !(arguments[1] instanceof Double newX)) {
                return;
            }
            double before = rows++;
            double xBefore = x;
            double yBefore = y;
            x += newX;
            y += newY;
            if (before > 0) {
                double differenceX = newX * rows - x;
                double differenceY = newY * rows - y;
                double scale = 1.0 / (rows * before);
                xx += differenceX * differenceX * scale;
                yy += differenceY * differenceY * scale;
                xy += differenceX * differenceY * scale;
                checkOverflow(xBefore, yBefore, newX, newY);
            } else {
                if (!Double.isFinite(newX)) {
                    xx = Double.NaN;
                    xy = Double.NaN;
                }
                if (!Double.isFinite(newY)) {
                    yy = Double.NaN;
                    xy = Double.NaN;
                }
            }
        }

        private void checkOverflow(double xBefore, double yBefore, double newX, double newY) {
            boolean infinite =
                    Double.isInfinite(x)
                            || Double.isInfinite(xx)
                            || Double.isInfinite(y)
                            || Double.isInfinite(yy)
                            || Double.isInfinite(xy);
            if (!infinite) {
                return;
            }
            boolean xWas = Double.isInfinite(xBefore) || Double.isInfinite(newX);
            boolean yWas = Double.isInfinite(yBefore) || Double.isInfinite(newY);
            if ((Double.isInfinite(x) || Double.isInfinite(xx)) && !xWas
                    || (Double.isInfinite(y) || Double.isInfinite(yy)) && !yWas
                    || Double.isInfinite(xy) && !xWas && !yWas) {
                throw NumberErrors.floatOverflow();
            }
            if (Double.isInfinite(xx)) {
                xx = Double.NaN;
            }
            if (Double.isInfinite(yy)) {
                yy = Double.NaN;
            }
            if (Double.isInfinite(xy)) {
                xy = Double.NaN;
            }
        }

        @Override
        public @Nullable Object result(Call call) {
            return result.apply(this);
        }
    }
}
