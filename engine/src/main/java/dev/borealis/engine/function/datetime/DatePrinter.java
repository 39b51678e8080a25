package dev.borealis.engine.function.datetime;

import dev.borealis.engine.function.datetime.DatePattern.Part;
import dev.borealis.types.Zone;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.error.TimeFunctionErrors;
import dev.borealis.types.value.Interval;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** to_char of timestamps and intervals. */
final class DatePrinter {
    private static final List<String> ROMAN =
            List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII");

    private final long year;
    private final int month;
    private final int day;
    private final long hour;
    private final int minute;
    private final int second;
    private final int micros;

    /** Days since 2000-01-01; meaningless for intervals. */
    private final long days;

    private final boolean interval;
    private final @Nullable Zone zone;
    private final long instant;
    private final StringBuilder out = new StringBuilder();

    private DatePrinter(long local, @Nullable Zone zone, long instant) {
        days = DateTimes.dateOf(local);
        long civil = DateTimes.toCivil(days);
        year = DateTimes.year(civil);
        month = DateTimes.month(civil);
        day = DateTimes.day(civil);
        long time = DateTimes.timeOf(local);
        hour = time / DateTimes.MICROS_PER_HOUR;
        minute = (int) (time / DateTimes.MICROS_PER_MINUTE % 60);
        second = (int) (time / DateTimes.MICROS_PER_SECOND % 60);
        micros = (int) (time % DateTimes.MICROS_PER_SECOND);
        interval = false;
        this.zone = zone;
        this.instant = instant;
    }

    private DatePrinter(Interval value) {
        year = value.months() / 12;
        month = value.months() % 12;
        day = value.days();
        long time = value.micros();
        hour = time / DateTimes.MICROS_PER_HOUR;
        minute = (int) (time / DateTimes.MICROS_PER_MINUTE % 60);
        second = (int) (time / DateTimes.MICROS_PER_SECOND % 60);
        micros = (int) (time % DateTimes.MICROS_PER_SECOND);
        days = 0;
        interval = true;
        zone = null;
        instant = 0;
    }

    static String timestamp(long local, String template) {
        return new DatePrinter(local, null, 0).print(template);
    }

    static String timestampTz(long instant, Zone zone, String template) {
        return new DatePrinter(DateTimes.instantToLocal(instant, zone), zone, instant)
                .print(template);
    }

    static String interval(Interval value, String template) {
        return new DatePrinter(value).print(template);
    }

    private String print(String template) {
        for (Part part : DatePattern.parse(template)) {
            if (!part.field()) {
                out.append(part.text());
                continue;
            }
            int start = out.length();
            field(part);
            if (!part.suffix().isEmpty()) {
                String ending = ordinal(out.substring(start));
                out.append(part.suffix().equals("TH") ? ending.toUpperCase(Locale.ROOT) : ending);
            }
        }
        return out.toString();
    }

    /** st, nd, rd or th. */
    static String ordinal(String number) {
        int length = number.length();
        if (length == 0 || !Character.isDigit(number.charAt(length - 1))) {
            return "th";
        }
        if (length > 1 && number.charAt(length - 2) == '1') {
            return "th";
        }
        return switch (number.charAt(length - 1)) {
            case '1' -> "st";
            case '2' -> "nd";
            case '3' -> "rd";
            default -> "th";
        };
    }

    private void number(Part part, long value, int width) {
        if (part.fillMode()) {
            out.append(value);
        } else {
            out.append(
                    String.format(
                            Locale.ROOT, "%0" + (value < 0 ? width + 1 : width) + "d", value));
        }
    }

    private void name(Part part, String name, int width) {
        String cased =
                Character.isUpperCase(part.text().charAt(0))
                        ? Character.isUpperCase(part.text().charAt(1))
                                ? name.toUpperCase(Locale.ROOT)
                                : name
                        : name.toLowerCase(Locale.ROOT);
        out.append(part.fillMode() ? cased : String.format("%-" + Math.max(width, 1) + "s", cased));
    }

    private void needsDate() {
        if (interval) {
            throw TimeFunctionErrors.notForIntervals();
        }
    }

    private long printedYear(long value) {
        return interval || value > 0 ? value : -(value - 1);
    }

    private void field(Part part) {
        switch (part.name()) {
            case "HH24" -> number(part, hour, 2);
            case "HH12", "HH" -> number(part, hour % 12 == 0 ? 12 : hour % 12, 2);
            case "MI" -> number(part, minute, 2);
            case "SS" -> number(part, second, 2);
            case "MS" -> out.append(String.format(Locale.ROOT, "%03d", micros / 1000));
            case "US" -> out.append(String.format(Locale.ROOT, "%06d", micros));
            case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" ->
                    out.append(
                            String.format(Locale.ROOT, "%06d", micros),
                            0,
                            part.text().charAt(2) - '0');
            case "SSSSS", "SSSS" -> out.append(hour * 3600 + minute * 60L + second);
            case "AM", "PM" -> halfDay(part, "AM", "PM");
            case "A.M.", "P.M." -> halfDay(part, "A.M.", "P.M.");
            case "AD", "BC" -> era(part, "AD", "BC");
            case "A.D.", "B.C." -> era(part, "A.D.", "B.C.");
            case "Q" -> {
                if (month > 0) {
                    out.append((month - 1) / 3 + 1);
                }
            }
            case "MM" -> number(part, month, 2);
            case "MONTH", "MON" -> monthName(part);
            case "RM" -> roman(part);
            case "DD" -> number(part, day, 2);
            case "DDD" ->
                    number(
                            part,
                            interval ? year * 360 + month * 30L + day : DateTimes.dayOfYear(days),
                            3);
            case "J" ->
                    out.append(
                            (interval ? DateTimes.toDays(year, month, day) : days)
                                    + DateTimes.EPOCH_JULIAN);
            case "TZ", "TZH", "TZM", "OF" -> zone(part);
            case "FX" -> {}
            default -> calendar(part);
        }
    }

    private void calendar(Part part) {
        switch (part.name()) {
            case "DAY" -> {
                needsDate();
                name(part, Names.DAYS.get(DateTimes.dayOfWeek(days)), 9);
            }
            case "DY" -> {
                needsDate();
                name(part, Names.DAYS.get(DateTimes.dayOfWeek(days)).substring(0, 3), 1);
            }
            case "D" -> {
                needsDate();
                out.append(DateTimes.dayOfWeek(days) + 1);
            }
            case "ID" -> {
                needsDate();
                out.append(DateTimes.dayOfWeek(days) == 0 ? 7 : DateTimes.dayOfWeek(days));
            }
            case "IDDD" -> number(part, days - IsoWeek.firstMonday(IsoWeek.year(days)) + 1, 3);
            case "WW" -> number(part, (DateTimes.dayOfYear(days) - 1) / 7 + 1, 2);
            case "IW" -> number(part, IsoWeek.week(days), 2);
            case "W" -> out.append((day - 1) / 7 + 1);
            case "CC" -> {
                long century =
                        interval ? year / 100 : year > 0 ? (year - 1) / 100 + 1 : year / 100 - 1;
                number(part, century, 2);
            }
            case "Y,YYY" -> {
                long value = printedYear(year);
                out.append(String.format(Locale.ROOT, "%d,%03d", value / 1000, value % 1000));
            }
            case "YYYY" -> number(part, printedYear(year), 4);
            case "YYY" -> number(part, printedYear(year) % 1000, 3);
            case "YY" -> number(part, printedYear(year) % 100, 2);
            case "Y" -> out.append(printedYear(year) % 10);
            case "IYYY" -> number(part, printedYear(isoYear()), 4);
            case "IYY" -> number(part, printedYear(isoYear()) % 1000, 3);
            case "IY" -> number(part, printedYear(isoYear()) % 100, 2);
            case "I" -> out.append(printedYear(isoYear()) % 10);
            default -> throw new IllegalStateException(part.text());
        }
    }

    private long isoYear() {
        return interval ? year : IsoWeek.year(days);
    }

    private void cased(Part part, String text) {
        out.append(
                Character.isUpperCase(part.text().charAt(0))
                        ? text
                        : text.toLowerCase(Locale.ROOT));
    }

    private void halfDay(Part part, String morning, String afternoon) {
        cased(part, hour % 24 >= 12 ? afternoon : morning);
    }

    private void era(Part part, String after, String before) {
        needsDate();
        cased(part, year <= 0 ? before : after);
    }

    private void monthName(Part part) {
        needsDate();
        if (part.name().equals("MON")) {
            name(part, Names.SHORT_MONTHS.get(month - 1), 1);
        } else {
            name(part, Names.MONTHS.get(month - 1), 9);
        }
    }

    private void roman(Part part) {
        if (month == 0) {
            return;
        }
        String numeral = ROMAN.get(month < 0 ? month + 11 : month - 1);
        String cased = part.text().equals("RM") ? numeral : numeral.toLowerCase(Locale.ROOT);
        out.append(part.fillMode() ? cased : String.format("%-4s", cased));
    }

    private void zone(Part part) {
        needsDate();
        int offset = zone == null ? 0 : zone.offsetAt(instant);
        switch (part.name()) {
            case "TZ" -> {
                if (zone != null) {
                    cased(part, zone.abbreviationAt(instant));
                }
            }
            case "TZH" ->
                    out.append(
                            String.format(
                                    Locale.ROOT,
                                    "%s%02d",
                                    offset < 0 ? "-" : "+",
                                    Math.abs(offset) / 3600));
            case "TZM" ->
                    out.append(String.format(Locale.ROOT, "%02d", Math.abs(offset) / 60 % 60));
            default -> {
                out.append(offset < 0 ? '-' : '+');
                out.append(
                        String.format(
                                Locale.ROOT,
                                part.fillMode() ? "%d" : "%02d",
                                Math.abs(offset) / 3600));
                if (Math.abs(offset) % 3600 != 0) {
                    out.append(String.format(Locale.ROOT, ":%02d", Math.abs(offset) / 60 % 60));
                }
            }
        }
    }
}
