package dev.borealis.engine.function.datetime;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** What extract and date_trunc can be asked for. */
sealed interface TimeUnit {
    /** Parts of a time of day. */
    enum OfTime implements TimeUnit {
        MICROSECOND,
        MILLISECOND,
        SECOND,
        MINUTE,
        HOUR
    }

    /** Parts of a date that one can cut off after. */
    enum OfDate implements TimeUnit {
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR,
        DECADE,
        CENTURY,
        MILLENNIUM
    }

    /** Numbers of a date, and of an instant, that can only be extracted. */
    enum Numbering implements TimeUnit {
        EPOCH,
        JULIAN,
        ISOYEAR,
        DOW,
        ISODOW,
        DOY
    }

    /** Parts of the offset from UTC. */
    enum OfZone implements TimeUnit {
        TIMEZONE,
        TIMEZONE_HOUR,
        TIMEZONE_MINUTE
    }

    /** By any of the names that PostgreSQL knows, in any case; null when it knows none such. */
    static @Nullable TimeUnit find(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "microseconds",
                    "microsecond",
                    "microsecon",
                    "us",
                    "usec",
                    "usecs",
                    "usecond",
                    "useconds" ->
                    OfTime.MICROSECOND;
            case "milliseconds", "millisecond", "millisecon", "ms", "msec", "msecs", "mseconds" ->
                    OfTime.MILLISECOND;
            case "second", "seconds", "sec", "secs", "s" -> OfTime.SECOND;
            case "minute", "minutes", "min", "mins", "m" -> OfTime.MINUTE;
            case "hour", "hours", "hr", "hrs", "h" -> OfTime.HOUR;
            case "day", "days", "d" -> OfDate.DAY;
            case "week", "weeks", "w" -> OfDate.WEEK;
            case "month", "months", "mon", "mons" -> OfDate.MONTH;
            case "quarter", "qtr" -> OfDate.QUARTER;
            case "year", "years", "yr", "yrs", "y" -> OfDate.YEAR;
            case "decade", "decades", "dec", "decs" -> OfDate.DECADE;
            case "century", "centuries", "cent", "c" -> OfDate.CENTURY;
            case "millennium", "millennia", "mil", "mils" -> OfDate.MILLENNIUM;
            case "epoch" -> Numbering.EPOCH;
            case "julian", "jd", "j" -> Numbering.JULIAN;
            case "isoyear" -> Numbering.ISOYEAR;
            case "dow" -> Numbering.DOW;
            case "isodow" -> Numbering.ISODOW;
            case "doy" -> Numbering.DOY;
            case "timezone" -> OfZone.TIMEZONE;
            case "timezone_hour", "timezone_h" -> OfZone.TIMEZONE_HOUR;
            case "timezone_minute", "timezone_m" -> OfZone.TIMEZONE_MINUTE;
            default -> null;
        };
    }
}
