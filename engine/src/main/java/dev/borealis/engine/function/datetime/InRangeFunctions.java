package dev.borealis.engine.function.datetime;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.error.ExecutionErrors;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.TimeTz;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * in_range: edges of window frames by value. {@code in_range(value, base, offset, sub, less)} is {@code value <= base ±
 * offset} when less is set, else {@code >=}. A sum that does not fit is beyond all values.
 */
public final class InRangeFunctions {
    private InRangeFunctions() {}

    public static void define(Implementations to) {
        for (String name :
                List.of(
                        "int8_int8",
                        "int4_int8",
                        "int4_int4",
                        "int4_int2",
                        "int2_int8",
                        "int2_int4",
                        "int2_int2")) {
            to.general("in_range_" + name, (_, a) -> ofLong(a));
        }
        to.general("in_range_float8_float8", (_, a) -> ofDouble(a));
        to.general("in_range_float4_float8", (_, a) -> ofDouble(a));
        to.general("in_range_numeric_numeric", (_, a) -> ofNumeric(a));
        to.general(
                "in_range_date_interval",
                (_, a) ->
                        compare(
                                timestamp((Long) a[0]),
                                TimeArithmetic.add(timestamp((Long) a[1]), interval(a)),
                                a));
        to.general(
                "in_range_timestamp_interval",
                (_, a) -> compare((Long) a[0], TimeArithmetic.add((Long) a[1], interval(a)), a));
        to.general("in_range_timestamptz_interval", InRangeFunctions::ofInstant);
        to.general(
                "in_range_interval_interval",
                (_, a) -> {
                    Interval sum = ((Interval) a[1]).add(interval(a));
                    return compare(((Interval) a[0]).compareTo(sum), a);
                });
        to.general(
                "in_range_time_interval",
                (_, a) -> {
                    long sum = saturated((Long) a[1], interval(a).micros());
                    return compare((Long) a[0], sum, a);
                });
        to.general(
                "in_range_timetz_interval",
                (_, a) -> {
                    TimeTz base = (TimeTz) a[1];
                    long sum = saturated(base.micros(), interval(a).micros());
                    return compare(((TimeTz) a[0]).compareTo(new TimeTz(sum, base.offset())), a);
                });
    }

    private static Object ofInstant(Call call, @Nullable Object[] a) {
        long sum = TimeArithmetic.add((Long) a[1], interval(a), call.context().timeZone());
        return compare((Long) a[0], sum, a);
    }

    private static boolean subtracts(@Nullable Object[] a) {
        return (Long) a[3] != 0;
    }

    private static boolean less(@Nullable Object[] a) {
        return (Long) a[4] != 0;
    }

    private static Object truth(boolean value) {
        return value ? 1L : 0L;
    }

    private static Object compare(long value, long sum, @Nullable Object[] a) {
        return truth(less(a) ? value <= sum : value >= sum);
    }

    private static Object compare(int comparison, @Nullable Object[] a) {
        return truth(less(a) ? comparison <= 0 : comparison >= 0);
    }

    private static long saturated(long base, long offset) {
        long sum = base + offset;
        return ((base ^ sum) & (offset ^ sum)) < 0
                ? offset < 0 ? Long.MIN_VALUE : Long.MAX_VALUE
                : sum;
    }

    private static long timestamp(long date) {
        return date == DateTimes.dateOf(Long.MAX_VALUE) || DateTimes.isInfinite(date)
                ? date
                : Math.multiplyExact(date, DateTimes.MICROS_PER_DAY);
    }

    private static Interval interval(@Nullable Object[] a) {
        Interval offset = (Interval) java.util.Objects.requireNonNull(a[2]);
        if (offset.compareTo(Interval.ZERO) < 0) {
            throw ExecutionErrors.frameOffsetInvalid();
        }
        return subtracts(a) ? offset.negate() : offset;
    }

    private static Object ofLong(@Nullable Object[] a) {
        long offset = (Long) java.util.Objects.requireNonNull(a[2]);
        if (offset < 0) {
            throw ExecutionErrors.frameOffsetInvalid();
        }
        return compare((Long) a[0], saturated((Long) a[1], subtracts(a) ? -offset : offset), a);
    }

    private static Object ofDouble(@Nullable Object[] a) {
        double value = (Double) a[0];
        double base = (Double) a[1];
        double offset = (Double) a[2];
        if (Double.isNaN(offset) || offset < 0) {
            throw ExecutionErrors.frameOffsetInvalid();
        }
        if (Double.isNaN(value)) {
            return truth(Double.isNaN(base) || !less(a));
        }
        if (Double.isNaN(base)) {
            return truth(less(a));
        }
        if (Double.isInfinite(offset)
                && Double.isInfinite(base)
                && (subtracts(a) ? base > 0 : base < 0)) {
            return truth(true);
        }
        double sum = subtracts(a) ? base - offset : base + offset;
        return truth(less(a) ? value <= sum : value >= sum);
    }

    private static Object ofNumeric(@Nullable Object[] a) {
        Numeric value = (Numeric) a[0];
        Numeric base = (Numeric) a[1];
        Numeric offset = (Numeric) a[2];
        if (offset.isNaN() || offset.signum() < 0) {
            throw ExecutionErrors.frameOffsetInvalid();
        }
        if (value.isNaN()) {
            return truth(base.isNaN() || !less(a));
        }
        if (base.isNaN()) {
            return truth(less(a));
        }
        if (!offset.isFinite()
                && !base.isFinite()
                && (subtracts(a) ? base.signum() > 0 : base.signum() < 0)) {
            return truth(true);
        }
        Numeric sum = subtracts(a) ? base.subtract(offset) : base.add(offset);
        return compare(value.compareTo(sum), a);
    }
}
