package dev.borealis.types.format;

import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeModifiers;
import dev.borealis.types.Utf8;
import dev.borealis.types.error.ValueErrors;
import dev.borealis.types.value.ArrayValue;
import dev.borealis.types.value.BitString;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.TimeTz;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Fits a value of a type to a modifier: the length coercions of {@code varchar(n)}, {@code char(n)}, {@code
 * numeric(p,s)}, times and bit strings. An assignment refuses text that is too long unless only blanks are lost; an
 * explicit cast cuts.
 */
public final class Fit {
    private static final long[] TIME_UNITS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private Fit() {}

    /**
     * 22001 when it is longer and more than blanks would be lost.
     *
     * @param explicit a cast that was written, which cuts without a word
     */
    public static Bytes varchar(Bytes value, int typmod, boolean explicit) {
        int length = TypeModifiers.characterLength(typmod);
        if (length < 0 || value.length() <= length) {
            return value;
        }
        int bytes = Utf8.bytesOf(value, length);
        if (bytes == value.length()) {
            return value;
        }
        if (!explicit && !isBlank(value, bytes)) {
            throw ValueErrors.valueTooLong("character varying(" + length + ")");
        }
        return value.slice(0, bytes);
    }

    /** Cut or padded with blanks to exactly the length. */
    public static Bytes bpchar(Bytes value, int typmod, boolean explicit) {
        int length = TypeModifiers.characterLength(typmod);
        if (length < 0) {
            return value;
        }
        int characters = Utf8.characters(value);
        if (characters > length) {
            int bytes = Utf8.bytesOf(value, length);
            if (!explicit && !isBlank(value, bytes)) {
                throw ValueErrors.valueTooLong("character(" + length + ")");
            }
            return value.slice(0, bytes);
        }
        if (characters == length) {
            return value;
        }
        byte[] padded = new byte[value.length() + length - characters];
        System.arraycopy(value.array(), value.offset(), padded, 0, value.length());
        Arrays.fill(padded, value.length(), padded.length, (byte) ' ');
        return Bytes.of(padded);
    }

    private static boolean isBlank(Bytes value, int from) {
        for (int i = from; i < value.length(); i++) {
            if (value.get(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    /** A char(n) value without its trailing blanks, as it becomes text. */
    public static Bytes trimBlanks(Bytes value) {
        int end = value.length();
        while (end > 0 && value.get(end - 1) == ' ') {
            end--;
        }
        return end == value.length() ? value : value.slice(0, end);
    }

    /** Microseconds rounded to the decimals of the modifier, half away from zero; infinities stay. */
    public static long micros(long value, int typmod) {
        if (typmod < 0 || typmod >= 6 || value == Long.MAX_VALUE || value == Long.MIN_VALUE) {
            return value;
        }
        long unit = TIME_UNITS[typmod];
        long half = unit / 2;
        return value >= 0 ? (value + half) / unit * unit : -((-value + half) / unit * unit);
    }

    /** An explicit cast to bit(n) cuts or fills with zeros, one to varbit(n) cuts; an assignment refuses both. */
    public static BitString bits(BitString value, SqlType type, boolean explicit) {
        int length = type.typmod();
        if (length < 0
                || value.length() == length
                || type.oid() == Oid.VARBIT && value.length() < length) {
            return value;
        }
        if (!explicit) {
            throw type.oid() == Oid.BIT
                    ? ValueErrors.bitLengthMismatch(value.length(), length)
                    : ValueErrors.bitStringTooLong(length);
        }
        return value.resize(length);
    }

    /** A value of any type, null elements and all; the slow way in. {@link Long} and {@link Double} by carrier. */
    public static Object object(Object value, SqlType type, boolean explicit) {
        if (type.typmod() < 0) {
            return value;
        }
        if (value instanceof ArrayValue array) {
            var element = new SqlType(array.elementOid(), type.typmod());
            @Nullable Object[] fitted = new @Nullable Object[array.size()];
            for (int i = 0; i < fitted.length; i++) {
                Object one = array.get(i);
                fitted[i] = one == null ? null : object(one, element, explicit);
            }
            return ArrayValue.of(array.elementOid(), array.lengths(), array.lowerBounds(), fitted);
        }
        return switch (type.oid()) {
            case Oid.VARCHAR -> varchar((Bytes) value, type.typmod(), explicit);
            case Oid.BPCHAR -> bpchar((Bytes) value, type.typmod(), explicit);
            case Oid.NUMERIC -> ((Numeric) value).fit(type.typmod());
            case Oid.TIME, Oid.TIMESTAMP, Oid.TIMESTAMPTZ -> micros((Long) value, type.typmod());
            case Oid.TIMETZ -> {
                TimeTz time = (TimeTz) value;
                yield new TimeTz(micros(time.micros(), type.typmod()), time.offset());
            }
            case Oid.INTERVAL -> ((Interval) value).fit(type.typmod());
            case Oid.BIT, Oid.VARBIT -> bits((BitString) value, type, explicit);
            default -> value;
        };
    }

    /** Rounded to its scale; 22003 when it does not fit. */
    public static Numeric numeric(Numeric value, int typmod) {
        return value.fit(typmod);
    }
}
