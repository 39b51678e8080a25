package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A constraint of a column, a table or a domain; NULL, DEFAULT, GENERATED and IDENTITY count as such in the grammar. */
public sealed interface Constraint {
    /** The name after CONSTRAINT, or null. */
    @Nullable String name();

    /** Of the word CONSTRAINT, or of the first word of an unnamed one. */
    int position();

    /** What may follow a constraint; null: not said. */
    record Attributes(
            @Nullable Boolean deferrable,
            @Nullable Boolean initiallyDeferred,
            boolean notValid,
            boolean noInherit) {
        public static final Attributes NONE = new Attributes(null, null, false, false);
    }

    /** {@code NOT NULL}. */
    record NotNull(@Nullable String name, Attributes attributes, int position)
            implements Constraint {}

    /** {@code NULL}: no constraint at all. */
    record Null(@Nullable String name, int position) implements Constraint {}

    /** {@code DEFAULT value}. */
    record Default(@Nullable String name, Expression value, int position) implements Constraint {}

    /** {@code CHECK (condition)}. */
    record Check(@Nullable String name, Expression condition, Attributes attributes, int position)
            implements Constraint {}

    /** {@code GENERATED ALWAYS AS (value) STORED}. */
    record Generated(@Nullable String name, Expression value, int position) implements Constraint {}

    /** {@code GENERATED (ALWAYS | BY DEFAULT) AS IDENTITY [(options)]}. */
    record Identity(
            @Nullable String name,
            boolean always,
            List<SequenceStatement.SequenceOption> options,
            int position)
            implements Constraint {
        public Identity {
            options = List.copyOf(options);
        }
    }

    /**
     * @param columns empty for a column's own constraint and for USING INDEX
     * @param usingIndex {@code UNIQUE USING INDEX name}
     */
    record Unique(
            @Nullable String name,
            List<String> columns,
            List<String> include,
            boolean nullsNotDistinct,
            @Nullable String usingIndex,
            boolean storageOptions,
            Attributes attributes,
            int position)
            implements Constraint {
        public Unique {
            columns = List.copyOf(columns);
            include = List.copyOf(include);
        }
    }

    /**
     * {@code PRIMARY KEY (columns) INCLUDE (include)}, or {@code PRIMARY KEY USING INDEX name}.
     *
     * @param columns empty at a column
     * @param storageOptions WITH (…) was written, which is refused
     */
    record PrimaryKey(
            @Nullable String name,
            List<String> columns,
            List<String> include,
            @Nullable String usingIndex,
            boolean storageOptions,
            Attributes attributes,
            int position)
            implements Constraint {
        public PrimaryKey {
            columns = List.copyOf(columns);
            include = List.copyOf(include);
        }
    }

    /** How a key with nulls is matched. */
    enum Match {
        SIMPLE,
        FULL,
        PARTIAL
    }

    /** What is done to referencing rows. */
    enum ActionKind {
        NO_ACTION,
        RESTRICT,
        CASCADE,
        SET_NULL,
        SET_DEFAULT
    }

    /** {@code columns} only for SET NULL and SET DEFAULT of ON DELETE; empty means all. */
    record Action(ActionKind kind, List<String> columns) {
        public static final Action NO_ACTION = new Action(ActionKind.NO_ACTION, List.of());

        public Action {
            columns = List.copyOf(columns);
        }
    }

    /** {@code columns} empty for a column's own REFERENCES; {@code referencedColumns} empty: the primary key. */
    record ForeignKey(
            @Nullable String name,
            List<String> columns,
            QualifiedName referenced,
            List<String> referencedColumns,
            Match match,
            Action onDelete,
            Action onUpdate,
            Attributes attributes,
            int position)
            implements Constraint {
        public ForeignKey {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }
    }

    /** {@code EXCLUDE …}: refused. */
    record Exclude(@Nullable String name, int position) implements Constraint {}
}
