package dev.borealis.engine.function.number;

import dev.borealis.engine.function.Implementations;
import dev.borealis.types.error.NumberErrors;

/** Trigonometry in degrees: exact at multiples of 30 and 45 degrees. */
final class Degrees {
    private static final double RADIANS = Math.PI / 180;

    private Degrees() {}

    static void define(Implementations to) {
        to.doubleOfDouble("dsind", (_, a) -> sine(check(a)));
        to.doubleOfDouble("dcosd", (_, a) -> cosine(check(a)));
        to.doubleOfDouble("dtand", (_, a) -> tangent(check(a)));
        to.doubleOfDouble("dcotd", (_, a) -> cotangent(check(a)));
        to.doubleOfDouble("dasind", (_, a) -> Double.isNaN(a) ? a : inverseSine(unit(a)));
        to.doubleOfDouble("dacosd", (_, a) -> Double.isNaN(a) ? a : inverseCosine(unit(a)));
        to.doubleOfDouble("datand", (_, a) -> Math.atan(a) / Math.atan(1.0) * 45);
        to.doubleOfDoubleDouble("datan2d", (_, a, b) -> Math.atan2(a, b) / Math.atan(1.0) * 45);
    }

    private static double check(double value) {
        if (Double.isInfinite(value)) {
            throw NumberErrors.inputOutOfRange();
        }
        return value;
    }

    private static double unit(double value) {
        if (value < -1 || value > 1) {
            throw NumberErrors.inputOutOfRange();
        }
        return value;
    }

    /** 0 to 90 degrees. */
    private static double firstQuadrantSine(double degrees) {
        return degrees <= 30
                ? Math.sin(degrees * RADIANS) / Math.sin(30 * RADIANS) / 2
                : 1 - (1 - Math.cos((90 - degrees) * RADIANS)) / (1 - Math.cos(60 * RADIANS)) / 2;
    }

    /** 0 to 90 degrees. */
    private static double firstQuadrantCosine(double degrees) {
        return degrees <= 60
                ? 1 - (1 - Math.cos(degrees * RADIANS)) / (1 - Math.cos(60 * RADIANS)) / 2
                : Math.sin((90 - degrees) * RADIANS) / Math.sin(30 * RADIANS) / 2;
    }

    private static double sine(double value) {
        double degrees = value % 360;
        double sign = 1;
        if (degrees < 0) {
            degrees = -degrees;
            sign = -sign;
        }
        if (degrees > 180) {
            degrees = 360 - degrees;
            sign = -sign;
        }
        return sign * firstQuadrantSine(degrees > 90 ? 180 - degrees : degrees);
    }

    private static double cosine(double value) {
        double degrees = Math.abs(value % 360);
        if (degrees > 180) {
            degrees = 360 - degrees;
        }
        return degrees > 90 ? -firstQuadrantCosine(180 - degrees) : firstQuadrantCosine(degrees);
    }

    private static double tangent(double value) {
        double degrees = value % 360;
        double sign = 1;
        if (degrees < 0) {
            degrees = -degrees;
            sign = -sign;
        }
        if (degrees > 180) {
            degrees = 360 - degrees;
            sign = -sign;
        }
        if (degrees > 90) {
            degrees = 180 - degrees;
            sign = -sign;
        }
        double result =
                sign * (firstQuadrantSine(degrees) / firstQuadrantCosine(degrees) / tangent45());
        return result == 0 ? 0 : result;
    }

    private static double cotangent(double value) {
        double degrees = value % 360;
        double sign = 1;
        if (degrees < 0) {
            degrees = -degrees;
            sign = -sign;
        }
        if (degrees > 180) {
            degrees = 360 - degrees;
            sign = -sign;
        }
        if (degrees > 90) {
            degrees = 180 - degrees;
            sign = -sign;
        }
        double result =
                sign * (firstQuadrantCosine(degrees) / firstQuadrantSine(degrees) / tangent45());
        return result == 0 ? 0 : result;
    }

    private static double tangent45() {
        return firstQuadrantSine(45) / firstQuadrantCosine(45);
    }

    private static double inverseSine(double value) {
        return value >= 0 ? firstInverseSine(value) : -firstInverseSine(-value);
    }

    private static double firstInverseSine(double value) {
        return value <= 0.5
                ? Math.asin(value) / Math.asin(0.5) * 30
                : 90 - Math.acos(value) / Math.acos(0.5) * 60;
    }

    private static double inverseCosine(double value) {
        return value >= 0 ? firstInverseCosine(value) : 90 + firstInverseSine(-value);
    }

    private static double firstInverseCosine(double value) {
        return value <= 0.5
                ? 90 - Math.asin(value) / Math.asin(0.5) * 30
                : Math.acos(value) / Math.acos(0.5) * 60;
    }
}
