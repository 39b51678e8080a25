package dev.borealis.types.datetime;

import static dev.borealis.types.datetime.DateTimes.MICROS_PER_DAY;
import static dev.borealis.types.datetime.DateTimes.MICROS_PER_SECOND;

import dev.borealis.types.Bytes;
import dev.borealis.types.TypeContext;
import dev.borealis.types.Zone;
import dev.borealis.types.error.DateTimeErrors;
import dev.borealis.types.value.TimeTz;

/**
 * Reads dates, times and timestamps. The ISO forms go a way that makes no garbage; everything else goes through {@link
 * DateTimeReader}.
 */
public final class DateTimeText {
    private DateTimeText() {}

    /** Days since 2000-01-01. */
    public static long parseDate(Bytes text, TypeContext context) {
        if (text.length() == 10) {
            long days = isoDate(text);
            if (days != Long.MIN_VALUE) {
                return days;
            }
        }
        String input = text.string();
        var reader = new DateTimeReader(input, "date", context);
        reader.read();
        if (reader.special != null) {
            return switch (reader.special) {
                case NOW, TODAY -> today(context);
                case TOMORROW -> today(context) + 1;
                case YESTERDAY -> today(context) - 1;
                case EPOCH -> -DateTimes.EPOCH_DAYS;
                case INFINITY -> DateTimes.DATE_INFINITY;
                case NEGATIVE_INFINITY -> DateTimes.DATE_NEGATIVE_INFINITY;
                case ALL_BALLS -> throw reader.invalid();
            };
        }
        requireDate(reader);
        long days = DateTimes.toDays(reader.year, reader.month, reader.day);
        if (days < DateTimes.MIN_DATE || days > DateTimes.MAX_DATE) {
            throw DateTimeErrors.dateOutOfRange(input);
        }
        return days;
    }

    /** Microseconds since 2000-01-01 00:00; a zone in the text is ignored. */
    public static long parseTimestamp(Bytes text, TypeContext context) {
        long fast = isoTimestamp(text, null);
        if (fast != Long.MIN_VALUE) {
            return fast;
        }
        String input = text.string();
        var reader = new DateTimeReader(input, "timestamp", context);
        reader.read();
        if (reader.special != null) {
            return switch (reader.special) {
                case NOW ->
                        DateTimes.instantToLocal(context.transactionMicros(), context.timeZone());
                case EPOCH -> -DateTimes.EPOCH_DAYS * MICROS_PER_DAY;
                case INFINITY -> DateTimes.INFINITY;
                case NEGATIVE_INFINITY -> DateTimes.NEGATIVE_INFINITY;
                case TODAY -> today(context) * MICROS_PER_DAY + reader.timeMicros();
                case TOMORROW -> (today(context) + 1) * MICROS_PER_DAY + reader.timeMicros();
                case YESTERDAY -> (today(context) - 1) * MICROS_PER_DAY + reader.timeMicros();
                case ALL_BALLS -> throw reader.invalid();
            };
        }
        return inRange(local(reader, input), input);
    }

    /** Microseconds since 2000-01-01 00:00 UTC. */
    public static long parseTimestampTz(Bytes text, TypeContext context) {
        long fast = isoTimestamp(text, context.timeZone());
        if (fast != Long.MIN_VALUE) {
            return fast;
        }
        String input = text.string();
        var reader = new DateTimeReader(input, "timestamp with time zone", context);
        reader.read();
        if (reader.special != null) {
            return switch (reader.special) {
                case NOW -> context.transactionMicros();
                case EPOCH -> -DateTimes.EPOCH_DAYS * MICROS_PER_DAY;
                case INFINITY -> DateTimes.INFINITY;
                case NEGATIVE_INFINITY -> DateTimes.NEGATIVE_INFINITY;
                case TODAY -> onDay(today(context), reader, context, input);
                case TOMORROW -> onDay(today(context) + 1, reader, context, input);
                case YESTERDAY -> onDay(today(context) - 1, reader, context, input);
                case ALL_BALLS -> throw reader.invalid();
            };
        }
        return instant(local(reader, input), reader, context, input);
    }

    private static long onDay(long day, DateTimeReader reader, TypeContext context, String input) {
        return instant(day * MICROS_PER_DAY + reader.timeMicros(), reader, context, input);
    }

    /** Of a local time, by the offset or the zone that was written, else in the session's zone. */
    private static long instant(
            long local, DateTimeReader reader, TypeContext context, String input) {
        int offset;
        if (reader.offset != null) {
            offset = reader.offset;
        } else {
            Zone zone = reader.zone != null ? reader.zone : context.timeZone();
            offset = zone.offsetOfLocal(local);
        }
        return inRange(local - offset * MICROS_PER_SECOND, input);
    }

    /** Microseconds since midnight, 24:00 included. */
    public static long parseTime(Bytes text, TypeContext context) {
        long fast = isoTime(text, 0, text.length());
        if (fast >= 0) {
            return fast;
        }
        var reader = timeReader(text.string(), "time", context);
        if (reader.zone != null && (reader.seen & DateTimeReader.DATE) != DateTimeReader.DATE) {
            throw reader.invalid(); // the offset of a region depends on the day
        }
        return reader.special == Words.Day.NOW
                ? DateTimes.timeOf(
                        DateTimes.instantToLocal(context.transactionMicros(), context.timeZone()))
                : reader.timeMicros();
    }

    /** 22007 for what is no time. Without an offset, that of the session's zone today. */
    public static TimeTz parseTimeTz(Bytes text, TypeContext context) {
        var reader = timeReader(text.string(), "time with time zone", context);
        if (reader.special == Words.Day.NOW) {
            int offset = context.timeZone().offsetAt(context.transactionMicros());
            return new TimeTz(
                    DateTimes.timeOf(context.transactionMicros() + offset * MICROS_PER_SECOND),
                    offset);
        }
        boolean dated = (reader.seen & DateTimeReader.DATE) == DateTimeReader.DATE;
        if (reader.offset != null) {
            return new TimeTz(reader.timeMicros(), reader.offset);
        }
        if (reader.zone != null && !dated) {
            throw reader.invalid();
        }
        long days =
                dated ? DateTimes.toDays(reader.year, reader.month, reader.day) : today(context);
        Zone zone = reader.zone != null ? reader.zone : context.timeZone();
        return new TimeTz(
                reader.timeMicros(),
                zone.offsetOfLocal(days * MICROS_PER_DAY + reader.timeMicros()));
    }

    private static DateTimeReader timeReader(String input, String type, TypeContext context) {
        var reader = new DateTimeReader(input, type, context);
        reader.readTimeOnly();
        if (reader.special != null && reader.special != Words.Day.NOW
                || (reader.seen & DateTimeReader.TIME) == 0) {
            throw reader.invalid();
        }
        return reader;
    }

    private static void requireDate(DateTimeReader reader) {
        if ((reader.seen & DateTimeReader.DATE) != DateTimeReader.DATE) {
            throw reader.invalid();
        }
    }

    private static long local(DateTimeReader reader, String input) {
        requireDate(reader);
        long days = DateTimes.toDays(reader.year, reader.month, reader.day);
        if (days < DateTimes.MIN_DATE || days > DateTimes.END_TIMESTAMP / MICROS_PER_DAY) {
            throw DateTimeErrors.timestampOutOfRange(input);
        }
        return days * MICROS_PER_DAY + reader.timeMicros();
    }

    private static long inRange(long micros, String input) {
        if (!DateTimes.isValidTimestamp(micros)) {
            throw DateTimeErrors.timestampOutOfRange(input);
        }
        return micros;
    }

    private static long today(TypeContext context) {
        return DateTimes.dateOf(
                DateTimes.instantToLocal(context.transactionMicros(), context.timeZone()));
    }

    // The fast way

    /** {@code YYYY-MM-DD}, or Long.MIN_VALUE for anything else. */
    private static long isoDate(Bytes text) {
        byte[] array = text.array();
        int at = text.offset();
        int year = two(array, at) * 100 + two(array, at + 2);
        int month = two(array, at + 5);
        int day = two(array, at + 8);
        if (year <= 0
                || two(array, at) < 0
                || two(array, at + 2) < 0
                || array[at + 4] != '-'
                || array[at + 7] != '-'
                || month < 1
                || month > 12
                || day < 1
                || day > 28 && day > DateTimes.daysInMonth(year, month)) {
            return Long.MIN_VALUE;
        }
        return DateTimes.toDays(year, month, day);
    }

    /**
     * {@code YYYY-MM-DD HH:MM[:SS[.ffffff]]} with an offset {@code ±HH[:MM]} or Z if there is a zone; else
     * Long.MIN_VALUE. @param zone null for a timestamp without zone
     */
    private static long isoTimestamp(Bytes text, @org.jspecify.annotations.Nullable Zone zone) {
        int length = text.length();
        if (length < 16 || length > 32 || text.get(10) != ' ' && text.get(10) != 'T') {
            return Long.MIN_VALUE;
        }
        long days = isoDate(text);
        if (days == Long.MIN_VALUE) {
            return Long.MIN_VALUE;
        }
        int end = length;
        int offset = 0;
        boolean hasOffset = false;
        if (text.get(length - 1) == 'Z') {
            end = length - 1;
            hasOffset = true;
        } else {
            for (int i = length - 3; i >= length - 6 && i >= 16; i--) {
                int sign = text.get(i);
                if (sign != '+' && sign != '-') {
                    continue;
                }
                int hours = two(text.array(), text.offset() + i + 1);
                int minutes =
                        length - i == 3
                                ? 0
                                : length - i == 6 && text.get(i + 3) == ':'
                                        ? two(text.array(), text.offset() + i + 4)
                                        : -1;
                if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) {
                    return Long.MIN_VALUE;
                }
                offset = (hours * 3600 + minutes * 60) * (sign == '-' ? -1 : 1);
                hasOffset = true;
                end = i;
                break;
            }
        }
        long time = isoTime(text, 11, end);
        if (time < 0) {
            return Long.MIN_VALUE;
        }
        long local = days * MICROS_PER_DAY + time;
        if (zone == null) {
            return local;
        }
        return local - (hasOffset ? offset : zone.offsetOfLocal(local)) * MICROS_PER_SECOND;
    }

    /** {@code HH:MM[:SS[.f…]]} below 24:00, or −1. */
    private static long isoTime(Bytes text, int from, int to) {
        int length = to - from;
        if (length != 5 && length != 8 && (length < 10 || length > 15)) {
            return -1;
        }
        byte[] array = text.array();
        int at = text.offset() + from;
        int hour = two(array, at);
        int minute = two(array, at + 3);
        int second = length == 5 ? 0 : two(array, at + 6);
        if (hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59
                || array[at + 2] != ':'
                || length > 5 && array[at + 5] != ':') {
            return -1;
        }
        long micros = 0;
        if (length > 8) {
            if (array[at + 8] != '.') {
                return -1;
            }
            for (int i = 9; i < 15; i++) {
                int digit = i < length ? array[at + i] - '0' : 0;
                if (digit < 0 || digit > 9) {
                    return -1;
                }
                micros = micros * 10 + digit;
            }
        }
        return ((hour * 60L + minute) * 60 + second) * MICROS_PER_SECOND + micros;
    }

    /** Two digits, or a negative number. */
    private static int two(byte[] array, int at) {
        int tens = array[at] - '0';
        int ones = array[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
    }
}
