package dev.borealis.engine.check;

import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.execute.EntryMaker;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.EntryView;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One secondary index against its table. A valid one has exactly the entries of the rows; one that is being built or has
 * failed has no others.
 *
 * <p>First a sum over the entries that the rows ask for is compared with a sum over those that are there: two passes in
 * order, whatever the size. Only when they differ are entries looked up one by one, to say which.
 */
final class IndexCheck {
    private static final int BATCH = 256;

    private final TableCheck table;
    private final IndexStorage storage;
    private final Relation.Index index;
    private final EntryMaker maker;
    private final EntrySum wanted = new EntrySum();
    private int findings;

    IndexCheck(TableCheck table, IndexStorage storage, EntryMaker maker) {
        this.table = table;
        this.storage = storage;
        this.index = storage.index();
        this.maker = maker;
    }

    /** What a row asks for. */
    private record Wanted(byte[] key, byte[] value) {}

    /** Takes a row into account. */
    void row(byte[] rowKey, @Nullable Object[] values, EntryView there) {
        if (!storage.isReadable()) {
            return;
        }
        try {
            if (maker.compute(there)) {
                wanted.add(
                        maker.key.array(),
                        0,
                        maker.key.length(),
                        maker.value.array(),
                        0,
                        maker.value.length());
            }
        } catch (RuntimeException | StackOverflowError e) {
            found(
                    table.name(rowKey, values),
                    "the entry of the row cannot be computed: " + DatabaseCheck.problem(e));
        }
    }

    /** The entry of a row; null when a partial index leaves it out, or when it cannot be computed: that was told. */
    private @Nullable Wanted entry(EntryView row) {
        try {
            return maker.compute(row)
                    ? new Wanted(maker.key.toByteArray(), maker.value.toByteArray())
                    : null;
        } catch (RuntimeException | StackOverflowError e) {
            DatabaseCheck.problem(e);
            return null;
        }
    }

    /** After all rows: reads the index. */
    void run() {
        try {
            compare();
        } catch (RuntimeException e) {
            found(null, "the check of it ended early: " + DatabaseCheck.problem(e));
        }
    }

    private void compare() {
        if (!storage.isReadable()) {
            explainEntries();
            return;
        }
        var there = new EntrySum();
        try (EntryCursor cursor = scan()) {
            while (cursor.next()) {
                there.add(
                        cursor.bytes(),
                        cursor.keyStart(),
                        cursor.keyEnd(),
                        cursor.bytes(),
                        cursor.valueStart(),
                        cursor.valueEnd());
            }
        }
        String name = table.check.name(index);
        table.check.progress.report("entries of " + name, there.count(), there.count());
        if (there.equals(wanted)) {
            return;
        }
        int before = findings;
        explainRows();
        explainEntries();
        if (findings == before) {
            found(null, "has entries that its table does not ask for");
        }
    }

    private EntryCursor scan() {
        return table.check.transaction.scan(KeyFormat.all(index.oid()), false, TableCheck.MANY);
    }

    /** Rows whose entry is missing or another's. */
    private void explainRows() {
        var keys = new ArrayList<byte[]>();
        var entries = new ArrayList<Wanted>();
        var rows = new ArrayList<@Nullable Object[]>();
        try (EntryCursor cursor =
                table.check.transaction.scan(
                        table.storage.keyFormat.all(), false, TableCheck.MANY)) {
            boolean more = true;
            while (more && !isEnough()) {
                more = cursor.next();
                if (more) {
                    byte[] key =
                            Arrays.copyOfRange(cursor.bytes(), cursor.keyStart(), cursor.keyEnd());
                    @Nullable Object[] values = readable(cursor);
                    Wanted entry = values == null ? null : entry(cursor);
                    if (values != null && entry != null) {
                        keys.add(key);
                        rows.add(values);
                        entries.add(entry);
                    }
                }
                if (keys.size() == BATCH || !more) {
                    explainEach(keys, rows, entries);
                    keys.clear();
                    rows.clear();
                    entries.clear();
                }
            }
        }
    }

    private void explainEach(
            List<byte[]> keys, List<@Nullable Object[]> rows, List<Wanted> entries) {
        List<@Nullable EntryView> there =
                table.check.transaction.getAll(entries.stream().map(Wanted::key).toList());
        for (int i = 0; i < entries.size(); i++) {
            EntryView entry = there.get(i);
            String row = table.name(keys.get(i), rows.get(i));
            if (entry == null) {
                found(row, "the row has no entry");
            } else if (!storage.format()
                    .isOf(entry.bytes(), entry.keyEnd(), entry.valueEnd(), keys.get(i))) {
                found(row, "another row has the same key in this unique index");
            } else if (!Arrays.equals(
                    entries.get(i).value,
                    Arrays.copyOfRange(entry.bytes(), entry.valueStart(), entry.valueEnd()))) {
                found(row, "the entry holds other values than the row");
            }
        }
    }

    /** Entries whose row is missing or asks for another. */
    private void explainEntries() {
        var entryKeys = new ArrayList<byte[]>();
        var rowKeys = new ArrayList<byte[]>();
        try (EntryCursor cursor = scan()) {
            boolean more = true;
            while (more && !isEnough()) {
                more = cursor.next();
                if (more) {
                    byte[] key =
                            Arrays.copyOfRange(cursor.bytes(), cursor.keyStart(), cursor.keyEnd());
                    try {
                        rowKeys.add(
                                storage.format()
                                        .rowKey(
                                                cursor.bytes(),
                                                cursor.keyEnd(),
                                                cursor.valueEnd()));
                        entryKeys.add(key);
                    } catch (RuntimeException _) {
                        found(RowNames.hex(key), "the entry cannot be read");
                    }
                }
                if (rowKeys.size() == BATCH || !more) {
                    explainEach(entryKeys, rowKeys);
                    entryKeys.clear();
                    rowKeys.clear();
                }
            }
        }
    }

    private void explainEach(List<byte[]> entryKeys, List<byte[]> rowKeys) {
        List<@Nullable EntryView> rows = table.check.transaction.getAll(rowKeys);
        for (int i = 0; i < rows.size(); i++) {
            EntryView row = rows.get(i);
            if (row == null) {
                found(
                        RowNames.hex(entryKeys.get(i)),
                        "the entry stands for a row that is not there");
                continue;
            }
            @Nullable Object[] values = readable(row);
            if (values == null) {
                continue; // told of the table
            }
            Wanted entry = entry(row);
            if (entry == null || !Arrays.equals(entry.key, entryKeys.get(i))) {
                found(
                        table.name(rowKeys.get(i), values),
                        "an entry stands for this row that it does not ask for: "
                                + RowNames.hex(entryKeys.get(i)));
            }
        }
    }

    private @Nullable Object @Nullable [] readable(EntryView row) {
        try {
            return table.storage.rowFormat.readAll(row.bytes(), row.valueStart(), row.valueEnd());
        } catch (RuntimeException e) {
            DatabaseCheck.problem(e);
            return null; // told of the table
        }
    }

    private boolean isEnough() {
        return findings >= DatabaseCheck.FINDINGS_PER_RELATION;
    }

    private void found(@Nullable String key, String problem) {
        if (findings++ < DatabaseCheck.FINDINGS_PER_RELATION) {
            table.check.found(index, key, problem);
        }
    }
}
