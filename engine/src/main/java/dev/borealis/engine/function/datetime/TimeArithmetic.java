package dev.borealis.engine.function.datetime;

import dev.borealis.types.Zone;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.error.DateTimeErrors;
import dev.borealis.types.error.TimeFunctionErrors;
import dev.borealis.types.value.Interval;

/** Sums and differences of timestamps and intervals. Timestamps are microseconds since 2000-01-01. */
final class TimeArithmetic {
    private TimeArithmetic() {}

    /** A timestamp plus an interval: first months, then days, then time; the last day of a shorter month at most. */
    static long add(long timestamp, Interval interval) {
        if (DateTimes.isInfinite(timestamp)) {
            return timestamp;
        }
        long days = addMonths(DateTimes.dateOf(timestamp), interval.months()) + interval.days();
        long result = check(days, DateTimes.timeOf(timestamp));
        return plus(result, interval.micros());
    }

    /** The same in a time zone: a day may have 23 or 25 hours. */
    static long add(long instant, Interval interval, Zone zone) {
        if (DateTimes.isInfinite(instant)) {
            return instant;
        }
        long result = instant;
        if (interval.months() != 0 || interval.days() != 0) {
            long local = DateTimes.instantToLocal(instant, zone);
            long days = addMonths(DateTimes.dateOf(local), interval.months()) + interval.days();
            result = DateTimes.localToInstant(check(days, DateTimes.timeOf(local)), zone);
        }
        return plus(result, interval.micros());
    }

    private static long check(long days, long time) {
        if (days < DateTimes.MIN_DATE
                || days > DateTimes.END_TIMESTAMP / DateTimes.MICROS_PER_DAY) {
            throw DateTimeErrors.timestampOutOfRange();
        }
        return days * DateTimes.MICROS_PER_DAY + time;
    }

    private static long plus(long timestamp, long micros) {
        long result = timestamp + micros;
        if (((timestamp ^ result) & (micros ^ result)) < 0 || !DateTimes.isValidTimestamp(result)) {
            throw DateTimeErrors.timestampOutOfRange();
        }
        return result;
    }

    private static long addMonths(long days, int months) {
        if (months == 0) {
            return days;
        }
        long civil = DateTimes.toCivil(days);
        long month = DateTimes.year(civil) * 12L + DateTimes.month(civil) - 1 + months;
        int year = (int) Math.floorDiv(month, 12L);
        int monthOfYear = (int) Math.floorMod(month, 12L) + 1;
        int day = Math.min(DateTimes.day(civil), DateTimes.daysInMonth(year, monthOfYear));
        return DateTimes.toDays(year, monthOfYear, day);
    }

    /** The interval with all its signs changed, for subtraction. */
    static Interval negate(Interval interval) {
        return interval.negate();
    }

    /** Whole days of 24 hours and the rest. */
    static Interval difference(long a, long b) {
        if (DateTimes.isInfinite(a) || DateTimes.isInfinite(b)) {
            throw TimeFunctionErrors.cannotSubtractInfinite("timestamps");
        }
        long result = a - b;
        if (((a ^ b) & (a ^ result)) < 0) {
            throw DateTimeErrors.intervalOutOfRange();
        }
        return new Interval(0, 0, result).justifyHours();
    }

    /** Years, months and days between two local timestamps, as people count them. */
    static Interval age(long a, long b) {
        if (DateTimes.isInfinite(a) || DateTimes.isInfinite(b)) {
            throw DateTimeErrors.timestampOutOfRange();
        }
        boolean swapped = a < b;
        long later = swapped ? b : a;
        long earlier = swapped ? a : b;
        long laterCivil = DateTimes.toCivil(DateTimes.dateOf(later));
        long earlierCivil = DateTimes.toCivil(DateTimes.dateOf(earlier));
        long micros = DateTimes.timeOf(later) - DateTimes.timeOf(earlier);
        int days = DateTimes.day(laterCivil) - DateTimes.day(earlierCivil);
        int months = DateTimes.month(laterCivil) - DateTimes.month(earlierCivil);
        int years = DateTimes.year(laterCivil) - DateTimes.year(earlierCivil);
        if (micros < 0) {
            micros += DateTimes.MICROS_PER_DAY;
            days--;
        }
        // days are borrowed from the month of the earlier date
        while (days < 0) {
            days +=
                    DateTimes.daysInMonth(
                            DateTimes.year(earlierCivil), DateTimes.month(earlierCivil));
            months--;
        }
        var result = new Interval(years * 12 + months, days, micros);
        return swapped ? result.negate() : result;
    }
}
