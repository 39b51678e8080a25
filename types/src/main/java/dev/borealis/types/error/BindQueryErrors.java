package dev.borealis.types.error;

/** Queries that are written in a way that has no meaning: grouping, windows, set operations, WITH, locks. */
public final class BindQueryErrors {
    private BindQueryErrors() {}

    public static SqlException notYetImplemented(String what) {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, what + " not yet implemented");
    }

    public static SqlException aggregateNotAllowed(String clause) {
        return SqlException.of(
                SqlState.GROUPING_ERROR, "aggregate functions are not allowed in " + clause);
    }

    public static SqlException groupingNotAllowed(String clause) {
        return SqlException.of(
                SqlState.GROUPING_ERROR, "grouping operations are not allowed in " + clause);
    }

    public static SqlException windowNotAllowed(String clause) {
        return SqlException.of(
                SqlState.WINDOWING_ERROR, "window functions are not allowed in " + clause);
    }

    public static SqlException setFunctionNotAllowed(String clause) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "set-returning functions are not allowed in " + clause);
    }

    public static SqlException setFunctionNotAllowedIn(String construct) {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "set-returning functions are not allowed in " + construct)
                .withHint(
                        "You might be able to move the set-returning function into a LATERAL FROM item.");
    }

    public static SqlException setFunctionNotTopLevel() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "set-returning functions must appear at top level of FROM");
    }

    public static SqlException setInsideAggregate() {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "aggregate function calls cannot contain set-returning function calls")
                .withHint(
                        "You might be able to move the set-returning function into a LATERAL FROM item.");
    }

    public static SqlException setInsideWindow() {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "window function calls cannot contain set-returning function calls")
                .withHint(
                        "You might be able to move the set-returning function into a LATERAL FROM item.");
    }

    public static SqlException nestedAggregates() {
        return SqlException.of(
                SqlState.GROUPING_ERROR, "aggregate function calls cannot be nested");
    }

    public static SqlException windowInsideAggregate() {
        return SqlException.of(
                SqlState.GROUPING_ERROR,
                "aggregate function calls cannot contain window function calls");
    }

    public static SqlException nestedWindows() {
        return SqlException.of(SqlState.WINDOWING_ERROR, "window function calls cannot be nested");
    }

    public static SqlException windowFunctionRequiresOver(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "window function " + name + " requires an OVER clause");
    }

    public static SqlException windowFilter() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "FILTER is not implemented for non-aggregate window functions");
    }

    public static SqlException windowDistinct() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "DISTINCT is not implemented for window functions");
    }

    public static SqlException windowOrderBy() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "aggregate ORDER BY is not implemented for window functions");
    }

    public static SqlException undefinedWindow(String name) {
        return SqlException.of(SqlState.UNDEFINED_OBJECT, "window \"" + name + "\" does not exist");
    }

    public static SqlException duplicateWindow(String name) {
        return SqlException.of(
                SqlState.WINDOWING_ERROR, "window \"" + name + "\" is already defined");
    }

    public static SqlException overrideWindow(String clause, String name) {
        return SqlException.of(
                SqlState.WINDOWING_ERROR,
                "cannot override " + clause + " clause of window \"" + name + "\"");
    }

    public static SqlException groupsRequiresOrder() {
        return SqlException.of(SqlState.WINDOWING_ERROR, "GROUPS mode requires an ORDER BY clause");
    }

    public static SqlException rangeOneColumn() {
        return SqlException.of(
                SqlState.WINDOWING_ERROR,
                "RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column");
    }

    public static SqlException rangeNotSupported(String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "RANGE with offset PRECEDING/FOLLOWING is not supported for column type " + type);
    }

    public static SqlException rangeNotSupportedFor(String type, String offset) {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "RANGE with offset PRECEDING/FOLLOWING is not supported for column type "
                                + type
                                + " and offset type "
                                + offset)
                .withHint("Cast the offset value to an appropriate type.");
    }

    public static SqlException aggregateDistinctOrder() {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list");
    }

    public static SqlException distinctOrder() {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "for SELECT DISTINCT, ORDER BY expressions must appear in select list");
    }

    public static SqlException distinctOnOrder() {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "SELECT DISTINCT ON expressions must match initial ORDER BY expressions");
    }

    public static SqlException distinctWithoutColumns() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "SELECT DISTINCT must have at least one column");
    }

    public static SqlException ambiguousOutputName(String clause, String name) {
        return SqlException.of(
                SqlState.AMBIGUOUS_COLUMN, clause + " \"" + name + "\" is ambiguous");
    }

    public static SqlException nonIntegerConstant(String clause) {
        return SqlException.of(SqlState.SYNTAX_ERROR, "non-integer constant in " + clause);
    }

    public static SqlException positionNotInList(String clause, long position) {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                clause + " position " + position + " is not in select list");
    }

    public static SqlException mustNotContainVariables(String clause) {
        return SqlException.of(
                SqlState.INVALID_COLUMN_REFERENCE,
                "argument of " + clause + " must not contain variables");
    }

    public static SqlException withTiesRequiresOrder() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "WITH TIES cannot be specified without ORDER BY clause");
    }

    public static SqlException mustBeGrouped(String column) {
        return SqlException.of(
                SqlState.GROUPING_ERROR,
                "column \""
                        + column
                        + "\" must appear in the GROUP BY clause or be used in an aggregate function");
    }

    public static SqlException ungroupedInSubquery(String column) {
        return SqlException.of(
                SqlState.GROUPING_ERROR,
                "subquery uses ungrouped column \"" + column + "\" from outer query");
    }

    public static SqlException groupingArguments() {
        return SqlException.of(
                SqlState.GROUPING_ERROR,
                "arguments to GROUPING must be grouping expressions of the associated query level");
    }

    public static SqlException tooManyGroupingArguments() {
        return SqlException.of(
                SqlState.TOO_MANY_ARGUMENTS, "GROUPING must have fewer than 32 arguments");
    }

    public static SqlException tooManyTargets(int maximum) {
        return SqlException.of(
                SqlState.TOO_MANY_COLUMNS, "target lists can have at most " + maximum + " entries");
    }

    public static SqlException tooManyFields(int maximum) {
        return SqlException.of(
                SqlState.TOO_MANY_COLUMNS,
                "ROW expressions can have at most " + maximum + " entries");
    }

    public static SqlException tooManyGroupingSets(int maximum) {
        return SqlException.of(
                SqlState.STATEMENT_TOO_COMPLEX,
                "too many grouping sets present (maximum " + maximum + ")");
    }

    public static SqlException cubeTooLarge(int maximum) {
        return SqlException.of(
                SqlState.TOO_MANY_COLUMNS, "CUBE is limited to " + maximum + " elements");
    }

    public static SqlException subqueryNotAllowed(String clause) {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "cannot use subquery in " + clause);
    }

    public static SqlException subqueryOneColumn() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "subquery must return only one column");
    }

    public static SqlException subqueryTooManyColumns() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "subquery has too many columns");
    }

    public static SqlException subqueryTooFewColumns() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "subquery has too few columns");
    }

    public static SqlException starWithoutTables() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "SELECT * with no tables specified is not valid");
    }

    public static SqlException defaultNotAllowed() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "DEFAULT is not allowed in this context");
    }

    public static SqlException columnNotAllowedInDefault() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "cannot use column reference in DEFAULT expression");
    }

    public static SqlException valuesLengths() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "VALUES lists must all be the same length");
    }

    public static SqlException differentColumnCounts(String operation) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "each " + operation + " query must have the same number of columns");
    }

    public static SqlException setOperationOrder() {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "invalid UNION/INTERSECT/EXCEPT ORDER BY clause")
                .withDetail("Only result column names can be used, not expressions or functions.")
                .withHint(
                        "Add the expression/function to every SELECT, or move the UNION into a FROM clause.");
    }

    public static SqlException columnDefinitionRequired() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "a column definition list is required for functions returning \"record\"");
    }

    public static SqlException columnDefinitionOnlyRecord() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "a column definition list is only allowed for functions returning \"record\"");
    }

    public static SqlException columnDefinitionRedundantOut() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "a column definition list is redundant for a function with OUT parameters");
    }

    public static SqlException columnDefinitionRedundantRow() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "a column definition list is redundant for a function returning a named composite type");
    }

    public static SqlException tableSample() {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, "TABLESAMPLE clause not supported");
    }

    public static SqlException duplicateWith(String name) {
        return SqlException.of(
                SqlState.DUPLICATE_ALIAS,
                "WITH query name \"" + name + "\" specified more than once");
    }

    public static SqlException modifyingWithNotTop() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "WITH clause containing a data-modifying statement must be at the top level");
    }

    public static SqlException withoutReturning(String name) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "WITH query \"" + name + "\" does not have a RETURNING clause");
    }

    public static SqlException recursiveForm(String name) {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "recursive query \""
                        + name
                        + "\" does not have the form non-recursive-term UNION [ALL] recursive-term");
    }

    public static SqlException recursiveInLeft(String name) {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "recursive reference to query \""
                        + name
                        + "\" must not appear within its non-recursive term");
    }

    public static SqlException recursiveTwice(String name) {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "recursive reference to query \"" + name + "\" must not appear more than once");
    }

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

    public static SqlException recursiveWithin(String name, String place) {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "recursive reference to query \"" + name + "\" must not appear within " + place);
    }

    public static SqlException mutualRecursion() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "mutual recursion between WITH items is not implemented");
    }

    public static SqlException recursiveModification(String name) {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "recursive query \"" + name + "\" must not contain data-modifying statements");
    }

    public static SqlException recursiveAggregate() {
        return SqlException.of(
                SqlState.INVALID_RECURSION,
                "aggregate functions are not allowed in a recursive query's recursive term");
    }

    public static SqlException recursiveOrderBy() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "ORDER BY in a recursive query is not implemented");
    }

    public static SqlException recursiveClause(String clause) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                clause + " in a recursive query is not implemented");
    }

    public static SqlException lockQualified(String lock) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, lock + " must specify unqualified relation names");
    }

    public static SqlException lockNotFound(String relation, String lock) {
        return SqlException.of(
                SqlState.UNDEFINED_TABLE,
                "relation \"" + relation + "\" in " + lock + " clause not found in FROM clause");
    }

    public static SqlException lockStrength() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "locking clauses other than FOR UPDATE/FOR KEY SHARE are not supported");
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
}
