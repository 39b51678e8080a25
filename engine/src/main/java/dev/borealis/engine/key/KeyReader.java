package dev.borealis.engine.key;

import dev.borealis.types.Bytes;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.TimeTz;
import dev.borealis.types.value.Uuid;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the columns of a key back: for messages and logs. What a key does not keep (the scale of a numeric, trailing blanks,
 * how an interval was divided) comes out in its simplest form. Used by one thread, once.
 */
public final class KeyReader {
    private static final int VALUE = 2;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final KeyFormat format;
    private final ByteBuffer key;

    private KeyReader(KeyFormat format, byte[] key) {
        this.format = format;
        this.key = ByteBuffer.wrap(key);
    }

    /**
     * The values of the columns, boxed as their carriers are.
     *
     * @param key a whole key of that format; what stands behind its columns is not looked at
     * @return null when it is no key of that format
     */
    public static @Nullable List<@Nullable Object> read(KeyFormat format, byte[] key) {
        try {
            return new KeyReader(format, key).columns();
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
            return null;
        }
    }

    private List<@Nullable Object> columns() {
        if (key.getInt() != format.relation()) {
            throw new IllegalArgumentException("a key of another relation");
        }
        var values = new ArrayList<@Nullable Object>();
        for (KeyFormat.Column column : format.columns()) {
            if (column.nullable() && key.get() != VALUE) {
                values.add(null);
            } else {
                values.add(value(KeyKind.of(column.type().oid())));
            }
        }
        return values;
    }

    private Object value(KeyKind kind) {
        return switch (kind) {
            case INT1 -> (long) (byte) (key.get() ^ 0x80);
            case INT2 -> (long) (short) (key.getShort() ^ 0x8000);
            case INT4 -> (long) (key.getInt() ^ Integer.MIN_VALUE);
            case INT8 -> key.getLong() ^ Long.MIN_VALUE;
            case UNSIGNED4 -> Integer.toUnsignedLong(key.getInt());
            case FLOAT4 -> (double) float4(key.getInt());
            case FLOAT8 -> float8(key.getLong());
            case TEXT, BLANK_PADDED -> text();
            case ESCAPED -> escaped();
            case UUID -> new Uuid(key.getLong(), key.getLong());
            case NUMERIC -> NumericKey.read(key);
            case TIMETZ -> {
                long instant = key.getLong() ^ Long.MIN_VALUE;
                int offset = -(key.getInt() ^ Integer.MIN_VALUE);
                yield new TimeTz(instant + 1_000_000L * offset, offset);
            }
            case INTERVAL -> interval();
            case NONE -> throw new IllegalArgumentException("no key form");
        };
    }

    private static float float4(int ordered) {
        return Float.intBitsToFloat(ordered < 0 ? ordered ^ Integer.MIN_VALUE : ~ordered);
    }

    private static double float8(long ordered) {
        return Double.longBitsToDouble(ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered);
    }

    private Bytes text() {
        int start = key.position();
        while (key.get() != 0) {
            // up to the closing zero
        }
        return Bytes.of(Arrays.copyOfRange(key.array(), start, key.position() - 1));
    }

    private Bytes escaped() {
        var out = new dev.borealis.types.ByteAppender();
        while (true) {
            byte b = key.get();
            if (b == 0 && key.get() == 0) {
                return Bytes.of(out.toByteArray());
            }
            out.appendByte(b);
        }
    }

    private Interval interval() {
        byte[] sum = new byte[16];
        key.get(sum);
        sum[0] ^= (byte) 0x80;
        BigInteger[] parts =
                new BigInteger(sum).divideAndRemainder(BigInteger.valueOf(MICROS_PER_DAY));
        long days = parts[0].longValue();
        boolean fits = days == (int) days;
        return fits
                ? new Interval(0, (int) days, parts[1].longValue())
                : new Interval(
                        (int) (days / Interval.DAYS_PER_MONTH),
                        (int) (days % Interval.DAYS_PER_MONTH),
                        parts[1].longValue());
    }
}
