package dev.borealis.types.error;

/** Errors of window functions. Texts of PostgreSQL 16. */
public final class WindowErrors {
    private WindowErrors() {}

    public static SqlException ntileArgument() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_NTILE, "argument of ntile must be greater than zero");
    }

    public static SqlException nthValueArgument() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_NTH_VALUE,
                "argument of nth_value must be greater than zero");
    }
}
