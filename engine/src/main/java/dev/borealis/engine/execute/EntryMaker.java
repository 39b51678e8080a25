package dev.borealis.engine.execute;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.RelationFormats;
import dev.borealis.engine.catalog.RowIds;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.key.EntryCopy;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.store.Page;
import dev.borealis.types.ByteAppender;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** Computes the index entry of a row where it lies in the store, outside of any session. Used by one thread. */
public final class EntryMaker {
    /** Key and value of the entry made last. */
    public final ByteAppender key = new ByteAppender();

    public final ByteAppender value = new ByteAppender();

    private final TableStorage storage;
    private final IndexStorage index;
    private final Frame frame;
    private final EntryRow row;

    /** The short way, where every key is a column. */
    private final @Nullable EntryCopy copy;

    private final @Nullable Object[] keys;
    private final @Nullable Object[] rowKey;
    private final @Nullable Object[] included;

    /** @param expressions with which storage and index were compiled */
    public EntryMaker(StoredExpressions expressions, TableStorage storage, IndexStorage index) {
        this.storage = storage;
        this.index = index;
        this.row = new EntryRow(storage.rowFormat, storage.rowKeyColumn());
        this.frame = expressions.frame(row);
        this.copy = copy(expressions.compiler().environment().catalog(), storage, index);
        this.keys = new @Nullable Object[index.keys().size()];
        this.rowKey = new @Nullable Object[Math.max(1, storage.keyColumns.length)];
        this.included = new @Nullable Object[index.included().length];
    }

    private static @Nullable EntryCopy copy(
            Catalog catalog, TableStorage storage, IndexStorage index) {
        List<Integer> columns = catalog.formats().entry(index.index()).columns();
        return columns.contains(RelationFormats.EXPRESSION)
                ? null
                : new EntryCopy(
                        index.format(),
                        storage.rowFormat,
                        columns.stream()
                                .mapToInt(
                                        column ->
                                                column == RelationFormats.HIDDEN_ROW_ID
                                                        ? EntryCopy.HIDDEN_ID
                                                        : column - 1)
                                .toArray());
    }

    /** Fills {@link #key} and {@link #value}; false where a partial index has no entry for the row. */
    public boolean make(Page page, int at) {
        if (copy == null) {
            row.show(page, at);
            return compute(page.bytes(), page.keyStart(at));
        }
        if (index.predicate() != null) {
            row.show(page, at);
            if (!index.predicate().test(frame)) {
                return false;
            }
        }
        key.clear();
        value.clear();
        if (!copy.append(page, at, key, value)) {
            row.show(page, at);
            computeEntry(page.bytes(), page.keyStart(at));
        }
        return true;
    }

    /** As {@link #make}, always from the values of the row, never by copying bytes. */
    public boolean compute(EntryView there) {
        row.show(there);
        return compute(there.bytes(), there.keyStart());
    }

    private boolean compute(byte[] bytes, int keyStart) {
        if (index.predicate() != null && !index.predicate().test(frame)) {
            return false;
        }
        computeEntry(bytes, keyStart);
        return true;
    }

    private void computeEntry(byte[] bytes, int keyStart) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] = index.keys().get(i).evaluateObject(frame);
        }
        for (int i = 0; i < included.length; i++) {
            included[i] = column(index.included()[i]);
        }
        if (storage.hasHiddenKey()) {
            rowKey[0] = RowIds.of(bytes, keyStart);
        } else {
            for (int i = 0; i < rowKey.length; i++) {
                rowKey[i] = column(storage.keyColumns[i]);
            }
        }
        key.clear();
        value.clear();
        index.format().appendKey(key, keys, rowKey);
        index.format().appendValue(value, keys, rowKey, included);
    }

    private @Nullable Object column(int number) {
        int column = number - 1;
        if (row.isNull(column)) {
            return null;
        }
        return switch (storage.carriers.get(column)) {
            case LONG -> (Object) row.getLong(column);
            case DOUBLE -> (Object) row.getDouble(column);
            case OBJECT -> row.getObject(column);
        };
    }

    /** Whether the row still gives this entry. */
    public boolean gives(Page page, int at, Page entries, int entry) {
        return make(page, at)
                && Arrays.equals(
                        key.array(),
                        0,
                        key.length(),
                        entries.bytes(),
                        entries.keyStart(entry),
                        entries.keyEnd(entry))
                && Arrays.equals(
                        value.array(),
                        0,
                        value.length(),
                        entries.bytes(),
                        entries.valueStart(entry),
                        entries.valueEnd(entry));
    }
}
