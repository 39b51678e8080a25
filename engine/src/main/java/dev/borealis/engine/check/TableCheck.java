package dev.borealis.engine.check;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.execute.EntryMaker;
import dev.borealis.engine.execute.StoredExpressions;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.transaction.EntryCursor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One table, its indexes and its references. Reads the rows once for all indexes; an index is read once, and a second time
 * only when it does not agree with the table.
 */
final class TableCheck implements AutoCloseable {
    /** Rows between two words about how far it has come. */
    private static final int ROWS_PER_REPORT = 10_000;

    /** What a scan of everything is expected to meet: the store then reads ahead and keeps nothing. */
    static final int MANY = 1_000_000;

    final DatabaseCheck check;
    final TableStorage storage;
    private final Relation.Table table;
    private final StoredExpressions expressions;
    private final List<IndexCheck> indexes = new ArrayList<>();
    private final List<ForeignKeyCheck> references = new ArrayList<>();
    private int findings;

    TableCheck(DatabaseCheck check, Relation.Table table) {
        this.check = check;
        this.table = table;
        this.expressions = check.expressions(table);
        this.storage = TableStorage.of(table, expressions.compiler());
        for (IndexStorage index : storage.indexes) {
            indexes.add(new IndexCheck(this, index, new EntryMaker(expressions, storage, index)));
        }
        for (ConstraintDefinition constraint : table.constraints()) {
            if (constraint instanceof ConstraintDefinition.ForeignKey key && key.validated()) {
                references.add(new ForeignKeyCheck(this, key));
            }
        }
    }

    void run() {
        checkDefinition();
        long rows = 0;
        try (EntryCursor cursor = check.transaction.scan(storage.keyFormat.all(), false, MANY)) {
            while (cursor.next()) {
                byte[] key = Arrays.copyOfRange(cursor.bytes(), cursor.keyStart(), cursor.keyEnd());
                @Nullable Object[] values = read(key, cursor);
                if (values != null) {
                    checkRow(key, values, cursor);
                }
                if (++rows % ROWS_PER_REPORT == 0) {
                    check.progress.report("rows of " + check.name(table), rows, 0);
                }
            }
        }
        references.forEach(ForeignKeyCheck::finish);
        check.progress.report("rows of " + check.name(table), rows, rows);
        for (IndexCheck index : indexes) {
            index.run();
        }
    }

    /** The flags: what the table says of its indexes and what they say of themselves. */
    private void checkDefinition() {
        for (int oid : table.indexes()) {
            if (!(check.catalog.relation(oid) instanceof Relation.Index index)) {
                found(null, "its index with OID " + oid + " is not in the catalog");
            } else if (index.table() != table.oid()) {
                found(null, "its index " + index.name() + " says that it is of another table");
            } else if (index.primary() != (oid == table.primaryKey())) {
                found(null, "index " + index.name() + " is not the primary key that it should be");
            } else if (index.primary() && index.state() != Relation.IndexState.VALID) {
                found(null, "its primary key is not valid");
            }
        }
    }

    private @Nullable Object @Nullable [] read(byte[] key, EntryCursor cursor) {
        try {
            return storage.rowFormat.readAll(
                    cursor.bytes(), cursor.valueStart(), cursor.valueEnd());
        } catch (RuntimeException e) {
            found(RowNames.hex(key), "the row cannot be read: " + DatabaseCheck.problem(e));
            return null;
        }
    }

    private void checkRow(byte[] key, @Nullable Object[] values, EntryCursor there) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null
                    && table.columns().get(i).notNull()
                    && !table.columns().get(i).dropped()) {
                found(
                        name(key, values),
                        "column " + table.columns().get(i).name() + " is null and must not be");
            }
        }
        try {
            if (!storage.hasHiddenKey() && !isUnderItsKey(key, values)) {
                found(name(key, values), "the row lies under the key of another one");
            }
            for (ForeignKeyCheck reference : references) {
                reference.row(key, values);
            }
        } catch (RuntimeException e) {
            found(RowNames.hex(key), "the row cannot be checked: " + DatabaseCheck.problem(e));
        }
        for (IndexCheck index : indexes) {
            index.row(key, values, there);
        }
    }

    /** A row without its key is told of as one whose columns are null. */
    private boolean isUnderItsKey(byte[] key, @Nullable Object[] values) {
        @Nullable Object[] keyValues = keyValues(values);
        return Arrays.asList(keyValues).contains(null)
                || Arrays.equals(storage.keyFormat.key(keyValues), key);
    }

    /** Values of the columns of a row's key, which is not hidden. */
    private @Nullable Object[] keyValues(@Nullable Object[] values) {
        var picked = new @Nullable Object[storage.keyColumns.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[storage.keyColumns[i] - 1];
        }
        return picked;
    }

    /** By the values of its key, or by its bytes where they cannot be printed. */
    String name(byte[] key, @Nullable Object[] values) {
        try {
            return RowNames.of(storage, key, values, check.names);
        } catch (RuntimeException e) {
            DatabaseCheck.problem(e);
            return RowNames.hex(key);
        }
    }

    private void found(@Nullable String key, String problem) {
        if (++findings <= DatabaseCheck.FINDINGS_PER_RELATION) {
            check.found(table, key, problem);
        }
    }

    @Override
    public void close() {
        expressions.close();
    }
}
