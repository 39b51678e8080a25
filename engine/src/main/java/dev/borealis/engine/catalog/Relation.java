package dev.borealis.engine.catalog;

import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** What shares one name space per schema: tables, indexes, views, sequences and the system's own relations. */
public sealed interface Relation permits Relation.Stored, Relation.SystemRelation {
    /** pg_class.oid; of tables and indexes also the prefix of their keys in the store. */
    int oid();

    /** OID of the schema. */
    int schema();

    /** Without its schema. */
    String name();

    /** OID of the owning role. */
    int owner();

    /** A relation that users made. */
    sealed interface Stored extends Relation, Definition permits Table, Index, View, Sequence {}

    /**
     * A table. A change of it is a new record.
     *
     * @param columns all there ever were, by number (index = number − 1), dropped ones included
     * @param primaryKey OID of the primary key's index, whose prefix holds the rows; 0: a table with hidden row ids, whose
     *     rows are under its own OID
     * @param indexes the OIDs of all indexes, the primary key's too
     * @param referencedBy OIDs of tables with foreign keys to this one (itself included where so)
     */
    record Table(
            int oid,
            int schema,
            String name,
            int owner,
            List<ColumnDefinition> columns,
            int primaryKey,
            List<Integer> indexes,
            List<ConstraintDefinition> constraints,
            List<Integer> referencedBy,
            List<Privilege> privileges,
            int rowType)
            implements Stored {
        public Table {
            columns = List.copyOf(columns);
            indexes = List.copyOf(indexes);
            constraints = List.copyOf(constraints);
            referencedBy = List.copyOf(referencedBy);
            privileges = List.copyOf(privileges);
        }

        /** @param number from 1 */
        public ColumnDefinition column(int number) {
            return columns.get(number - 1);
        }

        /** The live column of that name, or null. */
        public @Nullable ColumnDefinition findColumn(String columnName) {
            for (ColumnDefinition column : columns) {
                if (!column.dropped() && column.name().equals(columnName)) {
                    return column;
                }
            }
            return null;
        }

        /** The columns that were not dropped. */
        public List<ColumnDefinition> liveColumns() {
            return columns.stream().filter(column -> !column.dropped()).toList();
        }
    }

    /**
     * An index. Of a primary key the entries are the rows themselves.
     *
     * @param keys in order
     * @param included column numbers of INCLUDE (of a primary key: as written; all columns are there anyway)
     * @param predicate of a partial index, over range 0 = the row
     */
    record Index(
            int oid,
            int schema,
            String name,
            int owner,
            int table,
            boolean unique,
            boolean primary,
            boolean nullsNotDistinct,
            List<IndexKey> keys,
            List<Integer> included,
            @Nullable Scalar predicate,
            IndexState state)
            implements Stored {
        public Index {
            keys = List.copyOf(keys);
            included = List.copyOf(included);
        }
    }

    /**
     * @param column number of the column, 0 for an expression
     * @param expression over range 0 = the row; null for a plain column
     */
    record IndexKey(int column, @Nullable Scalar expression, SqlType type, boolean nullsFirst) {}

    /** BUILDING and INVALID indexes are maintained and, when unique, enforced, but never read by a plan. */
    enum IndexState {
        BUILDING,
        VALID,
        INVALID
    }

    /** @param columns the names and types of the output, in order */
    record View(
            int oid,
            int schema,
            String name,
            int owner,
            List<ViewColumn> columns,
            Query query,
            Map<String, String> options,
            List<Privilege> privileges,
            int rowType)
            implements Stored {
        public View {
            columns = List.copyOf(columns);
            options = Map.copyOf(options);
            privileges = List.copyOf(privileges);
        }
    }

    /** @param defaultValue of ALTER VIEW … ALTER COLUMN … SET DEFAULT, for INSERT through the view */
    record ViewColumn(String name, SqlType type, @Nullable Scalar defaultValue) {
        public ViewColumn(String name, SqlType type) {
            this(name, type, null);
        }
    }

    /**
     * A sequence; its position is under a key of its own in the store, outside all transactions.
     *
     * @param ownerTable OID of the table of OWNED BY or identity, else 0
     */
    record Sequence(
            int oid,
            int schema,
            String name,
            int owner,
            long start,
            long increment,
            long min,
            long max,
            long cache,
            boolean cycle,
            int ownerTable,
            int ownerColumn,
            boolean identity,
            List<Privilege> privileges)
            implements Stored {
        public Sequence {
            privileges = List.copyOf(privileges);
        }
    }

    /**
     * A relation of pg_catalog, information_schema or sys. Its rows come from the package {@code system}, found there by
     * OID.
     *
     * @param lookups sets of column numbers by which rows can be found without a scan
     */
    record SystemRelation(
            int oid,
            int schema,
            String name,
            int owner,
            char kind,
            List<ViewColumn> columns,
            List<List<Integer>> lookups)
            implements Relation {
        public SystemRelation {
            columns = List.copyOf(columns);
            lookups = List.copyOf(lookups);
        }

        /** Whether its rows have tableoid, after the columns: those of tables do, those of views do not. */
        public boolean hasTableOid() {
            return kind == 'r';
        }
    }
}
