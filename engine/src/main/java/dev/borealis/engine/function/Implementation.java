package dev.borealis.engine.function;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;

/**
 * How a function is computed. The name of a scalar shape reads result, "Of", arguments by {@link
 * dev.borealis.types.Carrier}: {@code LongOfLongLong} is int4pl. The evaluator lifts each shape once; all others use
 * {@link General}, whose arguments are boxed as {@code Carrier} says.
 *
 * <p>Null handling: the typed shapes are for strict functions only and never see null; the ones that return Object may
 * return null. {@link General} of a strict function never sees null either; of a non-strict one it may.
 */
public sealed interface Implementation {
    non-sealed interface LongOfLong extends Implementation {
        long apply(Call call, long a);
    }

    non-sealed interface LongOfDouble extends Implementation {
        long apply(Call call, double a);
    }

    non-sealed interface LongOfObject extends Implementation {
        long apply(Call call, Object a);
    }

    non-sealed interface DoubleOfLong extends Implementation {
        double apply(Call call, long a);
    }

    non-sealed interface DoubleOfDouble extends Implementation {
        double apply(Call call, double a);
    }

    non-sealed interface DoubleOfObject extends Implementation {
        double apply(Call call, Object a);
    }

    non-sealed interface ObjectOfLong extends Implementation {
        @Nullable Object apply(Call call, long a);
    }

    non-sealed interface ObjectOfDouble extends Implementation {
        @Nullable Object apply(Call call, double a);
    }

    non-sealed interface ObjectOfObject extends Implementation {
        @Nullable Object apply(Call call, Object a);
    }

    non-sealed interface LongOfLongLong extends Implementation {
        long apply(Call call, long a, long b);
    }

    non-sealed interface LongOfDoubleDouble extends Implementation {
        long apply(Call call, double a, double b);
    }

    non-sealed interface LongOfObjectObject extends Implementation {
        long apply(Call call, Object a, Object b);
    }

    non-sealed interface LongOfObjectLong extends Implementation {
        long apply(Call call, Object a, long b);
    }

    non-sealed interface DoubleOfDoubleDouble extends Implementation {
        double apply(Call call, double a, double b);
    }

    non-sealed interface ObjectOfObjectObject extends Implementation {
        @Nullable Object apply(Call call, Object a, Object b);
    }

    non-sealed interface ObjectOfObjectLong extends Implementation {
        @Nullable Object apply(Call call, Object a, long b);
    }

    non-sealed interface ObjectOfLongObject extends Implementation {
        @Nullable Object apply(Call call, long a, Object b);
    }

    non-sealed interface ObjectOfLongLong extends Implementation {
        @Nullable Object apply(Call call, long a, long b);
    }

    non-sealed interface ObjectOfObjectObjectObject extends Implementation {
        @Nullable Object apply(Call call, Object a, Object b, Object c);
    }

    non-sealed interface ObjectOfObjectLongLong extends Implementation {
        @Nullable Object apply(Call call, Object a, long b, long c);
    }

    /** Any number of arguments, boxed. */
    non-sealed interface General extends Implementation {
        @Nullable Object apply(Call call, @Nullable Object[] arguments);
    }

    /**
     * A set-returning function. Each element is a row: one value for a scalar result type, the fields for a composite
     * or OUT-argument one. The iterator is pulled lazily and may hold no resources.
     */
    non-sealed interface SetReturning extends Implementation {
        Iterator<@Nullable Object[]> apply(Call call, @Nullable Object[] arguments);
    }

    /** An aggregate: a new accumulator for each group. */
    non-sealed interface Aggregate extends Implementation {
        Accumulator start(Call call);
    }

    /** A window function that is no aggregate: rank, lag, … */
    non-sealed interface Window extends Implementation {
        /** The value for the current row of the window. */
        @Nullable Object apply(Call call, WindowFrame window);
    }
}
