package dev.borealis.types.value;

import dev.borealis.types.TypeModifiers;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.error.DateTimeErrors;

/**
 * A span of time in three parts that do not convert into each other. For comparison only, a month counts 30 days and a
 * day 24 hours; equality and hash follow that.
 */
public final class Interval implements Comparable<Interval> {
    public static final Interval ZERO = new Interval(0, 0, 0);

    /** Days of a month where a month must be turned into days. Source: PostgreSQL 16. */
    public static final int DAYS_PER_MONTH = 30;

    private final int months;
    private final int days;
    private final long micros;

    public Interval(int months, int days, long micros) {
        this.months = months;
        this.days = days;
        this.micros = micros;
    }

    /** Years included. */
    public int months() {
        return months;
    }

    /** Whole ones, of whatever length each has. */
    public int days() {
        return days;
    }

    /** Hours, minutes and seconds. */
    public long micros() {
        return micros;
    }

    /** 22008 when a field has no negative. */
    public Interval negate() {
        if (months == Integer.MIN_VALUE || days == Integer.MIN_VALUE || micros == Long.MIN_VALUE) {
            throw DateTimeErrors.intervalOutOfRange();
        }
        return new Interval(-months, -days, -micros);
    }

    /** Field by field. 22008 when it does not fit. */
    public Interval add(Interval other) {
        return checked(
                (long) months + other.months, (long) days + other.days, micros, other.micros);
    }

    /** Field by field. 22008 when it does not fit. */
    public Interval subtract(Interval other) {
        if (other.micros == Long.MIN_VALUE) {
            throw DateTimeErrors.intervalOutOfRange();
        }
        return checked(
                (long) months - other.months, (long) days - other.days, micros, -other.micros);
    }

    private static Interval checked(long months, long days, long micros, long moreMicros) {
        long sum = micros + moreMicros;
        if ((int) months != months
                || (int) days != days
                || ((micros ^ sum) & (moreMicros ^ sum)) < 0) {
            throw DateTimeErrors.intervalOutOfRange();
        }
        return new Interval((int) months, (int) days, sum);
    }

    /** Each part times a factor; what is left of months becomes days, what is left of days becomes time. */
    public Interval multiply(double factor) {
        return scaled(months * factor, days * factor, micros * factor, months, days, factor);
    }

    /** Each part divided; what is left of months becomes days, what is left of days becomes time. */
    public Interval divide(double divisor) {
        if (divisor == 0) {
            throw dev.borealis.types.error.NumberErrors.divisionByZero();
        }
        return scaled(
                months / divisor, days / divisor, micros / divisor, months, days, 1 / divisor);
    }

    private static Interval scaled(
            double wantedMonths,
            double wantedDays,
            double wantedMicros,
            int months,
            int days,
            double factor) {
        if (Double.isNaN(wantedMonths)
                || Math.abs(wantedMonths) > Integer.MAX_VALUE
                || Double.isNaN(wantedDays)
                || Math.abs(wantedDays) > Integer.MAX_VALUE) {
            throw DateTimeErrors.intervalOutOfRange();
        }
        int wholeMonths = (int) wantedMonths;
        int wholeDays = (int) wantedDays;
        double restOfMonths = roundedToMicros((wantedMonths - wholeMonths) * DAYS_PER_MONTH);
        int daysOfMonths = (int) restOfMonths;
        double seconds =
                roundedToMicros((wantedDays - wholeDays + restOfMonths - daysOfMonths) * 86_400);
        if (Math.abs(seconds) >= 86_400) {
            wholeDays += (int) (seconds / 86_400);
            seconds -= (int) (seconds / 86_400) * 86_400;
        }
        double total = Math.rint(wantedMicros + seconds * 1_000_000);
        if (Double.isNaN(total) || Math.abs(total) >= 0x1p63) {
            throw DateTimeErrors.intervalOutOfRange();
        }
        return checked(wholeMonths, (long) wholeDays + daysOfMonths, (long) total, 0);
    }

    /** To a millionth, as PostgreSQL rounds what is left over. */
    private static double roundedToMicros(double value) {
        return Math.rint(value * 1_000_000) / 1_000_000;
    }

    /** Whole days of the time moved to the days. */
    public Interval justifyHours() {
        long wholeDays = micros / DateTimes.MICROS_PER_DAY;
        long rest = micros - wholeDays * DateTimes.MICROS_PER_DAY;
        long newDays = days + wholeDays;
        if (newDays > 0 && rest < 0) {
            rest += DateTimes.MICROS_PER_DAY;
            newDays--;
        } else if (newDays < 0 && rest > 0) {
            rest -= DateTimes.MICROS_PER_DAY;
            newDays++;
        }
        return checked(months, newDays, rest, 0);
    }

    /** Whole months of 30 days moved to the months. */
    public Interval justifyDays() {
        long newMonths = months + (long) days / DAYS_PER_MONTH;
        int rest = days % DAYS_PER_MONTH;
        if (newMonths > 0 && rest < 0) {
            rest += DAYS_PER_MONTH;
            newMonths--;
        } else if (newMonths < 0 && rest > 0) {
            rest -= DAYS_PER_MONTH;
            newMonths++;
        }
        return checked(newMonths, rest, micros, 0);
    }

    /** Both, with all parts of one sign. */
    public Interval justify() {
        long wholeDays = micros / DateTimes.MICROS_PER_DAY;
        long time = micros - wholeDays * DateTimes.MICROS_PER_DAY;
        long newDays = days + wholeDays;
        long newMonths = months + newDays / DAYS_PER_MONTH;
        newDays %= DAYS_PER_MONTH;
        if (newMonths > 0 && (newDays < 0 || newDays == 0 && time < 0)) {
            newDays += DAYS_PER_MONTH;
            newMonths--;
        } else if (newMonths < 0 && (newDays > 0 || newDays == 0 && time > 0)) {
            newDays -= DAYS_PER_MONTH;
            newMonths++;
        }
        if (newDays > 0 && time < 0) {
            time += DateTimes.MICROS_PER_DAY;
            newDays--;
        } else if (newDays < 0 && time > 0) {
            time -= DateTimes.MICROS_PER_DAY;
            newDays++;
        }
        return checked(newMonths, newDays, time, 0);
    }

    /** Fitted to {@code interval fields (p)}: smaller fields are dropped, seconds rounded. */
    public Interval fit(int typmod) {
        if (typmod < 0) {
            return this;
        }
        int fields = TypeModifiers.intervalFields(typmod);
        int newMonths = months;
        int newDays = days;
        long newMicros = micros;
        if (fields != TypeModifiers.ALL_INTERVAL_FIELDS && (fields & TypeModifiers.SECOND) == 0) {
            if ((fields & TypeModifiers.MINUTE) != 0) {
                newMicros -= newMicros % DateTimes.MICROS_PER_MINUTE;
            } else if ((fields & TypeModifiers.HOUR) != 0) {
                newMicros -= newMicros % DateTimes.MICROS_PER_HOUR;
            } else {
                newMicros = 0;
                if ((fields & TypeModifiers.DAY) == 0) {
                    newDays = 0;
                    if ((fields & TypeModifiers.MONTH) == 0) {
                        newMonths -= newMonths % 12;
                    }
                }
            }
        }
        int precision = TypeModifiers.intervalPrecision(typmod);
        if (precision < 6) {
            newMicros = dev.borealis.types.format.Fit.micros(newMicros, precision);
        }
        return new Interval(newMonths, newDays, newMicros);
    }

    /** Days by the rule for comparison, months of 30 days; with {@link #restMicros} the whole length. */
    private long comparableDays() {
        return months * (long) DAYS_PER_MONTH
                + days
                + Math.floorDiv(micros, DateTimes.MICROS_PER_DAY);
    }

    private long restMicros() {
        return Math.floorMod(micros, DateTimes.MICROS_PER_DAY);
    }

    @Override
    public int compareTo(Interval other) {
        int byDays = Long.compare(comparableDays(), other.comparableDays());
        return byDays != 0 ? byDays : Long.compare(restMicros(), other.restMicros());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Interval that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(comparableDays() * 31 + restMicros());
    }

    /** In style postgres. */
    @Override
    public String toString() {
        var out = new dev.borealis.types.ByteAppender();
        dev.borealis.types.datetime.IntervalText.print(
                this, dev.borealis.types.TypeContext.IntervalStyle.POSTGRES, out);
        return out.string();
    }
}
