package dev.borealis.types.error;

import dev.borealis.types.Limits;

/** Conflicts between transactions, and the limits of one. */
public final class ConflictErrors {
    private static final String SCHEMA_CONFLICT =
            "schema has been updated by another transaction (OC001)";

    private static final String AGE_LIMIT = "transaction age limit of ";

    private ConflictErrors() {}

    /** OC000. Source: recorded. Clients look for the code in parentheses at the end. */
    public static SqlException dataConflict() {
        return SqlException.of(
                SqlState.SERIALIZATION_FAILURE,
                "change conflicts with another transaction (OC000)");
    }

    /** OC001. Source: recorded. Clients look for the code in parentheses at the end. */
    public static SqlException schemaConflict() {
        return SqlException.of(SqlState.SERIALIZATION_FAILURE, SCHEMA_CONFLICT);
    }

    /** Whether the error is {@link #schemaConflict}. */
    public static boolean isSchemaConflict(SqlException error) {
        return error.state() == SqlState.SERIALIZATION_FAILURE
                && error.text().equals(SCHEMA_CONFLICT);
    }

    /** Source: recorded. */
    public static SqlException rowLimitExceeded() {
        return SqlException.of(SqlState.PROGRAM_LIMIT_EXCEEDED, "transaction row limit exceeded");
    }

    /** Source: observed. @param bytes the transaction's size */
    public static SqlException sizeLimitExceeded(long bytes) {
        long hundredths = (bytes * 100 + 1_048_575) / 1_048_576;
        return SqlException.of(
                        SqlState.PROGRAM_LIMIT_EXCEEDED, "transaction size limit 10mb exceeded")
                .withDetail(
                        "Current transaction size "
                                + hundredths / 100
                                + "."
                                + hundredths % 100 / 10
                                + hundredths % 10
                                + "mb > 10mb");
    }

    /** Whether the error is {@link #ageLimitExceeded}. */
    public static boolean isAgeLimit(SqlException error) {
        return error.state() == SqlState.PROGRAM_LIMIT_EXCEEDED
                && error.text().startsWith(AGE_LIMIT);
    }

    /** Source: observed. @param seconds the transaction's age */
    public static SqlException ageLimitExceeded(long seconds) {
        return SqlException.of(
                        SqlState.PROGRAM_LIMIT_EXCEEDED,
                        AGE_LIMIT + Limits.TRANSACTION_AGE_SECONDS + "s exceeded")
                .withDetail(
                        "Current transaction age "
                                + seconds
                                + "s exceeds "
                                + Limits.TRANSACTION_AGE_SECONDS
                                + "s");
    }
}
