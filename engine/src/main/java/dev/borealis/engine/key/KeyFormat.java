package dev.borealis.engine.key;

import dev.borealis.store.KeyRange;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Limits;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.StorageErrors;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.TimeTz;
import dev.borealis.types.value.Uuid;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The keys of one relation: four bytes of relation OID, high byte first, then one column after the other. Keys compare
 * as unsigned bytes in the order of the columns, and two keys are the same bytes exactly when all their columns are
 * equal in SQL's sense (numeric 1.0 and 1.00, float 0 and −0, {@code char} with and without trailing blanks).
 *
 * <p>A nullable column begins with a marker: 02 for a value, 01 or 03 for NULL, which so sorts first or last. Columns of
 * a primary key have no marker. Layout in detail: docs/decisions/key-and-row-format.md.
 *
 * <p>Immutable and thread-safe. Values are boxed as {@link dev.borealis.types.Carrier} says; of a domain column give the
 * base type.
 */
public final class KeyFormat {
    /** Bytes of the relation's OID. */
    public static final int PREFIX_BYTES = 4;

    private static final int NULL_FIRST = 1;
    private static final int VALUE = 2;
    private static final int NULL_LAST = 3;

    private final int relation;
    private final List<Column> columns;
    private final KeyKind[] kinds;

    /**
     * A column of a key.
     *
     * @param type a built-in type, never a domain
     * @param nullable false only where a NULL can never come, as in a primary key
     */
    public record Column(SqlType type, boolean nullable, boolean nullsFirst) {}

    /** One end of a range of the column after the equal ones. */
    public record Bound(Object value, boolean inclusive) {}

    /** @param relation OID of the index, or of a table with hidden row ids */
    public KeyFormat(int relation, List<Column> columns) {
        this.relation = relation;
        this.columns = List.copyOf(columns);
        this.kinds =
                columns.stream()
                        .map(column -> KeyKind.of(column.type().oid()))
                        .toArray(KeyKind[]::new);
    }

    /** Whether values of a built-in type have a key form at all; which types DSQL allows in keys is another question. */
    public static boolean isKeyable(int type) {
        return KeyKind.of(type) != KeyKind.NONE;
    }

    /** The id that every key begins with. */
    public int relation() {
        return relation;
    }

    public List<Column> columns() {
        return columns;
    }

    /** The first bytes of every key of a relation. */
    public static byte[] prefix(int relation) {
        return new byte[] {
            (byte) (relation >>> 24),
            (byte) (relation >>> 16),
            (byte) (relation >>> 8),
            (byte) relation
        };
    }

    /** All keys of a relation. */
    public static KeyRange all(int relation) {
        return KeyRange.prefix(prefix(relation));
    }

    /** All keys of this relation. */
    public KeyRange all() {
        return all(relation);
    }

    /** The key of these values, one for each column. Checks no size. */
    public byte[] key(@Nullable Object... values) {
        var out = new ByteAppender(PREFIX_BYTES + 12 * kinds.length);
        appendKey(out, values);
        return out.toByteArray();
    }

    /** Appends a whole key. Checks no size. */
    public void appendKey(ByteAppender out, @Nullable Object[] values) {
        out.appendInt(relation);
        appendColumns(out, values, kinds.length);
    }

    /** Appends the first {@code count} columns without the relation. */
    public void appendColumns(ByteAppender out, @Nullable Object[] values, int count) {
        for (int i = 0; i < count; i++) {
            appendColumn(out, i, values[i]);
        }
    }

    /** Appends one column, without what comes before it. */
    public void appendColumn(ByteAppender out, int column, @Nullable Object value) {
        appendMarker(out, column, value == null);
        if (value != null) {
            appendValue(out, kinds[column], value);
        }
    }

    private void appendMarker(ByteAppender out, int column, boolean isNull) {
        Column declared = columns.get(column);
        if (declared.nullable) {
            out.appendByte(isNull ? declared.nullsFirst ? NULL_FIRST : NULL_LAST : VALUE);
        } else if (isNull) {
            throw new IllegalStateException(
                    "NULL in column " + column + " of a key of relation " + relation);
        }
    }

    /**
     * As {@link #appendColumn}, of a value where it lies in a row.
     *
     * @param rowColumn its column in the row, from 0
     * @return whether it is NULL
     */
    boolean appendColumn(ByteAppender out, int column, RowInPage row, int rowColumn) {
        boolean isNull = row.isNull(rowColumn);
        appendMarker(out, column, isNull);
        if (isNull) {
            return true;
        }
        KeyKind kind = kinds[column];
        switch (kind) {
            case INT1, INT2, INT4, INT8, UNSIGNED4 ->
                    appendLong(out, kind, row.readLong(rowColumn));
            case FLOAT4, FLOAT8 -> appendDouble(out, kind, row.readDouble(rowColumn));
            case TEXT, BLANK_PADDED, ESCAPED -> {
                long place = row.locate(rowColumn);
                appendBytes(out, kind, row.bytes(), (int) (place >>> 32), (int) place);
            }
            case UUID, NUMERIC, TIMETZ, INTERVAL, NONE ->
                    appendValue(out, kind, row.readObject(rowColumn));
        }
        return false;
    }

    /**
     * The keys whose first columns equal the given values, NULL being equal to NULL.
     *
     * @param values at most one for each column
     */
    public KeyRange equal(@Nullable Object... values) {
        var out = new ByteAppender();
        out.appendInt(relation);
        appendColumns(out, values, values.length);
        return KeyRange.prefix(out.toByteArray());
    }

    /**
     * The keys whose first columns equal {@code values} and whose next column, if a bound is given, lies within. A range
     * with a bound never contains NULLs, as in SQL.
     */
    public KeyRange range(@Nullable Object[] values, @Nullable Bound lower, @Nullable Bound upper) {
        if (lower == null && upper == null) {
            return equal(values);
        }
        int column = values.length;
        var out = new ByteAppender();
        out.appendInt(relation);
        appendColumns(out, values, column);
        int common = out.length();
        byte[] from =
                lower == null
                        ? notNull(out, column)
                        : edge(out, column, lower.value, !lower.inclusive);
        out.truncate(common);
        byte[] to =
                upper == null
                        ? KeyRange.afterPrefix(notNull(out, column))
                        : edge(out, column, upper.value, upper.inclusive);
        return KeyRange.of(from, to);
    }

    /**
     * The keys whose first columns equal {@code values} and whose next column, a text, begins with {@code start}: for
     * LIKE.
     */
    public KeyRange startsWith(@Nullable Object[] values, Bytes start) {
        var out = new ByteAppender();
        out.appendInt(relation);
        appendColumns(out, values, values.length);
        notNull(out, values.length);
        out.append(start);
        return KeyRange.prefix(out.toByteArray());
    }

    /** The keys whose first columns equal {@code values} and whose next column is not NULL. */
    public KeyRange notNull(@Nullable Object[] values) {
        var out = new ByteAppender();
        out.appendInt(relation);
        appendColumns(out, values, values.length);
        return KeyRange.prefix(notNull(out, values.length));
    }

    private byte[] notNull(ByteAppender out, int column) {
        if (columns.get(column).nullable) {
            out.appendByte(VALUE);
        }
        return out.toByteArray();
    }

    private byte @Nullable [] edge(ByteAppender out, int column, Object value, boolean after) {
        appendColumn(out, column, value);
        byte[] edge = out.toByteArray();
        return after ? KeyRange.afterPrefix(edge) : edge;
    }

    /**
     * Bytes that these values take of a key's budget: their own, and what each further column costs.
     *
     * @param countBefore columns already in the key, and {@code bytesBefore} what they take
     */
    public int budget(@Nullable Object[] values, int bytesBefore, int countBefore) {
        int bytes = bytesBefore;
        for (int i = 0; i < kinds.length; i++) {
            Object value = values[i];
            bytes += value == null ? 0 : storedBytes(kinds[i], value);
            bytes += i + countBefore == 0 ? 0 : Limits.KEY_BYTES_PER_FURTHER_COLUMN;
        }
        return bytes;
    }

    /**
     * Checks the size of a key of these values.
     *
     * @throws dev.borealis.types.error.SqlException 54000 {@code key size too large}
     */
    public void checkSize(@Nullable Object[] values) {
        if (budget(values, 0, 0) > Limits.KEY_BYTES) {
            throw StorageErrors.keySizeTooLarge();
        }
    }

    private static int storedBytes(KeyKind kind, Object value) {
        return kind.budgetBytes > 0
                ? kind.budgetBytes
                : value instanceof Bytes bytes
                        ? bytes.length()
                        : NumericKey.storedBytes((Numeric) value);
    }

    /** Bytes that a value takes of a key's budget, read where it lies in a row. */
    int storedBytes(int column, RowInPage row, int rowColumn) {
        KeyKind kind = kinds[column];
        if (kind.budgetBytes > 0 || row.isNull(rowColumn)) {
            return kind.budgetBytes; // at most, for a NULL
        }
        return kind == KeyKind.NUMERIC
                ? NumericKey.storedBytes((Numeric) row.readObject(rowColumn))
                : (int) row.locate(rowColumn);
    }

    private static void appendValue(ByteAppender out, KeyKind kind, Object value) {
        switch (kind) {
            case INT1, INT2, INT4, INT8, UNSIGNED4 -> appendLong(out, kind, (Long) value);
            case FLOAT4, FLOAT8 -> appendDouble(out, kind, (Double) value);
            case TEXT, BLANK_PADDED, ESCAPED -> {
                var bytes = (Bytes) value;
                appendBytes(out, kind, bytes.array(), bytes.offset(), bytes.length());
            }
            case UUID -> {
                Uuid uuid = (Uuid) value;
                out.appendLong(uuid.high()).appendLong(uuid.low());
            }
            case NUMERIC -> NumericKey.append(out, (Numeric) value);
            case TIMETZ -> {
                // equal are only values of the same instant and the same zone; the instant orders
                // first
                TimeTz time = (TimeTz) value;
                out.appendLong(time.micros() - 1_000_000L * time.offset() ^ Long.MIN_VALUE);
                out.appendInt(-time.offset() ^ Integer.MIN_VALUE);
            }
            case INTERVAL -> appendInterval(out, (Interval) value);
            case NONE -> throw new IllegalStateException("no key form for " + value.getClass());
        }
    }

    private static void appendLong(ByteAppender out, KeyKind kind, long value) {
        switch (kind) {
            case INT1 -> out.appendByte((int) (value ^ 0x80));
            case INT2 -> out.appendShort((int) (value ^ 0x8000));
            case INT4 -> out.appendInt((int) (value ^ 0x8000_0000L));
            case INT8 -> out.appendLong(value ^ Long.MIN_VALUE);
            case UNSIGNED4 -> out.appendInt((int) value);
            case FLOAT4, FLOAT8, TEXT, BLANK_PADDED, ESCAPED, UUID, NUMERIC -> throw mismatch(kind);
            case TIMETZ, INTERVAL, NONE -> throw mismatch(kind);
        }
    }

    private static void appendDouble(ByteAppender out, KeyKind kind, double value) {
        if (kind == KeyKind.FLOAT4) {
            out.appendInt(orderedBits((float) value));
        } else {
            out.appendLong(orderedBits(value));
        }
    }

    private static void appendBytes(
            ByteAppender out, KeyKind kind, byte[] bytes, int offset, int length) {
        switch (kind) {
            case TEXT -> out.append(bytes, offset, length).appendByte(0);
            case BLANK_PADDED -> appendWithoutBlanks(out, bytes, offset, length);
            case ESCAPED -> appendEscaped(out, bytes, offset, length);
            case INT1, INT2, INT4, INT8, UNSIGNED4, FLOAT4, FLOAT8 -> throw mismatch(kind);
            case UUID, NUMERIC, TIMETZ, INTERVAL, NONE -> throw mismatch(kind);
        }
    }

    private static IllegalStateException mismatch(KeyKind kind) {
        return new IllegalStateException("a value of another carrier than that of " + kind);
    }

    private static int orderedBits(float value) {
        int bits = Float.floatToIntBits(value == 0 ? 0f : value); // one zero, one NaN
        return bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
    }

    private static long orderedBits(double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0d : value);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private static void appendWithoutBlanks(ByteAppender out, byte[] text, int offset, int length) {
        int end = length;
        while (end > 0 && text[offset + end - 1] == ' ') {
            end--;
        }
        out.append(text, offset, end).appendByte(0);
    }

    private static void appendEscaped(ByteAppender out, byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            out.appendByte(b);
            if (b == 0) {
                out.appendByte(0xFF);
            }
        }
        out.appendShort(0);
    }

    /** A month counts as 30 days and a day as 24 hours; the sum needs more than 64 bits. */
    private static void appendInterval(ByteAppender out, Interval interval) {
        long days = 30L * interval.months() + interval.days();
        long microsPerDay = 86_400_000_000L;
        long high = Math.multiplyHigh(days, microsPerDay);
        long low = days * microsPerDay;
        long sum = low + interval.micros();
        high += (interval.micros() >> 63) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        out.appendLong(high ^ Long.MIN_VALUE).appendLong(sum);
    }
}
