package dev.borealis.types.error;

/** What is said about prepared statements, portals and connecting. */
public final class SessionErrors {
    private SessionErrors() {}

    /**
     * 26000: EXECUTE, DEALLOCATE, Bind or Describe of a statement not prepared here.
     *
     * @param name empty for the unnamed one
     */
    public static SqlException statementDoesNotExist(String name) {
        return SqlException.of(
                SqlState.INVALID_SQL_STATEMENT_NAME,
                name.isEmpty()
                        ? "unnamed prepared statement does not exist"
                        : "prepared statement \"" + name + "\" does not exist");
    }

    /** 42P05: PREPARE or Parse of a name that is taken. */
    public static SqlException statementExists(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_PREPARED_STATEMENT,
                "prepared statement \"" + name + "\" already exists");
    }

    /** 34000: Execute or Describe of a portal not bound here. */
    public static SqlException portalDoesNotExist(String name) {
        return SqlException.of(
                SqlState.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist");
    }

    /** 42P03: Bind of a portal whose name is taken. */
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

    /** 42601: Parse of a text with several statements. */
    public static SqlException severalStatements() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "cannot insert multiple commands into a prepared statement");
    }

    /** 08P01: Bind with more or fewer values than the statement has parameters. @param statement its name */
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

    /** 08P01: Bind with a number of formats that fits neither none, one nor all parameters. */
    public static SqlException parameterFormatCount(int formats, int parameters) {
        return SqlException.of(
                SqlState.PROTOCOL_VIOLATION,
                "bind message has "
                        + formats
                        + " parameter formats but "
                        + parameters
                        + " parameters");
    }

    /** 08P01: Bind with a number of formats that fits neither none, one nor all columns. */
    public static SqlException resultFormatCount(int formats, int columns) {
        return SqlException.of(
                SqlState.PROTOCOL_VIOLATION,
                "bind message has "
                        + formats
                        + " result formats but query has "
                        + columns
                        + " columns");
    }

    /** 22023: Bind with a format that is neither text (0) nor binary (1). */
    public static SqlException unsupportedFormat(int format) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "unsupported format code: " + format);
    }

    /** 28000: connecting as a role without LOGIN. */
    public static SqlException roleMayNotLogIn(String name) {
        return SqlException.of(
                SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
                "role \"" + name + "\" is not permitted to log in");
    }

    /** 28000: connecting as a role that does not exist. */
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

    /** 42704: SET CONSTRAINTS of one that does not exist. */
    public static SqlException constraintDoesNotExist(String name) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT, "constraint \"" + name + "\" does not exist");
    }

    /** 42809: SET CONSTRAINTS … DEFERRED of one that cannot be. */
    public static SqlException constraintNotDeferrable(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "constraint \"" + name + "\" is not deferrable");
    }

    /** 0A000: COPY of an INSERT, UPDATE or DELETE that returns nothing. */
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

    /** 23502: null for a domain that is NOT NULL. */
    public static SqlException domainNotNull(String domain) {
        return SqlException.of(
                SqlState.NOT_NULL_VIOLATION, "domain " + domain + " does not allow null values");
    }

    /** 23514: a value for which a domain's CHECK is false. */
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
}
