package dev.borealis.types.datetime;

import dev.borealis.types.TypeContext;
import dev.borealis.types.TypeContext.DateStyle;
import dev.borealis.types.Zone;
import dev.borealis.types.ZoneNames;
import dev.borealis.types.error.DateTimeErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Reads one date, time or both from fields, in any order and form PostgreSQL accepts. A field is understood by what it
 * looks like and by what was read before it. Used once.
 */
final class DateTimeReader {
    static final int YEAR = 1;
    static final int MONTH = 2;
    static final int DAY = 4;
    static final int DATE = YEAR | MONTH | DAY;
    static final int TIME = 8;
    static final int ZONE = 16;
    static final int DAY_OF_YEAR = 32;
    static final int MERIDIEM = 64;
    static final int ERA = 128;
    static final int WEEKDAY = 256;

    private final String input;
    private final String type;
    private final DateStyle.Order order;

    /** What was read so far. */
    int seen;

    int year;
    int month;
    int day;
    int dayOfYear;
    int hour;
    int minute;
    int second;
    int micros;

    /** Set when the whole is one word like infinity or now. */
    Words.@Nullable Day special;

    /** Seconds east of UTC, when an offset or an abbreviation was written. */
    @Nullable Integer offset;

    /** When a region was written. */
    @Nullable Zone zone;

    private boolean twoDigitYear;
    private boolean julian;
    private boolean beforeChrist;
    private boolean textMonth;
    private @Nullable Boolean afternoon;
    private char prefix;
    private boolean timeOnly;

    DateTimeReader(String input, String type, TypeContext context) {
        this.input = input;
        this.type = type;
        this.order = context.dateStyle().order();
    }

    SqlException invalid() {
        return DateTimeErrors.invalidInputSyntax(type, input);
    }

    SqlException outOfRange() {
        return DateTimeErrors.fieldOutOfRange(input);
    }

    void read() {
        List<Fields.Field> fields = Fields.of(input);
        if (fields == null || fields.isEmpty()) {
            throw invalid();
        }
        for (Fields.Field field : fields) {
            String text = field.text();
            switch (field.kind()) {
                case DATE -> readDateField(text);
                case TIME -> {
                    prefix = prefix == 't' ? 0 : prefix;
                    readTime(text);
                }
                case OFFSET -> readOffset(text);
                case NUMBER -> readNumberField(text);
                case WORD, SIGNED_WORD -> readWord(text);
            }
        }
        if (prefix != 0) {
            throw invalid();
        }
        finish();
    }

    /** As {@link #read}, where a number can only be a time. */
    void readTimeOnly() {
        timeOnly = true;
        read();
    }

    private void mark(int fields) {
        if ((seen & fields) != 0) {
            throw invalid();
        }
        seen |= fields;
    }

    private void readDateField(String text) {
        if (prefix == 'j') {
            throw invalid();
        }
        boolean startsWithDigit = Fields.isDigit(text.charAt(0));
        if ((seen & DATE) == DATE || prefix == 't' || !startsWithDigit && !startsWithMonth(text)) {
            if (startsWithDigit || prefix == 't') {
                // a run-together time with its offset: 040506-08
                int minus = text.indexOf('-');
                if (prefix == 0 && (seen & TIME) != 0 || minus < 0) {
                    throw invalid();
                }
                prefix = 0;
                readNumberRun(text.substring(0, minus));
                readOffset(text.substring(minus));
                return;
            }
            readZoneName(text);
            return;
        }
        readDate(text);
    }

    private static boolean startsWithMonth(String text) {
        int end = 0;
        while (end < text.length() && Fields.isLetter(text.charAt(end))) {
            end++;
        }
        return Words.of(text.substring(0, end)) instanceof Words.Meaning.Month;
    }

    private void readZoneName(String text) {
        mark(ZONE);
        Zone found = Zone.find(text);
        if (found == null) {
            throw DateTimeErrors.timeZoneNotRecognized(text);
        }
        zone = found;
    }

    /** A date with separators: 2024-01-05, 5-jan-2024, 1/5/24. */
    private void readDate(String text) {
        String[] parts = text.split("[^a-z0-9]+");
        for (String part : parts) {
            if (!part.isEmpty() && Fields.isLetter(part.charAt(0))) {
                if (!(Words.of(part) instanceof Words.Meaning.Month(int number))) {
                    throw invalid();
                }
                mark(MONTH);
                month = number;
                textMonth = true;
            }
        }
        for (String part : parts) {
            if (!part.isEmpty() && !Fields.isLetter(part.charAt(0))) {
                for (int i = 0; i < part.length(); i++) {
                    if (!Fields.isDigit(part.charAt(i))) {
                        throw invalid();
                    }
                }
                readNumber(part);
            }
        }
        if ((seen & DATE) != DATE && (seen & (YEAR | DAY_OF_YEAR)) != (YEAR | DAY_OF_YEAR)) {
            throw invalid();
        }
    }

    private void readNumberField(String text) {
        int point = text.indexOf('.');
        if (prefix == 'j') {
            prefix = 0;
            mark(DATE);
            julian = true;
            long days = number(point < 0 ? text : text.substring(0, point));
            setJulian(days);
            if (point >= 0) {
                mark(TIME);
                setTimeOfDay(
                        Math.round(fraction(text.substring(point)) * DateTimes.MICROS_PER_DAY));
            }
            return;
        }
        if (prefix == 't') {
            prefix = 0;
            readNumberRun(text);
            return;
        }
        if (timeOnly && (point > 2 || point < 0 && (text.length() == 4 || text.length() == 6))) {
            readNumberRun(text);
        } else if (point >= 0 && (seen & DATE) == 0) {
            readDate(text);
        } else if (point > 2) {
            readNumberRun(text);
        } else if (point < 0 && text.length() >= 6 && ((seen & DATE) == 0 || (seen & TIME) == 0)) {
            readNumberRun(text);
        } else {
            readNumber(text);
        }
    }

    private void setJulian(long days) {
        long civil = DateTimes.toCivil(days - DateTimes.EPOCH_JULIAN);
        year = DateTimes.year(civil);
        month = DateTimes.month(civil);
        day = DateTimes.day(civil);
    }

    private void setTimeOfDay(long micros) {
        hour = (int) (micros / DateTimes.MICROS_PER_HOUR);
        minute = (int) (micros / DateTimes.MICROS_PER_MINUTE % 60);
        second = (int) (micros / DateTimes.MICROS_PER_SECOND % 60);
        this.micros = (int) (micros % DateTimes.MICROS_PER_SECOND);
    }

    /** A lone number: which field it is depends on what is missing. */
    private void readNumber(String text) {
        int point = text.indexOf('.');
        if (point >= 0) {
            if (point > 2) {
                readNumberRun(text);
                return;
            }
            throw invalid();
        }
        int length = text.length();
        int value = (int) Math.min(number(text), Integer.MAX_VALUE);
        int known = seen & DATE;
        if (length == 3 && known == YEAR && value >= 1 && value <= 366) {
            mark(DAY_OF_YEAR | MONTH | DAY);
            dayOfYear = value;
            return;
        }
        switch (known) {
            case 0 -> {
                if (length >= 3 || order == DateStyle.Order.YMD) {
                    setYear(value, length);
                } else if (order == DateStyle.Order.DMY) {
                    setDay(value);
                } else {
                    setMonth(value);
                }
            }
            case YEAR, DAY -> setMonth(value);
            case MONTH -> {
                if (textMonth && (length >= 3 || order == DateStyle.Order.YMD)) {
                    setYear(value, length);
                } else {
                    setDay(value);
                }
            }
            case YEAR | MONTH -> {
                if (textMonth && length >= 3 && twoDigitYear) {
                    day = year; // it was the day: 5 jan 2024 in YMD order
                    seen |= DAY;
                    year = value;
                    twoDigitYear = false;
                } else {
                    setDay(value);
                }
            }
            case MONTH | DAY -> setYear(value, length);
            case DATE -> readNumberRun(text);
            default -> throw invalid();
        }
    }

    private void setYear(int value, int length) {
        mark(YEAR);
        year = value;
        twoDigitYear = length <= 2;
    }

    private void setMonth(int value) {
        mark(MONTH);
        month = value;
    }

    private void setDay(int value) {
        mark(DAY);
        day = value;
    }

    /** Digits of several fields together: 20240105, 040506, 040506.789. */
    private void readNumberRun(String text) {
        int point = text.indexOf('.');
        String digits = point < 0 ? text : text.substring(0, point);
        for (int i = 0; i < digits.length(); i++) {
            if (!Fields.isDigit(digits.charAt(i))) {
                throw invalid();
            }
        }
        int length = digits.length();
        if (point < 0 && (seen & DATE) != DATE && length >= 6 && !timeOnly) {
            mark(DATE);
            day = Integer.parseInt(digits, length - 2, length, 10);
            month = Integer.parseInt(digits, length - 4, length - 2, 10);
            year = (int) Math.min(number(digits.substring(0, length - 4)), Integer.MAX_VALUE);
            twoDigitYear = length == 6;
            return;
        }
        if ((seen & TIME) != 0 || length != 6 && length != 4) {
            throw invalid();
        }
        mark(TIME);
        hour = Integer.parseInt(digits, 0, 2, 10);
        minute = Integer.parseInt(digits, 2, 4, 10);
        second = length == 6 ? Integer.parseInt(digits, 4, 6, 10) : 0;
        micros = point < 0 ? 0 : fractionMicros(text.substring(point));
    }

    private void readTime(String text) {
        mark(TIME);
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw invalid();
        }
        String last = parts[parts.length - 1];
        int point = last.indexOf('.');
        micros = point < 0 ? 0 : fractionMicros(last.substring(point));
        if (point >= 0) {
            parts[parts.length - 1] = last.substring(0, point);
        }
        if (parts.length == 2 && point >= 0) { // 12:34.5 is minutes and seconds
            hour = 0;
            minute = small(parts[0]);
            second = small(parts[1]);
        } else {
            hour = small(parts[0]);
            minute = small(parts[1]);
            second = parts.length == 3 ? small(parts[2]) : 0;
        }
        if (minute > 59 || second > 60 || hour < 0) {
            throw outOfRange();
        }
    }

    private int small(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (!Fields.isDigit(digits.charAt(i))) {
                throw invalid();
            }
        }
        if (digits.isEmpty()) {
            return 0;
        }
        if (digits.length() > 9) {
            throw outOfRange();
        }
        return Integer.parseInt(digits);
    }

    private int fractionMicros(String fraction) {
        return (int) Math.rint(fraction(fraction) * 1_000_000);
    }

    private double fraction(String fraction) {
        if (fraction.length() == 1) {
            return 0;
        }
        for (int i = 1; i < fraction.length(); i++) {
            if (!Fields.isDigit(fraction.charAt(i))) {
                throw invalid();
            }
        }
        return Double.parseDouble("0" + fraction);
    }

    private long number(String digits) {
        if (digits.length() > 10) {
            throw outOfRange();
        }
        long value = Long.parseLong(digits);
        if (value > Integer.MAX_VALUE) {
            throw outOfRange();
        }
        return value;
    }

    /** +hh, +hhmm, +hh:mm, +hh:mm:ss. */
    private void readOffset(String text) {
        mark(ZONE);
        boolean west = text.charAt(0) == '-';
        String[] parts = text.substring(1).split(":", -1);
        if (parts.length > 3) {
            throw invalid();
        }
        int minus = parts[0].indexOf('-');
        if (minus > 2) { // -2024-01-05 is taken for an offset of 2024 hours
            throw DateTimeErrors.displacementOutOfRange(input);
        }
        int hours = small(parts[0]);
        int minutes = 0;
        int seconds = 0;
        if (parts.length > 1) {
            minutes = small(parts[1]);
            seconds = parts.length > 2 ? small(parts[2]) : 0;
        } else if (parts[0].length() > 2) {
            minutes = hours % 100;
            hours /= 100;
        }
        if (hours > 15 || minutes > 59 || seconds > 59) {
            throw DateTimeErrors.displacementOutOfRange(input);
        }
        int total = hours * 3600 + minutes * 60 + seconds;
        offset = west ? -total : total;
    }

    private void readWord(String word) {
        Words.Meaning meaning = Words.of(word);
        switch (meaning) {
            case null -> readAbbreviation(word);
            case Words.Meaning.Month(int number) -> {
                if ((seen & MONTH) != 0
                        && !textMonth
                        && (seen & DAY) == 0
                        && month >= 1
                        && month <= 31) {
                    day = month; // 5 jan: what was taken for the month is the day
                    seen |= DAY;
                } else {
                    mark(MONTH);
                }
                month = number;
                textMonth = true;
            }
            case Words.Meaning.Weekday() -> mark(WEEKDAY);
            case Words.Meaning.Meridiem(boolean later) -> {
                mark(MERIDIEM);
                afternoon = later;
            }
            case Words.Meaning.Era(boolean before) -> {
                mark(ERA);
                beforeChrist = before;
            }
            case Words.Meaning.Prefix(char letter) -> {
                if (prefix != 0) {
                    throw invalid();
                }
                prefix = letter;
            }
            case Words.Meaning.Daylight() -> {
                if (offset == null) {
                    throw invalid();
                }
                offset += 3600;
            }
            case Words.Meaning.Noise() -> {}
            case Words.Meaning.Special(Words.Day what) -> readSpecial(what);
        }
    }

    private void readSpecial(Words.Day what) {
        switch (what) {
            case NOW -> mark(DATE | TIME | ZONE);
            case EPOCH, INFINITY, NEGATIVE_INFINITY -> mark(DATE | TIME | ZONE);
            case TODAY, TOMORROW, YESTERDAY -> mark(DATE);
            case ALL_BALLS -> {
                mark(TIME | ZONE);
                offset = 0;
                return;
            }
        }
        special = what;
    }

    private void readAbbreviation(String word) {
        ZoneNames.Abbreviation abbreviation = ZoneNames.abbreviation(word);
        if (abbreviation != null) {
            mark(ZONE);
            offset = abbreviation.offset();
            return;
        }
        Zone found = Zone.find(word); // words like Japan or Zulu
        if (found == null) {
            throw invalid();
        }
        mark(ZONE);
        zone = found;
    }

    /** Checks and completes what was read. */
    private void finish() {
        if (special == null) {
            finishDate();
        }
        if (afternoon != null) {
            if (hour > 12) {
                throw outOfRange();
            }
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        if ((seen & TIME) != 0
                && special == null
                && (hour > 24
                        || minute > 59
                        || second > 60
                        || hour == 24 && (minute | second | micros) != 0)) {
            throw outOfRange();
        }
    }

    private void finishDate() {
        if ((seen & YEAR) != 0) {
            if (beforeChrist) {
                if (year <= 0) {
                    throw outOfRange();
                }
                year = 1 - year;
            } else if (twoDigitYear) {
                year += year < 70 ? 2000 : year < 100 ? 1900 : 0;
            } else if (year <= 0 && !julian) {
                throw outOfRange();
            }
        }
        if ((seen & DAY_OF_YEAR) != 0) {
            long civil = DateTimes.toCivil(DateTimes.toDays(year, 1, 1) + dayOfYear - 1);
            month = DateTimes.month(civil);
            day = DateTimes.day(civil);
        }
        if ((seen & MONTH) != 0 && (month < 1 || month > 12)
                || (seen & DAY) != 0 && (day < 1 || day > 31)) {
            throw DateTimeErrors.fieldOutOfRangeForStyle(input);
        }
        if ((seen & DATE) == DATE && day > DateTimes.daysInMonth(year, month)) {
            throw outOfRange();
        }
    }

    long timeMicros() {
        return hour * DateTimes.MICROS_PER_HOUR
                + minute * DateTimes.MICROS_PER_MINUTE
                + second * DateTimes.MICROS_PER_SECOND
                + micros;
    }
}
