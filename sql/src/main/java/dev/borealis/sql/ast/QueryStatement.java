package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What can stand in a CTE: SELECT and the statements that change rows. */
public sealed interface QueryStatement extends Statement permits Select, Insert, Update, Delete {
    /** The WITH clause, or null. */
    @Nullable With with();

    /** {@code WITH [RECURSIVE] …}. */
    record With(boolean recursive, List<CommonTable> tables, int position) {
        public With {
            tables = List.copyOf(tables);
        }
    }

    /** Whether a CTE is computed once. */
    enum Materialization {
        DEFAULT,
        ALWAYS,
        NEVER
    }

    /** {@code name [(columns)] AS [[NOT] MATERIALIZED] (query) [SEARCH …] [CYCLE …]}. */
    record CommonTable(
            String name,
            List<String> columns,
            Materialization materialization,
            QueryStatement query,
            @Nullable Search search,
            @Nullable Cycle cycle,
            int position) {
        public CommonTable {
            columns = List.copyOf(columns);
        }
    }

    /** {@code SEARCH BREADTH | DEPTH FIRST BY columns SET sequenceColumn}. */
    record Search(boolean breadthFirst, List<String> columns, String sequenceColumn, int position) {
        public Search {
            columns = List.copyOf(columns);
        }
    }

    /** {@code markValue} and {@code markDefault} are TRUE and FALSE when not written. */
    record Cycle(
            List<String> columns,
            String markColumn,
            Expression markValue,
            Expression markDefault,
            String pathColumn,
            int position) {
        public Cycle {
            columns = List.copyOf(columns);
        }
    }

    /** An item of a select list or of RETURNING; {@code *} is a column reference with a star. */
    record Target(Expression expression, @Nullable String label, int position) {}

    /** A column assigned to: {@code name[1].field}. */
    record ColumnTarget(String name, List<Step> steps, int position) {
        public ColumnTarget {
            steps = List.copyOf(steps);
        }
    }

    /** An item of SET. */
    sealed interface Assignment {
        /** {@code column = value}. */
        record Single(ColumnTarget column, Expression value) implements Assignment {}

        /** {@code (columns) = source}: a row constructor or a sub-query. */
        record Multiple(List<ColumnTarget> columns, Expression source, int position)
                implements Assignment {
            public Multiple {
                columns = List.copyOf(columns);
            }
        }
    }
}
