package dev.borealis.engine.function.number;

/** erf and erfc: a series near zero, a continued fraction further out. */
final class ErrorFunction {
    private static final double TWO_BY_ROOT_PI = 2 / Math.sqrt(Math.PI);

    private ErrorFunction() {}

    static double erf(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        double size = Math.abs(x);
        return Math.copySign(size < 2.5 ? series(size) : 1 - fraction(size), x);
    }

    static double erfc(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (x < 0) {
            return 2 - erfc(-x);
        }
        return x < 1 ? 1 - series(x) : fraction(x);
    }

    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200 && Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return TWO_BY_ROOT_PI * sum;
    }

    /** Lentz's evaluation of erfc for x at least 1. */
    private static double fraction(double x) {
        if (x > 27.3) {
            return 0;
        }
        double value = 0;
        for (int n = 200; n >= 1; n--) {
            value = n / 2.0 / (x + value);
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + value);
    }
}
