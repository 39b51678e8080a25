package dev.borealis.engine.function.number;

import dev.borealis.engine.function.Implementations;
import dev.borealis.types.error.NumberErrors;

import java.util.function.DoubleUnaryOperator;

/** Roots, powers, logarithms, trigonometry, rounding of double precision; random numbers. */
public final class MathFunctions {
    private MathFunctions() {}

    public static void define(Implementations to) {
        unary(to, "dceil", Math::ceil);
        unary(to, "dfloor", Math::floor);
        unary(to, "dround", Math::rint);
        unary(to, "dtrunc", value -> value < 0 ? Math.ceil(value) : Math.floor(value));
        unary(to, "dsign", value -> value > 0 ? 1 : value < 0 ? -1 : 0);
        unary(to, "dcbrt", Math::cbrt);
        unary(to, "dsqrt", MathFunctions::squareRoot);
        unary(to, "dexp", MathFunctions::exponential);
        unary(to, "dlog1", value -> logarithm(value, StrictMath::log));
        unary(to, "dlog10", value -> logarithm(value, StrictMath::log10));
        to.doubleOfDoubleDouble("dpow", (_, a, b) -> power(a, b));
        unary(to, "degrees", value -> finite(value, Math.toDegrees(value)));
        unary(to, "radians", value -> value * 0.0174532925199432957692);
        to.general("dpi", (_, _) -> Math.PI);
        trigonometry(to);
        hyperbolic(to);
        Degrees.define(to);
        to.general("drandom", (call, _) -> call.random().nextDouble());
        to.general(
                "width_bucket_float8",
                (_, a) -> bucket((Double) a[0], (Double) a[1], (Double) a[2], (Long) a[3]));
        unary(to, "derf", ErrorFunction::erf);
        unary(to, "derfc", ErrorFunction::erfc);
        to.general(
                "drandom_normal",
                (call, a) -> (Double) a[0] + (Double) a[1] * call.random().nextGaussian());
    }

    private static void unary(Implementations to, String key, DoubleUnaryOperator operator) {
        to.doubleOfDouble(key, (_, value) -> operator.applyAsDouble(value));
    }

    private static void trigonometry(Implementations to) {
        unary(to, "dsin", value -> StrictMath.sin(bounded(value)));
        unary(to, "dcos", value -> StrictMath.cos(bounded(value)));
        unary(to, "dtan", value -> StrictMath.tan(bounded(value)));
        unary(to, "dcot", value -> 1.0 / StrictMath.tan(bounded(value)));
        unary(to, "dasin", value -> StrictMath.asin(inUnit(value)));
        unary(to, "dacos", value -> StrictMath.acos(inUnit(value)));
        unary(to, "datan", StrictMath::atan);
        to.doubleOfDoubleDouble("datan2", (_, a, b) -> StrictMath.atan2(a, b));
    }

    private static void hyperbolic(Implementations to) {
        unary(to, "dsinh", StrictMath::sinh);
        unary(to, "dcosh", StrictMath::cosh);
        unary(to, "dtanh", StrictMath::tanh);
        unary(to, "dasinh", MathFunctions::inverseSinh);
        unary(to, "dacosh", MathFunctions::inverseCosh);
        unary(to, "datanh", MathFunctions::inverseTanh);
    }

    private static double bounded(double value) {
        if (Double.isInfinite(value)) {
            throw NumberErrors.inputOutOfRange();
        }
        return value;
    }

    private static double inUnit(double value) {
        if (value < -1 || value > 1) {
            throw NumberErrors.inputOutOfRange();
        }
        return value;
    }

    private static double finite(double input, double result) {
        if (Double.isInfinite(result) && !Double.isInfinite(input)) {
            throw NumberErrors.floatOverflow();
        }
        return result;
    }

    private static double squareRoot(double value) {
        if (value < 0) {
            throw NumberErrors.squareRootOfNegative();
        }
        return Math.sqrt(value);
    }

    private static double exponential(double value) {
        double result = Math.exp(value);
        if (result == 0 && !Double.isInfinite(value)) {
            throw NumberErrors.floatUnderflow();
        }
        return finite(value, result);
    }

    private static double logarithm(double value, DoubleUnaryOperator operator) {
        if (value == 0) {
            throw NumberErrors.logarithmOfZero();
        }
        if (value < 0) {
            throw NumberErrors.logarithmOfNegative();
        }
        return operator.applyAsDouble(value);
    }

    private static double power(double base, double exponent) {
        if (Double.isNaN(base)) {
            return exponent == 0 ? 1 : base;
        }
        if (Double.isNaN(exponent)) {
            return base == 1 ? 1 : exponent;
        }
        if (base == 0 && exponent < 0) {
            throw NumberErrors.zeroToNegativePower();
        }
        if (base < 0 && Math.floor(exponent) != exponent) {
            throw NumberErrors.complexPower();
        }
        if (Double.isInfinite(exponent) && Math.abs(base) == 1) {
            return 1;
        }
        double result = StrictMath.pow(base, exponent);
        if (!Double.isInfinite(base) && !Double.isInfinite(exponent)) {
            if (Double.isInfinite(result)) {
                throw NumberErrors.floatOverflow();
            }
            if (result == 0 && base != 0) {
                throw NumberErrors.floatUnderflow();
            }
        }
        return result;
    }

    private static double inverseSinh(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        double size = Math.abs(value);
        double result =
                size > 0x1p28
                        ? StrictMath.log(size) + StrictMath.log(2)
                        : Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
        return Math.copySign(result, value);
    }

    private static double inverseCosh(double value) {
        if (value < 1) {
            throw NumberErrors.inputOutOfRange();
        }
        if (value > 0x1p28) {
            return StrictMath.log(value) + StrictMath.log(2);
        }
        double above = value - 1;
        return Math.log1p(above + Math.sqrt(2 * above + above * above));
    }

    private static double inverseTanh(double value) {
        inUnit(value);
        if (Math.abs(value) == 1) {
            return value / 0.0;
        }
        return Math.copySign(0.5 * Math.log1p(2 * Math.abs(value) / (1 - Math.abs(value))), value);
    }

    private static long bucket(double operand, double low, double high, long count) {
        if (count <= 0) {
            throw NumberErrors.bucketCount();
        }
        if (Double.isNaN(operand) || Double.isNaN(low) || Double.isNaN(high)) {
            throw NumberErrors.bucketNan();
        }
        if (Double.isInfinite(low) || Double.isInfinite(high)) {
            throw NumberErrors.bucketBoundsFinite();
        }
        if (low == high) {
            throw NumberErrors.bucketBoundsEqual();
        }
        if (low < high ? operand < low : operand > low) {
            return 0;
        }
        if (low < high ? operand >= high : operand <= high) {
            return IntegerFunctions.int4(count + 1);
        }
        double range = high - low;
        double part =
                Double.isInfinite(range)
                        ? (operand / 2 - low / 2) / (high / 2 - low / 2)
                        : (operand - low) / range;
        long bucket = (long) (part * count);
        return Math.min(bucket, count - 1) + 1;
    }
}
