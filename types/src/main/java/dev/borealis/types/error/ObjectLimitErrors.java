package dev.borealis.types.error;

/** Errors of limits on what may be defined: how many, how large. Source: limits.md. */
public final class ObjectLimitErrors {
    private ObjectLimitErrors() {}

    /** At the declaration; at the write: {@link StorageErrors}. */
    public static SqlException charTooLong(int limit, String type) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "Datatype limit greater than " + limit + " bytes not supported for " + type);
    }

    public static SqlException tooManyKeyColumns(int limit) {
        return SqlException.of(
                SqlState.TOO_MANY_COLUMNS,
                "more than " + limit + " column keys in an index are not supported");
    }

    public static SqlException declaredKeyTooLarge(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "key size greater than " + limit + " bytes not supported");
    }

    /** Of a table without primary key. */
    public static SqlException tooManyColumns(int limit) {
        return SqlException.of(
                SqlState.TOO_MANY_COLUMNS, "tables can have at most " + limit + " columns");
    }

    /** Of a table with primary key. */
    public static SqlException tooManyColumnsInIndex(int limit) {
        return SqlException.of(
                SqlState.TOO_MANY_COLUMNS,
                "cannot use more than " + limit + " columns in an index");
    }

    public static SqlException tooManyIndexes(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "more than " + limit + " indexes per table are not allowed");
    }

    public static SqlException tooManySchemas(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED, "more than " + limit + " schemas not allowed");
    }

    public static SqlException tooManyTables(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "creating more than " + limit + " tables not allowed");
    }

    public static SqlException tooManyViews(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "creating more than " + limit + " views not allowed");
    }

    public static SqlException tooManySequences(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "creating more than " + limit + " sequences is not allowed");
    }

    public static SqlException tooManyStatistics(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "more than " + limit + " extended statistics per table are not allowed");
    }

    public static SqlException viewTooLarge() {
        return SqlException.of(SqlState.PROGRAM_LIMIT_EXCEEDED, "view definition too large");
    }

    public static SqlException statisticsTarget(int target, int limit) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "statistics target " + target + " exceeds maximum allowed value of " + limit);
    }
}
