package dev.borealis.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.engine.key.RowFormat.Column;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.Interval;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.TimeTz;
import dev.borealis.types.value.Uuid;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

class RowFormatTest {
    static final List<SqlType> TYPES =
            List.of(
                    SqlType.BOOL,
                    SqlType.INT2,
                    SqlType.INT4,
                    SqlType.INT8,
                    SqlType.FLOAT4,
                    SqlType.FLOAT8,
                    SqlType.DATE,
                    SqlType.TIMESTAMPTZ,
                    SqlType.UUID,
                    SqlType.INTERVAL,
                    SqlType.TIMETZ,
                    SqlType.TEXT,
                    SqlType.BPCHAR,
                    SqlType.BYTEA,
                    SqlType.NUMERIC,
                    SqlType.OID);

    static Object value(SplittableRandom random, SqlType type) {
        if (type.equals(SqlType.BOOL)) {
            return (long) random.nextInt(2);
        } else if (type.equals(SqlType.INT2)) {
            return (long) (short) random.nextInt();
        } else if (type.equals(SqlType.INT4) || type.equals(SqlType.DATE)) {
            return (long) random.nextInt();
        } else if (type.equals(SqlType.OID)) {
            return random.nextInt() & 0xFFFF_FFFFL;
        } else if (type.equals(SqlType.INT8) || type.equals(SqlType.TIMESTAMPTZ)) {
            return random.nextLong();
        } else if (type.equals(SqlType.FLOAT4)) {
            return (double) (float) random.nextDouble();
        } else if (type.equals(SqlType.FLOAT8)) {
            return random.nextDouble() < 0.1 ? -0d : random.nextDouble();
        } else if (type.equals(SqlType.UUID)) {
            return new Uuid(random.nextLong(), random.nextLong());
        } else if (type.equals(SqlType.INTERVAL)) {
            return new Interval(random.nextInt(), random.nextInt(), random.nextLong());
        } else if (type.equals(SqlType.TIMETZ)) {
            return new TimeTz(random.nextLong(86_400_000_000L), random.nextInt(-50_000, 50_000));
        } else if (type.equals(SqlType.NUMERIC)) {
            return Numeric.of(random.nextLong() >> random.nextInt(64), random.nextInt(20));
        }
        boolean repeated = random.nextBoolean();
        byte[] bytes =
                new byte[random.nextInt(20) == 0 ? random.nextInt(90_000) : random.nextInt(30)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = repeated ? (byte) ('a' + i % 7) : (byte) random.nextInt();
        }
        return Bytes.of(bytes);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void everyColumnIsReadBackAlone(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            var columns = new ArrayList<Column>();
            var values = new ArrayList<@Nullable Object>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                SqlType type = TYPES.get(random.nextInt(TYPES.size()));
                columns.add(new Column(type, random.nextBoolean()));
                values.add(random.nextInt(4) == 0 ? null : value(random, type));
            }
            var format = new RowFormat(columns);
            byte[] row = format.row(values.toArray());
            byte[] shifted = new byte[row.length + 9];
            System.arraycopy(row, 0, shifted, 4, row.length);
            assertThat(format.end(shifted, 4)).isEqualTo(4 + row.length);
            for (int i = columns.size() - 1; i >= 0; i--) {
                Object value = values.get(i);
                String description = "seed " + seed + ", round " + round + ", " + columns.get(i);
                assertThat(format.isNull(shifted, 4, 4 + row.length, i))
                        .as(description)
                        .isEqualTo(value == null);
                if (value != null) {
                    assertThat(format.readObject(shifted, 4, 4 + row.length, i))
                            .as(description)
                            .isEqualTo(value);
                    if (value instanceof Numeric number) {
                        Numeric read = (Numeric) format.readObject(shifted, 4, 4 + row.length, i);
                        assertThat(read.scale()).as(description).isEqualTo(number.scale());
                    }
                    long at = format.locate(shifted, 4, 4 + row.length, i);
                    if (value instanceof Bytes bytes && at >= 0) {
                        assertThat(Bytes.of(shifted, (int) (at >>> 32), (int) at))
                                .as(description)
                                .isEqualTo(bytes);
                    }
                }
            }
        }
    }

    @Test
    void columnsAddedLaterReadAsNull() {
        var before =
                new RowFormat(
                        List.of(new Column(SqlType.INT4, false), new Column(SqlType.TEXT, true)));
        byte[] row = before.row(7L, Bytes.ofString("seven"));
        var columns = new ArrayList<>(before.columns());
        for (int i = 0; i < 20; i++) {
            columns.add(new Column(i % 2 == 0 ? SqlType.TEXT : SqlType.INT8, true));
        }
        var after = new RowFormat(columns);
        assertThat(after.readLong(row, 0, row.length, 0)).isEqualTo(7);
        assertThat(after.readObject(row, 0, row.length, 1)).isEqualTo(Bytes.ofString("seven"));
        for (int i = 2; i < columns.size(); i++) {
            assertThat(after.isNull(row, 0, row.length, i)).isTrue();
        }
    }

    @Test
    void theSizeOfAValueCountsAfterCompression() {
        var format = new RowFormat(List.of(new Column(SqlType.TEXT, true)));
        byte[] long1 = new byte[100 << 20];
        java.util.Arrays.fill(long1, (byte) 'x');
        byte[] row = format.row(Bytes.of(long1));
        assertThat(row.length).isLessThan(1 << 20);
        assertThat(format.readObject(row, 0, row.length, 0)).isEqualTo(Bytes.of(long1));

        var plain = new RowFormat(List.of(new Column(SqlType.BYTEA, true)));
        assertThat(plain.row(Bytes.of(new byte[1_048_576])).length).isGreaterThan(1_048_576);
        assertThatThrownBy(() -> plain.row(Bytes.of(new byte[1_048_577])))
                .hasMessage("datatype limit greater than 1048576 bytes not supported for bytea");
        var three =
                new RowFormat(
                        List.of(
                                new Column(SqlType.BYTEA, true),
                                new Column(SqlType.BYTEA, true),
                                new Column(SqlType.BYTEA, true)));
        Bytes large = Bytes.of(new byte[1_000_000]);
        assertThatThrownBy(() -> three.row(large, large, large))
                .hasMessage("maximum row size exceeded");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void compressionLosesNothing(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(5_000)];
            int alphabet = 1 + random.nextInt(round % 3 == 0 ? 256 : 4);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt(alphabet);
            }
            var out = new ByteAppender();
            Lz4.compress(bytes, 0, bytes.length, out);
            assertThat(Lz4.decompress(out.array(), 0, out.length(), bytes.length))
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void anIndexEntryKnowsItsRow() {
        var row = new KeyFormat(100, List.of(new KeyFormat.Column(SqlType.INT8, false, false)));
        var index = new KeyFormat(200, List.of(new KeyFormat.Column(SqlType.NUMERIC, true, false)));
        var columns =
                List.of(
                        new Column(SqlType.NUMERIC, false),
                        new Column(SqlType.INT8, false),
                        new Column(SqlType.TEXT, true));
        Object[] key = {Numeric.of(100, 2)};
        Object[] rowKey = {42L};
        Object[] included = {Bytes.ofString("more")};
        for (boolean unique : new boolean[] {false, true}) {
            var format = new IndexEntryFormat(index, row, columns, unique, false);
            for (Object[] keys : new Object[][] {key, {null}}) {
                byte[] entryKey = format.key(keys, rowKey);
                byte[] value = format.value(keys, rowKey, included);
                byte[] both = new byte[entryKey.length + value.length];
                System.arraycopy(entryKey, 0, both, 0, entryKey.length);
                System.arraycopy(value, 0, both, entryKey.length, value.length);
                assertThat(format.isAdjudicated(keys)).isEqualTo(unique && keys[0] != null);
                assertThat(format.rowKey(both, entryKey.length, both.length))
                        .isEqualTo(row.key(42L));
                assertThat(format.isOf(both, entryKey.length, both.length, row.key(42L))).isTrue();
                assertThat(format.isOf(both, entryKey.length, both.length, row.key(43L))).isFalse();
                RowReader reader = format.reader();
                if (keys[0] != null) {
                    Numeric read =
                            (Numeric) reader.readObject(both, entryKey.length, both.length, 0);
                    assertThat(read.toString()).isEqualTo("1.00");
                }
                assertThat(reader.readLong(both, entryKey.length, both.length, 1)).isEqualTo(42);
                assertThat(reader.readObject(both, entryKey.length, both.length, 2))
                        .isEqualTo(Bytes.ofString("more"));
            }
        }
        var unique = new IndexEntryFormat(index, row, columns, true, false);
        assertThat(unique.key(key, rowKey))
                .isEqualTo(unique.key(new Object[] {Numeric.of(1)}, new Object[] {43L}));
    }

    @Test
    void aRowOfAnotherVersionIsRefused() {
        var format = new RowFormat(List.of(new Column(SqlType.INT4, true)));
        byte[] row = format.row(7L);
        row[0]++;
        assertThatThrownBy(() -> format.isNull(row, 0, row.length, 0))
                .hasMessage("row format version 2 is unknown");
    }
}
