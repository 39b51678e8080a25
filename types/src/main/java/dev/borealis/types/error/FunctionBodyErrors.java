package dev.borealis.types.error;

/** Failures of functions in language sql. Source: PostgreSQL 16. */
public final class FunctionBodyErrors {
    private FunctionBodyErrors() {}

    public static SqlException resultMismatch(String type, String detail) {
        return SqlException.of(
                        SqlState.INVALID_FUNCTION_DEFINITION,
                        "return type mismatch in function declared to return " + type)
                .withDetail(detail);
    }

    public static SqlException resultType(String type) {
        return invalid("SQL functions cannot return type " + type);
    }

    public static SqlException argumentType(String type) {
        return invalid("SQL functions cannot have arguments of type " + type);
    }

    public static SqlException setArgument() {
        return invalid("functions cannot accept set arguments");
    }

    public static SqlException variadicNotLast() {
        return invalid("VARIADIC parameter must be the last input parameter");
    }

    public static SqlException variadicNotArray() {
        return invalid("VARIADIC parameter must be an array");
    }

    /** @param inputs one of which would say what it is */
    public static SqlException undeterminedResult(String type, String inputs) {
        return invalid("cannot determine result data type")
                .withDetail(
                        "A result of type "
                                + type
                                + " requires at least one input of type "
                                + inputs
                                + ".");
    }

    public static SqlException unsafeInternal() {
        return invalid("unsafe use of pseudo-type \"internal\"")
                .withDetail(
                        "A result of type internal requires at least one input of type internal.");
    }

    private static SqlException invalid(String text) {
        return SqlException.of(SqlState.INVALID_FUNCTION_DEFINITION, text);
    }

    public static SqlException notAllowed() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "unsupported statement in a function body");
    }

    public static SqlException changeInNonVolatile(String command) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                command + " is not allowed in a non-volatile function");
    }

    public static SqlException convertedReturning() {
        return SessionErrors.notYetImplemented(
                "a function whose RETURNING gives another type than declared");
    }
}
