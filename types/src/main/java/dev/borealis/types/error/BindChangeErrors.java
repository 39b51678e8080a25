package dev.borealis.types.error;

/** INSERT, UPDATE and DELETE that cannot be: columns, generated values, ON CONFLICT, views. */
public final class BindChangeErrors {
    private BindChangeErrors() {}

    /** 42601: a column that INSERT or UPDATE names twice. */
    public static SqlException assignedTwice(String column) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "multiple assignments to same column \"" + column + "\"");
    }

    /** 42601: INSERT with more values than columns. */
    public static SqlException moreExpressions() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "INSERT has more expressions than target columns");
    }

    /** 42601: INSERT with more columns named than values given. */
    public static SqlException moreColumns() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "INSERT has more target columns than expressions");
    }

    /** 428C9: INSERT of a value into a column {@code GENERATED ALWAYS AS (…) STORED}. */
    public static SqlException insertIntoGenerated(String column) {
        return SqlException.of(
                        SqlState.GENERATED_ALWAYS,
                        "cannot insert a non-DEFAULT value into column \"" + column + "\"")
                .withDetail("Column \"" + column + "\" is a generated column.");
    }

    /** 428C9: INSERT of a value into a column {@code GENERATED ALWAYS AS IDENTITY} without OVERRIDING. */
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

    /** 428C9: UPDATE of a column {@code GENERATED ALWAYS AS (…) STORED}. */
    public static SqlException updateGenerated(String column) {
        return SqlException.of(
                        SqlState.GENERATED_ALWAYS,
                        "column \"" + column + "\" can only be updated to DEFAULT")
                .withDetail("Column \"" + column + "\" is a generated column.");
    }

    /** 428C9: UPDATE of a column {@code GENERATED ALWAYS AS IDENTITY}. */
    public static SqlException updateIdentity(String column) {
        return SqlException.of(
                        SqlState.GENERATED_ALWAYS,
                        "column \"" + column + "\" can only be updated to DEFAULT")
                .withDetail(
                        "Column \""
                                + column
                                + "\" is an identity column defined as GENERATED ALWAYS.");
    }

    /** 42804: {@code SET column.field = …} of a column without fields. @param type of the column */
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

    /** 42601: {@code SET (a, b) = …} with more or fewer values than columns. */
    public static SqlException wrongValueCount() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "number of columns does not match number of values");
    }

    /** 0A000: {@code SET (a, b) = …} of anything but a row or a sub-query. */
    public static SqlException multipleAssignmentSource() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "source for a multiple-column UPDATE item must be a sub-SELECT or ROW() expression");
    }

    /** 42601: {@code ON CONFLICT DO UPDATE} without saying which conflict. */
    public static SqlException conflictTargetRequired() {
        return SqlException.of(
                        SqlState.SYNTAX_ERROR,
                        "ON CONFLICT DO UPDATE requires inference specification or constraint name")
                .withHint("For example, ON CONFLICT (column_name).");
    }

    /** 42P10: {@code ON CONFLICT (columns)} where no unique index has just these columns. */
    public static SqlException noArbiter() {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "there is no unique or exclusion constraint matching the ON CONFLICT specification");
    }

    /** 42809: {@code ON CONFLICT ON CONSTRAINT} of a constraint that is not a key. */
    public static SqlException constraintWithoutIndex() {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "constraint in ON CONFLICT clause has no associated index");
    }

    /** 42809: INSERT, UPDATE or DELETE of a sequence. */
    public static SqlException cannotChangeSequence(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "cannot change sequence \"" + name + "\"");
    }

    /** 42501: a table or view that the role may not read or change so. @param table its name without quotes */
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
