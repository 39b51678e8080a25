package dev.borealis.types;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Time zones written as a POSIX rule: {@code AAA3}, {@code <-07>+07}, {@code EST5EDT,M3.2.0,M11.1.0/2}. Offsets count
 * westward. A rule without dates follows those of the United States, as in PostgreSQL. Dates given as day of the year
 * (J60) are not known.
 */
final class PosixZone {
    private static final String ABBREVIATION = "(<[^<>]{1,15}>|[A-Za-z]{3,15})";
    private static final String OFFSET = "([+-]?\\d{1,3}(?::\\d{1,2}(?::\\d{1,2})?)?)";
    private static final String DATE = ",M(\\d{1,2})\\.(\\d)\\.(\\d)(?:/" + OFFSET + ")?";
    private static final Pattern RULE =
            Pattern.compile(
                    ABBREVIATION
                            + OFFSET
                            + "(?:"
                            + ABBREVIATION
                            + OFFSET
                            + "?(?:"
                            + DATE
                            + DATE
                            + ")?)?");

    private PosixZone() {}

    static @Nullable Zone parse(String text) {
        Matcher rule = RULE.matcher(text);
        if (text.length() > 100 || !rule.matches()) {
            return null;
        }
        try {
            ZoneOffset standard = ZoneOffset.ofTotalSeconds(-seconds(rule.group(2)));
            String name = bare(rule.group(1));
            if (rule.group(3) == null) {
                return Zone.ofRules(text, standard.getRules(), name, name);
            }
            ZoneOffset daylight =
                    ZoneOffset.ofTotalSeconds(
                            rule.group(4) == null
                                    ? standard.getTotalSeconds() + 3600
                                    : -seconds(rule.group(4)));
            boolean dated = rule.group(5) != null;
            var start =
                    transition(
                            dated ? date(rule, 5) : new int[] {3, 2, 0, 7200},
                            standard,
                            standard,
                            daylight);
            var end =
                    transition(
                            dated ? date(rule, 9) : new int[] {11, 1, 0, 7200},
                            standard,
                            daylight,
                            standard);
            ZoneRules rules =
                    ZoneRules.of(
                            standard,
                            standard,
                            List.of(),
                            firstYear(standard),
                            List.of(start, end));
            return Zone.ofRules(text, rules, name, bare(rule.group(3)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return null; // an offset or a date that cannot be
        }
    }

    /** The yearly rules need one past transition to follow: the first moment of the year 1, without any change. */
    private static List<java.time.zone.ZoneOffsetTransition> firstYear(ZoneOffset standard) {
        ZoneOffset other = ZoneOffset.ofTotalSeconds(standard.getTotalSeconds() == 0 ? 1 : 0);
        return List.of(
                java.time.zone.ZoneOffsetTransition.of(
                        LocalDateTime.of(1, 1, 1, 0, 0), other, standard));
    }

    private static int[] date(Matcher rule, int group) {
        return new int[] {
            Integer.parseInt(rule.group(group)),
            Integer.parseInt(rule.group(group + 1)),
            Integer.parseInt(rule.group(group + 2)),
            rule.group(group + 3) == null ? 7200 : seconds(rule.group(group + 3))
        };
    }

    private static ZoneOffsetTransitionRule transition(
            int[] date, ZoneOffset standard, ZoneOffset before, ZoneOffset after) {
        int week = date[1];
        if (week < 1 || week > 5 || date[2] > 6) {
            throw new IllegalArgumentException("week or day");
        }
        return ZoneOffsetTransitionRule.of(
                Month.of(date[0]),
                week == 5 ? -1 : 1 + (week - 1) * 7,
                DayOfWeek.of(date[2] == 0 ? 7 : date[2]),
                LocalTime.ofSecondOfDay(date[3]),
                false,
                TimeDefinition.WALL,
                standard,
                before,
                after);
    }

    private static String bare(String abbreviation) {
        return abbreviation.startsWith("<")
                ? abbreviation.substring(1, abbreviation.length() - 1)
                : abbreviation;
    }

    private static int seconds(String text) {
        boolean negative = text.startsWith("-");
        String[] parts = (negative || text.startsWith("+") ? text.substring(1) : text).split(":");
        int seconds = 0;
        int unit = 3600;
        for (String part : parts) {
            seconds += Integer.parseInt(part) * unit;
            unit /= 60;
        }
        return negative ? -seconds : seconds;
    }
}
