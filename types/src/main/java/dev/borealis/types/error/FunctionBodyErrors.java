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
