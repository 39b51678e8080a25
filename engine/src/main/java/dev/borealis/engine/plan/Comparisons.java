package dev.borealis.engine.plan;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

/**
 * What part of the rows a comparison of a variable with one value lets through, by the rules of PostgreSQL: common values
 * one by one, the others by the histogram, or as if each were as frequent as the next.
 */
final class Comparisons {
    /** Of {@code <} and its like while nothing is known. Source: PostgreSQL. */
    static final double RANGE = 1.0 / 3;

    /** Without a histogram nobody knows on which side of the value the others lie. */
    private static final double HALF = 0.5;

    /** A histogram shows no more than so much of one of its steps. */
    private static final double FINEST = 0.01;

    private Comparisons() {}

    /** {@code variable = value}. @param value null when it is not known */
    static double equal(Variable variable, Scalar.@Nullable Constant value, SqlType valueType) {
        if (value != null && value.value() == null) {
            return 0;
        }
        if (variable.unique()) {
            return 1 / Math.max(1, variable.rows());
        }
        if (variable.found() == null) {
            return 1 / variable.distinct();
        }
        ValueScale scale = value == null ? null : ValueScale.of(variable.type(), valueType);
        return value == null || value.value() == null || scale == null
                ? equalUnknown(variable)
                : equalConstant(variable, scale, value.value());
    }

    private static double equalConstant(Variable variable, ValueScale scale, Object value) {
        ArrayValue common = variable.common();
        for (int i = 0; i < variable.commonCount() && common != null; i++) {
            Object candidate = common.get(i);
            if (candidate != null && scale.compare(candidate, value) == 0) {
                return variable.frequency(i);
            }
        }
        double others = clamped(1 - variable.commonFraction() - variable.nullFraction());
        double distinct = variable.distinct() - variable.commonCount();
        double each = distinct > 1 ? others / distinct : others;
        // it is not more frequent than the least of the common ones
        return variable.commonCount() == 0
                ? each
                : Math.min(each, variable.frequency(variable.commonCount() - 1));
    }

    private static double equalUnknown(Variable variable) {
        double each = (1 - variable.nullFraction()) / variable.distinct();
        return variable.commonCount() == 0 ? each : Math.min(each, variable.frequency(0));
    }

    /** Which side of a value is asked for. */
    enum Side {
        BELOW,
        UP_TO,
        FROM,
        ABOVE;

        boolean isGreater() {
            return this == FROM || this == ABOVE;
        }

        boolean isInclusive() {
            return this == UP_TO || this == FROM;
        }

        /** Of the operator with its sides changed. */
        Side swapped() {
            return switch (this) {
                case BELOW -> ABOVE;
                case UP_TO -> FROM;
                case FROM -> UP_TO;
                case ABOVE -> BELOW;
            };
        }

        boolean holds(int compared) {
            return switch (this) {
                case BELOW -> compared < 0;
                case UP_TO -> compared <= 0;
                case FROM -> compared >= 0;
                case ABOVE -> compared > 0;
            };
        }
    }

    /** {@code variable < value} and its like. @param value null when it is not known */
    static double range(
            Variable variable, Side side, Scalar.@Nullable Constant value, SqlType valueType) {
        if (value == null) {
            return RANGE;
        }
        Object constant = value.value();
        if (constant == null) {
            return 0;
        }
        ValueScale scale = ValueScale.of(variable.type(), valueType);
        if (variable.found() == null || scale == null) {
            return RANGE;
        }
        double common = 0;
        ArrayValue values = variable.common();
        for (int i = 0; i < variable.commonCount() && values != null; i++) {
            Object candidate = values.get(i);
            if (candidate != null && side.holds(scale.compare(candidate, constant))) {
                common += variable.frequency(i);
            }
        }
        double others = 1 - variable.nullFraction() - variable.commonFraction();
        double histogram = histogram(variable, side, scale, constant);
        return clamped(common + others * (histogram < 0 ? HALF : histogram));
    }

    /** What part of the rows that have no common value lies there; −1 without a histogram. */
    static double inHistogram(Variable variable, Side side, Scalar.Constant value) {
        ValueScale scale = ValueScale.of(variable.type(), value.type());
        return scale == null || value.value() == null
                ? -1
                : histogram(variable, side, scale, value.value());
    }

    /** What part of the rows that have no common value the histogram lets through; −1 without one. */
    private static double histogram(
            Variable variable, Side side, ValueScale scale, Object constant) {
        ArrayValue bounds = variable.bounds();
        if (bounds == null || bounds.size() < 2) {
            return -1;
        }
        // the first bound that is behind what is asked for, or not before the rest of it
        boolean inclusive = side == Side.UP_TO || side == Side.ABOVE;
        int low = 0;
        int high = bounds.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int compared = scale.compare(bound(bounds, middle), constant);
            if (inclusive ? compared <= 0 : compared < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        double below;
        if (low == 0) {
            below = 0;
        } else if (low == bounds.size()) {
            below = 1;
        } else {
            double inStep = scale.between(bound(bounds, low - 1), bound(bounds, low), constant);
            below = (low - 1 + inStep) / (bounds.size() - 1);
            double distinct = variable.distinct() - variable.commonCount();
            double equal = distinct > 1 ? 1 / distinct : 0;
            if (low == 1) {
                below += equal * (1 - inStep); // the first bound itself
            }
            if (!inclusive) {
                below -= equal;
            }
        }
        double finest = FINEST / (bounds.size() - 1);
        return Math.clamp(side.isGreater() ? 1 - below : below, finest, 1 - finest);
    }

    private static Object bound(ArrayValue bounds, int index) {
        return java.util.Objects.requireNonNull(bounds.get(index));
    }

    static double clamped(double part) {
        return Math.clamp(part, 0.0, 1.0);
    }
}
