package dev.borealis.types.datetime;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.TypeContext.DateStyle;
import dev.borealis.types.Zone;
import dev.borealis.types.error.DateTimeErrors;

/**
 * The calendar, and dates and times as text. A date is days since 2000-01-01, a timestamp microseconds since 2000-01-01
 * 00:00 (of timestamptz: UTC), a time microseconds since midnight. The calendar is Gregorian for all time; year 0 is 1
 * BC.
 */
public final class DateTimes {
    public static final long MICROS_PER_SECOND = 1_000_000;
    public static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    public static final long MICROS_PER_HOUR = 3_600 * MICROS_PER_SECOND;
    public static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    /** Days from 1970-01-01 to 2000-01-01. */
    public static final int EPOCH_DAYS = 10_957;

    /** Seconds from 1970-01-01 to 2000-01-01. */
    public static final long EPOCH_SECONDS = EPOCH_DAYS * 86_400L;

    /** Julian day number of 2000-01-01. */
    public static final int EPOCH_JULIAN = 2_451_545;

    public static final long INFINITY = Long.MAX_VALUE;
    public static final long NEGATIVE_INFINITY = Long.MIN_VALUE;
    public static final int DATE_INFINITY = Integer.MAX_VALUE;
    public static final int DATE_NEGATIVE_INFINITY = Integer.MIN_VALUE;

    /** 4714-11-24 BC, the first date, Julian day 0. */
    public static final int MIN_DATE = -EPOCH_JULIAN;

    /** 5874897-12-31, the last date. */
    public static final int MAX_DATE = 2_147_483_493 - EPOCH_JULIAN;

    /** The first timestamp. */
    public static final long MIN_TIMESTAMP = MIN_DATE * MICROS_PER_DAY;

    /** The first moment of 294277, which is no timestamp any more. */
    public static final long END_TIMESTAMP = 9_223_371_331_200_000_000L;

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final String[] WEEKDAYS = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private DateTimes() {}

    /** @param timestamp microseconds since 2000-01-01 */
    public static boolean isInfinite(long timestamp) {
        return timestamp == INFINITY || timestamp == NEGATIVE_INFINITY;
    }

    /** @param days since 2000-01-01 */
    public static boolean isInfiniteDate(long days) {
        return days == DATE_INFINITY || days == DATE_NEGATIVE_INFINITY;
    }

    /** Neither infinite nor out of PostgreSQL's range. @param micros since 2000-01-01 */
    public static boolean isValidTimestamp(long micros) {
        return micros >= MIN_TIMESTAMP && micros < END_TIMESTAMP;
    }

    /** Of the Gregorian calendar, also before it; year 0 is 1 BC. */
    public static boolean isLeapYear(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** @param month 1 to 12 */
    public static int daysInMonth(int year, int month) {
        return month == 2 && isLeapYear(year) ? 29 : MONTH_DAYS[month - 1];
    }

    /** Days since 2000-01-01. @param year 0 is 1 BC; @param month any: 13 is January of the next year */
    public static long toDays(long year, int month, int day) {
        long y = year + Math.floorDiv(month - 1, 12);
        int m = Math.floorMod(month - 1, 12) + 1;
        if (m <= 2) {
            y--;
        }
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468 - EPOCH_DAYS;
    }

    /** Year, month and day packed as {@code year << 9 | month << 5 | day}; see {@link #year}. */
    public static long toCivil(long days) {
        long shifted = days + EPOCH_DAYS + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra =
                (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long shiftedMonth = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year << 9 | month << 5 | day;
    }

    /** Of a packed date; 0 is 1 BC. */
    public static int year(long civil) {
        return (int) (civil >> 9);
    }

    /** Of a packed date, 1 to 12. */
    public static int month(long civil) {
        return (int) (civil >> 5) & 15;
    }

    /** Of a packed date, 1 to 31. */
    public static int day(long civil) {
        return (int) civil & 31;
    }

    /** 0 is Sunday. @param days since 2000-01-01, a Saturday */
    public static int dayOfWeek(long days) {
        return (int) Math.floorMod(days + 6, 7L);
    }

    /** 1 is 1 January. */
    public static int dayOfYear(long days) {
        return (int) (days - toDays(year(toCivil(days)), 1, 1)) + 1;
    }

    /** Date of a timestamp that is not infinite. */
    public static long dateOf(long timestamp) {
        return Math.floorDiv(timestamp, MICROS_PER_DAY);
    }

    /** Time of day of a timestamp that is not infinite. */
    public static long timeOf(long timestamp) {
        return Math.floorMod(timestamp, MICROS_PER_DAY);
    }

    /** A date as midnight of that day; throws 22008 past 294276. */
    public static long dateToTimestamp(long days) {
        if (isInfiniteDate(days)) {
            return days == DATE_INFINITY ? INFINITY : NEGATIVE_INFINITY;
        }
        if (days >= END_TIMESTAMP / MICROS_PER_DAY) {
            throw DateTimeErrors.dateOutOfRangeForTimestamp();
        }
        return days * MICROS_PER_DAY;
    }

    /** The day it lies in, since 2000-01-01; infinity stays. */
    public static long timestampToDate(long timestamp) {
        if (isInfinite(timestamp)) {
            return timestamp == INFINITY ? DATE_INFINITY : DATE_NEGATIVE_INFINITY;
        }
        return dateOf(timestamp);
    }

    /** The moment of a local time in a zone; throws 22008 out of range. */
    public static long localToInstant(long local, Zone zone) {
        if (isInfinite(local)) {
            return local;
        }
        long result = local - zone.offsetOfLocal(local) * MICROS_PER_SECOND;
        if (!isValidTimestamp(result)) {
            throw DateTimeErrors.timestampOutOfRange();
        }
        return result;
    }

    /** What clocks of a zone show at a moment. */
    public static long instantToLocal(long instant, Zone zone) {
        return isInfinite(instant) ? instant : instant + zone.offsetAt(instant) * MICROS_PER_SECOND;
    }

    // Text

    /** @param days since 2000-01-01 */
    public static void printDate(long days, DateStyle style, ByteAppender out) {
        if (isInfiniteDate(days)) {
            out.append(days == DATE_INFINITY ? "infinity" : "-infinity");
            return;
        }
        long civil = toCivil(days);
        printCivil(civil, style, out);
        if (year(civil) <= 0) {
            out.append(" BC");
        }
    }

    private static void printCivil(long civil, DateStyle style, ByteAppender out) {
        int year = year(civil) > 0 ? year(civil) : 1 - year(civil);
        boolean dayFirst = style.order() == DateStyle.Order.DMY;
        switch (style.format()) {
            case ISO ->
                    out.appendDecimal(year, 4)
                            .appendByte('-')
                            .appendDecimal(month(civil), 2)
                            .appendByte('-')
                            .appendDecimal(day(civil), 2);
            case GERMAN -> printThree(day(civil), month(civil), year, '.', out);
            case SQL, POSTGRES -> {
                char separator = style.format() == DateStyle.Format.SQL ? '/' : '-';
                int first = dayFirst ? day(civil) : month(civil);
                int second = dayFirst ? month(civil) : day(civil);
                printThree(first, second, year, separator, out);
            }
        }
    }

    private static void printThree(
            int first, int second, int year, char separator, ByteAppender out) {
        out.appendDecimal(first, 2).append(separator).appendDecimal(second, 2).append(separator);
        out.appendDecimal(year, 4);
    }

    /** {@code 04:05:06.789}: decimals without trailing zeros. @param micros 0 to a whole day */
    public static void printTime(long micros, ByteAppender out) {
        long seconds = micros / MICROS_PER_SECOND;
        out.appendDecimal(seconds / 3600, 2).appendByte(':').appendDecimal(seconds / 60 % 60, 2);
        out.appendByte(':').appendDecimal(seconds % 60, 2);
        printFraction(micros % MICROS_PER_SECOND, out);
    }

    /** {@code .789}, or nothing for 0. @param micros 0 to 999,999 */
    static void printFraction(long micros, ByteAppender out) {
        if (micros == 0) {
            return;
        }
        out.appendByte('.');
        int digits = 6;
        while (micros % 10 == 0) {
            micros /= 10;
            digits--;
        }
        out.appendDecimal(micros, digits);
    }

    /** @param micros since 2000-01-01, local */
    public static void printTimestamp(long micros, DateStyle style, ByteAppender out) {
        if (!printInfinity(micros, out)) {
            printTimestamp(micros, style, 0, null, out);
        }
    }

    /** @param micros since 2000-01-01 UTC */
    public static void printTimestampTz(long micros, Zone zone, DateStyle style, ByteAppender out) {
        if (!printInfinity(micros, out)) {
            int offset = zone.offsetAt(micros);
            String abbreviation =
                    style.format() == DateStyle.Format.ISO ? "" : zone.abbreviationAt(micros);
            printTimestamp(micros + offset * MICROS_PER_SECOND, style, offset, abbreviation, out);
        }
    }

    private static boolean printInfinity(long micros, ByteAppender out) {
        if (micros == INFINITY) {
            out.append("infinity");
        } else if (micros == NEGATIVE_INFINITY) {
            out.append("-infinity");
        } else {
            return false;
        }
        return true;
    }

    /** @param abbreviation of the zone, empty for its offset; null for a timestamp without zone */
    private static void printTimestamp(
            long local,
            DateStyle style,
            int offset,
            @org.jspecify.annotations.Nullable String abbreviation,
            ByteAppender out) {
        long days = dateOf(local);
        long civil = toCivil(days);
        long time = local - days * MICROS_PER_DAY;
        if (style.format() == DateStyle.Format.POSTGRES) {
            out.append(WEEKDAYS[dayOfWeek(days)]).appendByte(' ');
            String month = MONTHS[month(civil) - 1];
            if (style.order() == DateStyle.Order.DMY) {
                out.appendDecimal(day(civil), 2).appendByte(' ').append(month);
            } else {
                out.append(month).appendByte(' ').appendDecimal(day(civil), 2);
            }
            out.appendByte(' ');
            printTime(time, out);
            out.appendByte(' ').appendDecimal(year(civil) > 0 ? year(civil) : 1 - year(civil), 4);
        } else {
            printCivil(civil, style, out);
            out.appendByte(' ');
            printTime(time, out);
        }
        if (abbreviation != null) {
            if (abbreviation.isEmpty()) {
                printOffset(offset, out);
            } else {
                out.appendByte(' ').append(abbreviation);
            }
        }
        if (year(civil) <= 0) {
            out.append(" BC");
        }
    }

    /** {@code +05:30}, {@code -08}, {@code +00:53:28}. @param seconds east of UTC */
    public static void printOffset(int seconds, ByteAppender out) {
        int absolute = Math.abs(seconds);
        out.appendByte(seconds < 0 ? '-' : '+').appendDecimal(absolute / 3600, 2);
        if (absolute % 3600 != 0) {
            out.appendByte(':').appendDecimal(absolute / 60 % 60, 2);
            if (absolute % 60 != 0) {
                out.appendByte(':').appendDecimal(absolute % 60, 2);
            }
        }
    }
}
