package dev.borealis.engine.function.datetime;

import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.Zone;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.error.DateTimeErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.TimeFunctionErrors;
import dev.borealis.types.value.Interval;

import java.util.Locale;

/** date_trunc and date_bin. */
public final class TruncateFunctions {
    private TruncateFunctions() {}

    public static void define(Implementations to) {
        to.general(
                "timestamp_trunc",
                (_, a) -> truncate((Bytes) a[0], (Long) a[1], "timestamp without time zone"));
        to.general(
                "timestamptz_trunc",
                (call, a) -> truncate((Bytes) a[0], (Long) a[1], call.context().timeZone()));
        to.general(
                "timestamptz_trunc_zone",
                (_, a) -> truncate((Bytes) a[0], (Long) a[1], Zones.find((Bytes) a[2])));
        to.objectOfObjectObject(
                "interval_trunc", (_, unit, value) -> truncate((Bytes) unit, (Interval) value));
        to.general("timestamp_bin", (_, a) -> bin((Interval) a[0], (Long) a[1], (Long) a[2]));
        to.general("timestamptz_bin", (_, a) -> bin((Interval) a[0], (Long) a[1], (Long) a[2]));
    }

    private static TimeUnit unit(Bytes name, String type) {
        String lower = name.string().toLowerCase(Locale.ROOT);
        TimeUnit unit = TimeUnit.find(lower);
        if (unit == null || unit instanceof TimeUnit.Numbering) {
            throw TimeFunctionErrors.unitNotRecognized(lower, type);
        }
        return unit;
    }

    private static long truncate(Bytes name, long timestamp, String type) {
        if (DateTimes.isInfinite(timestamp)) {
            return timestamp;
        }
        TimeUnit unit = unit(name, type);
        return switch (unit) {
            case TimeUnit.OfTime part -> {
                long time = DateTimes.timeOf(timestamp);
                yield timestamp - time + truncateTime(part, time);
            }
            case TimeUnit.OfDate part -> {
                long micros =
                        truncateDays(part, DateTimes.dateOf(timestamp)) * DateTimes.MICROS_PER_DAY;
                if (!DateTimes.isValidTimestamp(micros)) {
                    throw DateTimeErrors.timestampOutOfRange();
                }
                yield micros;
            }
            case TimeUnit.OfZone _, TimeUnit.Numbering _ -> throw notSupported(name, type);
        };
    }

    private static SqlException notSupported(Bytes name, String type) {
        return TimeFunctionErrors.unitNotSupported(name.string().toLowerCase(Locale.ROOT), type);
    }

    /** @param micros since midnight; or of an interval, where it is cut off towards zero */
    private static long truncateTime(TimeUnit.OfTime unit, long micros) {
        return switch (unit) {
            case MICROSECOND -> micros;
            case MILLISECOND -> micros - micros % 1_000;
            case SECOND -> micros - micros % DateTimes.MICROS_PER_SECOND;
            case MINUTE -> micros - micros % DateTimes.MICROS_PER_MINUTE;
            case HOUR -> micros - micros % DateTimes.MICROS_PER_HOUR;
        };
    }

    private static long truncateDays(TimeUnit.OfDate unit, long days) {
        long civil = DateTimes.toCivil(days);
        int year = DateTimes.year(civil);
        int month = DateTimes.month(civil);
        return switch (unit) {
            case DAY -> days;
            case WEEK -> IsoWeek.monday(days);
            case MONTH -> DateTimes.toDays(year, month, 1);
            case QUARTER -> DateTimes.toDays(year, (month - 1) / 3 * 3 + 1, 1);
            case YEAR -> DateTimes.toDays(year, 1, 1);
            case DECADE ->
                    DateTimes.toDays(
                            year > 0 ? year / 10 * 10 : -((8 - (year - 1)) / 10) * 10, 1, 1);
            case CENTURY ->
                    DateTimes.toDays(
                            year > 0
                                    ? (year + 99) / 100 * 100 - 99
                                    : -((99 - (year - 1)) / 100) * 100 + 1,
                            1,
                            1);
            case MILLENNIUM ->
                    DateTimes.toDays(
                            year > 0
                                    ? (year + 999) / 1000 * 1000 - 999
                                    : -((999 - (year - 1)) / 1000) * 1000 + 1,
                            1,
                            1);
        };
    }

    private static long truncate(Bytes name, long instant, Zone zone) {
        String type = "timestamp with time zone";
        if (DateTimes.isInfinite(instant)) {
            return truncate(name, instant, type);
        }
        long offset = zone.offsetAt(instant) * DateTimes.MICROS_PER_SECOND;
        long local = truncate(name, instant + offset, type);
        // parts of a day keep the offset they had, which matters in the hour that is repeated
        return unit(name, type) instanceof TimeUnit.OfTime
                ? local - offset
                : DateTimes.localToInstant(local, zone);
    }

    private static Interval truncate(Bytes name, Interval value) {
        TimeUnit unit = unit(name, "interval");
        int months = value.months();
        return switch (unit) {
            case TimeUnit.OfTime part ->
                    new Interval(months, value.days(), truncateTime(part, value.micros()));
            case TimeUnit.OfDate part -> truncate(part, months, value.days());
            case TimeUnit.OfZone _, TimeUnit.Numbering _ -> throw notSupported(name, "interval");
        };
    }

    private static Interval truncate(TimeUnit.OfDate unit, int months, int days) {
        return switch (unit) {
            case MILLENNIUM -> new Interval(months / 12_000 * 12_000, 0, 0);
            case CENTURY -> new Interval(months / 1_200 * 1_200, 0, 0);
            case DECADE -> new Interval(months / 120 * 120, 0, 0);
            case YEAR -> new Interval(months / 12 * 12, 0, 0);
            case QUARTER -> new Interval(months / 3 * 3, 0, 0);
            case MONTH -> new Interval(months, 0, 0);
            case DAY -> new Interval(months, days, 0);
            case WEEK -> throw TimeFunctionErrors.fractionalWeeks();
        };
    }

    private static long bin(Interval stride, long timestamp, long origin) {
        if (DateTimes.isInfinite(timestamp)) {
            return timestamp;
        }
        if (DateTimes.isInfinite(origin)) {
            throw TimeFunctionErrors.originOutOfRange();
        }
        if (stride.months() != 0) {
            throw TimeFunctionErrors.strideWithMonths();
        }
        long width = stride.days() * DateTimes.MICROS_PER_DAY + stride.micros();
        if (width <= 0) {
            throw TimeFunctionErrors.strideNotPositive();
        }
        long difference = Math.subtractExact(timestamp, origin);
        return origin + Math.floorDiv(difference, width) * width;
    }
}
