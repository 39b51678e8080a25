package dev.borealis.types.error;

/** Errors of window functions. Texts of PostgreSQL 16. */
public final class WindowErrors {
    private WindowErrors() {}

    /** 22014: {@code ntile} of no or fewer buckets. */
    public static SqlException ntileArgument() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_NTILE, "argument of ntile must be greater than zero");
    }

    /** 22016: {@code nth_value} of a row before the first. */
    public static SqlException nthValueArgument() {
        return SqlException.of(
                SqlState.INVALID_ARGUMENT_FOR_NTH_VALUE,
                "argument of nth_value must be greater than zero");
    }
}
