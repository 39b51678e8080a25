package dev.borealis.engine.job;

import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.RelationFormats;
import dev.borealis.engine.key.KeyOrder;
import dev.borealis.store.Page;
import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.ValueMemory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Rows of a table, chosen so that each had the same chance, in bounded memory: when the values of those chosen take more
 * than that, half of them are let go. Used by one thread.
 */
final class RowSample {
    /** Rows chosen. Source: PostgreSQL takes 300 for each of the 100 steps of a histogram. */
    static final int ROWS = 30_000;

    /** Values longer than this are not kept: that they are there is counted, and how long they are. Source: PostgreSQL. */
    private static final int WIDEST = 1_020;

    /** A row chosen takes about this beside its values. */
    private static final int BYTES_PER_ROW = 48;

    /** Stands for a value that is not kept. @param width as {@link StoredWidth} */
    record Wide(int width) {}

    /** @param position of the row among those that were offered, from 0 */
    private record Chosen(long position, @Nullable Object[] values, long bytes) {}

    private final RelationFormats.TableFormat format;
    private final List<ColumnDefinition> columns;
    private final List<SqlType> types;
    private final RandomGenerator random;
    private final long maxBytes;
    private final List<Chosen> chosen = new ArrayList<>();
    private int wanted = ROWS;
    private long offered;
    private long bytes;

    /**
     * @param columns whose values are kept
     * @param types of the columns, of domains what they are over
     * @param maxBytes for values
     */
    RowSample(
            RelationFormats.TableFormat format,
            List<ColumnDefinition> columns,
            List<SqlType> types,
            RandomGenerator random,
            long maxBytes) {
        this.format = format;
        this.columns = columns;
        this.types = types;
        this.random = random;
        this.maxBytes = maxBytes;
    }

    /** Rows offered so far. */
    long offered() {
        return offered;
    }

    int size() {
        return chosen.size();
    }

    /** The next row of the table may be chosen; only then it is looked at. */
    void offer(Page page, int index) {
        long position = offered++;
        if (chosen.size() < wanted) {
            keep(chosen.size(), read(page, index, position));
            return;
        }
        long place = random.nextLong(offered);
        if (place < wanted) {
            keep((int) place, read(page, index, position));
        }
    }

    private void keep(int place, Chosen row) {
        if (place == chosen.size()) {
            chosen.add(row);
        } else {
            bytes -= chosen.set(place, row).bytes();
        }
        bytes += row.bytes();
        while (bytes > maxBytes && wanted > 1) {
            wanted = Math.max(1, Math.min(wanted, chosen.size()) / 2);
            while (chosen.size() > wanted) {
                Chosen last = chosen.removeLast();
                int gone = random.nextInt(chosen.size() + 1);
                bytes -= gone == chosen.size() ? last.bytes() : chosen.set(gone, last).bytes();
            }
        }
    }

    private Chosen read(Page page, int index, long position) {
        @Nullable Object[] all =
                format.row().readAll(page.bytes(), page.valueStart(index), page.valueEnd(index));
        @Nullable Object[] values = new Object[columns.size()];
        long size = BYTES_PER_ROW;
        for (int i = 0; i < values.length; i++) {
            values[i] = kept(all[columns.get(i).number() - 1], types.get(i));
            size += Long.BYTES + ValueMemory.bytes(values[i]);
        }
        return new Chosen(position, values, size);
    }

    private static @Nullable Object kept(@Nullable Object value, SqlType type) {
        if (value == null) {
            return null;
        }
        if (!KeyOrder.isOrdered(type)) {
            return new Wide(StoredWidth.of(value, type));
        }
        if (!(value instanceof Bytes text)) {
            return value;
        }
        int from = text.offset();
        return text.length() > WIDEST
                ? new Wide(StoredWidth.of(value, type))
                // its page is not kept for it
                : Bytes.of(Arrays.copyOfRange(text.array(), from, from + text.length()));
    }

    /** The values of a column in the order of the rows. @param column index into the columns */
    @Nullable Object[] values(int column) {
        chosen.sort(Comparator.comparingLong(Chosen::position));
        return chosen.stream().map(row -> row.values()[column]).toArray();
    }
}
