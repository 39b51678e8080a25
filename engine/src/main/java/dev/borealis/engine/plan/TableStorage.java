package dev.borealis.engine.plan;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RelationFormats;
import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.key.RowFormat;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;
import dev.borealis.types.SqlType;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How a table is stored: formats of its rows, keys and index entries, at one version of the catalog. A row's key is made
 * of its primary-key columns, or is a hidden number.
 */
public final class TableStorage {
    private static final int KEY_AND_HEADER_BYTES = 24;

    /** As PostgreSQL: a value of variable length. */
    private static final int VARIABLE_BYTES = 32;

    public final Relation.Table table;
    public final KeyFormat keyFormat;
    public final RowFormat rowFormat;

    /** Column numbers (from 1) of the primary key in order; empty for a table with hidden row ids. */
    public final int[] keyColumns;

    /** By column (from 0): of base types; dropped ones too. */
    public final List<SqlType> types;

    public final List<Carrier> carriers;

    /** All secondary indexes, whatever their state. */
    public final List<IndexStorage> indexes;

    private TableStorage(
            Relation.Table table,
            KeyFormat keyFormat,
            RowFormat rowFormat,
            int[] keyColumns,
            List<SqlType> types,
            List<Carrier> carriers,
            List<IndexStorage> indexes) {
        this.table = table;
        this.keyFormat = keyFormat;
        this.rowFormat = rowFormat;
        this.keyColumns = keyColumns;
        this.types = types;
        this.carriers = carriers;
        this.indexes = indexes;
    }

    /** Whether rows are under a hidden number. */
    public boolean hasHiddenKey() {
        return keyColumns.length == 0;
    }

    /** Under this column (from 0), one past the last, a scanned row gives the bytes of its key. */
    public int rowKeyColumn() {
        return types.size();
    }

    /** What a row is taken to need, key and all, while nothing is known. */
    int assumedRowBytes() {
        int bytes = KEY_AND_HEADER_BYTES;
        for (SqlType type : types) {
            var info = dev.borealis.types.BuiltinTypes.find(type.oid());
            bytes += info == null || info.length() < 0 ? VARIABLE_BYTES : info.length();
        }
        return bytes;
    }

    /** @param compiler for the expressions of its indexes */
    public static TableStorage of(Relation.Table table, ExpressionCompiler compiler) {
        Environment environment = compiler.environment();
        Catalog catalog = environment.catalog();
        RelationFormats.TableFormat format = catalog.formats().table(table);
        var types = new ArrayList<SqlType>();
        var carriers = new ArrayList<Carrier>();
        for (ColumnDefinition column : table.columns()) {
            SqlType type = environment.baseType(column.type());
            types.add(type);
            carriers.add(type.carrier());
        }
        var indexes = new ArrayList<IndexStorage>();
        for (int oid : table.indexes()) {
            if (oid != table.primaryKey()) {
                indexes.add(index(table, catalog.index(oid), compiler));
            }
        }
        return new TableStorage(
                table,
                format.key(),
                format.row(),
                format.keyColumns().stream().mapToInt(Integer::intValue).toArray(),
                List.copyOf(types),
                List.copyOf(carriers),
                List.copyOf(indexes));
    }

    private static IndexStorage index(
            Relation.Table table, Relation.Index index, ExpressionCompiler compiler) {
        Environment environment = compiler.environment();
        RelationFormats.EntryFormat format = environment.catalog().formats().entry(index);
        var keys = new ArrayList<Expression>();
        var keyTypes = new ArrayList<SqlType>();
        var keyCarriers = new ArrayList<Carrier>();
        for (Relation.IndexKey key : index.keys()) {
            SqlType type = environment.baseType(key.type());
            keyTypes.add(type);
            keyCarriers.add(type.carrier());
            Scalar expression = key.expression();
            keys.add(
                    compiler.compile(
                            expression != null
                                    ? expression
                                    : new Scalar.Column(
                                            table.column(key.column()).type(),
                                            0,
                                            0,
                                            key.column())));
        }
        int[] position = new int[table.columns().size()];
        for (int i = 0; i < position.length; i++) {
            position[i] = format.position(i + 1);
        }
        Scalar predicate = index.predicate();
        return new IndexStorage(
                index,
                format.format(),
                List.copyOf(keys),
                List.copyOf(keyTypes),
                List.copyOf(keyCarriers),
                index.included().stream().mapToInt(Integer::intValue).toArray(),
                predicate == null ? null : compiler.compile(predicate),
                readColumns(index),
                position);
    }

    private static int[] readColumns(Relation.Index index) {
        var columns = new BitSet();
        for (Relation.IndexKey key : index.keys()) {
            if (key.expression() == null) {
                columns.set(key.column());
            } else {
                addColumns(key.expression(), columns);
            }
        }
        index.included().forEach(columns::set);
        if (index.predicate() != null) {
            addColumns(index.predicate(), columns);
        }
        return columns.stream().toArray();
    }

    private static void addColumns(Scalar expression, BitSet columns) {
        Trees.contains(
                expression,
                node -> {
                    if (node instanceof Scalar.Column column) {
                        columns.set(column.column());
                    }
                    return false;
                });
    }

    /** Whether no two rows have the same value of a column (number, from 1), for as long as queries may rely on it. */
    boolean isUnique(int column) {
        if (keyColumns.length == 1 && keyColumns[0] == column) {
            return true;
        }
        for (IndexStorage index : indexes) {
            if (index.isUnique()
                    && index.isReadable()
                    && index.index().predicate() == null
                    && index.index().keys().size() == 1
                    && index.index().keys().getFirst().expression() == null
                    && index.index().keys().getFirst().column() == column) {
                return true;
            }
        }
        return false;
    }

    /** Whether a column (number, from 1) is a key column for the lanes: in a unique index that is neither partial nor over an expression. */
    public boolean isKeyColumn(int column) {
        for (int key : keyColumns) {
            if (key == column) {
                return true;
            }
        }
        for (IndexStorage storage : indexes) {
            Relation.Index index = storage.index();
            if (index.unique()
                    && index.predicate() == null
                    && index.keys().stream().allMatch(key -> key.expression() == null)
                    && index.keys().stream().anyMatch(key -> key.column() == column)) {
                return true;
            }
        }
        return false;
    }
}
