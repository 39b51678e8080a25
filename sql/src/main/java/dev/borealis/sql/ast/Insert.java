package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * {@code INSERT INTO …}.
 *
 * @param columns empty when no list was written
 * @param source null for DEFAULT VALUES
 */
public record Insert(
        @Nullable With with,
        TableExpression.Relation target,
        List<ColumnTarget> columns,
        Overriding overriding,
        @Nullable Select source,
        @Nullable OnConflict onConflict,
        List<Target> returning)
        implements QueryStatement {
    public Insert {
        columns = List.copyOf(columns);
        returning = List.copyOf(returning);
    }

    /** {@code OVERRIDING … VALUE}. */
    public enum Overriding {
        NONE,
        USER,
        SYSTEM
    }

    /**
     * {@code ON CONFLICT [target] DO …}.
     *
     * @param assignments of DO UPDATE SET; null for DO NOTHING
     */
    public record OnConflict(
            @Nullable ConflictTarget target,
            @Nullable List<Assignment> assignments,
            @Nullable Expression where,
            int position) {
        public OnConflict {
            assignments = assignments == null ? null : List.copyOf(assignments);
        }
    }

    /** What a row may conflict with. */
    public sealed interface ConflictTarget {
        /** {@code (elements) [WHERE predicate]}. */
        record Inference(List<IndexElement> elements, @Nullable Expression where, int position)
                implements ConflictTarget {
            public Inference {
                elements = List.copyOf(elements);
            }
        }

        /** {@code ON CONSTRAINT name}. */
        record Named(String constraint, int position) implements ConflictTarget {}
    }
}
