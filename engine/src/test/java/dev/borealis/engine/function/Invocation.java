package dev.borealis.engine.function;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Calls a scalar implementation of any shape with boxed arguments. */
final class Invocation {
    private Invocation() {}

    static @Nullable Object call(Implementation implementation, Call call, @Nullable Object[] a) {
        return switch (implementation) {
            case Implementation.LongOfLong f -> f.apply(call, (Long) value(a, 0));
            case Implementation.LongOfDouble f -> f.apply(call, (Double) value(a, 0));
            case Implementation.LongOfObject f -> f.apply(call, value(a, 0));
            case Implementation.DoubleOfLong f -> f.apply(call, (Long) value(a, 0));
            case Implementation.DoubleOfDouble f -> f.apply(call, (Double) value(a, 0));
            case Implementation.DoubleOfObject f -> f.apply(call, value(a, 0));
            case Implementation.ObjectOfLong f -> f.apply(call, (Long) value(a, 0));
            case Implementation.ObjectOfDouble f -> f.apply(call, (Double) value(a, 0));
            case Implementation.ObjectOfObject f -> f.apply(call, value(a, 0));
            case Implementation.LongOfLongLong f ->
                    f.apply(call, (Long) value(a, 0), (Long) value(a, 1));
            case Implementation.LongOfDoubleDouble f ->
                    f.apply(call, (Double) value(a, 0), (Double) value(a, 1));
            case Implementation.LongOfObjectObject f -> f.apply(call, value(a, 0), value(a, 1));
            case Implementation.LongOfObjectLong f ->
                    f.apply(call, value(a, 0), (Long) value(a, 1));
            case Implementation.DoubleOfDoubleDouble f ->
                    f.apply(call, (Double) value(a, 0), (Double) value(a, 1));
            case Implementation.ObjectOfObjectObject f -> f.apply(call, value(a, 0), value(a, 1));
            case Implementation.ObjectOfObjectLong f ->
                    f.apply(call, value(a, 0), (Long) value(a, 1));
            case Implementation.ObjectOfLongObject f ->
                    f.apply(call, (Long) value(a, 0), value(a, 1));
            case Implementation.ObjectOfLongLong f ->
                    f.apply(call, (Long) value(a, 0), (Long) value(a, 1));
            case Implementation.ObjectOfObjectObjectObject f ->
                    f.apply(call, value(a, 0), value(a, 1), value(a, 2));
            case Implementation.ObjectOfObjectLongLong f ->
                    f.apply(call, value(a, 0), (Long) value(a, 1), (Long) value(a, 2));
            case Implementation.General f -> f.apply(call, a);
            case Implementation.SetReturning _,
                    Implementation.Aggregate _,
                    Implementation.Hypothetical _,
                    Implementation.Window _ ->
                    throw new IllegalArgumentException("no scalar function");
        };
    }

    private static Object value(@Nullable Object[] arguments, int index) {
        return Objects.requireNonNull(arguments[index]);
    }
}
