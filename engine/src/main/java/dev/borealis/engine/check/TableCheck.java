package dev.borealis.engine.check;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.evaluate.BoxedRow;
import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.evaluate.FoldingRuntime;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.plan.IndexStorage;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One table, its indexes and its references. Reads the rows once for all indexes; an index is read once, and a second time
 * only when it does not agree with the table.
 */
final class TableCheck {
    /** Rows between two words about how far it has come. */
    private static final int ROWS_PER_REPORT = 10_000;

    /** What a scan of everything is expected to meet: the store then reads ahead and keeps nothing. */
    static final int MANY = 1_000_000;

    final DatabaseCheck check;
    final TableStorage storage;
    private final Relation.Table table;
    private final Frame frame;
    private final BoxedRow row = new BoxedRow(new Object[0]);
    private final List<IndexCheck> indexes = new ArrayList<>();
    private final List<ForeignKeyCheck> references = new ArrayList<>();
    private int findings;

    TableCheck(DatabaseCheck check, Relation.Table table) {
        this.check = check;
        this.table = table;
        var sites = new Sites();
        var compiler =
                new ExpressionCompiler(
                        new Environment(
                                check.registry,
                                check.catalog,
                                check.names,
                                sites,
                                _ -> {
                                    throw SessionErrors.notYetImplemented(
                                            "a sub-query in an index");
                                },
                                _ -> {
                                    throw SessionErrors.notYetImplemented(
                                            "a whole row in an index");
                                }));
        this.storage = TableStorage.of(table, compiler);
        this.frame = new Frame(new FoldingRuntime(sites.count(), check.names), null, 1);
        frame.rows[0] = row;
        for (IndexStorage index : storage.indexes) {
            indexes.add(new IndexCheck(this, index));
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
                    checkRow(key, values);
                }
                if (++rows % ROWS_PER_REPORT == 0) {
                    check.progress.report("rows of " + check.name(table), rows, 0);
                }
            }
        }
        references.forEach(ForeignKeyCheck::finish);
        check.progress.report("rows of " + check.name(table), rows, rows);
        for (IndexCheck index : indexes) {
            index.compare();
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
        } catch (IllegalStateException | IndexOutOfBoundsException e) {
            found(RowNames.hex(key), "the row cannot be read: " + e.getMessage());
            return null;
        } catch (SqlException e) {
            if (e.state() != SqlState.DATA_CORRUPTED) {
                throw e;
            }
            found(RowNames.hex(key), "the row cannot be read: " + e.getMessage());
            return null;
        }
    }

    private void checkRow(byte[] key, @Nullable Object[] values) {
        if (!storage.hasHiddenKey()
                && !Arrays.equals(storage.keyFormat.key(keyValues(key, values)), key)) {
            found(name(key, values), "the row lies under the key of another one");
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null
                    && table.columns().get(i).notNull()
                    && !table.columns().get(i).dropped()) {
                found(
                        name(key, values),
                        "column " + table.columns().get(i).name() + " is null and must not be");
            }
        }
        row.set(values);
        for (IndexCheck index : indexes) {
            index.row(key, values);
        }
        for (ForeignKeyCheck reference : references) {
            reference.row(key, values);
        }
    }

    /** What expressions are evaluated with, over the row that was set last. */
    Frame frame(@Nullable Object[] values) {
        row.set(values);
        return frame;
    }

    /** Values of the columns of a row's key. */
    @Nullable Object[] keyValues(byte[] key, @Nullable Object[] values) {
        if (storage.hasHiddenKey()) {
            return new Object[] {dev.borealis.engine.catalog.RowIds.of(key, 0)};
        }
        var picked = new @Nullable Object[storage.keyColumns.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[storage.keyColumns[i] - 1];
        }
        return picked;
    }

    String name(byte[] key, @Nullable Object[] values) {
        return RowNames.of(storage, key, values, check.names);
    }

    private void found(@Nullable String key, String problem) {
        if (++findings <= DatabaseCheck.FINDINGS_PER_RELATION) {
            check.found(table, key, problem);
        }
    }
}
