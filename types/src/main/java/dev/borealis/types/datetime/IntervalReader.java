package dev.borealis.types.datetime;

import static dev.borealis.types.datetime.DateTimes.MICROS_PER_DAY;
import static dev.borealis.types.datetime.DateTimes.MICROS_PER_HOUR;
import static dev.borealis.types.datetime.DateTimes.MICROS_PER_MINUTE;
import static dev.borealis.types.datetime.DateTimes.MICROS_PER_SECOND;

import dev.borealis.types.Bytes;
import dev.borealis.types.TypeContext;
import dev.borealis.types.TypeModifiers;
import dev.borealis.types.error.DateTimeErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.value.Interval;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads intervals: {@code 1 year 2 mons 3 days 04:05:06}, {@code 1-2}, {@code @ 1 day ago}, {@code P1Y2M3DT4H}. Fields
 * are read from the right, because a unit stands behind its number. Used once.
 */
public final class IntervalReader {
    /** Units of an interval; a number without unit is of the unit that the fields to its right suggest. */
    enum Unit {
        MICROSECOND,
        MILLISECOND,
        SECOND,
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH,
        YEAR,
        DECADE,
        CENTURY,
        MILLENNIUM
    }

    private static final Map<String, Unit> UNITS = units();

    private final String input;
    private final int fields;

    private BigDecimal months = BigDecimal.ZERO;
    private BigDecimal days = BigDecimal.ZERO;
    private BigDecimal micros = BigDecimal.ZERO;
    private final Set<Unit> seen = new HashSet<>();

    private IntervalReader(String input, int fields) {
        this.input = input;
        this.fields = fields;
    }

    /** @param typmod decides the unit of a number without one, and fits the result; −1 for none */
    public static Interval parse(Bytes text, int typmod, TypeContext context) {
        String input = text.string();
        var reader = new IntervalReader(input, TypeModifiers.intervalFields(typmod));
        List<Fields.Field> split = Fields.of(input);
        boolean standard = context.intervalStyle() == TypeContext.IntervalStyle.SQL_STANDARD;
        if (split == null || split.isEmpty() || !reader.readFields(split, standard)) {
            reader = new IntervalReader(input, TypeModifiers.ALL_INTERVAL_FIELDS);
            if (!reader.readIso(input.strip())) {
                throw reader.invalid();
            }
        }
        return reader.result().fit(typmod);
    }

    private SqlException invalid() {
        return DateTimeErrors.invalidInputSyntax("interval", input);
    }

    private SqlException outOfRange() {
        return DateTimeErrors.intervalFieldOutOfRange(input);
    }

    private Interval result() {
        try {
            if (months.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
                    && months.divide(BigDecimal.valueOf(12), 0, RoundingMode.DOWN)
                                    .toBigInteger()
                                    .bitLength()
                            < 32) {
                throw DateTimeErrors.intervalOutOfRange();
            }
            return new Interval(
                    months.intValueExact(),
                    days.intValueExact(),
                    micros.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
        } catch (ArithmeticException e) {
            throw outOfRange();
        }
    }

    /** False when the fields make no interval. */
    private boolean readFields(List<Fields.Field> split, boolean standard) {
        boolean negateAll = standard && isSignedOnlyAtFront(split);
        boolean ago = false;
        Unit unit = null;
        boolean any = false;
        for (int i = split.size() - 1; i >= 0; i--) {
            Fields.Field field = split.get(i);
            String text = field.text();
            switch (field.kind()) {
                case TIME -> {
                    if (!readClock(text, negateAll)) {
                        return false;
                    }
                    any = true;
                    unit = Unit.DAY;
                }
                case OFFSET, DATE, NUMBER -> {
                    any = true;
                    boolean signed = field.kind() == Fields.Kind.OFFSET;
                    if (signed && text.indexOf(':') > 0) {
                        if (!readClock(text.substring(1), text.charAt(0) == '-')) {
                            return false;
                        }
                        unit = Unit.DAY;
                        continue;
                    }
                    Unit next = readNumber(text, unit == null ? rightmostUnit() : unit, negateAll);
                    if (next == null) {
                        return false;
                    }
                    unit = next;
                }
                case WORD, SIGNED_WORD -> {
                    if (text.equals("ago")) {
                        ago = true;
                        continue;
                    }
                    unit = UNITS.get(text.length() > 10 ? text.substring(0, 10) : text);
                    if (unit == null) {
                        return false;
                    }
                }
            }
        }
        if (ago) {
            months = months.negate();
            days = days.negate();
            micros = micros.negate();
        }
        return any;
    }

    /** In SQL's style one sign at the front counts for all fields. */
    private static boolean isSignedOnlyAtFront(List<Fields.Field> split) {
        if (!split.getFirst().text().startsWith("-")) {
            return false;
        }
        return split.stream()
                .skip(1)
                .noneMatch(field -> field.text().startsWith("-") || field.text().startsWith("+"));
    }

    private Unit rightmostUnit() {
        if (fields == TypeModifiers.ALL_INTERVAL_FIELDS || (fields & TypeModifiers.SECOND) != 0) {
            return Unit.SECOND;
        }
        if ((fields & TypeModifiers.MINUTE) != 0) {
            return Unit.MINUTE;
        }
        if ((fields & TypeModifiers.HOUR) != 0) {
            return Unit.HOUR;
        }
        if ((fields & TypeModifiers.DAY) != 0) {
            return Unit.DAY;
        }
        return (fields & TypeModifiers.MONTH) != 0 ? Unit.MONTH : Unit.YEAR;
    }

    /** {@code hh:mm}, {@code hh:mm:ss.ff}, {@code mm:ss.ff}. */
    private boolean readClock(String text, boolean negative) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || !isNumber(parts[0], false)) {
            return false;
        }
        boolean minutesFirst =
                parts.length == 2
                        && (parts[1].indexOf('.') >= 0
                                || fields == (TypeModifiers.MINUTE | TypeModifiers.SECOND));
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (!isNumber(parts[i], last)) {
                return false;
            }
            var value = new BigDecimal(parts[i].endsWith(".") ? parts[i] + "0" : parts[i]);
            boolean minute = minutesFirst ? i == 0 : i == 1;
            boolean second = minutesFirst ? i == 1 : i == 2;
            if (minute && !minutesFirst && value.compareTo(BigDecimal.valueOf(59)) > 0
                    || second && value.compareTo(BigDecimal.valueOf(61)) >= 0) {
                throw outOfRange();
            }
            long unit = second ? MICROS_PER_SECOND : minute ? MICROS_PER_MINUTE : MICROS_PER_HOUR;
            total = total.add(value.multiply(BigDecimal.valueOf(unit)));
        }
        if (!seen.add(Unit.HOUR) | !seen.add(Unit.MINUTE) | !seen.add(Unit.SECOND)) {
            return false;
        }
        total = total.setScale(0, RoundingMode.HALF_EVEN);
        micros = negative ? micros.subtract(total) : micros.add(total);
        return true;
    }

    private static boolean isNumber(String text, boolean fraction) {
        int digits = 0;
        boolean point = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '.' && fraction && !point) {
                point = true;
            } else if (Fields.isDigit(character)) {
                digits++;
            } else {
                return false;
            }
        }
        return digits > 0 && digits < 100;
    }

    /** Returns the unit that a number further left has without a unit of its own; null when this is no number. */
    private @Nullable Unit readNumber(String text, Unit unit, boolean negateAll) {
        boolean negative = text.startsWith("-");
        String number = negative || text.startsWith("+") ? text.substring(1) : text;
        int minus = number.indexOf('-');
        if (minus > 0) { // years-months
            String left = number.substring(0, minus);
            String right = number.substring(minus + 1);
            if (!isNumber(left, false) || !isNumber(right, false)) {
                return null;
            }
            var rest = new BigDecimal(right);
            if (rest.compareTo(BigDecimal.valueOf(12)) >= 0) {
                throw outOfRange();
            }
            var value = new BigDecimal(left).multiply(BigDecimal.valueOf(12)).add(rest);
            return add(Unit.MONTH, negative || negateAll ? value.negate() : value)
                    ? Unit.MONTH
                    : null;
        }
        if (!isNumber(number, true)) {
            return null;
        }
        var value = new BigDecimal(number.endsWith(".") ? number + "0" : number);
        if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw outOfRange();
        }
        if (!add(unit, negative || negateAll ? value.negate() : value)) {
            return null;
        }
        return unit == Unit.HOUR ? Unit.DAY : unit;
    }

    /** False when the unit was there already. */
    private boolean add(Unit unit, BigDecimal value) {
        if (!seen.add(unit)) {
            return false;
        }
        BigDecimal whole = value.setScale(0, RoundingMode.DOWN);
        BigDecimal rest = value.subtract(whole);
        switch (unit) {
            case MICROSECOND -> addMicros(value, 1);
            case MILLISECOND -> addMicros(value, 1000);
            case SECOND -> addMicros(value, MICROS_PER_SECOND);
            case MINUTE -> addMicros(value, MICROS_PER_MINUTE);
            case HOUR -> addMicros(value, MICROS_PER_HOUR);
            case DAY -> {
                days = days.add(whole);
                addMicros(rest, MICROS_PER_DAY);
            }
            case WEEK -> {
                days = days.add(whole.multiply(BigDecimal.valueOf(7)));
                addDays(rest.multiply(BigDecimal.valueOf(7)));
            }
            case MONTH -> {
                months = months.add(whole);
                addDays(rest.multiply(BigDecimal.valueOf(Interval.DAYS_PER_MONTH)));
            }
            case YEAR -> addYears(value, 1);
            case DECADE -> addYears(value, 10);
            case CENTURY -> addYears(value, 100);
            case MILLENNIUM -> addYears(value, 1000);
        }
        return true;
    }

    private void addMicros(BigDecimal value, long unit) {
        micros =
                micros.add(
                        value.multiply(BigDecimal.valueOf(unit))
                                .setScale(0, RoundingMode.HALF_EVEN));
    }

    private void addDays(BigDecimal value) {
        BigDecimal whole = value.setScale(0, RoundingMode.DOWN);
        days = days.add(whole);
        addMicros(value.subtract(whole), MICROS_PER_DAY);
    }

    private void addYears(BigDecimal value, int unit) {
        months =
                months.add(
                        value.multiply(BigDecimal.valueOf(12L * unit))
                                .setScale(0, RoundingMode.HALF_EVEN));
    }

    /** {@code P1Y2M3DT4H5M6S}, {@code P1W}, {@code P0001-02-03T04:05:06}. */
    private boolean readIso(String text) {
        if (text.length() < 2 || text.length() > 200 || text.charAt(0) != 'P') {
            return false;
        }
        boolean time = false;
        boolean any = false;
        int at = 1;
        while (at < text.length()) {
            if (text.charAt(at) == 'T') {
                time = true;
                at++;
                continue;
            }
            int from = at;
            if (text.charAt(at) == '-' || text.charAt(at) == '+') {
                at++;
            }
            while (at < text.length()
                    && (Fields.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            String digits = text.substring(from, at);
            String bare =
                    digits.startsWith("-") || digits.startsWith("+") ? digits.substring(1) : digits;
            if (!isNumber(bare, true)) {
                return false;
            }
            char designator = at < text.length() ? text.charAt(at) : 0;
            if (designator == '-' || designator == ':' || designator == 0 || designator == 'T') {
                return readIsoAlternative(text);
            }
            Unit unit = isoUnit(designator, time);
            var value = new BigDecimal(bare.endsWith(".") ? bare + "0" : bare);
            seen.clear(); // the same unit may come twice here
            if (unit == null || !add(unit, digits.startsWith("-") ? value.negate() : value)) {
                return false;
            }
            any = true;
            at++;
        }
        return any || time;
    }

    private static @Nullable Unit isoUnit(char designator, boolean time) {
        return switch (designator) {
            case 'Y' -> time ? null : Unit.YEAR;
            case 'M' -> time ? Unit.MINUTE : Unit.MONTH;
            case 'W' -> time ? null : Unit.WEEK;
            case 'D' -> time ? null : Unit.DAY;
            case 'H' -> time ? Unit.HOUR : null;
            case 'S' -> time ? Unit.SECOND : null;
            default -> null;
        };
    }

    private boolean readIsoAlternative(String text) {
        months = BigDecimal.ZERO;
        days = BigDecimal.ZERO;
        micros = BigDecimal.ZERO;
        int split = text.indexOf('T');
        String date = text.substring(1, split < 0 ? text.length() : split);
        if (!date.isEmpty()) {
            String[] parts = date.split("-", -1);
            Unit[] units = {Unit.YEAR, Unit.MONTH, Unit.DAY};
            if (parts.length > 3) {
                return false;
            }
            for (int i = 0; i < parts.length; i++) {
                if (!isNumber(parts[i], true) || !add(units[i], new BigDecimal(parts[i]))) {
                    return false;
                }
            }
        }
        if (split < 0) {
            return true;
        }
        String[] parts = text.substring(split + 1).split(":", -1);
        Unit[] units = {Unit.HOUR, Unit.MINUTE, Unit.SECOND};
        if (parts.length > 3) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!isNumber(parts[i], true) || !add(units[i], new BigDecimal(parts[i]))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Unit> units() {
        var units = new java.util.HashMap<String, Unit>();
        put(units, Unit.MICROSECOND, "microsecon", "us", "usec", "usecs", "usecond", "useconds");
        put(units, Unit.MILLISECOND, "millisecon", "ms", "msec", "msecs", "msecond", "mseconds");
        put(units, Unit.SECOND, "s", "sec", "secs", "second", "seconds");
        put(units, Unit.MINUTE, "m", "min", "mins", "minute", "minutes");
        put(units, Unit.HOUR, "h", "hr", "hrs", "hour", "hours");
        put(units, Unit.DAY, "d", "day", "days");
        put(units, Unit.WEEK, "w", "week", "weeks");
        put(units, Unit.MONTH, "mon", "mons", "month", "months");
        put(units, Unit.YEAR, "y", "yr", "yrs", "year", "years");
        put(units, Unit.DECADE, "dec", "decs", "decade", "decades");
        put(units, Unit.CENTURY, "c", "cent", "century", "centuries");
        put(units, Unit.MILLENNIUM, "mil", "mils", "millennia", "millennium");
        return Map.copyOf(units);
    }

    private static void put(Map<String, Unit> units, Unit unit, String... words) {
        for (String word : words) {
            units.put(word, unit);
        }
    }
}
