package dev.borealis.engine.catalog;

import dev.borealis.engine.tree.Scalar;

import java.util.List;

/** A constraint of a table or domain. */
public sealed interface ConstraintDefinition {
    /** pg_constraint.oid. */
    int oid();

    /** Unique among the constraints of its table or domain. */
    String name();

    /** @param expression over range 0 = the row; of a domain over {@link Scalar.ElementPlaceholder} */
    record Check(int oid, String name, Scalar expression, boolean validated, boolean noInherit)
            implements ConstraintDefinition {}

    /** PRIMARY KEY or UNIQUE, held up by an index of the same name. */
    record Unique(int oid, String name, int index, boolean primary, List<Integer> columns)
            implements ConstraintDefinition {
        public Unique {
            columns = List.copyOf(columns);
        }
    }

    /**
     * @param columns column numbers of this table
     * @param referencedTable its OID
     * @param referencedColumns in the order of {@code columns}
     * @param referencedIndex OID of the unique index the referenced columns make up
     * @param equality pg_operator OIDs comparing referenced with referencing column
     * @param setColumns the subset of ON DELETE SET NULL | DEFAULT (…), empty for all
     */
    record ForeignKey(
            int oid,
            String name,
            List<Integer> columns,
            int referencedTable,
            List<Integer> referencedColumns,
            int referencedIndex,
            List<Integer> equality,
            boolean matchFull,
            Action onDelete,
            Action onUpdate,
            List<Integer> setColumns,
            boolean deferrable,
            boolean initiallyDeferred,
            boolean validated)
            implements ConstraintDefinition {
        public ForeignKey {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
            equality = List.copyOf(equality);
            setColumns = List.copyOf(setColumns);
        }
    }

    /** What a foreign key does to the referencing rows; pg_constraint.confdeltype letters a, r, c, n, d. */
    enum Action {
        NO_ACTION,
        RESTRICT,
        CASCADE,
        SET_NULL,
        SET_DEFAULT
    }
}
