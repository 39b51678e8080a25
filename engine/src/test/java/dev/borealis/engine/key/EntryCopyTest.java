package dev.borealis.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.borealis.engine.key.RowFormat.Column;
import dev.borealis.store.Page;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Entries copied out of rows against entries made of values: the same bytes, or the copy refuses. */
class EntryCopyTest {
    private static final int ROWS = 20;

    /** Copied and refused, over all rounds of a seed. */
    private int copied;

    private int refused;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aCopiedEntryIsTheOneMadeOfValues(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            compare(random, "seed " + seed + ", round " + round);
        }
        assertThat(copied).as("seed %d", seed).isGreaterThan(2 * refused);
        assertThat(refused).as("seed %d", seed).isPositive();
    }

    private void compare(SplittableRandom random, String where) {
        var types = new ArrayList<Column>();
        for (int i = random.nextInt(1, 12); i >= 0; i--) {
            SqlType type = RowFormatTest.TYPES.get(random.nextInt(RowFormatTest.TYPES.size()));
            types.add(new Column(type, RowFormat.isCompressible(type.oid())));
        }
        var rows = new RowFormat(types);
        boolean hidden = random.nextInt(3) == 0;
        int[] rowKey = hidden ? new int[] {EntryCopy.HIDDEN_ID} : some(random, types.size(), 2);
        int[] keys = some(random, types.size(), 3);
        int[] included = some(random, types.size(), 3);

        var keyColumns = new ArrayList<KeyFormat.Column>();
        var entryColumns = new ArrayList<Column>();
        for (int column : keys) {
            SqlType type = types.get(column).type();
            keyColumns.add(new KeyFormat.Column(type, true, random.nextBoolean()));
            entryColumns.add(new Column(type, false));
        }
        var rowKeyColumns = new ArrayList<KeyFormat.Column>();
        for (int column : rowKey) {
            SqlType type = hidden ? SqlType.INT8 : types.get(column).type();
            rowKeyColumns.add(new KeyFormat.Column(type, false, false));
            entryColumns.add(new Column(type, false));
        }
        for (int column : included) {
            entryColumns.add(types.get(column));
        }
        var tableKey = new KeyFormat(100, rowKeyColumns);
        var format =
                new IndexEntryFormat(
                        new KeyFormat(200, keyColumns),
                        tableKey,
                        entryColumns,
                        random.nextBoolean(),
                        random.nextBoolean());
        int[] columns = concatenated(keys, rowKey, included);
        var copy = new EntryCopy(format, rows, columns);
        var written =
                new RowFormat(types.subList(0, random.nextInt(max(rowKey), types.size()) + 1));

        for (int i = 0; i < ROWS; i++) {
            @Nullable Object[] values = values(random, types, rowKey, written.columns().size());
            long id = random.nextLong();
            Object[] rowKeyValues = hidden ? new Object[] {id} : pick(values, rowKey);
            byte[] row = written.row(java.util.Arrays.copyOf(values, written.columns().size()));
            check(
                    format,
                    copy,
                    Page.single(tableKey.key(rowKeyValues), row),
                    where,
                    () ->
                            List.of(
                                    format.key(pick(values, keys), rowKeyValues),
                                    format.value(
                                            pick(values, keys),
                                            rowKeyValues,
                                            pick(values, included))));
        }
    }

    private interface Wanted {
        List<byte[]> keyAndValue();
    }

    private void check(
            IndexEntryFormat format, EntryCopy copy, Page page, String where, Wanted wanted) {
        var key = new ByteAppender();
        var value = new ByteAppender();
        if (!copy.append(page, 0, key, value)) {
            refused++;
            return;
        }
        copied++;
        try {
            List<byte[]> entry = wanted.keyAndValue();
            assertThat(key.toByteArray()).as(where).isEqualTo(entry.getFirst());
            assertThat(value.toByteArray()).as(where).isEqualTo(entry.getLast());
        } catch (SqlException e) {
            throw new AssertionError(where + ": copied, but " + e.getMessage());
        }
        byte[] entry = java.util.Arrays.copyOf(key.array(), key.length() + value.length());
        System.arraycopy(value.array(), 0, entry, key.length(), value.length());
        assertThat(format.rowKey(entry, key.length(), entry.length))
                .as(where)
                .isEqualTo(page.key(0));
    }

    private static @Nullable Object[] values(
            SplittableRandom random, List<Column> types, int[] rowKey, int written) {
        @Nullable Object[] values = new Object[types.size()];
        for (int i = 0; i < written; i++) {
            values[i] =
                    random.nextInt(4) == 0
                            ? null
                            : RowFormatTest.value(random, types.get(i).type());
        }
        for (int column : rowKey) {
            while (column >= 0 && values[column] == null) {
                values[column] = RowFormatTest.value(random, types.get(column).type());
            }
        }
        return values;
    }

    /** Different columns, at least one. */
    private static int[] some(SplittableRandom random, int columns, int most) {
        return random.ints(0, columns)
                .distinct()
                .limit(random.nextInt(1, Math.min(most, columns) + 1))
                .toArray();
    }

    private static int max(int[] columns) {
        return Math.max(0, java.util.Arrays.stream(columns).max().orElseThrow());
    }

    private static int[] concatenated(int[] first, int[] second, int[] third) {
        return java.util.stream.Stream.of(first, second, third)
                .flatMapToInt(java.util.Arrays::stream)
                .toArray();
    }

    private static @Nullable Object[] pick(@Nullable Object[] values, int[] columns) {
        @Nullable Object[] picked = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            picked[i] = values[columns[i]];
        }
        return picked;
    }
}
