package dev.borealis.engine.function.datetime;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.engine.function.comparison.ComparisonFunctions;
import dev.borealis.engine.function.system.ClockService;
import dev.borealis.types.Bytes;
import dev.borealis.types.Zone;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.error.DateTimeErrors;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.error.TimeFunctionErrors;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.TimeTz;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** Arithmetic, comparison across types, the current time, AT TIME ZONE. */
public final class DateTimeFunctions {
    private DateTimeFunctions() {}

    public static void define(Implementations to) {
        dates(to);
        timestamps(to);
        times(to);
        intervals(to);
        zones(to);
        clocks(to);
        comparisons(to);
        to.longOfLong("date_finite", (_, a) -> DateTimes.isInfiniteDate(a) ? 0 : 1);
        to.longOfLong("timestamp_finite", (_, a) -> DateTimes.isInfinite(a) ? 0 : 1);
        to.longOfObject("interval_finite", (_, _) -> 1);
    }

    static Zone zone(Call call) {
        return call.context().timeZone();
    }

    private static void dates(Implementations to) {
        to.longOfLongLong(
                "date_mi",
                (_, a, b) -> {
                    if (DateTimes.isInfiniteDate(a) || DateTimes.isInfiniteDate(b)) {
                        throw TimeFunctionErrors.cannotSubtractInfinite("dates");
                    }
                    return a - b;
                });
        to.longOfLongLong("date_pli", (_, date, days) -> plusDays(date, days));
        to.longOfLongLong("date_mii", (_, date, days) -> plusDays(date, -days));
        to.longOfLongLong("integer_pl_date(int4,date)", (_, days, date) -> plusDays(date, days));
        to.general(
                "date_pl_interval",
                (_, a) ->
                        TimeArithmetic.add(
                                DateTimes.dateToTimestamp((Long) a[0]), (Interval) a[1]));
        to.general(
                "date_mi_interval",
                (_, a) ->
                        TimeArithmetic.add(
                                DateTimes.dateToTimestamp((Long) a[0]),
                                ((Interval) a[1]).negate()));
        to.general(
                "interval_pl_date(interval,date)",
                (_, a) ->
                        TimeArithmetic.add(
                                DateTimes.dateToTimestamp((Long) a[1]), (Interval) a[0]));
        to.longOfLongLong("datetime_timestamp", (_, date, time) -> dateAndTime(date, time));
        to.longOfLongLong("timedate_pl(time,date)", (_, time, date) -> dateAndTime(date, time));
        to.longOfLongLong(
                "timestamptz(date,time)",
                (call, date, time) ->
                        DateTimes.localToInstant(dateAndTime(date, time), zone(call)));
        to.general("datetimetz_timestamptz", (_, a) -> dateAndTimeTz((Long) a[0], (TimeTz) a[1]));
        to.general(
                "timetzdate_pl(timetz,date)", (_, a) -> dateAndTimeTz((Long) a[1], (TimeTz) a[0]));
    }

    private static long plusDays(long date, long days) {
        if (DateTimes.isInfiniteDate(date)) {
            return date;
        }
        long result = date + days;
        if (result < DateTimes.MIN_DATE || result > DateTimes.MAX_DATE) {
            throw DateTimeErrors.dateOutOfRange();
        }
        return result;
    }

    private static long dateAndTime(long date, long time) {
        long midnight = DateTimes.dateToTimestamp(date);
        if (DateTimes.isInfinite(midnight)) {
            return midnight;
        }
        if (!DateTimes.isValidTimestamp(midnight + time)) {
            throw DateTimeErrors.timestampOutOfRange();
        }
        return midnight + time;
    }

    private static long dateAndTimeTz(long date, TimeTz time) {
        long midnight = DateTimes.dateToTimestamp(date);
        return DateTimes.isInfinite(midnight) ? midnight : midnight + time.utcMicros();
    }

    private static void timestamps(Implementations to) {
        to.objectOfLongLong("timestamp_mi", (_, a, b) -> TimeArithmetic.difference(a, b));
        to.objectOfLongLong("timestamp_age", (_, a, b) -> TimeArithmetic.age(a, b));
        to.objectOfLongLong(
                "timestamptz_age",
                (call, a, b) ->
                        TimeArithmetic.age(
                                DateTimes.instantToLocal(a, zone(call)),
                                DateTimes.instantToLocal(b, zone(call))));
        to.objectOfLong("age(timestamp)", (call, a) -> TimeArithmetic.age(today(call), a));
        to.objectOfLong(
                "age(timestamptz)",
                (call, a) ->
                        TimeArithmetic.age(today(call), DateTimes.instantToLocal(a, zone(call))));
        to.general(
                "timestamp_pl_interval",
                (_, a) -> TimeArithmetic.add((Long) a[0], (Interval) a[1]));
        to.general(
                "timestamp_mi_interval",
                (_, a) -> TimeArithmetic.add((Long) a[0], ((Interval) a[1]).negate()));
        to.general(
                "interval_pl_timestamp(interval,timestamp)",
                (_, a) -> TimeArithmetic.add((Long) a[1], (Interval) a[0]));
        to.general(
                "timestamptz_pl_interval",
                (call, a) -> TimeArithmetic.add((Long) a[0], (Interval) a[1], zone(call)));
        to.general(
                "timestamptz_mi_interval",
                (call, a) ->
                        TimeArithmetic.add((Long) a[0], ((Interval) a[1]).negate(), zone(call)));
        to.general(
                "interval_pl_timestamptz(interval,timestamptz)",
                (call, a) -> TimeArithmetic.add((Long) a[1], (Interval) a[0], zone(call)));
        to.general(
                "timestamptz_pl_interval_at_zone",
                (_, a) ->
                        TimeArithmetic.add((Long) a[0], (Interval) a[1], Zones.find((Bytes) a[2])));
        to.general(
                "timestamptz_mi_interval_at_zone",
                (_, a) ->
                        TimeArithmetic.add(
                                (Long) a[0], ((Interval) a[1]).negate(), Zones.find((Bytes) a[2])));
    }

    /** Midnight of the current date, local. */
    private static long today(Call call) {
        long local = DateTimes.instantToLocal(call.context().transactionMicros(), zone(call));
        return DateTimes.dateOf(local) * DateTimes.MICROS_PER_DAY;
    }

    private static void times(Implementations to) {
        to.objectOfLongLong("time_mi_time", (_, a, b) -> new Interval(0, 0, a - b));
        to.general("time_pl_interval", (_, a) -> timePlus((Long) a[0], ((Interval) a[1]).micros()));
        to.general(
                "time_mi_interval", (_, a) -> timePlus((Long) a[0], -((Interval) a[1]).micros()));
        to.general(
                "interval_pl_time(interval,time)",
                (_, a) -> timePlus((Long) a[1], ((Interval) a[0]).micros()));
        to.objectOfObjectObject(
                "timetz_pl_interval", (_, a, b) -> timePlus((TimeTz) a, ((Interval) b).micros()));
        to.objectOfObjectObject(
                "timetz_mi_interval", (_, a, b) -> timePlus((TimeTz) a, -((Interval) b).micros()));
        to.objectOfObjectObject(
                "interval_pl_timetz(interval,timetz)",
                (_, a, b) -> timePlus((TimeTz) b, ((Interval) a).micros()));
    }

    private static long timePlus(long time, long micros) {
        return Math.floorMod(time + micros % DateTimes.MICROS_PER_DAY, DateTimes.MICROS_PER_DAY);
    }

    private static TimeTz timePlus(TimeTz time, long micros) {
        return new TimeTz(timePlus(time.micros(), micros), time.offset());
    }

    private static void intervals(Implementations to) {
        to.objectOfObject("interval_um", (_, a) -> ((Interval) a).negate());
        to.objectOfObjectObject("interval_pl", (_, a, b) -> ((Interval) a).add((Interval) b));
        to.objectOfObjectObject("interval_mi", (_, a, b) -> ((Interval) a).subtract((Interval) b));
        to.general("interval_mul", (_, a) -> ((Interval) a[0]).multiply((Double) a[1]));
        to.general("mul_d_interval", (_, a) -> ((Interval) a[1]).multiply((Double) a[0]));
        to.general(
                "interval_div",
                (_, a) -> {
                    if ((Double) a[1] == 0) {
                        throw NumberErrors.divisionByZero();
                    }
                    return ((Interval) a[0]).divide((Double) a[1]);
                });
        to.objectOfObject("interval_justify_hours", (_, a) -> ((Interval) a).justifyHours());
        to.objectOfObject("interval_justify_days", (_, a) -> ((Interval) a).justifyDays());
        to.objectOfObject("interval_justify_interval", (_, a) -> ((Interval) a).justify());
    }

    private static void zones(Implementations to) {
        to.general(
                "timestamp_zone",
                (_, a) -> DateTimes.localToInstant((Long) a[1], Zones.find((Bytes) a[0])));
        to.general(
                "timestamptz_zone",
                (_, a) -> DateTimes.instantToLocal((Long) a[1], Zones.find((Bytes) a[0])));
        to.general("timestamp_izone", (call, a) -> shifted(call, a, -1));
        to.general("timestamptz_izone", (call, a) -> shifted(call, a, 1));
        to.objectOfObjectObject(
                "timetz_zone",
                (call, zone, time) ->
                        inZone(
                                (TimeTz) time,
                                Zones.find((Bytes) zone)
                                        .offsetAt(call.context().transactionMicros())));
        to.objectOfObjectObject(
                "timetz_izone",
                (call, zone, time) -> inZone((TimeTz) time, Zones.offset(call, (Interval) zone)));
    }

    private static Object shifted(Call call, @Nullable Object[] a, int sign) {
        long timestamp = (Long) a[1];
        if (DateTimes.isInfinite(timestamp)) {
            return timestamp;
        }
        long result =
                timestamp
                        + sign * Zones.offset(call, (Interval) a[0]) * DateTimes.MICROS_PER_SECOND;
        if (!DateTimes.isValidTimestamp(result)) {
            throw DateTimeErrors.timestampOutOfRange();
        }
        return result;
    }

    private static TimeTz inZone(TimeTz time, int offset) {
        long micros = time.utcMicros() + offset * DateTimes.MICROS_PER_SECOND;
        return new TimeTz(Math.floorMod(micros, DateTimes.MICROS_PER_DAY), offset);
    }

    private static void clocks(Implementations to) {
        to.general("now", (call, _) -> call.context().transactionMicros());
        to.general(
                "statement_timestamp",
                (call, _) -> call.service(ClockService.class).statementMicros());
        to.general("clock_timestamp", (call, _) -> call.clockMicros());
        to.general("timeofday", (call, _) -> timeOfDay(call));
    }

    private static Bytes timeOfDay(Call call) {
        long now = call.clockMicros();
        long local = DateTimes.instantToLocal(now, zone(call));
        long civil = DateTimes.toCivil(DateTimes.dateOf(local));
        long time = DateTimes.timeOf(local);
        String day =
                List.of("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
                        .get(DateTimes.dayOfWeek(DateTimes.dateOf(local)));
        return Bytes.ofString(
                String.format(
                        Locale.ROOT,
                        "%s %s %02d %02d:%02d:%02d.%06d %d %s",
                        day,
                        Names.SHORT_MONTHS.get(DateTimes.month(civil) - 1),
                        DateTimes.day(civil),
                        time / DateTimes.MICROS_PER_HOUR,
                        time / DateTimes.MICROS_PER_MINUTE % 60,
                        time / DateTimes.MICROS_PER_SECOND % 60,
                        time % DateTimes.MICROS_PER_SECOND,
                        DateTimes.year(civil),
                        zone(call).abbreviationAt(now)));
    }

    private static void comparisons(Implementations to) {
        ComparisonFunctions.objects(
                to, "interval_", (_, a, b) -> ((Interval) a).compareTo((Interval) b));
        to.longOfObjectObject("interval_cmp", (_, a, b) -> ((Interval) a).compareTo((Interval) b));
        ComparisonFunctions.extreme(
                to, "interval_", (_, a, b) -> ((Interval) a).compareTo((Interval) b));
        ComparisonFunctions.objects(to, "timetz_", (_, a, b) -> ((TimeTz) a).compareTo((TimeTz) b));
        to.longOfObjectObject("timetz_cmp", (_, a, b) -> ((TimeTz) a).compareTo((TimeTz) b));
        ComparisonFunctions.extreme(to, "timetz_", (_, a, b) -> ((TimeTz) a).compareTo((TimeTz) b));
        across(to, "date", "timestamp", (_, a, b) -> Long.compare(midnight(a), b));
        across(
                to,
                "date",
                "timestamptz",
                (call, a, b) -> Long.compare(toInstant(midnight(a), call), b));
        across(to, "timestamp", "timestamptz", (call, a, b) -> Long.compare(toInstant(a, call), b));
    }

    /** A date as a timestamp, past the last one for comparison only. */
    private static long midnight(long date) {
        return !DateTimes.isInfiniteDate(date)
                        && date >= DateTimes.END_TIMESTAMP / DateTimes.MICROS_PER_DAY
                ? DateTimes.INFINITY - 1
                : DateTimes.dateToTimestamp(date);
    }

    private static long toInstant(long local, Call call) {
        return local >= DateTimes.INFINITY - 1
                ? local
                : DateTimes.localToInstant(local, zone(call));
    }

    private interface LongOrder {
        int compare(Call call, long a, long b);
    }

    private static void across(Implementations to, String left, String right, LongOrder order) {
        LongOrder swapped = (call, a, b) -> -order.compare(call, b, a);
        tests(to, left, right, order);
        tests(to, right, left, swapped);
        to.longOfLongLong(left + "_cmp_" + right, (call, a, b) -> order.compare(call, a, b));
        to.longOfLongLong(right + "_cmp_" + left, (call, a, b) -> swapped.compare(call, a, b));
    }

    private static void tests(Implementations to, String left, String right, LongOrder order) {
        String suffix = "_" + right;
        test(to, left + "_eq" + suffix, order, c -> c == 0);
        test(to, left + "_ne" + suffix, order, c -> c != 0);
        test(to, left + "_lt" + suffix, order, c -> c < 0);
        test(to, left + "_le" + suffix, order, c -> c <= 0);
        test(to, left + "_gt" + suffix, order, c -> c > 0);
        test(to, left + "_ge" + suffix, order, c -> c >= 0);
    }

    private static void test(
            Implementations to,
            String key,
            LongOrder order,
            java.util.function.IntPredicate predicate) {
        to.longOfLongLong(key, (call, a, b) -> predicate.test(order.compare(call, a, b)) ? 1 : 0);
    }
}
