package dev.borealis.types.datetime;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.TypeContext.IntervalStyle;
import dev.borealis.types.value.Interval;

/** Intervals as text in the four styles. Reading: {@link IntervalReader}. */
public final class IntervalText {
    private IntervalText() {}

    public static void print(Interval interval, IntervalStyle style, ByteAppender out) {
        var parts = Parts.of(interval);
        switch (style) {
            case POSTGRES -> parts.printPostgres(out);
            case POSTGRES_VERBOSE -> parts.printVerbose(out);
            case SQL_STANDARD -> parts.printStandard(out);
            case ISO_8601 -> parts.printIso(out);
        }
    }

    /** An interval in units, each with its own sign. */
    private record Parts(
            int years, int months, int days, long hours, int minutes, int seconds, int micros) {
        static Parts of(Interval interval) {
            long time = interval.micros();
            return new Parts(
                    interval.months() / 12,
                    interval.months() % 12,
                    interval.days(),
                    time / DateTimes.MICROS_PER_HOUR,
                    (int) (time / DateTimes.MICROS_PER_MINUTE % 60),
                    (int) (time / DateTimes.MICROS_PER_SECOND % 60),
                    (int) (time % DateTimes.MICROS_PER_SECOND));
        }

        boolean hasTime() {
            return hours != 0 || minutes != 0 || seconds != 0 || micros != 0;
        }

        boolean isTimeNegative() {
            return hours < 0 || minutes < 0 || seconds < 0 || micros < 0;
        }

        void printPostgres(ByteAppender out) {
            int start = out.length();
            boolean before = printPostgresPart(years, "year", false, start, out);
            before = printPostgresPart(months, "mon", before, start, out);
            before = printPostgresPart(days, "day", before, start, out);
            if (out.length() == start || hasTime()) {
                if (out.length() != start) {
                    out.appendByte(' ');
                }
                out.append(isTimeNegative() ? "-" : before ? "+" : "");
                printClock(2, out);
            }
        }

        /** Returns whether the last part printed is negative. */
        private static boolean printPostgresPart(
                int value, String unit, boolean before, int start, ByteAppender out) {
            if (value == 0) {
                return before;
            }
            if (out.length() != start) {
                out.appendByte(' ');
            }
            if (before && value > 0) {
                out.appendByte('+');
            }
            out.appendDecimal(value).appendByte(' ').append(unit);
            if (value != 1) {
                out.appendByte('s');
            }
            return value < 0;
        }

        private void printClock(int hourDigits, ByteAppender out) {
            out.appendDecimal(Math.abs(hours), hourDigits)
                    .appendByte(':')
                    .appendDecimal(Math.abs(minutes), 2);
            out.appendByte(':').appendDecimal(Math.abs(seconds), 2);
            DateTimes.printFraction(Math.abs(micros), out);
        }

        void printVerbose(ByteAppender out) {
            out.appendByte('@');
            long[] values = {years, months, days, hours, minutes};
            String[] units = {"year", "mon", "day", "hour", "min"};
            boolean zero = true;
            boolean before = false;
            for (int i = 0; i < values.length; i++) {
                if (values[i] == 0) {
                    continue;
                }
                if (zero) {
                    before = values[i] < 0;
                    zero = false;
                }
                long value = before ? -values[i] : values[i];
                out.appendByte(' ').appendDecimal(value).appendByte(' ').append(units[i]);
                out.append(value == 1 ? "" : "s");
            }
            if (seconds != 0 || micros != 0) {
                boolean negative = seconds < 0 || micros < 0;
                if (zero) {
                    before = negative;
                    zero = false;
                }
                out.append(negative != before ? " -" : " ").appendDecimal(Math.abs(seconds));
                DateTimes.printFraction(Math.abs(micros), out);
                out.append(Math.abs(seconds) != 1 || micros != 0 ? " secs" : " sec");
            }
            out.append(zero ? " 0" : "").append(before ? " ago" : "");
        }

        void printStandard(ByteAppender out) {
            boolean negative = years < 0 || months < 0 || days < 0 || isTimeNegative();
            boolean positive =
                    years > 0
                            || months > 0
                            || days > 0
                            || hours > 0
                            || minutes > 0
                            || seconds > 0
                            || micros > 0;
            boolean yearMonth = years != 0 || months != 0;
            boolean dayTime = days != 0 || hasTime();
            if (!negative && !positive) {
                out.appendByte('0');
                return;
            }
            if (negative && positive || yearMonth && dayTime) {
                out.appendByte(years < 0 || months < 0 ? '-' : '+').appendDecimal(Math.abs(years));
                out.appendByte('-').appendDecimal(Math.abs(months)).appendByte(' ');
                out.appendByte(days < 0 ? '-' : '+')
                        .appendDecimal(Math.abs((long) days))
                        .appendByte(' ');
                out.appendByte(isTimeNegative() ? '-' : '+');
                printClock(1, out);
                return;
            }
            if (negative) {
                out.appendByte('-');
            }
            if (yearMonth) {
                out.appendDecimal(Math.abs(years)).appendByte('-').appendDecimal(Math.abs(months));
                return;
            }
            if (days != 0) {
                out.appendDecimal(Math.abs((long) days)).appendByte(' ');
            }
            printClock(1, out);
        }

        void printIso(ByteAppender out) {
            if (years == 0 && months == 0 && days == 0 && !hasTime()) {
                out.append("PT0S");
                return;
            }
            out.appendByte('P');
            printIsoPart(years, 'Y', out);
            printIsoPart(months, 'M', out);
            printIsoPart(days, 'D', out);
            if (hasTime()) {
                out.appendByte('T');
                printIsoPart(hours, 'H', out);
                printIsoPart(minutes, 'M', out);
                if (seconds != 0 || micros != 0) {
                    out.append(seconds < 0 || micros < 0 ? "-" : "")
                            .appendDecimal(Math.abs(seconds));
                    DateTimes.printFraction(Math.abs(micros), out);
                    out.appendByte('S');
                }
            }
        }

        private static void printIsoPart(long value, char unit, ByteAppender out) {
            if (value != 0) {
                out.appendDecimal(value).append(unit);
            }
        }
    }
}
