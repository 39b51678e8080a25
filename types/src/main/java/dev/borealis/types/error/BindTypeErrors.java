package dev.borealis.types.error;

/** Types that do not fit: operators, functions, casts, common types, parameters. */
public final class BindTypeErrors {
    private BindTypeErrors() {}

    /** Of a call. */
    public static SqlException tooManyArguments(int maximum) {
        return SqlException.of(
                SqlState.TOO_MANY_ARGUMENTS,
                "cannot pass more than " + maximum + " arguments to a function");
    }

    /** Of a function that is defined or named by its arguments. */
    public static SqlException tooManyParameters(int maximum) {
        return SqlException.of(
                SqlState.TOO_MANY_ARGUMENTS,
                "functions cannot have more than " + maximum + " arguments");
    }

    public static SqlException subscriptedAssignment(String column, String wanted, String given) {
        return SqlException.of(
                        SqlState.DATATYPE_MISMATCH,
                        "subscripted assignment to \""
                                + column
                                + "\" requires type "
                                + wanted
                                + " but expression is of type "
                                + given)
                .withHint("You will need to rewrite or cast the expression.");
    }

    public static SqlException operatorDoesNotExist(String operator) {
        return SqlException.of(SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + operator)
                .withHint(
                        "No operator matches the given name and argument types. You might need to add explicit type casts.");
    }

    public static SqlException prefixOperatorDoesNotExist(String operator) {
        return SqlException.of(SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + operator)
                .withHint(
                        "No operator matches the given name and argument type. You might need to add an explicit type cast.");
    }

    public static SqlException operatorNotUnique(String operator) {
        return SqlException.of(SqlState.AMBIGUOUS_FUNCTION, "operator is not unique: " + operator)
                .withHint(
                        "Could not choose a best candidate operator. You might need to add explicit type casts.");
    }

    public static SqlException shellOperator(String operator) {
        return SqlException.of(
                SqlState.UNDEFINED_FUNCTION, "operator is only a shell: " + operator);
    }

    public static SqlException functionDoesNotExist(String function) {
        return SqlException.of(
                        SqlState.UNDEFINED_FUNCTION, "function " + function + " does not exist")
                .withHint(
                        "No function matches the given name and argument types. You might need to add explicit type casts.");
    }

    public static SqlException functionNotUnique(String function) {
        return SqlException.of(
                        SqlState.AMBIGUOUS_FUNCTION, "function " + function + " is not unique")
                .withHint(
                        "Could not choose a best candidate function. You might need to add explicit type casts.");
    }

    public static SqlException isProcedure(String function) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, function + " is a procedure")
                .withHint("To call a procedure, use CALL.");
    }

    public static SqlException isNotProcedure(String function) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, function + " is not a procedure")
                .withHint("To call a function, use SELECT.");
    }

    public static SqlException notAnAggregate(String what, String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                what + " specified, but " + name + " is not an aggregate function");
    }

    public static SqlException notWindowFunction(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "OVER specified, but "
                        + name
                        + " is not a window function nor an aggregate function");
    }

    public static SqlException notOrderedSet(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                name + " is not an ordered-set aggregate, so it cannot have WITHIN GROUP");
    }

    public static SqlException withinGroupRequired(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "WITHIN GROUP is required for ordered-set aggregate " + name);
    }

    public static SqlException overNotSupported(String name) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "OVER is not supported for ordered-set aggregate " + name);
    }

    public static SqlException parameterlessAggregate(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                name + "(*) must be used to call a parameterless aggregate function");
    }

    public static SqlException hypotheticalCount(
            String name, String types, int direct, int ordered) {
        return SqlException.of(
                        SqlState.UNDEFINED_FUNCTION,
                        "function " + name + "(" + types + ") does not exist")
                .withHint(
                        "To use the hypothetical-set aggregate "
                                + name
                                + ", the number of hypothetical direct arguments (here "
                                + direct
                                + ") must match the number of ordering columns (here "
                                + ordered
                                + ").");
    }

    public static SqlException distinctWithoutArguments() {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "DISTINCT specified, but no arguments are given");
    }

    public static SqlException argumentNameTwice(String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "argument name \"" + name + "\" used more than once");
    }

    public static SqlException positionalAfterNamed() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "positional argument cannot follow named argument");
    }

    public static SqlException variadicMustBeArray() {
        return SqlException.of(SqlState.DATATYPE_MISMATCH, "VARIADIC argument must be an array");
    }

    public static SqlException wrongOverlaps() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "wrong number of parameters on left side of OVERLAPS expression");
    }

    public static SqlException cannotCast(String from, String to) {
        return SqlException.of(SqlState.CANNOT_COERCE, "cannot cast type " + from + " to " + to);
    }

    public static SqlException typesCannotBeMatched(String construct, String one, String other) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                construct + " types " + one + " and " + other + " cannot be matched");
    }

    public static SqlException couldNotConvert(String construct, String from, String to) {
        return SqlException.of(
                SqlState.CANNOT_COERCE,
                construct + " could not convert type " + from + " to " + to);
    }

    public static SqlException argumentMustBe(String clause, String wanted, String given) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "argument of " + clause + " must be type " + wanted + ", not type " + given);
    }

    public static SqlException columnTypeMismatch(String column, String wanted, String given) {
        return SqlException.of(
                        SqlState.DATATYPE_MISMATCH,
                        "column \""
                                + column
                                + "\" is of type "
                                + wanted
                                + " but expression is of type "
                                + given)
                .withHint("You will need to rewrite or cast the expression.");
    }

    public static SqlException defaultTypeMismatch(String column, String wanted, String given) {
        return SqlException.of(
                        SqlState.DATATYPE_MISMATCH,
                        "column \""
                                + column
                                + "\" is of type "
                                + wanted
                                + " but default expression is of type "
                                + given)
                .withHint("You will need to rewrite or cast the expression.");
    }

    public static SqlException generatedTypeMismatch(String column, String wanted, String given) {
        return SqlException.of(
                        SqlState.DATATYPE_MISMATCH,
                        "column \""
                                + column
                                + "\" is of type "
                                + wanted
                                + " but generation expression is of type "
                                + given)
                .withHint("You will need to rewrite or cast the expression.");
    }

    public static SqlException noParameter(int number) {
        return SqlException.of(SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + number);
    }

    public static SqlException inconsistentParameter(int number, String one, String other) {
        return SqlException.of(
                        SqlState.AMBIGUOUS_PARAMETER,
                        "inconsistent types deduced for parameter $" + number)
                .withDetail(one + " versus " + other);
    }

    public static SqlException parameterTypeUnknown(int number) {
        return SqlException.of(
                SqlState.INDETERMINATE_DATATYPE,
                "could not determine data type of parameter $" + number);
    }

    public static SqlException polymorphicTypeUnknown() {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "could not determine polymorphic type because input has type unknown");
    }

    public static SqlException polymorphicMismatch(String detail) {
        return SqlException.of(
                        SqlState.DATATYPE_MISMATCH,
                        "arguments declared \"anyelement\" are not all alike")
                .withDetail(detail);
    }

    public static SqlException noArrayType(String element) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT, "could not find array type for data type " + element);
    }

    public static SqlException emptyArrayType() {
        return SqlException.of(
                        SqlState.INDETERMINATE_DATATYPE, "cannot determine type of empty array")
                .withHint("Explicitly cast to the desired type, for example ARRAY[]::integer[].");
    }

    public static SqlException arrayRequired() {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "op ANY/ALL (array) requires array on right side");
    }

    public static SqlException arrayOperatorMustYieldBoolean() {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "op ANY/ALL (array) requires operator to yield boolean");
    }

    public static SqlException operatorMustYieldBoolean(String construct) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH, construct + " requires = operator to yield boolean");
    }

    public static SqlException unequalRows() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "unequal number of entries in row expressions");
    }

    public static SqlException emptyRows() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "cannot compare rows of zero length");
    }

    public static SqlException rowOperatorMustYieldBoolean(String type) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "row comparison operator must yield type boolean, not type " + type);
    }

    public static SqlException rowOperatorUnknown(String operator) {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "could not determine interpretation of row comparison operator " + operator)
                .withHint(
                        "Row comparison operators must be associated with btree operator families.");
    }

    public static SqlException noOrdering(String type) {
        return SqlException.of(
                        SqlState.UNDEFINED_FUNCTION,
                        "could not identify an ordering operator for type " + type)
                .withHint("Use an explicit ordering operator or modify the query.");
    }

    public static SqlException noOrderingForDistinct(String type) {
        return SqlException.of(
                        SqlState.UNDEFINED_FUNCTION,
                        "could not identify an ordering operator for type " + type)
                .withDetail("Aggregates with DISTINCT must be able to sort their inputs.");
    }

    public static SqlException noEquality(String type) {
        return SqlException.of(
                SqlState.UNDEFINED_FUNCTION,
                "could not identify an equality operator for type " + type);
    }

    public static SqlException noComparisonFunction(String type) {
        return SqlException.of(
                SqlState.UNDEFINED_FUNCTION,
                "could not identify a comparison function for type " + type);
    }

    public static SqlException notOrderingOperator(String operator) {
        return SqlException.of(
                        SqlState.WRONG_OBJECT_TYPE,
                        "operator " + operator + " is not a valid ordering operator")
                .withHint(
                        "Ordering operators must be \"<\" or \">\" members of btree operator families.");
    }

    public static SqlException isJsonType(String type) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH, "cannot use type " + type + " in IS JSON predicate");
    }

    public static SqlException notCollatable(String type) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH, "collations are not supported by type " + type);
    }

    public static SqlException notSubscriptable(String type) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "cannot subscript type " + type + " because it does not support subscripting");
    }

    public static SqlException subscriptMustBeInteger() {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH, "array subscript must have type integer");
    }

    public static SqlException jsonSlices() {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH, "jsonb subscript does not support slices");
    }

    public static SqlException jsonSubscriptType(String type) {
        return SqlException.of(
                        SqlState.DATATYPE_MISMATCH, "subscript type " + type + " is not supported")
                .withHint("jsonb subscript must be coercible to either integer or text.");
    }
}
