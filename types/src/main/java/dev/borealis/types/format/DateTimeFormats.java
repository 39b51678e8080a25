package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeContext;
import dev.borealis.types.datetime.DateTimeText;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.datetime.IntervalReader;
import dev.borealis.types.datetime.IntervalText;
import dev.borealis.types.error.DateTimeErrors;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.TimeTz;

/** Dates, times, timestamps, intervals. */
final class DateTimeFormats {
    private DateTimeFormats() {}

    static final class DateFormat extends LongFormat {
        DateFormat() {
            super(Oid.DATE);
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            return DateTimeText.parseDate(text, context);
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            DateTimes.printDate(value, context.dateStyle(), out);
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            long days = Binary.readInt(data, 4);
            if (!DateTimes.isInfiniteDate(days)
                    && (days < DateTimes.MIN_DATE || days > DateTimes.MAX_DATE)) {
                throw DateTimeErrors.dateOutOfRange();
            }
            return days;
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            out.appendInt((int) value);
        }
    }

    static final class TimeFormat extends LongFormat {
        TimeFormat() {
            super(Oid.TIME);
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            return Fit.micros(DateTimeText.parseTime(text, context), typmod);
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            DateTimes.printTime(value, out);
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            long micros = Binary.readLong(data, 8);
            if (micros < 0 || micros > DateTimes.MICROS_PER_DAY) {
                throw DateTimeErrors.timeOutOfRange();
            }
            return Fit.micros(micros, typmod);
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            out.appendLong(value);
        }
    }

    /** Both kinds of timestamps. */
    static final class TimestampFormat extends LongFormat {
        private final boolean withZone;

        TimestampFormat(boolean withZone) {
            super(withZone ? Oid.TIMESTAMPTZ : Oid.TIMESTAMP);
            this.withZone = withZone;
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            long value =
                    withZone
                            ? DateTimeText.parseTimestampTz(text, context)
                            : DateTimeText.parseTimestamp(text, context);
            return Fit.micros(value, typmod);
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            if (withZone) {
                DateTimes.printTimestampTz(value, context.timeZone(), context.dateStyle(), out);
            } else {
                DateTimes.printTimestamp(value, context.dateStyle(), out);
            }
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            long micros = Binary.readLong(data, 8);
            if (!DateTimes.isInfinite(micros) && !DateTimes.isValidTimestamp(micros)) {
                throw DateTimeErrors.timestampOutOfRange();
            }
            return Fit.micros(micros, typmod);
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            out.appendLong(value);
        }
    }

    static final class TimeTzFormat extends ObjectFormat {
        TimeTzFormat() {
            super(Oid.TIMETZ);
        }

        private static TimeTz fit(TimeTz value, int typmod) {
            return typmod < 0
                    ? value
                    : new TimeTz(Fit.micros(value.micros(), typmod), value.offset());
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            return fit(DateTimeText.parseTimeTz(text, context), typmod);
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            ((TimeTz) value).appendTo(out);
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            var reader = new Binary.Reader(data);
            long micros = reader.readLong();
            int west = reader.readInt();
            reader.requireEnd();
            if (micros < 0 || micros > DateTimes.MICROS_PER_DAY) {
                throw DateTimeErrors.timeOutOfRange();
            }
            if (west <= -16 * 3600 || west >= 16 * 3600) {
                throw DateTimeErrors.displacementOutOfRange();
            }
            return fit(new TimeTz(micros, -west), typmod);
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            TimeTz time = (TimeTz) value;
            out.appendLong(time.micros()).appendInt(-time.offset());
        }
    }

    static final class IntervalFormat extends ObjectFormat {
        IntervalFormat() {
            super(Oid.INTERVAL);
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            return IntervalReader.parse(text, typmod, context);
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            IntervalText.print((Interval) value, context.intervalStyle(), out);
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            var reader = new Binary.Reader(data);
            long micros = reader.readLong();
            int days = reader.readInt();
            int months = reader.readInt();
            reader.requireEnd();
            return new Interval(months, days, micros).fit(typmod);
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            Interval interval = (Interval) value;
            out.appendLong(interval.micros())
                    .appendInt(interval.days())
                    .appendInt(interval.months());
        }
    }
}
