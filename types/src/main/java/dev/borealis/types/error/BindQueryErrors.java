package dev.borealis.types.error;

/** Queries that are written in a way that has no meaning: grouping, windows, set operations, WITH, locks. */
public final class BindQueryErrors {
    private BindQueryErrors() {}

    /** 0A000: what PostgreSQL and DSQL take and Borealis does not yet. @param what the construct */
    public static SqlException notYetImplemented(String what) {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, what + " not yet implemented");
    }

    /**
     * 42803: an aggregate where there is no group yet, such as in WHERE.
     *
     * @param clause as the message names the place: WHERE, JOIN conditions, …
     */
    public static SqlException aggregateNotAllowed(String clause) {
        return SqlException.of(
                SqlState.GROUPING_ERROR, "aggregate functions are not allowed in " + clause);
    }

    /**
     * 42803: {@code GROUPING(…)} where there is no group yet, such as in WHERE.
     *
     * @param clause as the message names the place
     */
    public static SqlException groupingNotAllowed(String clause) {
        return SqlException.of(
                SqlState.GROUPING_ERROR, "grouping operations are not allowed in " + clause);
    }

    /**
     * 42P20: a window function anywhere but in the select list and ORDER BY.
     *
     * @param clause as the message names the place
     */
    public static SqlException windowNotAllowed(String clause) {
        return SqlException.of(
                SqlState.WINDOWING_ERROR, "window functions are not allowed in " + clause);
    }

    /**
     * 0A000: a function that gives several rows where one value is needed.
     *
     * @param clause as the message names the place: WHERE, DEFAULT expressions, …
     */
    public static SqlException setFunctionNotAllowed(String clause) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "set-returning functions are not allowed in " + clause);
    }

    /** 0A000: a function that gives several rows inside CASE or COALESCE. @param construct CASE or COALESCE */
    public static SqlException setFunctionNotAllowedIn(String construct) {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "set-returning functions are not allowed in " + construct)
                .withHint(
                        "You might be able to move the set-returning function into a LATERAL FROM item.");
    }

    /** 0A000: in FROM, a function that gives several rows inside another expression. */
    public static SqlException setFunctionNotTopLevel() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "set-returning functions must appear at top level of FROM");
    }

    /** 0A000: a function that gives several rows as argument of an aggregate. */
    public static SqlException setInsideAggregate() {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "aggregate function calls cannot contain set-returning function calls")
                .withHint(
                        "You might be able to move the set-returning function into a LATERAL FROM item.");
    }

    /** 0A000: a function that gives several rows as argument of a window function. */
    public static SqlException setInsideWindow() {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "window function calls cannot contain set-returning function calls")
                .withHint(
                        "You might be able to move the set-returning function into a LATERAL FROM item.");
    }

    /** 42803: an aggregate as argument of an aggregate of the same query. */
    public static SqlException nestedAggregates() {
        return SqlException.of(
                SqlState.GROUPING_ERROR, "aggregate function calls cannot be nested");
    }

    /** 42803: a window function as argument of an aggregate. */
    public static SqlException windowInsideAggregate() {
        return SqlException.of(
                SqlState.GROUPING_ERROR,
                "aggregate function calls cannot contain window function calls");
    }

    /** 42P20: a window function as argument, or in the window, of another. */
    public static SqlException nestedWindows() {
        return SqlException.of(SqlState.WINDOWING_ERROR, "window function calls cannot be nested");
    }

    /** 42809: {@code rank()} and the like without OVER. */
    public static SqlException windowFunctionRequiresOver(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "window function " + name + " requires an OVER clause");
    }

    /** 0A000: FILTER at a window function that is no aggregate. */
    public static SqlException windowFilter() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "FILTER is not implemented for non-aggregate window functions");
    }

    /** 0A000: {@code f(DISTINCT …) OVER …}. */
    public static SqlException windowDistinct() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "DISTINCT is not implemented for window functions");
    }

    /** 0A000: {@code f(… ORDER BY …) OVER …}. */
    public static SqlException windowOrderBy() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "aggregate ORDER BY is not implemented for window functions");
    }

    /** 42704: {@code OVER name} where WINDOW defines no such name. */
    public static SqlException undefinedWindow(String name) {
        return SqlException.of(SqlState.UNDEFINED_OBJECT, "window \"" + name + "\" does not exist");
    }

    /** 42P20: a name that WINDOW defines twice. */
    public static SqlException duplicateWindow(String name) {
        return SqlException.of(
                SqlState.WINDOWING_ERROR, "window \"" + name + "\" is already defined");
    }

    /**
     * 42P20: {@code OVER (name …)} that says again what the named window says.
     *
     * @param clause PARTITION BY or ORDER BY
     */
    public static SqlException overrideWindow(String clause, String name) {
        return SqlException.of(
                SqlState.WINDOWING_ERROR,
                "cannot override " + clause + " clause of window \"" + name + "\"");
    }

    /** 42P20: a frame in groups of a window without order. */
    public static SqlException groupsRequiresOrder() {
        return SqlException.of(SqlState.WINDOWING_ERROR, "GROUPS mode requires an ORDER BY clause");
    }

    /** 42P20: a frame {@code RANGE offset PRECEDING} of a window with no or several columns of order. */
    public static SqlException rangeOneColumn() {
        return SqlException.of(
                SqlState.WINDOWING_ERROR,
                "RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column");
    }

    /**
     * 0A000: a frame {@code RANGE offset PRECEDING} over a column nothing can be added to.
     *
     * @param type of the column
     */
    public static SqlException rangeNotSupported(String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "RANGE with offset PRECEDING/FOLLOWING is not supported for column type " + type);
    }

    /**
     * 0A000: a frame {@code RANGE offset PRECEDING} over a column this offset cannot be added to.
     *
     * @param type of the column
     * @param offset type of the offset
     */
    public static SqlException rangeNotSupportedFor(String type, String offset) {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "RANGE with offset PRECEDING/FOLLOWING is not supported for column type "
                                + type
                                + " and offset type "
                                + offset)
                .withHint("Cast the offset value to an appropriate type.");
    }

    /** 42P10: {@code agg(DISTINCT a ORDER BY b)}. */
    public static SqlException aggregateDistinctOrder() {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list");
    }

    /** 42P10: {@code SELECT DISTINCT a … ORDER BY b}. */
    public static SqlException distinctOrder() {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "for SELECT DISTINCT, ORDER BY expressions must appear in select list");
    }

    /** 42P10: {@code SELECT DISTINCT ON (a) … ORDER BY b}. */
    public static SqlException distinctOnOrder() {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "SELECT DISTINCT ON expressions must match initial ORDER BY expressions");
    }

    /** 42601: {@code SELECT DISTINCT FROM t}. */
    public static SqlException distinctWithoutColumns() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "SELECT DISTINCT must have at least one column");
    }

    /** 42702: a name that two columns of the select list have. @param clause GROUP BY, ORDER BY or DISTINCT ON */
    public static SqlException ambiguousOutputName(String clause, String name) {
        return SqlException.of(
                SqlState.AMBIGUOUS_COLUMN, clause + " \"" + name + "\" is ambiguous");
    }

    /** 42601: {@code ORDER BY 'a'}: a constant that is no position. @param clause GROUP BY, ORDER BY or DISTINCT ON */
    public static SqlException nonIntegerConstant(String clause) {
        return SqlException.of(SqlState.SYNTAX_ERROR, "non-integer constant in " + clause);
    }

    /**
     * 42P10: {@code ORDER BY 5} with fewer columns selected.
     *
     * @param clause GROUP BY, ORDER BY or DISTINCT ON
     * @param position as written
     */
    public static SqlException positionNotInList(String clause, long position) {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                clause + " position " + position + " is not in select list");
    }

    /** 42P10: a column where only constants and parameters can be. @param clause LIMIT, OFFSET, … */
    public static SqlException mustNotContainVariables(String clause) {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "argument of " + clause + " must not contain variables");
    }

    /** 42601: {@code FETCH FIRST … WITH TIES} without an order that could be tied. */
    public static SqlException withTiesRequiresOrder() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "WITH TIES cannot be specified without ORDER BY clause");
    }

    /** 42803: a column that is neither grouped by nor follows from what is. @param column with its table's name */
    public static SqlException mustBeGrouped(String column) {
        return SqlException.of(
                SqlState.GROUPING_ERROR,
                "column \""
                        + column
                        + "\" must appear in the GROUP BY clause or be used in an aggregate function");
    }

    /** 42803: the same before WITHIN GROUP. @param column with its table's name */
    public static SqlException mustBeGroupedInDirectArgument(String column) {
        return mustBeGrouped(column)
                .withDetail(
                        "Direct arguments of an ordered-set aggregate must use only grouped columns.");
    }

    /** 42803: the same, used in a sub-query of the grouped query. @param column with its table's name */
    public static SqlException ungroupedInSubquery(String column) {
        return SqlException.of(
                SqlState.GROUPING_ERROR,
                "subquery uses ungrouped column \"" + column + "\" from outer query");
    }

    /** 42803: {@code GROUPING(a)} where a is not grouped by. */
    public static SqlException groupingArguments() {
        return SqlException.of(
                SqlState.GROUPING_ERROR,
                "arguments to GROUPING must be grouping expressions of the associated query level");
    }

    /** 54023: GROUPING with more arguments than its result has bits. */
    public static SqlException tooManyGroupingArguments() {
        return SqlException.of(
                SqlState.TOO_MANY_ARGUMENTS, "GROUPING must have fewer than 32 arguments");
    }

    /** 54011: a select list longer than that. */
    public static SqlException tooManyTargets(int maximum) {
        return SqlException.of(
                SqlState.TOO_MANY_COLUMNS, "target lists can have at most " + maximum + " entries");
    }

    /** 54011: a row constructor longer than that. */
    public static SqlException tooManyFields(int maximum) {
        return SqlException.of(
                SqlState.TOO_MANY_COLUMNS,
                "ROW expressions can have at most " + maximum + " entries");
    }

    /** 54001: grouping sets, CUBE and ROLLUP that multiply to more than that. */
    public static SqlException tooManyGroupingSets(int maximum) {
        return SqlException.of(
                SqlState.STATEMENT_TOO_COMPLEX,
                "too many grouping sets present (maximum " + maximum + ")");
    }

    /** 54011: CUBE of more columns than that. */
    public static SqlException cubeTooLarge(int maximum) {
        return SqlException.of(
                SqlState.TOO_MANY_COLUMNS, "CUBE is limited to " + maximum + " elements");
    }

    /**
     * 0A000: a sub-query where only a plain expression can stand.
     *
     * @param clause as the message names the place: DEFAULT expression, check constraint, …
     */
    public static SqlException subqueryNotAllowed(String clause) {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "cannot use subquery in " + clause);
    }

    /** 42601: a sub-query of several columns in place of a value. */
    public static SqlException subqueryOneColumn() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "subquery must return only one column");
    }

    /** 42601: {@code (a, b) IN (SELECT …)} with more columns on the right. */
    public static SqlException subqueryTooManyColumns() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "subquery has too many columns");
    }

    /** 42601: {@code (a, b) IN (SELECT …)} with fewer columns on the right. */
    public static SqlException subqueryTooFewColumns() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "subquery has too few columns");
    }

    /** 42601: {@code SELECT *} without FROM. */
    public static SqlException starWithoutTables() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "SELECT * with no tables specified is not valid");
    }

    /** 42601: DEFAULT anywhere but as a whole value of INSERT or UPDATE. */
    public static SqlException defaultNotAllowed() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "DEFAULT is not allowed in this context");
    }

    /** 0A000: a column's default that reads a column. */
    public static SqlException columnNotAllowedInDefault() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "cannot use column reference in DEFAULT expression");
    }

    /** 42601: VALUES whose rows differ in length. */
    public static SqlException valuesLengths() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "VALUES lists must all be the same length");
    }

    /**
     * 42601: a set operation of queries with different numbers of columns.
     *
     * @param operation UNION, INTERSECT or EXCEPT
     */
    public static SqlException differentColumnCounts(String operation) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "each " + operation + " query must have the same number of columns");
    }

    /** 0A000: ORDER BY of a set operation by an expression instead of a column. */
    public static SqlException setOperationOrder() {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "invalid UNION/INTERSECT/EXCEPT ORDER BY clause")
                .withDetail("Only result column names can be used, not expressions or functions.")
                .withHint(
                        "Add the expression/function to every SELECT, or move the UNION into a FROM clause.");
    }

    /** 42601: a function of type record in FROM without {@code AS (name type, …)}. */
    public static SqlException columnDefinitionRequired() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "a column definition list is required for functions returning \"record\"");
    }

    /** 42601: WITH ORDINALITY before {@code AS x(name type, …)}. */
    public static SqlException ordinalityWithDefinitions() {
        return SqlException.of(
                        SqlState.SYNTAX_ERROR,
                        "WITH ORDINALITY cannot be used with a column definition list")
                .withHint("Put the column definition list inside ROWS FROM().");
    }

    /** 42601: {@code AS (name type, …)} after a function that gives a plain value. */
    public static SqlException columnDefinitionOnlyRecord() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "a column definition list is only allowed for functions returning \"record\"");
    }

    /** 42601: {@code AS (name type, …)} after a function whose OUT parameters say it. */
    public static SqlException columnDefinitionRedundantOut() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "a column definition list is redundant for a function with OUT parameters");
    }

    /** 42601: {@code AS (name type, …)} after a function whose row type says it. */
    public static SqlException columnDefinitionRedundantRow() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "a column definition list is redundant for a function returning a named composite type");
    }

    /** 0A000: {@code TABLESAMPLE}. */
    public static SqlException tableSample() {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "TABLESAMPLE clause not supported");
    }

    /** 42712: two queries of one WITH with one name. */
    public static SqlException duplicateWith(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_ALIAS,
                "WITH query name \"" + name + "\" specified more than once");
    }

    /** 0A000: {@code WITH q AS (INSERT …)} in a sub-query. */
    public static SqlException modifyingWithNotTop() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "WITH clause containing a data-modifying statement must be at the top level");
    }

    /** 0A000: SELECT from {@code WITH q AS (INSERT …)} that returns nothing. */
    public static SqlException withoutReturning(String name) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "WITH query \"" + name + "\" does not have a RETURNING clause");
    }

    /** 42P19: WITH RECURSIVE of a query that names itself but is no UNION of two. */
    public static SqlException recursiveForm(String name) {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "recursive query \""
                        + name
                        + "\" does not have the form non-recursive-term UNION [ALL] recursive-term");
    }

    /** 42P19: WITH RECURSIVE of a query that names itself on the left of its UNION. */
    public static SqlException recursiveInLeft(String name) {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "recursive reference to query \""
                        + name
                        + "\" must not appear within its non-recursive term");
    }

    /** 42P19: WITH RECURSIVE of a query that names itself twice. */
    public static SqlException recursiveTwice(String name) {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "recursive reference to query \"" + name + "\" must not appear more than once");
    }

    /**
     * 42804: WITH RECURSIVE whose recursive part gives a column another type.
     *
     * @param column from 1
     * @param before type in the first part
     * @param after type of the union
     */
    public static SqlException recursiveType(String name, int column, String before, String after) {
        return SqlException.of(
                        SqlState.DATATYPE_MISMATCH,
                        "recursive query \""
                                + name
                                + "\" column "
                                + column
                                + " has type "
                                + before
                                + " in non-recursive term but type "
                                + after
                                + " overall")
                .withHint("Cast the output of the non-recursive term to the correct type.");
    }

    /**
     * 42P19: WITH RECURSIVE of a query that names itself where its rows cannot be taken one by one.
     *
     * @param place an outer join, a subquery, EXCEPT, …
     */
    public static SqlException recursiveWithin(String name, String place) {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "recursive reference to query \"" + name + "\" must not appear within " + place);
    }

    /** 0A000: WITH RECURSIVE of two queries that name one another. */
    public static SqlException mutualRecursion() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "mutual recursion between WITH items is not implemented");
    }

    /** 42P19: WITH RECURSIVE of an INSERT, UPDATE or DELETE that names itself. */
    public static SqlException recursiveModification(String name) {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "recursive query \"" + name + "\" must not contain data-modifying statements");
    }

    /** 42P19: an aggregate in the recursive part. */
    public static SqlException recursiveAggregate() {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "aggregate functions are not allowed in a recursive query's recursive term");
    }

    /** 0A000: ORDER BY on the UNION of WITH RECURSIVE. */
    public static SqlException recursiveOrderBy() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "ORDER BY in a recursive query is not implemented");
    }

    /** 0A000: LIMIT, OFFSET or a lock on the UNION of WITH RECURSIVE. @param clause which */
    public static SqlException recursiveClause(String clause) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                clause + " in a recursive query is not implemented");
    }

    /** 42601: {@code FOR UPDATE OF schema.t}. @param lock FOR UPDATE or FOR KEY SHARE */
    public static SqlException lockQualified(String lock) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, lock + " must specify unqualified relation names");
    }

    /** 42P01: {@code FOR UPDATE OF t} where FROM has no t. @param lock FOR UPDATE or FOR KEY SHARE */
    public static SqlException lockNotFound(String relation, String lock) {
        return SqlException.of(
                SqlState.UNDEFINED_TABLE,
                "relation \"" + relation + "\" in " + lock + " clause not found in FROM clause");
    }

    /** @param bare the window is only named, without clauses of its own */
    public static SqlException copyWindow(String name, boolean bare) {
        SqlException error =
                SqlException.of(
                        SqlState.WINDOWING_ERROR,
                        "cannot copy window \"" + name + "\" because it has a frame clause");
        return bare ? error.withHint("Omit the parentheses in this OVER clause.") : error;
    }

    /** @param where UNION/INTERSECT/EXCEPT, VALUES, or a clause */
    public static SqlException lockNotAllowed(String lock, String where) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                where.equals("VALUES")
                        ? lock + " cannot be applied to VALUES"
                        : lock + " is not allowed with " + where);
    }

    /** @param what a join, a function, VALUES, a WITH query */
    public static SqlException lockOnOther(String lock, String what) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, lock + " cannot be applied to " + what);
    }

    /** 42601: SEARCH or CYCLE of a WITH query that does not refer to itself. */
    public static SqlException withIsNotRecursive() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "WITH query is not recursive");
    }

    /** 0A000: SEARCH or CYCLE where the left side of the UNION is no plain query. */
    public static SqlException leftMustBeSelect() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "with a SEARCH or CYCLE clause, the left side of the UNION must be a SELECT");
    }

    /** 42601: SEARCH or CYCLE where the right side of the UNION is no plain query. */
    public static SqlException rightMustBeSelect() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "with a SEARCH or CYCLE clause, the right side of the UNION must be a SELECT");
    }

    /** 0A000: SEARCH or CYCLE where the reference to itself stands in a sub-query. */
    public static SqlException selfMustBeAtTop(String name) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "with a SEARCH or CYCLE clause, the recursive reference to WITH query \""
                        + name
                        + "\" must be at the top level of its right-hand SELECT");
    }

    /** 42601: a column named by SEARCH or CYCLE that there is not. @param clause search or cycle */
    public static SqlException clauseColumnMissing(String clause, String column) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                clause + " column \"" + column + "\" not in WITH query column list");
    }

    /** 42701: a column named twice by SEARCH or CYCLE. @param clause search or cycle */
    public static SqlException clauseColumnTwice(String clause, String column) {
        return SqlException.of(
                SqlState.DUPLICATE_COLUMN,
                clause + " column \"" + column + "\" specified more than once");
    }

    /** 42601: a column to be added by SEARCH or CYCLE that there is. @param what as {@code cycle mark} */
    public static SqlException clauseColumnExists(String what, String column) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                what + " column name \"" + column + "\" already used in WITH query column list");
    }

    /** 42601: two columns added by SEARCH and CYCLE with one name. @param one and {@code other}: as {@code cycle mark} */
    public static SqlException sameClauseColumns(String one, String other) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                one + " column name and " + other + " column name are the same");
    }
}
