package dev.borealis.types.error;

/** INSERT, UPDATE and DELETE that cannot be: columns, generated values, ON CONFLICT, views. */
public final class BindChangeErrors {
    private BindChangeErrors() {}

    public static SqlException assignedTwice(String column) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "multiple assignments to same column \"" + column + "\"");
    }

    public static SqlException moreExpressions() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "INSERT has more expressions than target columns");
    }

    public static SqlException moreColumns() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "INSERT has more target columns than expressions");
    }

    public static SqlException insertIntoGenerated(String column) {
        return SqlException.of(
                        SqlState.GENERATED_ALWAYS,
                        "cannot insert a non-DEFAULT value into column \"" + column + "\"")
                .withDetail("Column \"" + column + "\" is a generated column.");
    }

    public static SqlException insertIntoIdentity(String column) {
        return SqlException.of(
                        SqlState.GENERATED_ALWAYS,
                        "cannot insert a non-DEFAULT value into column \"" + column + "\"")
                .withDetail(
                        "Column \""
                                + column
                                + "\" is an identity column defined as GENERATED ALWAYS.")
                .withHint("Use OVERRIDING SYSTEM VALUE to override.");
    }

    public static SqlException updateGenerated(String column) {
        return SqlException.of(
                        SqlState.GENERATED_ALWAYS,
                        "column \"" + column + "\" can only be updated to DEFAULT")
                .withDetail("Column \"" + column + "\" is a generated column.");
    }

    public static SqlException updateIdentity(String column) {
        return SqlException.of(
                        SqlState.GENERATED_ALWAYS,
                        "column \"" + column + "\" can only be updated to DEFAULT")
                .withDetail(
                        "Column \""
                                + column
                                + "\" is an identity column defined as GENERATED ALWAYS.");
    }

    public static SqlException assignToField(String field, String column, String type) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "cannot assign to field \""
                        + field
                        + "\" of column \""
                        + column
                        + "\" because its type "
                        + type
                        + " is not a composite type");
    }

    public static SqlException wrongValueCount() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "number of columns does not match number of values");
    }

    public static SqlException multipleAssignmentSource() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "source for a multiple-column UPDATE item must be a sub-SELECT or ROW() expression");
    }

    public static SqlException conflictTargetRequired() {
        return SqlException.of(
                        SqlState.SYNTAX_ERROR,
                        "ON CONFLICT DO UPDATE requires inference specification or constraint name")
                .withHint("For example, ON CONFLICT (column_name).");
    }

    public static SqlException noArbiter() {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "there is no unique or exclusion constraint matching the ON CONFLICT specification");
    }

    public static SqlException constraintWithoutIndex() {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "constraint in ON CONFLICT clause has no associated index");
    }

    public static SqlException cannotChangeSequence(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "cannot change sequence \"" + name + "\"");
    }

    public static SqlException permissionDenied(String table) {
        return SqlException.of(
                SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for table " + table);
    }

    /** @param action {@code insert into} or {@code update} */
    public static SqlException viewColumnNotUpdatable(String action, String column, String view) {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "cannot " + action + " column \"" + column + "\" of view \"" + view + "\"")
                .withDetail(
                        "View columns that are not columns of their base relation are not updatable.");
    }

    /** @param action INSERT, UPDATE or DELETE */
    public static SqlException viewNotUpdatable(String action, String view, String detail) {
        String text =
                switch (action) {
                    case "INSERT" -> "insert into";
                    case "UPDATE" -> "update";
                    default -> "delete from";
                };
        String enabling =
                switch (action) {
                    case "INSERT" -> "inserting into";
                    case "UPDATE" -> "updating";
                    default -> "deleting from";
                };
        return SqlException.of(
                        SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                        "cannot " + text + " view \"" + view + "\"")
                .withDetail(detail)
                .withHint(
                        "To enable "
                                + enabling
                                + " the view, provide an INSTEAD OF "
                                + action
                                + " trigger or an unconditional ON "
                                + action
                                + " DO INSTEAD rule.");
    }
}
