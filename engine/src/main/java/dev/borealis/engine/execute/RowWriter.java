package dev.borealis.engine.execute;

import dev.borealis.engine.catalog.CatalogKeys;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.evaluate.BoxedRow;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.plan.TargetTable;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.engine.transaction.Transaction;
import dev.borealis.store.Label;
import dev.borealis.store.Touch;
import dev.borealis.types.ByteAppender;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/**
 * Writes rows of one table: generated columns, NOT NULL and CHECK, uniqueness, index entries, and the touches that say
 * what the commit conflicts with (which lanes: {@link dev.borealis.store.Touch}). Foreign keys are not its job. Values are boxed, one for each
 * column, dropped ones null.
 */
final class RowWriter {
    final TargetTable target;
    private final TableStorage storage;
    private final Execution execution;
    private final Transaction transaction;
    private final Frame frame;
    private final BoxedRow row = new BoxedRow(new Object[0]);

    /** Where keys and entries are put together before they are copied to their size. */
    private final ByteAppender scratch = new ByteAppender();

    /** The values of a row's key, for as long as it takes to write them somewhere. */
    private final @Nullable Object[] keyValues;

    RowWriter(TargetTable target, Execution execution) {
        this.target = target;
        this.execution = execution;
        storage = target.storage;
        transaction = execution.context.transaction();
        frame = new Frame(execution, null, 1);
        frame.rows[0] = row;
        keyValues = new Object[Math.max(1, storage.keyColumns.length)];
        touchFence(transaction, storage.table.oid());
    }

    /** The relation is used in a way that DDL may change. */
    static void touchFence(Transaction transaction, int relation) {
        transaction.touch(CatalogKeys.fence(relation), Touch.ROW, 0, Label.SCHEMA);
    }

    private void touchExclusive(byte[] key) {
        transaction.touch(key, Touch.ALL, Touch.ROW | Touch.KEY, Label.DATA);
    }

    private void touchUpdate(byte[] key) {
        transaction.touch(key, Touch.ROW, Touch.ROW, Label.DATA);
    }

    /** Computes stored generated columns into the row. */
    void generate(@Nullable Object[] values) {
        row.set(values);
        for (int i = 0; i < target.generated.length; i++) {
            Expression expression = target.generated[i];
            if (expression != null) {
                values[i] = expression.evaluateObject(frame);
            }
        }
    }

    /** NOT NULL and CHECK. */
    void check(@Nullable Object[] values) {
        for (int i = 0; i < target.notNull.length; i++) {
            if (target.notNull[i] && values[i] == null) {
                throw RowMessages.notNull(target, i, values, execution);
            }
        }
        row.set(values);
        for (TargetTable.Check check : target.checks()) {
            boolean holds = check.expression().evaluateLong(frame) != 0 || frame.isNull;
            if (!holds) {
                throw RowMessages.check(target, check.name(), values, execution);
            }
        }
    }

    /** The key of a row with these values; hidden ids are new at each call. */
    byte[] rowKey(@Nullable Object[] values) {
        rowKeyValues(values);
        storage.keyFormat.checkSize(keyValues);
        scratch.clear();
        storage.keyFormat.appendKey(scratch, keyValues);
        return scratch.toByteArray();
    }

    private @Nullable Object[] rowKeyValues(@Nullable Object[] values) {
        if (storage.hasHiddenKey()) {
            keyValues[0] = execution.context.nextRowId(storage.table.oid());
            return keyValues;
        }
        for (int i = 0; i < keyValues.length; i++) {
            keyValues[i] = values[storage.keyColumns[i] - 1];
        }
        return keyValues;
    }

    /** The values in an existing row's key: for index entries. */
    private @Nullable Object[] rowKeyValues(byte[] key, @Nullable Object[] values) {
        if (storage.hasHiddenKey()) {
            keyValues[0] = dev.borealis.engine.catalog.RowIds.of(key, 0);
            return keyValues;
        }
        return rowKeyValues(values);
    }

    /** Inserts a row already generated and checked; throws 23505 for a key that is there. */
    void insert(byte[] key, @Nullable Object[] values) {
        if (transaction.getCurrent(key) != null) {
            throw RowMessages.uniquePrimary(target, values, execution);
        }
        transaction.countChangedRows(storage.table.oid(), 1);
        touchExclusive(key);
        transaction.put(key, storage.rowFormat.row(values));
        for (IndexStorage index : storage.indexes) {
            Entry entry = entry(index, key, values);
            if (entry != null) {
                addEntry(index, entry, values);
            }
        }
    }

    void delete(byte[] key, @Nullable Object[] values) {
        transaction.countChangedRows(storage.table.oid(), 1);
        touchExclusive(key);
        transaction.delete(key);
        for (IndexStorage index : storage.indexes) {
            Entry entry = entry(index, key, values);
            if (entry != null) {
                removeEntry(index, entry, key);
            }
        }
    }

    /**
     * Changes a row; {@code after} is generated and checked, and where it has the very objects of {@code before}, those
     * columns are not assigned: what is computed of them alone is not computed again. Gives the key of the row after it.
     */
    byte[] update(byte[] key, @Nullable Object[] before, @Nullable Object[] after) {
        byte[] newKey = key;
        if (isAssigned(storage.keyColumns, before, after)) {
            newKey = rowKey(after);
        }
        boolean moves = !Arrays.equals(key, newKey);
        if (moves && transaction.getCurrent(newKey) != null) {
            throw RowMessages.uniquePrimary(target, after, execution);
        }
        transaction.countChangedRows(storage.table.oid(), 1);
        if (moves) {
            touchExclusive(key);
            touchExclusive(newKey);
            transaction.delete(key);
        } else if (changesKeyColumn(before, after)) {
            touchExclusive(key);
        } else {
            touchUpdate(key);
        }
        transaction.put(newKey, storage.rowFormat.row(after));
        for (IndexStorage index : storage.indexes) {
            if (!moves && index.isReadable() && !isAssigned(index.readColumns(), before, after)) {
                continue;
            }
            Entry old = entry(index, key, before);
            Entry changed = entry(index, newKey, after);
            if (old != null && (changed == null || !Arrays.equals(old.key, changed.key))) {
                removeEntry(index, old, key);
                old = null;
            }
            if (changed == null) {
                continue;
            }
            if (old == null) {
                addEntry(index, changed, after);
            } else if (!Arrays.equals(old.value, changed.value)) {
                transaction.put(changed.key, changed.value);
            } else if (index.isUnique() && !index.isReadable()) {
                touchUpdate(changed.key);
            }
        }
        return newKey;
    }

    private static boolean isAssigned(
            int[] columns, @Nullable Object[] before, @Nullable Object[] after) {
        for (int column : columns) {
            if (before[column - 1] != after[column - 1]) {
                return true;
            }
        }
        return false;
    }

    /** Whether the value of a column that identifies rows changed; an assignment of the same value does not count. */
    private boolean changesKeyColumn(@Nullable Object[] before, @Nullable Object[] after) {
        for (int i = 0; i < before.length; i++) {
            if (!Objects.equals(before[i], after[i]) && storage.isKeyColumn(i + 1)) {
                return true;
            }
        }
        return false;
    }

    // --- index entries ---

    private record Entry(byte[] key, byte[] value, boolean adjudicated) {}

    /** The entry of a row, null where a partial index has none. */
    private @Nullable Entry entry(IndexStorage index, byte[] key, @Nullable Object[] values) {
        row.set(values);
        Expression predicate = index.predicate();
        if (predicate != null && !predicate.test(frame)) {
            return null;
        }
        @Nullable Object[] keys = indexKeys(index);
        @Nullable Object[] included = new Object[index.included().length];
        for (int i = 0; i < included.length; i++) {
            included[i] = values[index.included()[i] - 1];
        }
        @Nullable Object[] rowKey = rowKeyValues(key, values);
        scratch.clear();
        index.format().appendKey(scratch, keys, rowKey);
        byte[] entryKey = scratch.toByteArray();
        scratch.clear();
        index.format().appendValue(scratch, keys, rowKey, included);
        return new Entry(entryKey, scratch.toByteArray(), index.format().isAdjudicated(keys));
    }

    private @Nullable Object[] indexKeys(IndexStorage index) {
        @Nullable Object[] keys = new Object[index.keys().size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = index.keys().get(i).evaluateObject(frame);
        }
        return keys;
    }

    private void addEntry(IndexStorage index, Entry entry, @Nullable Object[] values) {
        if (entry.adjudicated) {
            if (transaction.getCurrent(entry.key) != null) {
                row.set(values);
                throw RowMessages.unique(target, index, indexKeys(index), execution);
            }
            touchExclusive(entry.key);
        }
        transaction.put(entry.key, entry.value);
    }

    private void removeEntry(IndexStorage index, Entry entry, byte[] rowKey) {
        if (entry.adjudicated && index.index().state() != Relation.IndexState.VALID) {
            // while it is built, another row may hold the key
            touchUpdate(entry.key);
            EntryView there = transaction.getCurrent(entry.key);
            if (there == null
                    || !index.format()
                            .isOf(there.bytes(), there.keyEnd(), there.valueEnd(), rowKey)) {
                return;
            }
        } else if (entry.adjudicated) {
            touchExclusive(entry.key);
        }
        transaction.delete(entry.key);
    }

    // --- conflicts ---

    /** A row that stands in the way of an insert. */
    record Conflict(byte[] key, @Nullable Object[] values) {}

    /**
     * The existing row with a key equal to that of the row proposed, or null.
     *
     * @param arbiter position among the indexes, −1 for the primary key
     */
    @Nullable Conflict findConflict(int arbiter, byte[] key, @Nullable Object[] values) {
        if (arbiter < 0) {
            EntryView there = transaction.getCurrent(key);
            return there == null ? null : new Conflict(key, read(there));
        }
        IndexStorage index = storage.indexes.get(arbiter);
        if (!index.isUnique()) {
            return null;
        }
        row.set(values);
        Expression predicate = index.predicate();
        if (predicate != null && !predicate.test(frame)) {
            return null;
        }
        @Nullable Object[] keys = indexKeys(index);
        if (!index.format().isAdjudicated(keys)) {
            return null;
        }
        byte[] entryKey = index.format().key(keys, rowKeyValues(key, values));
        EntryView there = transaction.getCurrent(entryKey);
        if (there == null) {
            return null;
        }
        byte[] rowKey = index.format().rowKey(there.bytes(), there.keyEnd(), there.valueEnd());
        EntryView found = transaction.getCurrent(rowKey);
        if (found == null) {
            throw new IllegalStateException(
                    "index " + index.index().name() + " names a row that is not there");
        }
        return new Conflict(rowKey, read(found));
    }

    @Nullable Object[] read(EntryView entry) {
        return storage.rowFormat.readAll(entry.bytes(), entry.valueStart(), entry.valueEnd());
    }
}
