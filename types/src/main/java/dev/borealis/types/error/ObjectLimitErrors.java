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

    /** 54011: a key, or an index, of more columns. @param limit columns */
    public static SqlException tooManyKeyColumns(int limit) {
        return SqlException.of(
                SqlState.TOO_MANY_COLUMNS,
                "more than " + limit + " column keys in an index are not supported");
    }

    /** 54000: a key whose columns, as declared, may need more bytes. @param limit bytes */
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

    /** 54000: a further index. @param limit indexes of a table */
    public static SqlException tooManyIndexes(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "more than " + limit + " indexes per table are not allowed");
    }

    /** 54000: CREATE SCHEMA of a further one. @param limit schemas of a database */
    public static SqlException tooManySchemas(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED, "more than " + limit + " schemas not allowed");
    }

    /** 54000: CREATE TABLE of a further one. @param limit tables of a database */
    public static SqlException tooManyTables(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "creating more than " + limit + " tables not allowed");
    }

    /** 54000: CREATE VIEW of a further one. @param limit views of a database */
    public static SqlException tooManyViews(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "creating more than " + limit + " views not allowed");
    }

    /** 54000: CREATE SEQUENCE, or an identity column, of a further one. @param limit sequences of a database */
    public static SqlException tooManySequences(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "creating more than " + limit + " sequences is not allowed");
    }

    /** 54000: CREATE STATISTICS of a further one. @param limit statistics objects of a table */
    public static SqlException tooManyStatistics(int limit) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "more than " + limit + " extended statistics per table are not allowed");
    }

    /** 54000: CREATE VIEW with a longer definition than DSQL keeps. */
    public static SqlException viewTooLarge() {
        return SqlException.of(SqlState.PROGRAM_LIMIT_EXCEEDED, "view definition too large");
    }

    /** 22023: SET STATISTICS to more than that. */
    public static SqlException statisticsTarget(int target, int limit) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "statistics target " + target + " exceeds maximum allowed value of " + limit);
    }
}
