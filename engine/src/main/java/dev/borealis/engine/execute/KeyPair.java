package dev.borealis.engine.execute;

import dev.borealis.engine.key.KeyFormat;
import dev.borealis.store.KeyRange;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.Zone;
import dev.borealis.types.datetime.DateTimes;
import dev.borealis.types.value.Numeric;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/**
 * A column that refers and the column it refers to, by their types: which values are equal. PostgreSQL compares with the
 * operator {@code parent = child} of the two types where there is one (of two integers, two floats, dates and
 * timestamps), else with that of the parent's type, to which it converts the child's value: a bigint that refers to a real
 * is rounded, a text that refers to a char(n) loses its trailing blanks.
 *
 * <p>A child's value equals one value of the parent's type or none, but for a timestamptz: where clocks are set forward,
 * two local times are the same moment. A parent's value may equal many of the child's.
 */
final class KeyPair {
    /** Local times that may be the same moment: with the offset a day before, of the moment itself, a day after. */
    private static final int OFFSETS = 3;

    /** More than any zone is away from UTC, and than clocks are set at once. */
    private static final long FAR = 2 * DateTimes.MICROS_PER_DAY;

    private final int child;
    private final int parent;
    private final Kind kind;

    private enum Kind {
        /** Equal values are the same value. */
        SAME,
        INTEGERS,
        INTEGER_TO_NUMERIC,
        FLOATS,
        /** Integer or numeric; the nearest float. */
        ROUNDED,
        TEXT_TO_CHARACTER,
        CHARACTER_TO_TEXT,
        /** date and timestamp. */
        LOCAL,
        LOCAL_TO_INSTANT,
        INSTANT_TO_LOCAL
    }

    /** @param child OID of a type that may refer to {@code parent}; neither is a domain */
    KeyPair(int child, int parent) {
        this.child = child;
        this.parent = parent;
        this.kind = kind(child, parent);
    }

    private static Kind kind(int child, int parent) {
        if (child == parent || isText(child) && isText(parent)) {
            return Kind.SAME;
        }
        Kind kind =
                switch (parent) {
                    case Oid.INT2, Oid.INT4, Oid.INT8 -> isInteger(child) ? Kind.INTEGERS : null;
                    case Oid.NUMERIC -> isInteger(child) ? Kind.INTEGER_TO_NUMERIC : null;
                    case Oid.FLOAT4, Oid.FLOAT8 ->
                            child == Oid.FLOAT4 || child == Oid.FLOAT8
                                    ? Kind.FLOATS
                                    : isInteger(child) || child == Oid.NUMERIC
                                            ? Kind.ROUNDED
                                            : null;
                    case Oid.BPCHAR -> isText(child) ? Kind.TEXT_TO_CHARACTER : null;
                    case Oid.TEXT, Oid.VARCHAR ->
                            child == Oid.BPCHAR ? Kind.CHARACTER_TO_TEXT : null;
                    case Oid.DATE, Oid.TIMESTAMP ->
                            isLocal(child)
                                    ? Kind.LOCAL
                                    : child == Oid.TIMESTAMPTZ ? Kind.INSTANT_TO_LOCAL : null;
                    case Oid.TIMESTAMPTZ -> isLocal(child) ? Kind.LOCAL_TO_INSTANT : null;
                    default -> null;
                };
        if (kind == null) {
            throw new IllegalStateException(
                    "a key of type " + child + " cannot refer to one of type " + parent);
        }
        return kind;
    }

    private static boolean isInteger(int type) {
        return type == Oid.INT2 || type == Oid.INT4 || type == Oid.INT8;
    }

    private static boolean isText(int type) {
        return type == Oid.TEXT || type == Oid.VARCHAR;
    }

    private static boolean isLocal(int type) {
        return type == Oid.DATE || type == Oid.TIMESTAMP;
    }

    /** Whether what is equal depends on the parameter TimeZone. */
    boolean dependsOnZone() {
        return kind == Kind.LOCAL_TO_INSTANT || kind == Kind.INSTANT_TO_LOCAL;
    }

    /** How many values of the parent's type may equal one of the child's. */
    int candidates() {
        return kind == Kind.INSTANT_TO_LOCAL ? OFFSETS : 1;
    }

    /**
     * A value of the parent's type that equals a child's.
     *
     * @param candidate from 0, less than {@link #candidates}
     * @return null when this candidate is none
     * @throws dev.borealis.types.error.SqlException 22003 when the child's value is out of range of a float, as in
     *     PostgreSQL
     */
    @Nullable Object parentValue(Object value, Zone zone, int candidate) {
        return switch (kind) {
            case SAME, TEXT_TO_CHARACTER -> value; // a key of characters has no trailing blanks
            case INTEGERS -> KeyRanges.fits(value, parent) ? value : null;
            case INTEGER_TO_NUMERIC -> Numeric.of((Long) value);
            case FLOATS -> floating((Double) value, parent);
            case ROUNDED -> rounded(value);
            case CHARACTER_TO_TEXT -> withoutBlanks((Bytes) value);
            case LOCAL -> local(timestamp((Long) value, child), parent);
            case LOCAL_TO_INSTANT -> instant(timestamp((Long) value, child), zone);
            case INSTANT_TO_LOCAL -> shownAt((Long) value, zone, candidate);
        };
    }

    /** Whether the child's values that equal one of the parent's are at most one key: {@link #childValue}. */
    boolean isExact() {
        return switch (kind) {
            case SAME, INTEGERS, INTEGER_TO_NUMERIC, FLOATS, CHARACTER_TO_TEXT -> true;
            case LOCAL, INSTANT_TO_LOCAL -> true;
            case ROUNDED, TEXT_TO_CHARACTER, LOCAL_TO_INSTANT -> false;
        };
    }

    /** The one value of the child's type that equals a parent's, or null; only when {@link #isExact}. */
    @Nullable Object childValue(Object value, Zone zone) {
        return switch (kind) {
            case SAME -> value;
            case INTEGERS -> KeyRanges.fits(value, child) ? value : null;
            case INTEGER_TO_NUMERIC -> integer((Numeric) value);
            case FLOATS -> floating((Double) value, child);
            case CHARACTER_TO_TEXT -> endsWithBlank((Bytes) value) ? null : value;
            case LOCAL -> local(timestamp((Long) value, parent), child);
            case INSTANT_TO_LOCAL -> instant(timestamp((Long) value, parent), zone);
            case ROUNDED, TEXT_TO_CHARACTER, LOCAL_TO_INSTANT ->
                    throw new IllegalStateException("many values may equal one: " + kind);
        };
    }

    /**
     * Keys of the child among which are all that equal a parent's value, and others; null: there are none.
     *
     * @param before values of the columns before this one
     */
    @Nullable KeyRange around(KeyFormat keys, @Nullable Object[] before, Object value) {
        return switch (kind) {
            case TEXT_TO_CHARACTER -> {
                Bytes start = withoutBlanks((Bytes) value);
                yield start.isEmpty() ? keys.notNull(before) : keys.startsWith(before, start);
            }
            case LOCAL_TO_INSTANT -> {
                long at = (Long) value;
                if (DateTimes.isInfinite(at)) {
                    Object infinite = child == Oid.DATE ? DateTimes.timestampToDate(at) : value;
                    yield between(keys, before, infinite, infinite);
                }
                long from = at - FAR;
                long to = at + FAR;
                yield child == Oid.DATE
                        ? between(keys, before, DateTimes.dateOf(from), DateTimes.dateOf(to))
                        : between(keys, before, from, to);
            }
            case ROUNDED -> aroundFloat(keys, before, (Double) value);
            case SAME, INTEGERS, INTEGER_TO_NUMERIC, FLOATS, CHARACTER_TO_TEXT, LOCAL ->
                    throw new IllegalStateException("one value equals one: " + kind);
            case INSTANT_TO_LOCAL -> throw new IllegalStateException("one value equals one");
        };
    }

    private static KeyRange between(
            KeyFormat keys, @Nullable Object[] before, Object from, Object to) {
        return keys.range(before, new KeyFormat.Bound(from, true), new KeyFormat.Bound(to, true));
    }

    /** What is rounded to a float lies between the floats next to it. */
    private @Nullable KeyRange aroundFloat(
            KeyFormat keys, @Nullable Object[] before, double value) {
        double from = parent == Oid.FLOAT4 ? Math.nextDown((float) value) : Math.nextDown(value);
        double to = parent == Oid.FLOAT4 ? Math.nextUp((float) value) : Math.nextUp(value);
        if (child == Oid.NUMERIC) {
            boolean finite = Double.isFinite(value);
            return between(
                    keys, before, exactly(finite ? from : value), exactly(finite ? to : value));
        }
        long least =
                child == Oid.INT8
                        ? Long.MIN_VALUE
                        : child == Oid.INT4 ? Integer.MIN_VALUE : Short.MIN_VALUE;
        long most = -1 - least;
        if (!Double.isFinite(value) || to < least || from > most) {
            return null;
        }
        return between(
                keys,
                before,
                Math.max(least, (long) Math.floor(from)),
                Math.min(most, (long) Math.ceil(to)));
    }

    private static Numeric exactly(double value) {
        return Double.isNaN(value)
                ? Numeric.NAN
                : Double.isInfinite(value)
                        ? value > 0 ? Numeric.INFINITY : Numeric.NEGATIVE_INFINITY
                        : Numeric.of(new BigDecimal(value));
    }

    // --- numbers ---

    private Double rounded(Object value) {
        if (value instanceof Numeric numeric) {
            return parent == Oid.FLOAT4 ? (double) numeric.toFloat() : numeric.toDouble();
        }
        long integer = (Long) value;
        return parent == Oid.FLOAT4 ? (double) (float) integer : (double) integer;
    }

    /** The value itself; null when the type does not have it. */
    private static @Nullable Double floating(Double value, int type) {
        return type == Oid.FLOAT8 || value.isNaN() || (float) (double) value == value
                ? value
                : null;
    }

    private @Nullable Long integer(Numeric value) {
        if (!value.isFinite() || value.compareTo(value.floor()) != 0) {
            return null;
        }
        if (value.compareTo(Numeric.of(Long.MIN_VALUE)) < 0
                || value.compareTo(Numeric.of(Long.MAX_VALUE)) > 0) {
            return null;
        }
        Long integer = value.toLong();
        return KeyRanges.fits(integer, child) ? integer : null;
    }

    // --- text ---

    private static boolean endsWithBlank(Bytes text) {
        return !text.isEmpty() && text.array()[text.offset() + text.length() - 1] == ' ';
    }

    private static Bytes withoutBlanks(Bytes text) {
        int end = text.length();
        while (end > 0 && text.array()[text.offset() + end - 1] == ' ') {
            end--;
        }
        return text.slice(0, end);
    }

    // --- dates and times ---

    /** A date or timestamp as a timestamp; null for a date after the last timestamp. */
    private static @Nullable Long timestamp(Long value, int type) {
        if (type != Oid.DATE) {
            return value;
        }
        return DateTimes.isInfiniteDate(value)
                        || value < DateTimes.END_TIMESTAMP / DateTimes.MICROS_PER_DAY
                ? DateTimes.dateToTimestamp(value)
                : null;
    }

    /** A timestamp as a timestamp or date; null for a date when it is not midnight. */
    private static @Nullable Long local(@Nullable Long timestamp, int type) {
        if (type != Oid.DATE || timestamp == null) {
            return timestamp;
        }
        boolean has = DateTimes.isInfinite(timestamp) || DateTimes.timeOf(timestamp) == 0;
        return has ? DateTimes.timestampToDate(timestamp) : null;
    }

    /** The moment of a local time; null out of range. */
    private static @Nullable Long instant(@Nullable Long local, Zone zone) {
        if (local == null || DateTimes.isInfinite(local)) {
            return local;
        }
        long instant = local - zone.offsetOfLocal(local) * DateTimes.MICROS_PER_SECOND;
        return DateTimes.isValidTimestamp(instant) ? instant : null;
    }

    private @Nullable Long shownAt(Long instant, Zone zone, int candidate) {
        if (DateTimes.isInfinite(instant)) {
            return candidate == 0 ? local(instant, parent) : null;
        }
        int offset = offset(instant, zone, candidate);
        for (int i = 0; i < candidate; i++) {
            if (offset(instant, zone, i) == offset) {
                return null; // was a candidate already
            }
        }
        long local = instant + offset * DateTimes.MICROS_PER_SECOND;
        Long same = DateTimes.isValidTimestamp(local) ? instant(local, zone) : null;
        return instant.equals(same) ? local(local, parent) : null;
    }

    private static int offset(long instant, Zone zone, int candidate) {
        return zone.offsetAt(instant + (candidate - 1) * DateTimes.MICROS_PER_DAY);
    }
}
