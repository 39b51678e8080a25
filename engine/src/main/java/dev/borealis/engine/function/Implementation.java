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
    /** Such as the cast of date to timestamp. */
    non-sealed interface LongOfLong extends Implementation {
        long apply(Call call, long a);
    }

    /** Such as the cast of double precision to bigint. */
    non-sealed interface LongOfDouble extends Implementation {
        long apply(Call call, double a);
    }

    /** Such as {@code length(text)}. */
    non-sealed interface LongOfObject extends Implementation {
        long apply(Call call, Object a);
    }

    /** Such as the cast of bigint to double precision. */
    non-sealed interface DoubleOfLong extends Implementation {
        double apply(Call call, long a);
    }

    /** Such as {@code sqrt(double precision)}. */
    non-sealed interface DoubleOfDouble extends Implementation {
        double apply(Call call, double a);
    }

    /** Such as the cast of numeric to double precision. */
    non-sealed interface DoubleOfObject extends Implementation {
        double apply(Call call, Object a);
    }

    /** Such as {@code chr(integer)}. */
    non-sealed interface ObjectOfLong extends Implementation {
        @Nullable Object apply(Call call, long a);
    }

    /** Such as the cast of double precision to numeric. */
    non-sealed interface ObjectOfDouble extends Implementation {
        @Nullable Object apply(Call call, double a);
    }

    /** Such as {@code upper(text)}. */
    non-sealed interface ObjectOfObject extends Implementation {
        @Nullable Object apply(Call call, Object a);
    }

    /** Such as {@code bigint + bigint}. */
    non-sealed interface LongOfLongLong extends Implementation {
        long apply(Call call, long a, long b);
    }

    /** Such as {@code double precision < double precision}. */
    non-sealed interface LongOfDoubleDouble extends Implementation {
        long apply(Call call, double a, double b);
    }

    /** Such as {@code text = text}. */
    non-sealed interface LongOfObjectObject extends Implementation {
        long apply(Call call, Object a, Object b);
    }

    /** Such as {@code uuid_hash_extended(uuid, bigint)}. */
    non-sealed interface LongOfObjectLong extends Implementation {
        long apply(Call call, Object a, long b);
    }

    /** Such as {@code double precision + double precision}. */
    non-sealed interface DoubleOfDoubleDouble extends Implementation {
        double apply(Call call, double a, double b);
    }

    /** Such as {@code numeric + numeric}. */
    non-sealed interface ObjectOfObjectObject extends Implementation {
        @Nullable Object apply(Call call, Object a, Object b);
    }

    /** Such as {@code left(text, integer)}. */
    non-sealed interface ObjectOfObjectLong extends Implementation {
        @Nullable Object apply(Call call, Object a, long b);
    }

    /** Such as {@code to_char(integer, text)}. */
    non-sealed interface ObjectOfLongObject extends Implementation {
        @Nullable Object apply(Call call, long a, Object b);
    }

    /** Such as the difference of two timestamps. */
    non-sealed interface ObjectOfLongLong extends Implementation {
        @Nullable Object apply(Call call, long a, long b);
    }

    /** Such as {@code replace(text, text, text)}. */
    non-sealed interface ObjectOfObjectObjectObject extends Implementation {
        @Nullable Object apply(Call call, Object a, Object b, Object c);
    }

    /** Such as {@code substr(text, integer, integer)}. */
    non-sealed interface ObjectOfObjectLongLong extends Implementation {
        @Nullable Object apply(Call call, Object a, long b, long c);
    }

    /** Any number of arguments, boxed. */
    non-sealed interface General extends Implementation {
        /** @param arguments boxed; null for NULL, which only functions that are not strict see */
        @Nullable Object apply(Call call, @Nullable Object[] arguments);
    }

    /**
     * A set-returning function. Each element is a row: one value for a scalar result type, the fields for a composite
     * or OUT-argument one. The iterator is pulled lazily and may hold no resources.
     */
    non-sealed interface SetReturning extends Implementation {
        /** The rows, computed as they are asked for. @param arguments boxed; null for NULL */
        Iterator<@Nullable Object[]> apply(Call call, @Nullable Object[] arguments);
    }

    /** An aggregate: a new accumulator for each group. */
    non-sealed interface Aggregate extends Implementation {
        /** A new group. */
        Accumulator start(Call call);
    }

    /**
     * A hypothetical-set aggregate: what it says of the place that a row would have among those of a group.
     *
     * @param countsDistinct rows before that equal each other count as one
     */
    record Hypothetical(boolean countsDistinct, Place place) implements Implementation {
        /** The result. */
        @FunctionalInterface
        public interface Place {
            /**
             * @param before rows that sort before it
             * @param peers rows that are neither before nor after it
             * @param rows all of them, without it
             */
            Object of(long before, long peers, long rows);
        }
    }

    /** A window function that is no aggregate: rank, lag, … */
    non-sealed interface Window extends Implementation {
        /** The value for the current row of the window. */
        @Nullable Object apply(Call call, WindowFrame window);
    }
}
