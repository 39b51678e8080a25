package dev.borealis.engine.function.number;

import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.error.NumberErrors;

/**
 * Arithmetic and casts of real and double precision. A real travels as a widened float. A finite result from finite
 * operands is required: overflow and underflow to zero are errors.
 */
public final class FloatFunctions {
    private FloatFunctions() {}

    public static void define(Implementations to) {
        to.doubleOfDoubleDouble("float4pl", (_, a, b) -> overflow((float) a + (float) b, a, b));
        to.doubleOfDoubleDouble("float4mi", (_, a, b) -> overflow((float) a - (float) b, a, b));
        to.doubleOfDoubleDouble("float4mul", (_, a, b) -> product((float) a * (float) b, a, b));
        to.doubleOfDoubleDouble("float4div", (_, a, b) -> quotient((float) a / (float) b, a, b));
        for (String types : new String[] {"float8", "float48", "float84"}) {
            to.doubleOfDoubleDouble(types + "pl", (_, a, b) -> overflow(a + b, a, b));
            to.doubleOfDoubleDouble(types + "mi", (_, a, b) -> overflow(a - b, a, b));
            to.doubleOfDoubleDouble(types + "mul", (_, a, b) -> product(a * b, a, b));
            to.doubleOfDoubleDouble(types + "div", (_, a, b) -> quotient(a / b, a, b));
        }
        for (String type : new String[] {"float4", "float8"}) {
            to.doubleOfDouble(type + "um", (_, a) -> -a);
            to.doubleOfDouble(type + "up", (_, a) -> a);
            to.doubleOfDouble(type + "abs", (_, a) -> Math.abs(a));
        }
        casts(to);
    }

    private static void casts(Implementations to) {
        Implementation.DoubleOfLong widen = (_, a) -> a;
        to.doubleOfLong("i2tod", widen);
        to.doubleOfLong("i4tod", widen);
        to.doubleOfLong("i8tod", widen);
        to.doubleOfLong("i2tof", widen);
        to.doubleOfLong("i4tof", (_, a) -> (float) a);
        to.doubleOfLong("i8tof", (_, a) -> (float) a);
        to.doubleOfDouble("ftod", (_, a) -> a);
        to.doubleOfDouble("dtof", (_, a) -> narrow(a));
        for (String source : new String[] {"d", "f"}) {
            to.longOfDouble(
                    source + "toi2",
                    (_, a) -> round(a, Short.MIN_VALUE, -(double) Short.MIN_VALUE, "smallint"));
            to.longOfDouble(
                    source + "toi4",
                    (_, a) -> round(a, Integer.MIN_VALUE, -(double) Integer.MIN_VALUE, "integer"));
            to.longOfDouble(
                    source + "toi8",
                    (_, a) -> round(a, Long.MIN_VALUE, -(double) Long.MIN_VALUE, "bigint"));
        }
    }

    /** Half to even. @param above smallest number that is too large */
    private static long round(double value, double least, double above, String type) {
        double rounded = Math.rint(value);
        if (!(rounded >= least && rounded < above)) { // also for NaN
            throw NumberErrors.outOfRange(type);
        }
        return (long) rounded;
    }

    /** Double precision to real. */
    public static double narrow(double value) {
        float result = (float) value;
        if (Float.isInfinite(result) && !Double.isInfinite(value)) {
            throw NumberErrors.floatOverflow();
        }
        if (result == 0 && value != 0) {
            throw NumberErrors.floatUnderflow();
        }
        return result;
    }

    private static double overflow(double result, double a, double b) {
        if (Double.isInfinite(result) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
            throw NumberErrors.floatOverflow();
        }
        return result;
    }

    private static double product(double result, double a, double b) {
        overflow(result, a, b);
        if (result == 0 && a != 0 && b != 0) {
            throw NumberErrors.floatUnderflow();
        }
        return result;
    }

    private static double quotient(double result, double a, double b) {
        if (b == 0 && !Double.isNaN(a)) {
            throw NumberErrors.divisionByZero();
        }
        if (Double.isInfinite(result) && !Double.isInfinite(a)) {
            throw NumberErrors.floatOverflow();
        }
        if (result == 0 && a != 0 && !Double.isInfinite(b)) {
            throw NumberErrors.floatUnderflow();
        }
        return result;
    }

    /** PostgreSQL's order: NaN equals NaN and is above all, −0 equals 0. */
    public static int compare(double a, double b) {
        if (a < b) {
            return -1;
        }
        if (a > b) {
            return 1;
        }
        if (a == b) {
            return 0;
        }
        return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
}
