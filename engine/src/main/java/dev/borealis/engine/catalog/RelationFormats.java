package dev.borealis.engine.catalog;

import dev.borealis.engine.key.IndexEntryFormat;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.key.RowFormat;
import dev.borealis.types.SqlType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the relations of one catalog version lie in the store: which key and row format each has. Made once per relation
 * and version. Thread-safe.
 */
public final class RelationFormats {
    /** Stands for the hidden row id among column numbers. */
    public static final int HIDDEN_ROW_ID = Integer.MIN_VALUE;

    /** Stands for an expression among column numbers. */
    public static final int EXPRESSION = 0;

    private final Catalog catalog;
    private final Map<Integer, TableFormat> tables = new ConcurrentHashMap<>();
    private final Map<Integer, EntryFormat> entries = new ConcurrentHashMap<>();

    /**
     * A table.
     *
     * @param key of its rows: under the OID of the primary key's index, else under the table's own with the hidden row id, a
     *     bigint, as the only column
     * @param keyColumns numbers of the columns of the key, in order; empty with a hidden row id
     * @param row column number − 1 is the column's index
     */
    public record TableFormat(KeyFormat key, List<Integer> keyColumns, RowFormat row) {
        public TableFormat {
            keyColumns = List.copyOf(keyColumns);
        }

        /** Whether the table has no primary key, so that its rows are stored under an invented one. */
        public boolean hasHiddenRowId() {
            return keyColumns.isEmpty();
        }
    }

    /**
     * A secondary index.
     *
     * @param columns for each column of an entry's value the column of the table, {@link #EXPRESSION} or {@link
     *     #HIDDEN_ROW_ID}: the index keys, then the row's key, then the included columns
     */
    public record EntryFormat(IndexEntryFormat format, List<Integer> columns) {
        public EntryFormat {
            columns = List.copyOf(columns);
        }

        /** Index in the entry's value at which a column of the table can be read, or −1. */
        public int position(int column) {
            return columns.indexOf(column);
        }
    }

    RelationFormats(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Made once for each table and version. */
    public TableFormat table(Relation.Table table) {
        TableFormat made = tables.get(table.oid());
        return made != null ? made : tables.computeIfAbsent(table.oid(), _ -> make(table));
    }

    /** @param index a secondary index of the table */
    public EntryFormat entry(Relation.Index index) {
        EntryFormat made = entries.get(index.oid());
        return made != null ? made : entries.computeIfAbsent(index.oid(), _ -> make(index));
    }

    private TableFormat make(Relation.Table table) {
        var columns = new ArrayList<RowFormat.Column>();
        for (ColumnDefinition column : table.columns()) {
            columns.add(rowColumn(column));
        }
        if (table.primaryKey() == 0) {
            var key =
                    new KeyFormat(
                            table.oid(), List.of(new KeyFormat.Column(SqlType.INT8, false, false)));
            return new TableFormat(key, List.of(), new RowFormat(columns));
        }
        Relation.Index primary = catalog.index(table.primaryKey());
        var keys = new ArrayList<KeyFormat.Column>();
        for (Relation.IndexKey key : primary.keys()) {
            keys.add(new KeyFormat.Column(catalog.baseType(key.type()), false, false));
        }
        return new TableFormat(
                new KeyFormat(primary.oid(), keys),
                primary.keys().stream().map(Relation.IndexKey::column).toList(),
                new RowFormat(columns));
    }

    private RowFormat.Column rowColumn(ColumnDefinition column) {
        boolean compress = column.storage() == 'x' || column.storage() == 'm';
        return new RowFormat.Column(catalog.baseType(column.type()), compress);
    }

    private EntryFormat make(Relation.Index index) {
        Relation.Table table = catalog.table(index.table());
        TableFormat rows = table(table);
        var keys = new ArrayList<KeyFormat.Column>();
        var values = new ArrayList<RowFormat.Column>();
        var numbers = new ArrayList<Integer>();
        for (Relation.IndexKey key : index.keys()) {
            SqlType type = catalog.baseType(key.type());
            keys.add(new KeyFormat.Column(type, true, key.nullsFirst()));
            values.add(new RowFormat.Column(type, false));
            numbers.add(key.expression() == null ? key.column() : EXPRESSION);
        }
        for (int i = 0; i < rows.key().columns().size(); i++) {
            values.add(new RowFormat.Column(rows.key().columns().get(i).type(), false));
            numbers.add(rows.hasHiddenRowId() ? HIDDEN_ROW_ID : rows.keyColumns().get(i));
        }
        for (int column : index.included()) {
            values.add(rowColumn(table.column(column)));
            numbers.add(column);
        }
        var format =
                new IndexEntryFormat(
                        new KeyFormat(index.oid(), keys),
                        rows.key(),
                        values,
                        index.unique(),
                        index.nullsNotDistinct());
        return new EntryFormat(format, numbers);
    }
}
