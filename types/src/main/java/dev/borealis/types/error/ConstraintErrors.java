package dev.borealis.types.error;

import dev.borealis.types.error.SqlException.Subject;

/** Violations of constraints, class 23. Texts: PostgreSQL 16. */
public final class ConstraintErrors {
    private ConstraintErrors() {}

    /** @param row the whole row in parentheses: {@code (1, null)} */
    public static SqlException notNull(String schema, String table, String column, String row) {
        return SqlException.of(
                        SqlState.NOT_NULL_VIOLATION,
                        "null value in column \""
                                + column
                                + "\" of relation \""
                                + table
                                + "\" violates not-null constraint")
                .withDetail("Failing row contains " + row + ".")
                .withSubject(new Subject(schema, table, column, null, null));
    }

    /** 23514: a row for which a CHECK is false. @param row the whole row in parentheses, as in the detail */
    public static SqlException check(String schema, String table, String constraint, String row) {
        return SqlException.of(
                        SqlState.CHECK_VIOLATION,
                        "new row for relation \""
                                + table
                                + "\" violates check constraint \""
                                + constraint
                                + "\"")
                .withDetail("Failing row contains " + row + ".")
                .withSubject(new Subject(schema, table, null, null, constraint));
    }

    /** WITH CHECK OPTION. */
    public static SqlException viewCheck(String view, String row) {
        return SqlException.of(
                        SqlState.WITH_CHECK_OPTION_VIOLATION,
                        "new row violates check option for view \"" + view + "\"")
                .withDetail("Failing row contains " + row + ".");
    }

    /** @param columns and {@code values}: lists without parentheses, {@code id, tenant} and {@code 1, 2} */
    public static SqlException unique(
            String schema, String table, String constraint, String columns, String values) {
        return SqlException.of(
                        SqlState.UNIQUE_VIOLATION,
                        "duplicate key value violates unique constraint \"" + constraint + "\"")
                .withDetail("Key (" + columns + ")=(" + values + ") already exists.")
                .withSubject(new Subject(schema, table, null, null, constraint));
    }

    /** A referencing row without a referenced one. */
    public static SqlException foreignKeyMissing(
            String schema,
            String table,
            String constraint,
            String columns,
            String values,
            String referencedTable) {
        return SqlException.of(
                        SqlState.FOREIGN_KEY_VIOLATION,
                        "insert or update on table \""
                                + table
                                + "\" violates foreign key constraint \""
                                + constraint
                                + "\"")
                .withDetail(
                        "Key ("
                                + columns
                                + ")=("
                                + values
                                + ") is not present in table \""
                                + referencedTable
                                + "\".")
                .withSubject(new Subject(schema, table, null, null, constraint));
    }

    /** MATCH FULL with some but not all columns null. */
    public static SqlException foreignKeyMixedNulls(
            String schema, String table, String constraint) {
        return SqlException.of(
                        SqlState.FOREIGN_KEY_VIOLATION,
                        "insert or update on table \""
                                + table
                                + "\" violates foreign key constraint \""
                                + constraint
                                + "\"")
                .withDetail("MATCH FULL does not allow mixing of null and nonnull key values.")
                .withSubject(new Subject(schema, table, null, null, constraint));
    }

    /** A referenced row that still has referencing ones. */
    public static SqlException foreignKeyStillReferenced(
            String schema,
            String table,
            String constraint,
            String columns,
            String values,
            String referencingTable) {
        return SqlException.of(
                        SqlState.FOREIGN_KEY_VIOLATION,
                        "update or delete on table \""
                                + table
                                + "\" violates foreign key constraint \""
                                + constraint
                                + "\" on table \""
                                + referencingTable
                                + "\"")
                .withDetail(
                        "Key ("
                                + columns
                                + ")=("
                                + values
                                + ") is still referenced from table \""
                                + referencingTable
                                + "\".")
                .withSubject(new Subject(schema, referencingTable, null, null, constraint));
    }
}
