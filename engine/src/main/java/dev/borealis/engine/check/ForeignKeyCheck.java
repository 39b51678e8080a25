package dev.borealis.engine.check;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.execute.KeyRanges;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.transaction.EntryView;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Whether each row that refers to a parent has one. Parents are looked up in batches. */
final class ForeignKeyCheck {
    private static final int BATCH = 256;

    private final TableCheck table;
    private final ConstraintDefinition.ForeignKey key;
    private final Relation.Index index;
    private final KeyFormat format;

    /** For each column of the parent's index: which column of the foreign key refers to it. */
    private final int[] order;

    private final List<byte[]> wanted = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private int findings;

    /** A row that waits for its parent to be looked up. */
    private record Row(byte[] key, @Nullable Object[] values) {}

    ForeignKeyCheck(TableCheck table, ConstraintDefinition.ForeignKey key) {
        this.table = table;
        this.key = key;
        Catalog catalog = table.check.catalog;
        this.index = catalog.index(key.referencedIndex());
        this.format =
                index.primary()
                        ? catalog.formats().table(catalog.table(key.referencedTable())).key()
                        : catalog.formats().entry(index).format().keys();
        this.order = new int[index.keys().size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = key.referencedColumns().indexOf(index.keys().get(i).column());
        }
    }

    void row(byte[] rowKey, @Nullable Object[] values) {
        int nulls = 0;
        for (int column : key.columns()) {
            nulls += values[column - 1] == null ? 1 : 0;
        }
        if (nulls > 0) {
            if (key.matchFull() && nulls < key.columns().size()) {
                found(name(rowKey, values), "mixes null and other values in " + key.name());
            }
            return;
        }
        var parent = new Object[order.length];
        for (int i = 0; i < order.length; i++) {
            parent[i] = Objects.requireNonNull(values[key.columns().get(order[i]) - 1]);
            if (!KeyRanges.fits(parent[i], format.columns().get(i).type().oid())) {
                missing(name(rowKey, values));
                return;
            }
        }
        wanted.add(format.key(parent));
        rows.add(new Row(rowKey, values));
        if (wanted.size() == BATCH) {
            finish();
        }
    }

    /** Looks up those that were collected. */
    void finish() {
        List<@Nullable EntryView> parents = table.check.transaction.getAll(wanted);
        for (int i = 0; i < parents.size(); i++) {
            if (parents.get(i) == null) {
                missing(name(rows.get(i).key, rows.get(i).values));
            }
        }
        wanted.clear();
        rows.clear();
    }

    private String name(byte[] rowKey, @Nullable Object[] values) {
        return table.name(rowKey, values)
                + ", "
                + RowNames.of(table.storage, key.columns(), values, table.check.names);
    }

    private void missing(String row) {
        found(
                row,
                "foreign key "
                        + key.name()
                        + ": there is no such row in "
                        + table.check.name(table.check.catalog.table(key.referencedTable())));
    }

    private void found(String row, String problem) {
        if (++findings <= DatabaseCheck.FINDINGS_PER_RELATION) {
            table.check.found(table.storage.table, row, problem);
        }
    }
}
