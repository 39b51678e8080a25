package dev.borealis.types.error;

/** What is said about prepared statements, portals and connecting. */
public final class SessionErrors {
    private SessionErrors() {}

    public static SqlException statementDoesNotExist(String name) {
        return SqlException.of(
                SqlState.INVALID_SQL_STATEMENT_NAME,
                name.isEmpty()
                        ? "unnamed prepared statement does not exist"
                        : "prepared statement \"" + name + "\" does not exist");
    }

    public static SqlException statementExists(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_PREPARED_STATEMENT,
                "prepared statement \"" + name + "\" already exists");
    }

    public static SqlException portalDoesNotExist(String name) {
        return SqlException.of(
                SqlState.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist");
    }

    public static SqlException portalExists(String name) {
        return SqlException.of(SqlState.DUPLICATE_CURSOR, "cursor \"" + name + "\" already exists");
    }

    /** A portal without columns that has been run, or one that failed. */
    public static SqlException portalCannotBeRun(String name) {
        return SqlException.of(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "portal \"" + name + "\" cannot be run");
    }

    /** A type number that Parse gave, and that no type has. */
    public static SqlException noSuchType(int oid) {
        return SqlException.of(
                SqlState.INTERNAL_ERROR,
                "cache lookup failed for type " + Integer.toUnsignedString(oid));
    }

    /** A prepared statement whose columns are not what its client was told any more. Source: PostgreSQL 16. */
    public static SqlException resultTypeChanged() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "cached plan must not change result type");
    }

    public static SqlException severalStatements() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "cannot insert multiple commands into a prepared statement");
    }

    public static SqlException parameterCount(int given, String statement, int required) {
        return SqlException.of(
                SqlState.PROTOCOL_VIOLATION,
                "bind message supplies "
                        + given
                        + " parameters, but prepared statement \""
                        + statement
                        + "\" requires "
                        + required);
    }

    public static SqlException parameterFormatCount(int formats, int parameters) {
        return SqlException.of(
                SqlState.PROTOCOL_VIOLATION,
                "bind message has "
                        + formats
                        + " parameter formats but "
                        + parameters
                        + " parameters");
    }

    public static SqlException resultFormatCount(int formats, int columns) {
        return SqlException.of(
                SqlState.PROTOCOL_VIOLATION,
                "bind message has "
                        + formats
                        + " result formats but query has "
                        + columns
                        + " columns");
    }

    public static SqlException unsupportedFormat(int format) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "unsupported format code: " + format);
    }

    public static SqlException roleMayNotLogIn(String name) {
        return SqlException.of(
                SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
                "role \"" + name + "\" is not permitted to log in");
    }

    public static SqlException roleDoesNotExist(String name) {
        return SqlException.of(
                SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
                "role \"" + name + "\" does not exist");
    }

    /** @param kind table, view, sequence, schema … */
    public static SqlException permissionDenied(String kind, String name) {
        return SqlException.of(
                SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for " + kind + " " + name);
    }

    public static SqlException constraintDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT, "constraint \"" + name + "\" does not exist");
    }

    public static SqlException constraintNotDeferrable(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "constraint \"" + name + "\" is not deferrable");
    }

    public static SqlException copyQueryWithoutRows() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "COPY query must have a RETURNING clause");
    }

    /** COPY of something that is no table. */
    public static SqlException cannotCopy(boolean from, String name) {
        SqlException error =
                SqlException.of(
                        SqlState.WRONG_OBJECT_TYPE,
                        from
                                ? "cannot copy to view \"" + name + "\""
                                : "cannot copy from view \"" + name + "\"");
        return from ? error : error.withHint("Try the COPY (SELECT ...) TO variant.");
    }

    public static SqlException domainNotNull(String domain) {
        return SqlException.of(
                SqlState.NOT_NULL_VIOLATION, "domain " + domain + " does not allow null values");
    }

    public static SqlException domainCheck(String domain, String constraint) {
        return SqlException.of(
                SqlState.CHECK_VIOLATION,
                "value for domain " + domain + " violates check constraint \"" + constraint + "\"");
    }

    /** @param incident also in the log, beside the stack trace */
    public static SqlException internal(String incident) {
        return SqlException.of(SqlState.INTERNAL_ERROR, "internal error")
                .withDetail("Incident " + incident + "; the server log has the particulars.");
    }

    /** What is accepted but not executed yet; each use stands in docs/compatibility.md. */
    public static SqlException notYetImplemented(String what) {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, what + " is not yet implemented");
    }

    public static SqlException argumentOfCall() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "cannot use subquery in CALL argument");
    }
}
