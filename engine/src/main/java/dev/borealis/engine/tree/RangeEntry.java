package dev.borealis.engine.tree;

import dev.borealis.types.SqlType;

import java.util.List;

/** What one item of FROM gives: rows with columns. */
public sealed interface RangeEntry {
    /** The name it goes by in the statement. */
    String alias();

    /** Names as the statement sees them (column aliases applied), by position; of relations: by column number − 1. */
    List<String> columnNames();

    /** A table or a system relation; also the view itself where it is only named (UPDATE of a view). */
    record Relation(int oid, String alias, List<String> columnNames, List<SqlType> columnTypes)
            implements RangeEntry {
        public Relation {
            columnNames = List.copyOf(columnNames);
            columnTypes = List.copyOf(columnTypes);
        }
    }

    /**
     * A sub-query, or a view put in its place.
     *
     * @param view OID of the view, 0 for a sub-query
     */
    record Subquery(Query query, boolean lateral, int view, String alias, List<String> columnNames)
            implements RangeEntry {
        public Subquery {
            columnNames = List.copyOf(columnNames);
        }
    }

    /**
     * Functions in FROM. Columns: those of each function in turn, then the ordinality.
     *
     * @param functions each a call, with the number of columns it gives
     */
    record Functions(
            List<TableFunction> functions,
            boolean ordinality,
            String alias,
            List<String> columnNames,
            List<SqlType> columnTypes)
            implements RangeEntry {
        public Functions {
            functions = List.copyOf(functions);
            columnNames = List.copyOf(columnNames);
            columnTypes = List.copyOf(columnTypes);
        }
    }

    /** @param columns how many columns it gives: 1 for a scalar, the fields for a composite result */
    record TableFunction(Scalar call, int columns) {}

    /** A VALUES list. */
    record Values(
            List<List<Scalar>> rows,
            String alias,
            List<String> columnNames,
            List<SqlType> columnTypes)
            implements RangeEntry {
        public Values {
            rows = List.copyOf(rows);
            columnNames = List.copyOf(columnNames);
            columnTypes = List.copyOf(columnTypes);
        }
    }

    /**
     * A reference to a common table expression.
     *
     * @param levelsUp which query's {@code with}
     * @param index in it
     * @param self the reference of a recursive one to itself: the working table
     */
    record CommonTableReference(
            int levelsUp,
            int index,
            boolean self,
            String alias,
            List<String> columnNames,
            List<SqlType> columnTypes)
            implements RangeEntry {
        public CommonTableReference {
            columnNames = List.copyOf(columnNames);
            columnTypes = List.copyOf(columnTypes);
        }
    }

    /** The rows of a set operation, the source of an INSERT, EXCLUDED: given by what surrounds the entry. */
    record SetResult(String alias, List<String> columnNames, List<SqlType> columnTypes)
            implements RangeEntry {
        public SetResult {
            columnNames = List.copyOf(columnNames);
            columnTypes = List.copyOf(columnTypes);
        }
    }
}
