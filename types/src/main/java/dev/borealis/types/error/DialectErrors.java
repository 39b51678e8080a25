package dev.borealis.types.error;

/**
 * What DSQL refuses by the form of a statement, SQLSTATE 0A000: nearly always before any name is looked up, now and then
 * when one is known. Source: sql-errors.md section 1. The texts that name a node of PostgreSQL's parser are built by the
 * parser.
 */
public final class DialectErrors {
    private DialectErrors() {}

    /** A text that the parser has built. */
    public static SqlException refused(String message) {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, message);
    }

    /** @param node PostgreSQL's parse node without {@code Stmt} */
    public static SqlException statement(String node) {
        return refused("unsupported statement: " + node);
    }

    /** 0A000: PREPARE TRANSACTION, SAVEPOINT and the like. @param kind the kind of PostgreSQL's parse node */
    public static SqlException transactionStatement(String kind) {
        return refused("unsupported transaction statement: " + kind);
    }

    /** @param level in capitals */
    public static SqlException isolationLevel(String level) {
        return refused("Unsupported isolation level: " + level);
    }

    /** 0A000: SET of a setting that DSQL does not let sessions change. */
    public static SqlException parameter(String name) {
        return refused("setting configuration parameter \"" + name + "\" not supported");
    }

    /** @param clause such as {@code TABLESAMPLE} */
    public static SqlException clause(String clause) {
        return refused(clause + " clause not supported");
    }

    /** @param thing such as {@code WITH clause}; object such as {@code TABLE} */
    public static SqlException forCreate(String thing, String object) {
        return refused(thing + " not supported for CREATE " + object);
    }

    /** @param command PostgreSQL's name of the ALTER TABLE command */
    public static SqlException alterTable(String command) {
        return refused("unsupported ALTER TABLE " + command + " statement");
    }

    /** @param verb RENAME, DROP, … */
    public static SqlException objectIn(String verb) {
        return refused("unsupported object in " + verb + " statement");
    }

    /** @param command PostgreSQL's name of the ALTER DOMAIN command */
    public static SqlException alterDomain(String command) {
        return refused("unsupported ALTER DOMAIN " + command + " statement");
    }

    /** 0A000: {@code FOR SHARE} or {@code FOR NO KEY UPDATE}. */
    public static SqlException locking() {
        return refused("locking clauses other than FOR UPDATE/FOR KEY SHARE are not supported");
    }

    /** 0A000: CREATE INDEX without ASYNC. */
    public static SqlException synchronousIndex() {
        return refused("unsupported mode. please use CREATE INDEX ASYNC.");
    }

    /** 0A000: {@code ASC}, {@code DESC} in the columns of an index. */
    public static SqlException sortOrderInKey() {
        return refused("specifying sort order not supported for index keys");
    }

    /** 0A000: an operator class in the columns of an index. */
    public static SqlException operatorClassInKey() {
        return refused("opclass not supported for index keys");
    }

    /** 0A000: {@code INCLUDE (lower(name))}. */
    public static SqlException includedExpression() {
        return refused("expressions are not supported in included columns");
    }

    /** 0A000: DROP INDEX CONCURRENTLY. */
    public static SqlException dropIndexConcurrently() {
        return refused("CONCURRENTLY not supported for DROP INDEX");
    }

    /** 0A000: CALL with a sub-query as argument. */
    public static SqlException subqueryInCall() {
        return refused("cannot use subquery in CALL argument");
    }

    /** 0A000: ADD COLUMN with a constraint. */
    public static SqlException addColumnWithConstraint() {
        return refused("ALTER TABLE ADD COLUMN with constraint not supported");
    }

    /** 0A000: CREATE FUNCTION in another language than SQL. */
    public static SqlException functionLanguage(String language) {
        return refused("CREATE FUNCTION with language " + language + " not supported");
    }

    /** 0A000: CREATE PROCEDURE and what else is about procedures. */
    public static SqlException procedure() {
        return refused("PROCEDURE is not supported");
    }

    /** 0A000: DROP DOMAIN … CASCADE. */
    public static SqlException dropDomainCascade() {
        return refused("DROP DOMAIN with CASCADE unsupported");
    }

    /** @param what {@code CREATE SEQUENCE} or {@code identity column} */
    public static SqlException cacheRequired(String what) {
        return refused(
                what
                        + " is not supported without an explicit cache size. please define CACHE greater than or equal to 65536 or equal to 1");
    }
}
