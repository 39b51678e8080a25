package dev.borealis.types.error;

/** What is said about transactions and the statements that control them; conflicts are in {@link ConflictErrors}. */
public final class TransactionErrors {
    private TransactionErrors() {}

    /** 25P02: a statement in a transaction after one that failed. */
    public static SqlException aborted() {
        return SqlException.of(
                SqlState.IN_FAILED_SQL_TRANSACTION,
                "current transaction is aborted, commands ignored until end of transaction block");
    }

    /** @param command INSERT, UPDATE, CREATE TABLE … */
    public static SqlException readOnly(String command) {
        return SqlException.of(
                SqlState.READ_ONLY_SQL_TRANSACTION,
                "cannot execute " + command + " in a read-only transaction");
    }

    /** 0A000: a second DDL statement in one transaction. */
    public static SqlException multipleDdl() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "multiple ddl statements not supported in a transaction");
    }

    /** 0A000: DDL and changes of rows in one transaction, in either order. */
    public static SqlException ddlAndDml() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "ddl and dml are not supported in the same transaction");
    }

    /** ANALYZE and its like. */
    public static SqlException inTransactionBlock(String command) {
        return SqlException.of(
                SqlState.ACTIVE_SQL_TRANSACTION,
                command + " cannot run inside a transaction block");
    }

    /** 25001, a warning: BEGIN inside a transaction. */
    public static Notice alreadyInTransaction() {
        return Notice.warning(
                SqlState.ACTIVE_SQL_TRANSACTION, "there is already a transaction in progress");
    }

    /** 25P01, a warning: COMMIT or ROLLBACK outside of one. */
    public static Notice noTransaction() {
        return Notice.warning(
                SqlState.NO_ACTIVE_SQL_TRANSACTION, "there is no transaction in progress");
    }

    /** SET LOCAL and SET CONSTRAINTS outside a transaction block. */
    public static Notice onlyInTransactionBlock(String command) {
        return Notice.warning(
                SqlState.NO_ACTIVE_SQL_TRANSACTION,
                command + " can only be used in transaction blocks");
    }

    /** 57014: a cancel request for the statement arrived. */
    public static SqlException cancelled() {
        return SqlException.of(SqlState.QUERY_CANCELED, "canceling statement due to user request");
    }
}
