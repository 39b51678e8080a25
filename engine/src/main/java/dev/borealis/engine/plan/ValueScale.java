package dev.borealis.engine.plan;

import dev.borealis.engine.key.KeyOrder;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.TimeTz;

import org.jspecify.annotations.Nullable;

/**
 * Where a constant lies among the values of a column: before, behind, how far between two of them. The types of both are
 * the same or of one family. How far is a guess, made as PostgreSQL makes it: numbers and times by their distance, texts as
 * fractions written in the digits that occur.
 */
final class ValueScale {
    private static final double DAY_MICROS = 86_400_000_000.0;
    private static final double MONTH_DAYS = 365.25 / 12;

    /** Bytes of a text that count. */
    private static final int TEXT_BYTES = 12;

    private final int column;
    private final int constant;
    private final @Nullable KeyOrder order;

    private ValueScale(int column, int constant, @Nullable KeyOrder order) {
        this.column = column;
        this.constant = constant;
        this.order = order;
    }

    /** Null when the two types do not compare here. */
    static @Nullable ValueScale of(SqlType column, SqlType constant) {
        int a = column.oid();
        int b = constant.oid();
        if (KeyOrder.isOrdered(column) && isOneFamily(a, b)) {
            return new ValueScale(a, b, new KeyOrder(column));
        }
        return isTime(a) && isTime(b) ? new ValueScale(a, b, null) : null;
    }

    private static boolean isOneFamily(int a, int b) {
        return a == b
                || AccessPaths.isInteger(a) && AccessPaths.isInteger(b)
                || AccessPaths.isTextLike(a) && AccessPaths.isTextLike(b)
                || isFloat(a) && isFloat(b);
    }

    private static boolean isFloat(int type) {
        return type == Oid.FLOAT4 || type == Oid.FLOAT8;
    }

    private static boolean isTime(int type) {
        return type == Oid.DATE || type == Oid.TIMESTAMP || type == Oid.TIMESTAMPTZ;
    }

    /** As a comparator, of a value of the column and the constant. */
    int compare(Object value, Object other) {
        return order != null
                ? order.compare(value, other)
                : Double.compare(position(column, value), position(constant, other));
    }

    /** How far the constant is from the one value to the other, 0 to 1; a half when nobody knows. */
    double between(Object low, Object high, Object other) {
        double from;
        double to;
        double at;
        if (low instanceof Bytes first
                && high instanceof Bytes last
                && other instanceof Bytes text) {
            double[] positions = positions(first, last, text);
            from = positions[0];
            to = positions[1];
            at = positions[2];
        } else {
            from = position(column, low);
            to = position(column, high);
            at = position(constant, other);
        }
        if (to <= from) {
            return 0.5;
        }
        if (at <= from) {
            return 0;
        }
        if (at >= to) {
            return 1;
        }
        double part = (at - from) / (to - from);
        return part >= 0 && part <= 1 ? part : 0.5; // not for NaN
    }

    private static double position(int type, Object value) {
        return switch (value) {
            case Long number -> type == Oid.DATE ? number * DAY_MICROS : number;
            case Double number -> number;
            case Numeric number -> number.isNaN() ? Double.NaN : number.toDoubleOrInfinity();
            case TimeTz time -> time.micros() - time.offset() * 1e6;
            case Interval interval ->
                    interval.micros()
                            + interval.days() * DAY_MICROS
                            + interval.months() * MONTH_DAYS * DAY_MICROS;
            default -> Double.NaN;
        };
    }

    /** Of three texts, as fractions behind what they all begin with. */
    private double[] positions(Bytes low, Bytes high, Bytes text) {
        int from = 0;
        int to = 255;
        if (column != Oid.BYTEA) {
            int[] digits = digits(low, high);
            from = digits[0];
            to = digits[1];
        }
        int common = 0;
        while (common < low.length()
                && common < high.length()
                && common < text.length()
                && low.get(common) == high.get(common)
                && low.get(common) == text.get(common)) {
            common++;
        }
        return new double[] {
            fraction(low, common, from, to),
            fraction(high, common, from, to),
            fraction(text, common, from, to)
        };
    }

    /** The smallest and the largest byte that texts like these are taken to have. */
    private static int[] digits(Bytes low, Bytes high) {
        int from = high.length() == 0 ? 0 : high.get(0) & 0xFF;
        int to = from;
        for (Bytes text : new Bytes[] {low, high}) {
            for (int i = 0; i < text.length(); i++) {
                from = Math.min(from, text.get(i) & 0xFF);
                to = Math.max(to, text.get(i) & 0xFF);
            }
        }
        for (char[] alphabet : new char[][] {{'A', 'Z'}, {'a', 'z'}, {'0', '9'}}) {
            if (from <= alphabet[1] && to >= alphabet[0]) {
                from = Math.min(from, alphabet[0]);
                to = Math.max(to, alphabet[1]);
            }
        }
        return to - from < 9 ? new int[] {' ', 127} : new int[] {from, to};
    }

    private static double fraction(Bytes text, int start, int from, int to) {
        double base = to - from + 1;
        double number = 0;
        double unit = base;
        for (int i = start; i < Math.min(text.length(), start + TEXT_BYTES); i++) {
            int digit = Math.clamp(text.get(i) & 0xFF, from - 1, to + 1);
            number += (digit - from) / unit;
            unit *= base;
        }
        return number;
    }
}
