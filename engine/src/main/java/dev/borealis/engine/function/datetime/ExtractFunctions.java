package dev.borealis.engine.function.datetime;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.Bytes;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.error.TimeFunctionErrors;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.TimeTz;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** extract (exact, numeric) and date_part (the same as double precision). */
public final class ExtractFunctions {
    private ExtractFunctions() {}

    private interface Part {
        @Nullable Numeric of(Call call, String unit, Object value);
    }

    public static void define(Implementations to) {
        both(
                to,
                "extract_timestamp",
                "timestamp_part",
                (_, unit, value) -> ofTimestamp(unit, (Long) value));
        both(
                to,
                "extract_timestamptz",
                "timestamptz_part",
                (call, unit, value) -> ofTimestampTz(call, unit, (Long) value));
        both(to, "extract_time", "time_part", (_, unit, value) -> ofTime(unit, (Long) value, null));
        both(
                to,
                "extract_timetz",
                "timetz_part",
                (_, unit, value) -> ofTime(unit, ((TimeTz) value).micros(), (TimeTz) value));
        both(
                to,
                "extract_interval",
                "interval_part",
                (_, unit, value) -> ofInterval(unit, (Interval) value));
        to.general("extract_date", (_, a) -> ofDate(unit(a), (Long) a[1]));
        to.general(
                "date_part(text,date)",
                (_, a) -> toDouble(ofTimestamp(unit(a), DateTimes.dateToTimestamp((Long) a[1]))));
    }

    private static String unit(@Nullable Object[] a) {
        return ((Bytes) a[0]).string().toLowerCase(Locale.ROOT);
    }

    private static void both(Implementations to, String exact, String floating, Part part) {
        to.general(exact, (call, a) -> part.of(call, unit(a), a[1]));
        to.general(floating, (call, a) -> toDouble(part.of(call, unit(a), a[1])));
    }

    private static @Nullable Object toDouble(@Nullable Numeric value) {
        return value == null ? null : (Object) value.toDouble();
    }

    private static TimeUnit find(String unit, String type) {
        TimeUnit found = TimeUnit.find(unit);
        if (found == null) {
            throw TimeFunctionErrors.unitNotRecognized(unit, type);
        }
        return found;
    }

    private static final String TIMESTAMP = "timestamp without time zone";
    private static final String TIMESTAMPTZ = "timestamp with time zone";

    private static @Nullable Numeric ofTimestamp(String unit, long timestamp) {
        TimeUnit found = find(unit, TIMESTAMP);
        if (DateTimes.isInfinite(timestamp)) {
            return infinite(found, timestamp);
        }
        if (found == TimeUnit.EPOCH) {
            return epoch(timestamp);
        }
        Numeric result = ofLocal(found, timestamp);
        if (result == null) {
            throw TimeFunctionErrors.unitNotSupported(unit, TIMESTAMP);
        }
        return result;
    }

    private static Numeric epoch(long timestamp) {
        return Numeric.of(timestamp, 6).add(Numeric.of(DateTimes.EPOCH_SECONDS));
    }

    private static @Nullable Numeric ofTimestampTz(Call call, String unit, long instant) {
        TimeUnit found = find(unit, TIMESTAMPTZ);
        if (DateTimes.isInfinite(instant)) {
            return infinite(found, instant);
        }
        int offset = call.context().timeZone().offsetAt(instant);
        Numeric zone = ofOffset(found, offset);
        if (zone != null) {
            return zone;
        }
        if (found == TimeUnit.EPOCH) {
            return epoch(instant);
        }
        Numeric result = ofLocal(found, instant + offset * DateTimes.MICROS_PER_SECOND);
        if (result == null) {
            throw TimeFunctionErrors.unitNotSupported(unit, TIMESTAMPTZ);
        }
        return result;
    }

    private static @Nullable Numeric ofOffset(TimeUnit unit, int offset) {
        return switch (unit) {
            case TIMEZONE -> Numeric.of(offset);
            case TIMEZONE_HOUR -> Numeric.of(offset / 3600);
            case TIMEZONE_MINUTE -> Numeric.of(offset / 60 % 60);
            default -> null;
        };
    }

    /** Only what grows without bound is infinite; the rest is unknown. */
    private static @Nullable Numeric infinite(TimeUnit unit, long timestamp) {
        return switch (unit) {
            case YEAR, DECADE, CENTURY, MILLENNIUM, JULIAN, ISOYEAR, EPOCH ->
                    timestamp > 0 ? Numeric.INFINITY : Numeric.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static @Nullable Numeric ofLocal(TimeUnit unit, long timestamp) {
        long time = DateTimes.timeOf(timestamp);
        long days = DateTimes.dateOf(timestamp);
        return switch (unit) {
            case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR -> ofTimeOfDay(unit, time);
            case JULIAN ->
                    Numeric.of(days + DateTimes.EPOCH_JULIAN)
                            .add(Numeric.of(time).divide(Numeric.of(DateTimes.MICROS_PER_DAY)));
            default -> ofDays(unit, days);
        };
    }

    private static @Nullable Numeric ofTimeOfDay(TimeUnit unit, long time) {
        long inMinute = time % DateTimes.MICROS_PER_MINUTE;
        return switch (unit) {
            case MICROSECOND -> Numeric.of(inMinute);
            case MILLISECOND -> Numeric.of(inMinute, 3);
            case SECOND -> Numeric.of(inMinute, 6);
            case MINUTE -> Numeric.of(time / DateTimes.MICROS_PER_MINUTE % 60);
            case HOUR -> Numeric.of(time / DateTimes.MICROS_PER_HOUR);
            default -> null;
        };
    }

    private static @Nullable Numeric ofDays(TimeUnit unit, long days) {
        long civil = DateTimes.toCivil(days);
        int year = DateTimes.year(civil);
        int month = DateTimes.month(civil);
        Long value =
                switch (unit) {
                    case DAY -> (long) DateTimes.day(civil);
                    case MONTH -> (long) month;
                    case QUARTER -> (month - 1) / 3 + 1L;
                    case WEEK -> (long) IsoWeek.week(days);
                    case YEAR -> year > 0 ? (long) year : year - 1L;
                    case DECADE -> year >= 0 ? year / 10L : -((8L - (year - 1)) / 10);
                    case CENTURY -> year > 0 ? (year + 99L) / 100 : -((99L - (year - 1)) / 100);
                    case MILLENNIUM ->
                            year > 0 ? (year + 999L) / 1000 : -((999L - (year - 1)) / 1000);
                    case JULIAN -> days + DateTimes.EPOCH_JULIAN;
                    case ISOYEAR ->
                            IsoWeek.year(days) > 0
                                    ? (long) IsoWeek.year(days)
                                    : IsoWeek.year(days) - 1L;
                    case DOW -> (long) DateTimes.dayOfWeek(days);
                    case ISODOW ->
                            DateTimes.dayOfWeek(days) == 0 ? 7L : (long) DateTimes.dayOfWeek(days);
                    case DOY -> (long) DateTimes.dayOfYear(days);
                    default -> null;
                };
        return value == null ? null : Numeric.of((long) value);
    }

    private static @Nullable Numeric ofDate(String unit, long days) {
        TimeUnit found = find(unit, "date");
        switch (found) {
            case MICROSECOND,
                    MILLISECOND,
                    SECOND,
                    MINUTE,
                    HOUR,
                    TIMEZONE,
                    TIMEZONE_HOUR,
                    TIMEZONE_MINUTE ->
                    throw TimeFunctionErrors.unitNotSupported(unit, "date");
            default -> {}
        }
        if (DateTimes.isInfiniteDate(days)) {
            return infinite(found, days == DateTimes.DATE_INFINITY ? 1 : -1);
        }
        if (found == TimeUnit.EPOCH) {
            return Numeric.of(days * 86_400 + DateTimes.EPOCH_SECONDS);
        }
        return ofDays(found, days);
    }

    private static Numeric ofTime(String unit, long micros, @Nullable TimeTz zoned) {
        String type = zoned == null ? "time without time zone" : "time with time zone";
        TimeUnit found = find(unit, type);
        Numeric result = ofTimeOfDay(found, micros);
        if (result == null && zoned != null) {
            result = ofOffset(found, zoned.offset());
        }
        if (found == TimeUnit.EPOCH) {
            long offset = zoned == null ? 0 : zoned.offset() * DateTimes.MICROS_PER_SECOND;
            result = Numeric.of(micros - offset, 6);
        }
        if (result == null) {
            throw TimeFunctionErrors.unitNotSupported(unit, type);
        }
        return result;
    }

    private static Numeric ofInterval(String unit, Interval interval) {
        TimeUnit found = find(unit, "interval");
        int months = interval.months() % 12;
        int years = interval.months() / 12;
        long micros = interval.micros();
        Numeric result =
                switch (found) {
                    case DAY -> Numeric.of(interval.days());
                    case MONTH -> Numeric.of(months);
                    case QUARTER -> Numeric.of(months / 3 + 1);
                    case YEAR -> Numeric.of(years);
                    case DECADE -> Numeric.of(years / 10);
                    case CENTURY -> Numeric.of(years / 100);
                    case MILLENNIUM -> Numeric.of(years / 1000);
                    case HOUR -> Numeric.of(micros / DateTimes.MICROS_PER_HOUR);
                    case EPOCH -> {
                        long seconds =
                                1461L * years * 21_600
                                        + 30L * 86_400 * months
                                        + 86_400L * interval.days();
                        yield Numeric.of(micros, 6).add(Numeric.of(seconds));
                    }
                    default -> ofTimeOfDay(found, micros);
                };
        if (result == null) {
            throw TimeFunctionErrors.unitNotSupported(unit, "interval");
        }
        return result;
    }
}
