package dev.borealis.types.error;

/** What calling a function may answer apart from errors of its argument values. */
public final class FunctionErrors {
    private FunctionErrors() {}

    /** A function that DSQL refuses. Source: recorded for pg_backend_pid and the pg_advisory_lock family. */
    public static SqlException notSupported(String name) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "function " + name + " not supported");
    }

    /** A function of PostgreSQL 16 that Borealis does not compute yet. */
    public static SqlException notYetImplemented(String signature) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "function " + signature + " is not yet implemented");
    }
}
