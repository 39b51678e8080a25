package dev.borealis.engine.function.datetime;

import dev.borealis.types.datetime.DateTimes;

/** Weeks of ISO 8601: they begin on Monday, and week 1 holds 4 January. Days count from 2000-01-01. */
final class IsoWeek {
    private IsoWeek() {}

    /** The year the week of a day belongs to; 0 is 1 BC. */
    static int year(long days) {
        // the Thursday of the week decides
        return DateTimes.year(DateTimes.toCivil(monday(days) + 3));
    }

    /** 1 to 53. */
    static int week(long days) {
        return (int) ((monday(days) - firstMonday(year(days))) / 7) + 1;
    }

    /** The Monday of the week of a day. */
    static long monday(long days) {
        return days - Math.floorMod(DateTimes.dayOfWeek(days) - 1, 7);
    }

    /** The Monday of week 1. */
    static long firstMonday(int year) {
        return monday(DateTimes.toDays(year, 1, 4));
    }
}
