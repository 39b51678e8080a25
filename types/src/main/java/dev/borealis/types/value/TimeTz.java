package dev.borealis.types.value;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.datetime.DateTimes;

/**
 * A time with its offset. Ordered by the moment, and by the offset among equal moments.
 *
 * @param micros local time since midnight, 24:00 included
 * @param offset seconds east of UTC
 */
public record TimeTz(long micros, int offset) implements Comparable<TimeTz> {
    /** Microseconds since midnight UTC; may lie outside a day. */
    public long utcMicros() {
        return micros - offset * DateTimes.MICROS_PER_SECOND;
    }

    @Override
    public int compareTo(TimeTz other) {
        int byMoment = Long.compare(utcMicros(), other.utcMicros());
        return byMoment != 0 ? byMoment : Integer.compare(other.offset, offset);
    }

    /** As PostgreSQL prints it. */
    public void appendTo(ByteAppender out) {
        DateTimes.printTime(micros, out);
        DateTimes.printOffset(offset, out);
    }

    @Override
    public String toString() {
        var out = new ByteAppender(24);
        appendTo(out);
        return out.string();
    }
}
