package dev.borealis.engine.function.datetime;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What extract and date_trunc can be asked for, with all names PostgreSQL knows. */
enum TimeUnit {
    MICROSECOND(
            "microseconds",
            "microsecond",
            "microsecon",
            "us",
            "usec",
            "usecs",
            "usecond",
            "useconds"),
    MILLISECOND("milliseconds", "millisecond", "millisecon", "ms", "msec", "msecs", "mseconds"),
    SECOND("second", "seconds", "sec", "secs", "s"),
    MINUTE("minute", "minutes", "min", "mins", "m"),
    HOUR("hour", "hours", "hr", "hrs", "h"),
    DAY("day", "days", "d"),
    WEEK("week", "weeks", "w"),
    MONTH("month", "months", "mon", "mons"),
    QUARTER("quarter", "qtr"),
    YEAR("year", "years", "yr", "yrs", "y"),
    DECADE("decade", "decades", "dec", "decs"),
    CENTURY("century", "centuries", "cent", "c"),
    MILLENNIUM("millennium", "millennia", "mil", "mils"),
    EPOCH("epoch"),
    JULIAN("julian", "jd", "j"),
    ISOYEAR("isoyear"),
    DOW("dow"),
    ISODOW("isodow"),
    DOY("doy"),
    TIMEZONE("timezone"),
    TIMEZONE_HOUR("timezone_hour", "timezone_h"),
    TIMEZONE_MINUTE("timezone_minute", "timezone_m");

    private static final Map<String, TimeUnit> BY_NAME = byName();

    private final String[] names;

    TimeUnit(String... names) {
        this.names = names;
    }

    private static Map<String, TimeUnit> byName() {
        var map = new HashMap<String, TimeUnit>();
        for (TimeUnit unit : values()) {
            for (String name : unit.names) {
                map.put(name, unit);
            }
        }
        return Map.copyOf(map);
    }

    static @Nullable TimeUnit find(String name) {
        return BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }
}
