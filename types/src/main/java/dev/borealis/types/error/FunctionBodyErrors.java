package dev.borealis.types.error;

/** Failures of functions in language sql, in their definitions and in what they do. Source: PostgreSQL 16. */
public final class FunctionBodyErrors {
    private FunctionBodyErrors() {}

    /**
     * 42P13: a body whose last statement gives something else than declared.
     *
     * @param type declared
     * @param detail what the last statement gives
     */
    public static SqlException resultMismatch(String type, String detail) {
        return SqlException.of(
                        SqlState.INVALID_FUNCTION_DEFINITION,
                        "return type mismatch in function declared to return " + type)
                .withDetail(detail);
    }

    /** 42P13: CREATE FUNCTION that gives a pseudo-type such as cstring. */
    public static SqlException resultType(String type) {
        return invalid("SQL functions cannot return type " + type);
    }

    /** 42P13: CREATE FUNCTION with an argument of a pseudo-type. */
    public static SqlException argumentType(String type) {
        return invalid("SQL functions cannot have arguments of type " + type);
    }

    /** 42P13: CREATE FUNCTION with SETOF in an argument. */
    public static SqlException setArgument() {
        return invalid("functions cannot accept set arguments");
    }

    /** 42P13: CREATE FUNCTION with an input parameter after the VARIADIC one. */
    public static SqlException variadicNotLast() {
        return invalid("VARIADIC parameter must be the last input parameter");
    }

    /** 42P13: CREATE FUNCTION with a VARIADIC parameter that is no array. */
    public static SqlException variadicNotArray() {
        return invalid("VARIADIC parameter must be an array");
    }

    /**
     * 42P13: CREATE FUNCTION whose arguments do not say what its polymorphic result is.
     *
     * @param inputs one of which would say it
     */
    public static SqlException undeterminedResult(String type, String inputs) {
        return invalid("cannot determine result data type")
                .withDetail(
                        "A result of type "
                                + type
                                + " requires at least one input of type "
                                + inputs
                                + ".");
    }

    /** 42P13: CREATE FUNCTION that gives internal and takes none. */
    public static SqlException unsafeInternal() {
        return invalid("unsafe use of pseudo-type \"internal\"")
                .withDetail(
                        "A result of type internal requires at least one input of type internal.");
    }

    private static SqlException invalid(String text) {
        return SqlException.of(SqlState.INVALID_FUNCTION_DEFINITION, text);
    }

    /** 0A000: a statement that a body cannot have, such as DDL. */
    public static SqlException notAllowed() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "unsupported statement in a function body");
    }

    /**
     * 0A000: a body that changes rows, of a function declared STABLE or IMMUTABLE.
     *
     * @param command the statement's tag
     */
    public static SqlException changeInNonVolatile(String command) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                command + " is not allowed in a non-volatile function");
    }

    /** 0A000: a body that ends in RETURNING, of a type that must be converted. */
    public static SqlException convertedReturning() {
        return SessionErrors.notYetImplemented(
                "a function whose RETURNING gives another type than declared");
    }

    // --- what CREATE FUNCTION says of it ---

    /** 42P13: a body in quotes without LANGUAGE. */
    public static SqlException noLanguage() {
        return invalid("no language specified");
    }

    /** 42P13: neither AS nor RETURN nor BEGIN ATOMIC. */
    public static SqlException noBody() {
        return invalid("no function body specified");
    }

    /** 42P13: AS beside RETURN or BEGIN ATOMIC. */
    public static SqlException twoBodies() {
        return invalid("duplicate function body specified");
    }

    /** 42P13: {@code AS 'file', 'symbol'}, which is for language c. */
    public static SqlException severalAsItems() {
        return invalid("only one AS item needed for language \"sql\"");
    }

    /** 42P13: CREATE OR REPLACE with another result. @param function as it is, with its argument types */
    public static SqlException otherResult(String function) {
        return invalid("cannot change return type of existing function")
                .withHint("Use DROP FUNCTION " + function + " first.");
    }

    /** 42P13: a parameter without DEFAULT after one with it. */
    public static SqlException defaultMissing() {
        return invalid("input parameters after one with a default value must also have defaults");
    }

    /** 42P13: neither RETURNS nor OUT parameters. */
    public static SqlException noResultType() {
        return invalid("function result type must be specified");
    }

    /** 42P13: RETURNS that contradicts the OUT parameters. @param type that follows from these */
    public static SqlException resultOfOutParameters(String type) {
        return invalid("function result type must be " + type + " because of OUT parameters");
    }

    /** 22023: COST of nothing or less. */
    public static SqlException costNotPositive() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "COST must be positive");
    }

    /** 22023: ROWS of nothing or less. */
    public static SqlException rowsNotPositive() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "ROWS must be positive");
    }

    /** 42P13: RETURN or BEGIN ATOMIC of a function whose parameters stand for any type. */
    public static SqlException polymorphicUnquoted() {
        return SqlException.of(
                SqlState.INVALID_FUNCTION_DEFINITION,
                "SQL function with unquoted function body cannot have polymorphic arguments");
    }
}
