package dev.borealis.engine.key;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Limits;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.StorageErrors;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.TimeTz;
import dev.borealis.types.value.Uuid;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Rows as bytes: all columns of a table, key columns included, dropped ones as NULL.
 *
 * <pre>
 * version  flags  count(2)  null bitmap  fixed columns  ends of the others (2 or 4 each)  [compressed bitmap]  values
 * </pre>
 *
 * <p>A row says how many columns it has; those a table got later read as NULL, so ADD COLUMN rewrites nothing. A fixed
 * column always has its place, also when it is NULL; where it lies depends only on the columns before it. Any column is
 * read without looking at another one. Layout in detail: docs/decisions/key-and-row-format.md.
 *
 * <p>Immutable and thread-safe. Columns count from 0 (column number − 1). Values are boxed as {@link
 * dev.borealis.types.Carrier} says; of a domain column give the base type.
 */
public final class RowFormat implements RowReader {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final byte VERSION = 1;

    /** Ends take four bytes each instead of two. */
    private static final int WIDE = 1;

    /** A bitmap behind the ends says which of the others are compressed. */
    private static final int COMPRESSED = 2;

    private static final int HEADER_BYTES = 4;

    /** Values longer than this are compressed where the column allows it. */
    private static final int COMPRESS_OVER_BYTES = 2_048;

    /** Largest sum of the values of variable length whose ends fit two bytes. */
    private static final int NARROW_BYTES = 0xFFFF;

    private final List<Column> columns;
    private final Shape[] shapes;

    /** Of a fixed column: where it begins, from the beginning of the fixed ones. Of another: its rank among the others. */
    private final int[] place;

    /** For a row of n columns: bytes of the fixed ones, number of the others. */
    private final int[] fixedBytes;

    private final int[] variableCount;

    /**
     * @param type a built-in type, never a domain
     * @param compress whether long values may be compressed (attstorage m or x)
     */
    public record Column(SqlType type, boolean compress) {}

    /** Width and reading of a column. */
    private enum Shape {
        BYTE(1),
        SHORT(2),
        INT(4),
        UNSIGNED_INT(4),
        LONG(8),
        FLOAT(4),
        DOUBLE(8),
        UUID(16),
        INTERVAL(16),
        TIMETZ(12),
        BYTES(0),
        /** Any other object, through {@link StoredObject}. */
        OBJECT(0);

        final int width;

        Shape(int width) {
            this.width = width;
        }

        static Shape of(int type) {
            return switch (KeyKind.of(type)) {
                case INT1 -> BYTE;
                case INT2 -> SHORT;
                case INT4 -> INT;
                case UNSIGNED4 -> UNSIGNED_INT;
                case INT8 -> LONG;
                case FLOAT4 -> FLOAT;
                case FLOAT8 -> DOUBLE;
                case UUID -> UUID;
                case INTERVAL -> INTERVAL;
                case TIMETZ -> TIMETZ;
                case TEXT, BLANK_PADDED, ESCAPED -> BYTES;
                case NUMERIC -> OBJECT;
                case NONE ->
                        type == Oid.JSON || type == Oid.UNKNOWN || type == Oid.CSTRING
                                ? BYTES
                                : OBJECT;
            };
        }
    }

    public RowFormat(List<Column> columns) {
        this.columns = List.copyOf(columns);
        int count = columns.size();
        shapes = new Shape[count];
        place = new int[count];
        fixedBytes = new int[count + 1];
        variableCount = new int[count + 1];
        for (int i = 0; i < count; i++) {
            Shape shape = Shape.of(columns.get(i).type().oid());
            boolean fixed = shape.width > 0;
            shapes[i] = shape;
            place[i] = fixed ? fixedBytes[i] : variableCount[i];
            fixedBytes[i + 1] = fixedBytes[i] + shape.width;
            variableCount[i + 1] = variableCount[i] + (fixed ? 0 : 1);
        }
    }

    public List<Column> columns() {
        return columns;
    }

    /** Whether long values of a type are compressed unless the column's STORAGE forbids it. */
    public static boolean isCompressible(int type) {
        return switch (type) {
            case Oid.TEXT, Oid.VARCHAR, Oid.BPCHAR, Oid.JSON, Oid.JSONB -> true;
            default -> false;
        };
    }

    /**
     * The row of these values, one for each column.
     *
     * @throws dev.borealis.types.error.SqlException 54000 when a value or the row is too large after compression
     */
    public byte[] row(@Nullable Object... values) {
        int plain = plainBytes(values);
        if (plain >= 0) {
            byte[] row = new byte[plain];
            writePlain(row, 0, values);
            return row;
        }
        var out = new ByteAppender(1_024);
        appendAny(out, values);
        if (out.length() > Limits.ROW_BYTES) {
            throw StorageErrors.rowTooLarge();
        }
        return out.toByteArray();
    }

    /** Appends the row of these values; as {@link #row} but without the check of the row's own size. */
    public void append(ByteAppender out, @Nullable Object[] values) {
        int plain = plainBytes(values);
        if (plain >= 0) {
            writePlain(out.reserve(plain), out.length(), values);
            out.advance(plain);
        } else {
            appendAny(out, values);
        }
    }

    // --- rows whose size is known before: no value is compressed or put into a form of its own,
    // ends are narrow ---

    /** Bytes of the row; negative when that is not known without writing it. */
    private int plainBytes(@Nullable Object[] values) {
        int count = shapes.length;
        int others = variableCount[count];
        int data = 0;
        for (int i = 0; others > 0 && i < count; i++) {
            Object value = values[i];
            if (value == null || shapes[i].width > 0) {
                continue;
            }
            int length = shapes[i] == Shape.BYTES ? ((Bytes) value).length() : Integer.MAX_VALUE;
            if (length > COMPRESS_OVER_BYTES) {
                return -1;
            }
            data += length;
        }
        return data > NARROW_BYTES
                ? -1
                : HEADER_BYTES + (count + 7 >>> 3) + fixedBytes[count] + 2 * others + data;
    }

    private void writePlain(byte[] out, int start, @Nullable Object[] values) {
        int count = shapes.length;
        out[start] = VERSION;
        out[start + 1] = 0;
        SHORT.set(out, start + 2, (short) count);
        int bitmap = start + HEADER_BYTES;
        int fixed = bitmap + (count + 7 >>> 3);
        int ends = fixed + fixedBytes[count];
        Arrays.fill(out, bitmap, fixed, (byte) 0);
        int data = ends + 2 * variableCount[count];
        int at = data;
        for (int i = 0; i < count; i++) {
            Object value = values[i];
            Shape shape = shapes[i];
            if (value == null) {
                out[bitmap + (i >>> 3)] |= (byte) (1 << (i & 7));
            }
            if (shape.width > 0) {
                writeFixed(out, fixed + place[i], shape, value);
                continue;
            }
            if (value != null) {
                var bytes = (Bytes) value;
                System.arraycopy(bytes.array(), bytes.offset(), out, at, bytes.length());
                at += bytes.length();
            }
            SHORT.set(out, ends + 2 * place[i], (short) (at - data));
        }
    }

    private static void writeFixed(byte[] out, int at, Shape shape, @Nullable Object value) {
        if (value == null) {
            Arrays.fill(out, at, at + shape.width, (byte) 0);
            return;
        }
        switch (shape) {
            case BYTE -> out[at] = (byte) (long) (Long) value;
            case SHORT -> SHORT.set(out, at, (short) (long) (Long) value);
            case INT, UNSIGNED_INT -> INT.set(out, at, (int) (long) (Long) value);
            case LONG -> LONG.set(out, at, (long) (Long) value);
            case FLOAT ->
                    INT.set(out, at, Float.floatToRawIntBits((float) (double) (Double) value));
            case DOUBLE -> LONG.set(out, at, Double.doubleToRawLongBits((Double) value));
            case UUID -> {
                Uuid uuid = (Uuid) value;
                LONG.set(out, at, uuid.high());
                LONG.set(out, at + 8, uuid.low());
            }
            case INTERVAL -> {
                Interval interval = (Interval) value;
                INT.set(out, at, interval.months());
                INT.set(out, at + 4, interval.days());
                LONG.set(out, at + 8, interval.micros());
            }
            case TIMETZ -> {
                TimeTz time = (TimeTz) value;
                LONG.set(out, at, time.micros());
                INT.set(out, at + 8, time.offset());
            }
            case BYTES, OBJECT -> throw new IllegalStateException("not of fixed width");
        }
    }

    // --- rows made of others ---

    /** Whether its values lie there as they are, with narrow ends. */
    static boolean isPlain(byte[] bytes, int valueStart) {
        return bytes[valueStart + 1] == 0;
    }

    /**
     * Appends a row made of columns of a plain one, which are copied as they lie there.
     *
     * @param columns for each column of this format the one of the same type in the other row, or {@link
     *     RowInPage#HIDDEN_ID}
     * @return false, and nothing is appended, when it has values that may have to be compressed
     */
    boolean appendCopy(ByteAppender out, RowInPage row, int[] columns) {
        int data = copiedBytes(row, columns);
        if (data < 0) {
            return false;
        }
        int count = shapes.length;
        int bitmapBytes = count + 7 >>> 3;
        int size = HEADER_BYTES + bitmapBytes + fixedBytes[count] + 2 * variableCount[count] + data;
        byte[] array = out.reserve(size);
        int start = out.length();
        INT.set(array, start, VERSION << 24 | count);
        int bitmap = start + HEADER_BYTES;
        int fixed = bitmap + bitmapBytes;
        int ends = fixed + fixedBytes[count];
        Arrays.fill(array, bitmap, fixed, (byte) 0);
        int values = ends + 2 * variableCount[count];
        int at = values;
        for (int i = 0; i < count; i++) {
            int column = columns[i];
            boolean isNull = row.isNull(column);
            int width = shapes[i].width;
            if (isNull) {
                array[bitmap + (i >>> 3)] |= (byte) (1 << (i & 7));
            }
            if (width > 0) {
                copyFixed(array, fixed + place[i], width, row, isNull, column);
                continue;
            }
            if (!isNull) {
                long piece = row.format().variable(row.bytes(), row.valueStart(), column);
                System.arraycopy(row.bytes(), (int) (piece >>> 32), array, at, (int) piece);
                at += (int) piece;
            }
            SHORT.set(array, ends + 2 * place[i], (short) (at - values));
        }
        out.advance(size);
        return true;
    }

    private static void copyFixed(
            byte[] out, int at, int width, RowInPage row, boolean isNull, int column) {
        if (isNull) {
            Arrays.fill(out, at, at + width, (byte) 0);
        } else if (column == RowInPage.HIDDEN_ID) {
            LONG.set(out, at, (long) LONG.get(row.bytes(), row.keyStart()) ^ Long.MIN_VALUE);
        } else {
            int from = fixedStart(row.bytes(), row.valueStart()) + row.format().place[column];
            switch (width) {
                case Integer.BYTES -> INT.set(out, at, (int) INT.get(row.bytes(), from));
                case Long.BYTES -> LONG.set(out, at, (long) LONG.get(row.bytes(), from));
                default -> System.arraycopy(row.bytes(), from, out, at, width);
            }
        }
    }

    /** Bytes of the values of variable length, −1 when some may have to be compressed or their ends are not narrow. */
    private int copiedBytes(RowInPage row, int[] columns) {
        if (variableCount[shapes.length] == 0) {
            return 0;
        }
        int bytes = 0;
        for (int i = 0; i < shapes.length; i++) {
            if (shapes[i].width == 0 && !row.isNull(columns[i])) {
                int length = (int) row.format().variable(row.bytes(), row.valueStart(), columns[i]);
                if (length > COMPRESS_OVER_BYTES) {
                    return -1;
                }
                bytes += length;
            }
        }
        return bytes > NARROW_BYTES ? -1 : bytes;
    }

    /** Where a value of variable length lies in a plain row: its offset in the upper, its length in the lower 32 bits. */
    private long variable(byte[] bytes, int valueStart, int column) {
        int count = count(bytes, valueStart);
        int ends = fixedStart(bytes, valueStart) + fixedBytes[count];
        int data = ends + 2 * variableCount[count];
        int rank = place[column];
        int from = rank == 0 ? 0 : end(bytes, ends, rank - 1, 0);
        return (long) (data + from) << 32 | end(bytes, ends, rank, 0) - from;
    }

    // --- any row ---

    private void appendAny(ByteAppender out, @Nullable Object[] values) {
        int count = shapes.length;
        int start = out.length();
        int head = HEADER_BYTES + (count + 7 >>> 3);
        byte[] array = out.reserve(head + fixedBytes[count]);
        array[start] = VERSION;
        array[start + 1] = 0;
        SHORT.set(array, start + 2, (short) count);
        Arrays.fill(array, start + HEADER_BYTES, start + head, (byte) 0);
        for (int i = 0; i < count; i++) {
            if (values[i] == null) {
                array[start + HEADER_BYTES + (i >>> 3)] |= (byte) (1 << (i & 7));
            }
            if (shapes[i].width > 0) {
                writeFixed(array, start + head + place[i], shapes[i], values[i]);
            }
        }
        out.advance(head + fixedBytes[count]);
        appendVariable(out, start, values);
    }

    private void appendVariable(ByteAppender out, int start, @Nullable Object[] values) {
        var data = new ByteAppender(256);
        int others = variableCount[shapes.length];
        int[] ends = new int[others];
        byte[] compressed = null;
        int rank = 0;
        for (int i = 0; i < shapes.length; i++) {
            if (shapes[i].width > 0) {
                continue;
            }
            Object value = values[i];
            if (value != null && appendOne(data, columns.get(i), shapes[i], value)) {
                if (compressed == null) {
                    compressed = new byte[others + 7 >>> 3];
                }
                compressed[rank >>> 3] |= (byte) (1 << (rank & 7));
            }
            ends[rank++] = data.length();
        }
        boolean wide = data.length() > NARROW_BYTES;
        for (int end : ends) {
            if (wide) {
                out.appendInt(end);
            } else {
                out.appendShort(end);
            }
        }
        if (compressed != null) {
            out.append(compressed);
        }
        out.array()[start + 1] = (byte) ((wide ? WIDE : 0) | (compressed != null ? COMPRESSED : 0));
        out.append(data.array(), 0, data.length());
    }

    /** Returns whether the value was compressed. */
    private static boolean appendOne(ByteAppender data, Column column, Shape shape, Object value) {
        int before = data.length();
        if (shape == Shape.BYTES) {
            data.append((Bytes) value);
        } else {
            StoredObject.append(data, column.type().oid(), value);
        }
        int length = data.length() - before;
        boolean compressed = false;
        if (length > COMPRESS_OVER_BYTES
                && column.compress
                && isCompressible(column.type().oid())) {
            var smaller = new ByteAppender(length / 2);
            smaller.appendInt(length);
            Lz4.compress(data.array(), before, length, smaller);
            if (smaller.length() < length) {
                data.truncate(before);
                data.append(smaller.array(), 0, smaller.length());
                compressed = true;
                length = smaller.length();
            }
        }
        if (length > Limits.VALUE_BYTES) {
            throw StorageErrors.valueTooLarge(column.type(), Limits.VALUE_BYTES);
        }
        return compressed;
    }

    @Override
    public boolean isNull(byte[] bytes, int valueStart, int valueEnd, int column) {
        return column >= count(bytes, valueStart)
                || (bytes[valueStart + HEADER_BYTES + (column >>> 3)] & 1 << (column & 7)) != 0;
    }

    @Override
    public long readLong(byte[] bytes, int valueStart, int valueEnd, int column) {
        int at = fixedStart(bytes, valueStart) + place[column];
        return switch (shapes[column]) {
            case BYTE -> bytes[at];
            case SHORT -> (short) SHORT.get(bytes, at);
            case INT -> (int) INT.get(bytes, at);
            case UNSIGNED_INT -> (int) INT.get(bytes, at) & 0xFFFF_FFFFL;
            case LONG -> (long) LONG.get(bytes, at);
            case FLOAT, DOUBLE, UUID, INTERVAL, TIMETZ, BYTES, OBJECT ->
                    throw new IllegalStateException("column " + column + " is no long");
        };
    }

    @Override
    public double readDouble(byte[] bytes, int valueStart, int valueEnd, int column) {
        int at = fixedStart(bytes, valueStart) + place[column];
        return switch (shapes[column]) {
            case FLOAT -> Float.intBitsToFloat((int) INT.get(bytes, at));
            case DOUBLE -> Double.longBitsToDouble((long) LONG.get(bytes, at));
            case BYTE, SHORT, INT, UNSIGNED_INT, LONG, UUID, INTERVAL, TIMETZ, BYTES, OBJECT ->
                    throw new IllegalStateException("column " + column + " is no double");
        };
    }

    @Override
    public Object readObject(byte[] bytes, int valueStart, int valueEnd, int column) {
        return switch (shapes[column]) {
            case BYTE, SHORT, INT, UNSIGNED_INT, LONG ->
                    readLong(bytes, valueStart, valueEnd, column);
            case FLOAT, DOUBLE -> readDouble(bytes, valueStart, valueEnd, column);
            case UUID -> {
                int at = fixedStart(bytes, valueStart) + place[column];
                yield new Uuid((long) LONG.get(bytes, at), (long) LONG.get(bytes, at + 8));
            }
            case INTERVAL -> {
                int at = fixedStart(bytes, valueStart) + place[column];
                yield new Interval(
                        (int) INT.get(bytes, at),
                        (int) INT.get(bytes, at + 4),
                        (long) LONG.get(bytes, at + 8));
            }
            case TIMETZ -> {
                int at = fixedStart(bytes, valueStart) + place[column];
                yield new TimeTz((long) LONG.get(bytes, at), (int) INT.get(bytes, at + 8));
            }
            case BYTES -> bytes(bytes, valueStart, column);
            case OBJECT -> {
                Bytes stored = bytes(bytes, valueStart, column);
                yield StoredObject.read(stored, columns.get(column).type().oid());
            }
        };
    }

    @Override
    public long locate(byte[] bytes, int valueStart, int valueEnd, int column) {
        if (shapes[column] != Shape.BYTES) {
            return -1;
        }
        int flags = bytes[valueStart + 1];
        int count = count(bytes, valueStart);
        int ends = fixedStart(bytes, valueStart) + fixedBytes[count];
        int others = variableCount[count];
        int rank = place[column];
        int data = ends + (others << ((flags & WIDE) != 0 ? 2 : 1));
        if ((flags & COMPRESSED) != 0) {
            if ((bytes[data + (rank >>> 3)] & 1 << (rank & 7)) != 0) {
                return -1;
            }
            data += others + 7 >>> 3;
        }
        int from = rank == 0 ? 0 : end(bytes, ends, rank - 1, flags);
        return (long) (data + from) << 32 | end(bytes, ends, rank, flags) - from;
    }

    private Bytes bytes(byte[] bytes, int valueStart, int column) {
        int flags = bytes[valueStart + 1];
        int count = count(bytes, valueStart);
        int ends = fixedStart(bytes, valueStart) + fixedBytes[count];
        int others = variableCount[count];
        int rank = place[column];
        int data = ends + (others << ((flags & WIDE) != 0 ? 2 : 1));
        boolean compressed = false;
        if ((flags & COMPRESSED) != 0) {
            compressed = (bytes[data + (rank >>> 3)] & 1 << (rank & 7)) != 0;
            data += others + 7 >>> 3;
        }
        int from = data + (rank == 0 ? 0 : end(bytes, ends, rank - 1, flags));
        int to = data + end(bytes, ends, rank, flags);
        if (compressed) {
            return Bytes.of(Lz4.decompress(bytes, from + 4, to, (int) INT.get(bytes, from)));
        }
        return Bytes.of(bytes, from, to - from);
    }

    /** Where the bytes of a row end, for what a format puts behind it. */
    int end(byte[] bytes, int valueStart) {
        int flags = bytes[valueStart + 1];
        int count = count(bytes, valueStart);
        int ends = fixedStart(bytes, valueStart) + fixedBytes[count];
        int others = variableCount[count];
        if (others == 0) {
            return ends;
        }
        int data = ends + (others << ((flags & WIDE) != 0 ? 2 : 1));
        data += (flags & COMPRESSED) != 0 ? others + 7 >>> 3 : 0;
        return data + end(bytes, ends, others - 1, flags);
    }

    private static int end(byte[] bytes, int ends, int rank, int flags) {
        return (flags & WIDE) != 0
                ? (int) INT.get(bytes, ends + 4 * rank)
                : (short) SHORT.get(bytes, ends + 2 * rank) & 0xFFFF;
    }

    private static int fixedStart(byte[] bytes, int valueStart) {
        return valueStart + HEADER_BYTES + (count(bytes, valueStart) + 7 >>> 3);
    }

    /** Every way into a row leads through here, so a row of another format is never guessed at. */
    private static int count(byte[] bytes, int valueStart) {
        int header = (int) INT.get(bytes, valueStart);
        if (header >>> 24 != VERSION) {
            throw unknownVersion(header >>> 24);
        }
        return (short) header;
    }

    private static IllegalStateException unknownVersion(int version) {
        return new IllegalStateException("row format version " + version + " is unknown");
    }

    /** All columns, boxed; for code that is not hot. */
    public @Nullable Object[] readAll(byte[] bytes, int valueStart, int valueEnd) {
        var values = new @Nullable Object[shapes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    isNull(bytes, valueStart, valueEnd, i)
                            ? null
                            : readObject(bytes, valueStart, valueEnd, i);
        }
        return values;
    }
}
