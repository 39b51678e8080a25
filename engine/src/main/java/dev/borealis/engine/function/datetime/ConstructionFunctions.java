package dev.borealis.engine.function.datetime;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.Zone;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.error.ArrayErrors;
import dev.borealis.types.error.DateTimeErrors;
import dev.borealis.types.error.TimeFunctionErrors;
import dev.borealis.types.format.Fit;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.TimeTz;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.LongUnaryOperator;

/** Casts among the types of dates and times, make_date and friends, to_timestamp of seconds, series, overlaps. */
public final class ConstructionFunctions {
    private ConstructionFunctions() {}

    public static void define(Implementations to) {
        casts(to);
        makers(to);
        series(to);
        to.general("overlaps_timestamp", (_, a) -> overlaps(a));
        to.general("overlaps_time", (_, a) -> overlaps(a));
    }

    private static void casts(Implementations to) {
        to.longOfLong("date_timestamp", (_, a) -> DateTimes.dateToTimestamp(a));
        to.longOfLong(
                "date_timestamptz",
                (call, a) -> DateTimes.localToInstant(DateTimes.dateToTimestamp(a), zone(call)));
        to.longOfLong("timestamp_date", (_, a) -> DateTimes.timestampToDate(a));
        to.longOfLong(
                "timestamptz_date",
                (call, a) -> DateTimes.timestampToDate(DateTimes.instantToLocal(a, zone(call))));
        to.longOfLong(
                "timestamp_timestamptz", (call, a) -> DateTimes.localToInstant(a, zone(call)));
        to.longOfLong(
                "timestamptz_timestamp", (call, a) -> DateTimes.instantToLocal(a, zone(call)));
        to.general("timestamp_time", (_, a) -> time((Long) a[0]));
        to.general(
                "timestamptz_time",
                (call, a) -> time(DateTimes.instantToLocal((Long) a[0], zone(call))));
        to.general("timestamptz_timetz", (call, a) -> timeTz(call, (Long) a[0]));
        to.objectOfLong("time_interval", (_, a) -> new Interval(0, 0, a));
        to.longOfObject(
                "interval_time",
                (_, a) -> Math.floorMod(((Interval) a).micros(), DateTimes.MICROS_PER_DAY));
        to.longOfObject("timetz_time", (_, a) -> ((TimeTz) a).micros());
        to.objectOfLong(
                "time_timetz",
                (call, a) ->
                        new TimeTz(a, zone(call).offsetAt(call.context().transactionMicros())));
        to.longOfLongLong("timestamp_scale", (_, a, typmod) -> Fit.micros(a, (int) typmod));
        to.longOfLongLong("timestamptz_scale", (_, a, typmod) -> Fit.micros(a, (int) typmod));
        to.longOfLongLong("time_scale", (_, a, typmod) -> Fit.micros(a, (int) typmod));
        to.objectOfObjectLong(
                "timetz_scale",
                (_, a, typmod) ->
                        new TimeTz(
                                Fit.micros(((TimeTz) a).micros(), (int) typmod),
                                ((TimeTz) a).offset()));
        to.objectOfObjectLong("interval_scale", (_, a, typmod) -> ((Interval) a).fit((int) typmod));
    }

    private static Zone zone(Call call) {
        return call.context().timeZone();
    }

    private static @Nullable Object time(long local) {
        return DateTimes.isInfinite(local) ? null : (Object) DateTimes.timeOf(local);
    }

    private static @Nullable Object timeTz(Call call, long instant) {
        if (DateTimes.isInfinite(instant)) {
            return null;
        }
        return new TimeTz(
                DateTimes.timeOf(DateTimes.instantToLocal(instant, zone(call))),
                zone(call).offsetAt(instant));
    }

    private static void makers(Implementations to) {
        to.general("make_date", (_, a) -> date((Long) a[0], (Long) a[1], (Long) a[2]));
        to.general("make_time", (_, a) -> time((Long) a[0], (Long) a[1], (Double) a[2]));
        to.general("make_timestamp", (_, a) -> timestamp(a));
        to.general(
                "make_timestamptz",
                (call, a) -> DateTimes.localToInstant(timestamp(a), zone(call)));
        to.general(
                "make_timestamptz_at_timezone",
                (_, a) -> DateTimes.localToInstant(timestamp(a), Zones.find((Bytes) a[6])));
        to.general("make_interval", (_, a) -> interval(a));
        to.longOfDouble("float8_timestamptz", (_, a) -> ofSeconds(a));
    }

    private static long date(long year, long month, long day) {
        boolean good =
                year != 0 && month >= 1 && month <= 12 && day >= 1 && Math.abs(year) <= 5_874_897;
        long astronomical = year < 0 ? year + 1 : year;
        if (!good || day > DateTimes.daysInMonth((int) astronomical, (int) month)) {
            throw TimeFunctionErrors.dateFieldOutOfRange(
                    String.format(Locale.ROOT, "%d-%02d-%02d", year, month, day));
        }
        long result = DateTimes.toDays(astronomical, (int) month, (int) day);
        if (result < DateTimes.MIN_DATE || result > DateTimes.MAX_DATE) {
            throw DateTimeErrors.dateOutOfRange(
                    String.format(Locale.ROOT, "%d-%02d-%02d", year, month, day));
        }
        return result;
    }

    private static long time(long hour, long minute, double second) {
        double micros = Math.rint(second * 1_000_000);
        boolean good =
                hour >= 0
                        && minute >= 0
                        && minute <= 59
                        && second >= 0
                        && micros <= 60_000_000
                        && hour <= 24;
        long result =
                good ? (hour * 60 + minute) * DateTimes.MICROS_PER_MINUTE + (long) micros : -1;
        if (!good || result > DateTimes.MICROS_PER_DAY) {
            String seconds =
                    second == Math.rint(second)
                            ? String.format(Locale.ROOT, "%02d", (long) second)
                            : Double.toString(second);
            throw TimeFunctionErrors.timeFieldOutOfRange(
                    String.format(Locale.ROOT, "%d:%02d:%s", hour, minute, seconds));
        }
        return result;
    }

    private static long timestamp(@Nullable Object[] a) {
        long days = date((Long) a[0], (Long) a[1], (Long) a[2]);
        long result =
                days * DateTimes.MICROS_PER_DAY + time((Long) a[3], (Long) a[4], (Double) a[5]);
        if (!DateTimes.isValidTimestamp(result)) {
            throw DateTimeErrors.timestampOutOfRange();
        }
        return result;
    }

    private static Interval interval(@Nullable Object[] a) {
        double seconds = (Double) a[6];
        if (!Double.isFinite(seconds)) {
            throw DateTimeErrors.intervalOutOfRange();
        }
        long months = (Long) a[0] * 12 + (Long) a[1];
        long days = (Long) a[2] * 7 + (Long) a[3];
        if (months != (int) months || days != (int) days) {
            throw DateTimeErrors.intervalOutOfRange();
        }
        long micros =
                (Long) a[4] * DateTimes.MICROS_PER_HOUR + (Long) a[5] * DateTimes.MICROS_PER_MINUTE;
        return new Interval(
                (int) months, (int) days, micros + (long) Math.rint(seconds * 1_000_000));
    }

    private static long ofSeconds(double seconds) {
        if (Double.isNaN(seconds)) {
            throw TimeFunctionErrors.timestampNan();
        }
        if (Double.isInfinite(seconds)) {
            return seconds > 0 ? DateTimes.INFINITY : DateTimes.NEGATIVE_INFINITY;
        }
        double micros = Math.rint((seconds - DateTimes.EPOCH_SECONDS) * 1_000_000);
        if (micros < DateTimes.MIN_TIMESTAMP || micros >= DateTimes.END_TIMESTAMP) {
            throw DateTimeErrors.timestampOutOfRange(general(seconds));
        }
        return (long) micros;
    }

    /** As C's %g prints: six significant digits. */
    private static String general(double value) {
        String text = String.format(Locale.ROOT, "%.5e", value);
        int e = text.indexOf('e');
        String mantissa = text.substring(0, e).replaceAll("0+$", "").replaceAll("\\.$", "");
        return mantissa + text.substring(e);
    }

    private static void series(Implementations to) {
        to.setReturning(
                "generate_series_timestamp",
                (_, a) -> series(a, value -> TimeArithmetic.add(value, (Interval) a[2])));
        to.setReturning(
                "generate_series_timestamptz",
                (call, a) ->
                        series(a, value -> TimeArithmetic.add(value, (Interval) a[2], zone(call))));
        to.setReturning(
                "generate_series_timestamptz_at_zone",
                (_, a) ->
                        series(
                                a,
                                value ->
                                        TimeArithmetic.add(
                                                value, (Interval) a[2], Zones.find((Bytes) a[3]))));
    }

    private static Iterator<@Nullable Object[]> series(
            @Nullable Object[] a, LongUnaryOperator step) {
        int direction = ((Interval) a[2]).compareTo(Interval.ZERO);
        if (direction == 0) {
            throw ArrayErrors.stepZero();
        }
        long stop = (Long) a[1];
        return new Iterator<>() {
            private long next = (Long) a[0];

            @Override
            public boolean hasNext() {
                advance();
                return direction > 0 ? next <= stop : next >= stop;
            }

            private boolean taken;

            /** The step is made when the next row is asked for: one past the last need not exist. */
            private void advance() {
                if (taken) {
                    next = step.applyAsLong(next);
                    taken = false;
                }
            }

            @Override
            public @Nullable Object[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                taken = true;
                return new @Nullable Object[] {next};
            }
        };
    }

    /** Whether two spans share a moment; null when that is unknown. Ends may be given in either order. */
    private static @Nullable Object overlaps(@Nullable Object[] a) {
        Long start1 = (Long) a[0];
        Long end1 = (Long) a[1];
        Long start2 = (Long) a[2];
        Long end2 = (Long) a[3];
        if (start1 == null || end1 != null && start1 > end1) {
            Long swap = start1;
            start1 = end1;
            end1 = swap;
        }
        if (start2 == null || end2 != null && start2 > end2) {
            Long swap = start2;
            start2 = end2;
            end2 = swap;
        }
        if (start1 == null || start2 == null) {
            return null;
        }
        if (start1 > start2) {
            return end2 == null
                    ? null
                    : start1 < end2 ? (Object) 1L : end1 == null ? null : (Object) 0L;
        }
        if (start1 < start2) {
            return end1 == null
                    ? null
                    : start2 < end1 ? (Object) 1L : end2 == null ? null : (Object) 0L;
        }
        return end1 == null || end2 == null ? null : (Object) 1L;
    }
}
