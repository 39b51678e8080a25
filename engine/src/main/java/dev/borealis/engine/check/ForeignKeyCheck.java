package dev.borealis.engine.check;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.execute.ForeignKeyMatch;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.types.Zone;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Whether each row that refers to a parent has one. Parents are looked up in batches. */
final class ForeignKeyCheck {
    private static final int BATCH = 256;

    private final TableCheck table;
    private final ConstraintDefinition.ForeignKey key;
    private final ForeignKeyMatch match;
    private final List<byte[]> wanted = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private int findings;

    /** A row that waits for its parent to be looked up. */
    private record Row(byte[] key, @Nullable Object[] values) {}

    ForeignKeyCheck(TableCheck table, ConstraintDefinition.ForeignKey key) {
        this.table = table;
        this.key = key;
        this.match = ForeignKeyMatch.of(table.check.catalog, key, table.storage.types);
    }

    void row(byte[] rowKey, @Nullable Object[] values) {
        switch (match.demand(values)) {
            case NOTHING -> {}
            case REFUSED ->
                    found(name(rowKey, values), "mixes null and other values in " + key.name());
            case PARENT -> parent(rowKey, values);
        }
    }

    private void parent(byte[] rowKey, @Nullable Object[] values) {
        if (match.dependsOnZone()) {
            return; // whether there is a parent is decided in the zone of who asks
        }
        byte[] parent = parentKey(values);
        if (parent == null) {
            missing(name(rowKey, values));
            return;
        }
        wanted.add(parent);
        rows.add(new Row(rowKey, values));
        if (wanted.size() == BATCH) {
            finish();
        }
    }

    /** Null when no parent can have it, in any zone. */
    private byte @Nullable [] parentKey(@Nullable Object[] values) {
        try {
            return match.parentKey(match.keyValues(values), Zone.UTC, 0);
        } catch (SqlException _) {
            return null; // out of range of the parent's type
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
