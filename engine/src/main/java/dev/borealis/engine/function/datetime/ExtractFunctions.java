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
        return switch (found) {
            case TimeUnit.OfTime part -> ofTime(part, DateTimes.timeOf(timestamp));
            case TimeUnit.OfDate part -> ofDate(part, DateTimes.dateOf(timestamp));
            case TimeUnit.Numbering number -> numbered(number, timestamp, timestamp);
            case TimeUnit.OfZone _ -> throw TimeFunctionErrors.unitNotSupported(unit, TIMESTAMP);
        };
    }

    private static @Nullable Numeric ofTimestampTz(Call call, String unit, long instant) {
        TimeUnit found = find(unit, TIMESTAMPTZ);
        if (DateTimes.isInfinite(instant)) {
            return infinite(found, instant);
        }
        int offset = call.context().timeZone().offsetAt(instant);
        long local = instant + offset * DateTimes.MICROS_PER_SECOND;
        return switch (found) {
            case TimeUnit.OfTime part -> ofTime(part, DateTimes.timeOf(local));
            case TimeUnit.OfDate part -> ofDate(part, DateTimes.dateOf(local));
            case TimeUnit.Numbering number -> numbered(number, instant, local);
            case TimeUnit.OfZone part -> ofOffset(part, offset);
        };
    }

    /** Only what grows without bound is infinite; the rest is unknown. */
    private static @Nullable Numeric infinite(TimeUnit unit, long timestamp) {
        return switch (unit) {
            case TimeUnit.OfDate.YEAR,
                    TimeUnit.OfDate.DECADE,
                    TimeUnit.OfDate.CENTURY,
                    TimeUnit.OfDate.MILLENNIUM,
                    TimeUnit.Numbering.JULIAN,
                    TimeUnit.Numbering.ISOYEAR,
                    TimeUnit.Numbering.EPOCH ->
                    timestamp > 0 ? Numeric.INFINITY : Numeric.NEGATIVE_INFINITY;
            case TimeUnit.OfTime _, TimeUnit.OfDate _, TimeUnit.Numbering _, TimeUnit.OfZone _ ->
                    null;
        };
    }

    /** @param offset seconds east of UTC */
    private static Numeric ofOffset(TimeUnit.OfZone unit, int offset) {
        return switch (unit) {
            case TIMEZONE -> Numeric.of(offset);
            case TIMEZONE_HOUR -> Numeric.of(offset / 3600);
            case TIMEZONE_MINUTE -> Numeric.of(offset / 60 % 60);
        };
    }

    /** @param time microseconds since midnight; or of an interval, more than a day or negative */
    private static Numeric ofTime(TimeUnit.OfTime unit, long time) {
        long inMinute = time % DateTimes.MICROS_PER_MINUTE;
        return switch (unit) {
            case MICROSECOND -> Numeric.of(inMinute);
            case MILLISECOND -> Numeric.of(inMinute, 3);
            case SECOND -> Numeric.of(inMinute, 6);
            case MINUTE -> Numeric.of(time / DateTimes.MICROS_PER_MINUTE % 60);
            case HOUR -> Numeric.of(time / DateTimes.MICROS_PER_HOUR);
        };
    }

    /** @param days since 2000-01-01 */
    private static Numeric ofDate(TimeUnit.OfDate unit, long days) {
        long civil = DateTimes.toCivil(days);
        int year = DateTimes.year(civil);
        int month = DateTimes.month(civil);
        return Numeric.of(
                switch (unit) {
                    case DAY -> (long) DateTimes.day(civil);
                    case MONTH -> (long) month;
                    case QUARTER -> (month - 1) / 3 + 1L;
                    case WEEK -> (long) IsoWeek.week(days);
                    case YEAR -> withoutYearZero(year);
                    case DECADE -> year >= 0 ? year / 10L : -((8L - (year - 1)) / 10);
                    case CENTURY -> year > 0 ? (year + 99L) / 100 : -((99L - (year - 1)) / 100);
                    case MILLENNIUM ->
                            year > 0 ? (year + 999L) / 1000 : -((999L - (year - 1)) / 1000);
                });
    }

    /** @param days since 2000-01-01 */
    private static Numeric numbered(TimeUnit.Numbering unit, long days) {
        return Numeric.of(
                switch (unit) {
                    case EPOCH -> days * 86_400 + DateTimes.EPOCH_SECONDS;
                    case JULIAN -> days + DateTimes.EPOCH_JULIAN;
                    case ISOYEAR -> withoutYearZero(IsoWeek.year(days));
                    case DOW -> (long) DateTimes.dayOfWeek(days);
                    case ISODOW ->
                            DateTimes.dayOfWeek(days) == 0 ? 7L : (long) DateTimes.dayOfWeek(days);
                    case DOY -> (long) DateTimes.dayOfYear(days);
                });
    }

    private static Numeric numbered(TimeUnit.Numbering unit, long instant, long local) {
        long days = DateTimes.dateOf(local);
        return switch (unit) {
            case EPOCH -> Numeric.of(instant, 6).add(Numeric.of(DateTimes.EPOCH_SECONDS));
            case JULIAN -> {
                Numeric time = Numeric.of(DateTimes.timeOf(local));
                yield numbered(unit, days).add(time.divide(Numeric.of(DateTimes.MICROS_PER_DAY)));
            }
            case ISOYEAR, DOW, ISODOW, DOY -> numbered(unit, days);
        };
    }

    /** The year 0 is 1 BC, which is written −1. */
    private static long withoutYearZero(int year) {
        return year > 0 ? year : year - 1L;
    }

    private static @Nullable Numeric ofDate(String unit, long days) {
        TimeUnit found = find(unit, "date");
        boolean infinite = DateTimes.isInfiniteDate(days);
        return switch (found) {
            case TimeUnit.OfDate _, TimeUnit.Numbering _ when infinite ->
                    infinite(found, days == DateTimes.DATE_INFINITY ? 1 : -1);
            case TimeUnit.OfDate part -> ofDate(part, days);
            case TimeUnit.Numbering number -> numbered(number, days);
            case TimeUnit.OfTime _, TimeUnit.OfZone _ ->
                    throw TimeFunctionErrors.unitNotSupported(unit, "date");
        };
    }

    private static Numeric ofTime(String unit, long micros, @Nullable TimeTz zoned) {
        String type = zoned == null ? "time without time zone" : "time with time zone";
        return switch (find(unit, type)) {
            case TimeUnit.OfTime part -> ofTime(part, micros);
            case TimeUnit.Numbering.EPOCH -> {
                long offset = zoned == null ? 0 : zoned.offset() * DateTimes.MICROS_PER_SECOND;
                yield Numeric.of(micros - offset, 6);
            }
            case TimeUnit.OfZone part when zoned != null -> ofOffset(part, zoned.offset());
            case TimeUnit.OfDate _, TimeUnit.Numbering _, TimeUnit.OfZone _ ->
                    throw TimeFunctionErrors.unitNotSupported(unit, type);
        };
    }

    private static Numeric ofInterval(String unit, Interval interval) {
        int months = interval.months() % 12;
        int years = interval.months() / 12;
        return switch (find(unit, "interval")) {
            case TimeUnit.OfTime part -> ofTime(part, interval.micros());
            case TimeUnit.OfDate part ->
                    Numeric.of(
                            switch (part) {
                                case DAY -> interval.days();
                                case MONTH -> months;
                                case QUARTER -> months / 3 + 1;
                                case YEAR -> years;
                                case DECADE -> years / 10;
                                case CENTURY -> years / 100;
                                case MILLENNIUM -> years / 1000;
                                case WEEK ->
                                        throw TimeFunctionErrors.unitNotSupported(unit, "interval");
                            });
            case TimeUnit.Numbering.EPOCH -> {
                long seconds =
                        1461L * years * 21_600 + 30L * 86_400 * months + 86_400L * interval.days();
                yield Numeric.of(interval.micros(), 6).add(Numeric.of(seconds));
            }
            case TimeUnit.Numbering _, TimeUnit.OfZone _ ->
                    throw TimeFunctionErrors.unitNotSupported(unit, "interval");
        };
    }
}
