package dev.borealis.engine.function.datetime;

import dev.borealis.engine.function.datetime.DatePattern.Part;
import dev.borealis.types.Zone;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.error.DateTimeErrors;
import dev.borealis.types.error.TimeFunctionErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** to_date and to_timestamp: reads a text by a template. */
final class DateParser {
    private static final List<String> ROMAN =
            List.of("VIII", "VII", "III", "XII", "IV", "VI", "II", "IX", "XI", "I", "V", "X");
    private static final List<Integer> ROMAN_MONTHS =
            List.of(8, 7, 3, 12, 4, 6, 2, 9, 11, 1, 5, 10);

    private final String source;
    private final List<Part> parts;
    private int at;
    private boolean exact;

    private @Nullable Integer year;
    private boolean partialYear;
    private boolean bc;
    private @Nullable Integer century;
    private int month = 1;
    private int day = 1;
    private @Nullable Integer dayOfYear;
    private @Nullable Integer julian;
    private @Nullable Integer isoYear;
    private @Nullable Integer isoWeek;
    private int isoDay = 1;
    private @Nullable Integer week;
    private @Nullable Integer weekOfMonth;
    private int hour;
    private boolean twelveHours;
    private @Nullable Boolean afternoon;
    private int minute;
    private int second;
    private @Nullable Integer secondOfDay;
    private long micros;
    private @Nullable Integer zoneHour;
    private int zoneMinute;
    private int zoneSign = 1;

    private DateParser(String source, String template) {
        this.source = source;
        this.parts = DatePattern.parse(template);
    }

    static long date(String source, String template) {
        var parser = new DateParser(source, template);
        parser.read();
        return parser.days();
    }

    static long timestamp(String source, String template, Zone zone) {
        var parser = new DateParser(source, template);
        parser.read();
        long local = parser.days() * DateTimes.MICROS_PER_DAY + parser.time();
        if (parser.zoneHour != null) {
            int offset = parser.zoneSign * (parser.zoneHour * 3600 + parser.zoneMinute * 60);
            return local - offset * DateTimes.MICROS_PER_SECOND;
        }
        if (!DateTimes.isValidTimestamp(local)) {
            throw DateTimeErrors.timestampOutOfRange();
        }
        return DateTimes.localToInstant(local, zone);
    }

    private void read() {
        skipBlanks();
        for (int i = 0; i < parts.size() && at < source.length(); i++) {
            Part part = parts.get(i);
            if (!part.field()) {
                literal(part);
                continue;
            }
            if (!exact) {
                skipBlanks();
            }
            field(part, i);
            if (!part.suffix().isEmpty()) {
                at = Math.min(at + 2, source.length());
            }
            if (!exact) {
                skipBlanks();
            }
        }
    }

    private void skipBlanks() {
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
    }

    private static boolean isSeparator(char c) {
        return c < 128 && !Character.isLetterOrDigit(c);
    }

    /** A separator of the template takes one separator of the source or none; other text takes as many characters. */
    private void literal(Part part) {
        if (part.quoted() || !isSeparator(part.text().charAt(0))) {
            at = Math.min(at + part.text().length(), source.length());
            return;
        }
        char c = source.charAt(at);
        boolean sign =
                (c == '-' || c == '+')
                        && !part.text().equals(String.valueOf(c))
                        && !exact
                        && c == '+';
        if (isSeparator(c) && !sign) {
            at++;
        }
    }

    /** Whether the next part of the template ends a number by itself. */
    private boolean nextIsSeparator(int index) {
        if (index + 1 >= parts.size()) {
            return true;
        }
        Part next = parts.get(index + 1);
        if (!next.field()) {
            return !Character.isDigit(next.text().isEmpty() ? ' ' : next.text().charAt(0));
        }
        return switch (next.name()) {
            case "MONTH",
                    "MON",
                    "DAY",
                    "DY",
                    "AM",
                    "PM",
                    "A.M.",
                    "P.M.",
                    "AD",
                    "BC",
                    "A.D.",
                    "B.C.",
                    "RM",
                    "TZ" ->
                    true;
            default -> false;
        };
    }

    private int number(Part part, int index, int width) {
        int start = at;
        int end = at;
        boolean sign =
                end < source.length() && (source.charAt(end) == '-' || source.charAt(end) == '+');
        if (sign) {
            end++;
        }
        boolean free = !exact && (part.fillMode() || nextIsSeparator(index));
        while (end < source.length()
                && Character.isDigit(source.charAt(end))
                && (free || end - start < width)) {
            end++;
        }
        String digits = source.substring(start, end);
        if (digits.isEmpty() || sign && digits.length() == 1) {
            String shown = source.substring(start, Math.min(start + width, source.length()));
            throw TimeFunctionErrors.invalidFormatValue(shown, part.text())
                    .withDetail("Value must be an integer.");
        }
        at = end;
        long value;
        try {
            value = Long.parseLong(digits);
        } catch (NumberFormatException e) {
            value = Long.MAX_VALUE;
        }
        if (value != (int) value) {
            throw TimeFunctionErrors.formatValueOutOfRange(digits, part.text());
        }
        return (int) value;
    }

    private int name(Part part, List<String> names, int letters) {
        String rest = source.substring(at).toLowerCase(Locale.ROOT);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).toLowerCase(Locale.ROOT);
            String wanted =
                    letters > 0 ? name.substring(0, Math.min(letters, name.length())) : name;
            if (rest.startsWith(wanted)) {
                at += wanted.length();
                return i;
            }
        }
        int end = at;
        while (end < source.length() && !Character.isWhitespace(source.charAt(end))) {
            end++;
        }
        throw TimeFunctionErrors.invalidFormatValue(source.substring(at, end), part.text())
                .withDetail(
                        "The given value did not match any of the allowed values for this field.");
    }

    private void field(Part part, int i) {
        switch (part.name()) {
            case "YYYY" -> year = number(part, i, 4);
            case "YYY" -> partialYear(number(part, i, 3));
            case "YY" -> partialYear(number(part, i, 2));
            case "Y" -> partialYear(number(part, i, 1));
            case "Y,YYY" -> {
                int thousands = number(part, i, 4);
                at++;
                int start = at;
                at = Math.min(at + 3, source.length());
                year = thousands * 1000 + Integer.parseInt(source.substring(start, at));
            }
            case "CC" -> century = number(part, i, 2);
            case "MM" -> month = number(part, i, 2);
            case "MONTH" -> month = name(part, Names.MONTHS, 0) + 1;
            case "MON" -> month = name(part, Names.MONTHS, 3) + 1;
            case "RM" -> month = ROMAN_MONTHS.get(name(part, ROMAN, 0));
            case "DD" -> day = number(part, i, 2);
            case "DDD" -> dayOfYear = number(part, i, 3);
            case "DAY" -> name(part, Names.DAYS, 0);
            case "DY" -> name(part, Names.DAYS, 3);
            case "D" -> number(part, i, 1);
            case "Q" -> number(part, i, 1);
            case "J" -> julian = number(part, i, 7);
            case "WW" -> week = number(part, i, 2);
            case "W" -> weekOfMonth = number(part, i, 1);
            case "IYYY", "IYY", "IY", "I" -> isoYear = number(part, i, 4);
            case "IW" -> isoWeek = number(part, i, 2);
            case "ID" -> isoDay = number(part, i, 1);
            case "AD", "BC" -> bc = name(part, List.of("AD", "BC"), 0) == 1;
            case "A.D.", "B.C." -> bc = name(part, List.of("A.D.", "B.C."), 0) == 1;
            case "FX" -> exact = true;
            default -> timeField(part, i);
        }
    }

    private void partialYear(int value) {
        year =
                value < 70
                        ? value + 2000
                        : value < 100 ? value + 1900 : value < 520 ? value + 2000 : value + 1000;
        partialYear = true;
    }

    private void timeField(Part part, int i) {
        switch (part.name()) {
            case "HH24" -> hour = number(part, i, 2);
            case "HH12", "HH" -> {
                hour = number(part, i, 2);
                twelveHours = true;
            }
            case "AM", "PM" -> afternoon = name(part, List.of("AM", "PM"), 0) == 1;
            case "A.M.", "P.M." -> afternoon = name(part, List.of("A.M.", "P.M."), 0) == 1;
            case "MI" -> minute = number(part, i, 2);
            case "SS" -> second = number(part, i, 2);
            case "SSSSS", "SSSS" -> secondOfDay = number(part, i, 5);
            case "MS" -> fraction(3);
            case "US" -> fraction(6);
            case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" -> fraction(part.text().charAt(2) - '0');
            case "TZH" -> {
                if (at < source.length()
                        && (source.charAt(at) == '-' || source.charAt(at) == '+')) {
                    zoneSign = source.charAt(at++) == '-' ? -1 : 1;
                }
                zoneHour = number(part, i, 2);
            }
            case "TZM" -> zoneMinute = number(part, i, 2);
            case "TZ", "OF" -> throw TimeFunctionErrors.formatNotSupported(part.text(), "to_char");
            default -> number(part, i, 3);
        }
    }

    /** Digits after the point of seconds. */
    private void fraction(int width) {
        int start = at;
        while (at < source.length() && at - start < width && Character.isDigit(source.charAt(at))) {
            at++;
        }
        String digits = (source.substring(start, at) + "000000").substring(0, 6);
        micros += Long.parseLong(digits);
    }

    private long time() {
        int hours = hour;
        if (secondOfDay != null) {
            hours = secondOfDay / 3600;
            minute = secondOfDay / 60 % 60;
            second = secondOfDay % 60;
        }
        if (twelveHours) {
            if (hours < 1 || hours > 12) {
                throw TimeFunctionErrors.invalidHour12(hours);
            }
            if (afternoon != null) {
                hours = afternoon ? (hours < 12 ? hours + 12 : hours) : hours == 12 ? 0 : hours;
            }
        }
        if (hours < 0 || hours > 24 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            throw DateTimeErrors.fieldOutOfRange(source);
        }
        return (hours * 3600L + minute * 60L + second) * DateTimes.MICROS_PER_SECOND + micros;
    }

    private long days() {
        if (julian != null) {
            return julian - DateTimes.EPOCH_JULIAN;
        }
        if (isoYear != null || isoWeek != null) {
            int wanted = isoWeek == null ? 1 : isoWeek;
            return IsoWeek.firstMonday(isoYear == null ? 0 : isoYear)
                    + (wanted - 1) * 7L
                    + isoDay
                    - 1;
        }
        int fullYear = year == null ? 0 : year;
        if (century != null) {
            fullYear =
                    year == null
                            ? (century - 1) * 100 + 1
                            : partialYear ? (century - 1) * 100 + year % 100 : year;
        }
        if (bc && fullYear > 0) {
            fullYear = 1 - fullYear;
        }
        if (dayOfYear != null) {
            if (dayOfYear < 1 || dayOfYear > (DateTimes.isLeapYear(fullYear) ? 366 : 365)) {
                throw DateTimeErrors.fieldOutOfRange(source);
            }
            return DateTimes.toDays(fullYear, 1, 1) + dayOfYear - 1;
        }
        if (week != null) {
            return DateTimes.toDays(fullYear, 1, 1) + (week - 1) * 7L;
        }
        if (weekOfMonth != null) {
            day = (weekOfMonth - 1) * 7 + 1;
        }
        if (month < 1 || month > 12 || day < 1 || day > DateTimes.daysInMonth(fullYear, month)) {
            throw DateTimeErrors.fieldOutOfRange(source);
        }
        return DateTimes.toDays(fullYear, month, day);
    }
}
