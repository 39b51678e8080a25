package dev.borealis.engine.function.array;

import dev.borealis.engine.function.Implementations;
import dev.borealis.types.error.ArrayErrors;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.Numeric;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/** Functions that make rows: generate_series of numbers, unnest, generate_subscripts. */
public final class SeriesFunctions {
    private SeriesFunctions() {}

    public static void define(Implementations to) {
        for (String type : new String[] {"int4", "int8"}) {
            long least = type.equals("int4") ? Integer.MIN_VALUE : Long.MIN_VALUE;
            long greatest = type.equals("int4") ? Integer.MAX_VALUE : Long.MAX_VALUE;
            to.setReturning(
                    "generate_series_" + type,
                    (_, a) -> new LongSeries((Long) a[0], (Long) a[1], 1, least, greatest));
            to.setReturning(
                    "generate_series_step_" + type,
                    (_, a) ->
                            new LongSeries((Long) a[0], (Long) a[1], (Long) a[2], least, greatest));
        }
        to.setReturning(
                "generate_series_numeric",
                (_, a) -> numericSeries((Numeric) a[0], (Numeric) a[1], Numeric.ONE));
        to.setReturning(
                "generate_series_step_numeric",
                (_, a) -> numericSeries((Numeric) a[0], (Numeric) a[1], (Numeric) a[2]));
        to.setReturning("array_unnest", (_, a) -> elements((ArrayValue) a[0]));
        to.setReturning(
                "generate_subscripts_nodir",
                (_, a) -> subscripts((ArrayValue) a[0], (Long) a[1], false));
        to.setReturning(
                "generate_subscripts",
                (_, a) -> subscripts((ArrayValue) a[0], (Long) a[1], (Long) a[2] != 0));
    }

    /** Numbers from a start by a step while they do not pass the stop or leave the type. */
    private static final class LongSeries implements Iterator<@Nullable Object[]> {
        private final long stop;
        private final long step;
        private final long least;
        private final long greatest;
        private long next;
        private boolean done;

        LongSeries(long start, long stop, long step, long least, long greatest) {
            if (step == 0) {
                throw ArrayErrors.stepZero();
            }
            this.next = start;
            this.stop = stop;
            this.step = step;
            this.least = least;
            this.greatest = greatest;
            done = step > 0 ? start > stop : start < stop;
        }

        @Override
        public boolean hasNext() {
            return !done;
        }

        @Override
        public @Nullable Object[] next() {
            if (done) {
                throw new NoSuchElementException();
            }
            long value = next;
            if (step > 0 ? value > greatest - step : value < least - step) {
                done = true;
            } else {
                next = value + step;
                done = step > 0 ? next > stop : next < stop;
            }
            return new @Nullable Object[] {value};
        }
    }

    private static Iterator<@Nullable Object[]> numericSeries(
            Numeric start, Numeric stop, Numeric step) {
        check(start, "start");
        check(stop, "stop");
        if (step.isNaN()) {
            throw ArrayErrors.stepNan("NaN");
        }
        if (step.isInfinite()) {
            throw ArrayErrors.stepNan("infinity");
        }
        if (step.isZero()) {
            throw ArrayErrors.stepZero();
        }
        return new Iterator<>() {
            private Numeric next = start;

            @Override
            public boolean hasNext() {
                return step.signum() > 0 ? next.compareTo(stop) <= 0 : next.compareTo(stop) >= 0;
            }

            @Override
            public @Nullable Object[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Numeric value = next;
                next = next.add(step);
                return new @Nullable Object[] {value};
            }
        };
    }

    private static void check(Numeric value, String which) {
        if (value.isNaN()) {
            throw ArrayErrors.seriesArgument(which, "NaN");
        }
        if (value.isInfinite()) {
            throw ArrayErrors.seriesArgument(which, "infinity");
        }
    }

    private static Iterator<@Nullable Object[]> elements(ArrayValue array) {
        return rows(array.size(), index -> array.get((int) index));
    }

    /** Rows of one value each. */
    public static Iterator<@Nullable Object[]> rows(
            long count, LongFunction<@Nullable Object> value) {
        return new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public @Nullable Object[] next() {
                if (next >= count) {
                    throw new NoSuchElementException();
                }
                return new @Nullable Object[] {value.apply(next++)};
            }
        };
    }

    private static Iterator<@Nullable Object[]> subscripts(
            ArrayValue array, long dimension, boolean reverse) {
        if (dimension < 1 || dimension > array.dimensions()) {
            return Collections.emptyIterator();
        }
        int d = (int) dimension - 1;
        return rows(
                array.length(d),
                index -> reverse ? array.upperBound(d) - index : array.lowerBound(d) + index);
    }
}
