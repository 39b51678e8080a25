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

    /**
     * 42804: {@code SET column[i] = value} of a value of another type.
     *
     * @param wanted type of the elements
     * @param given type of the value
     */
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

    /**
     * 42883: an operator between two types that no candidate takes.
     *
     * @param operator with its operand types: {@code integer + boolean}
     */
    public static SqlException operatorDoesNotExist(String operator) {
        return SqlException.of(SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + operator)
                .withHint(
                        "No operator matches the given name and argument types. You might need to add explicit type casts.");
    }

    /**
     * 42883: a prefix operator before a type that no candidate takes.
     *
     * @param operator with its operand type: {@code - boolean}
     */
    public static SqlException prefixOperatorDoesNotExist(String operator) {
        return SqlException.of(SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + operator)
                .withHint(
                        "No operator matches the given name and argument type. You might need to add an explicit type cast.");
    }

    /** 42725: an operator that several candidates would take equally well. @param operator with its operand types */
    public static SqlException operatorNotUnique(String operator) {
        return SqlException.of(SqlState.AMBIGUOUS_FUNCTION, "operator is not unique: " + operator)
                .withHint(
                        "Could not choose a best candidate operator. You might need to add explicit type casts.");
    }

    /**
     * 42883: an operator that was named as a commutator or negator and never defined.
     *
     * @param operator with its operand types
     */
    public static SqlException shellOperator(String operator) {
        return SqlException.of(
                SqlState.UNDEFINED_FUNCTION, "operator is only a shell: " + operator);
    }

    /** 42883: a call that no function of the name takes. @param function with its argument types: {@code f(integer)} */
    public static SqlException functionDoesNotExist(String function) {
        return SqlException.of(
                        SqlState.UNDEFINED_FUNCTION, "function " + function + " does not exist")
                .withHint(
                        "No function matches the given name and argument types. You might need to add explicit type casts.");
    }

    /** 42725: a call that several functions would take equally well. @param function with its argument types */
    public static SqlException functionNotUnique(String function) {
        return SqlException.of(
                        SqlState.AMBIGUOUS_FUNCTION, "function " + function + " is not unique")
                .withHint(
                        "Could not choose a best candidate function. You might need to add explicit type casts.");
    }

    /** 42809: a procedure called in an expression. @param function with its argument types */
    public static SqlException isProcedure(String function) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, function + " is a procedure")
                .withHint("To call a procedure, use CALL.");
    }

    /** 42809: CALL of a function. @param function with its argument types */
    public static SqlException isNotProcedure(String function) {
        return SqlException.of(SqlState.WRONG_OBJECT_TYPE, function + " is not a procedure")
                .withHint("To call a function, use SELECT.");
    }

    /**
     * 42809: DISTINCT, FILTER, … or {@code f(*)} at a function that is no aggregate.
     *
     * @param what what was written that only aggregates have
     */
    public static SqlException notAnAggregate(String what, String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                what + " specified, but " + name + " is not an aggregate function");
    }

    /** 42809: OVER at a plain function. */
    public static SqlException notWindowFunction(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "OVER specified, but "
                        + name
                        + " is not a window function nor an aggregate function");
    }

    /** 42809: WITHIN GROUP at an aggregate that orders nothing. */
    public static SqlException notOrderedSet(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                name + " is not an ordered-set aggregate, so it cannot have WITHIN GROUP");
    }

    /** 42809: {@code percentile_cont(…)} and the like without WITHIN GROUP. */
    public static SqlException withinGroupRequired(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "WITHIN GROUP is required for ordered-set aggregate " + name);
    }

    /** 0A000: OVER at {@code percentile_cont(…)} and the like. */
    public static SqlException overNotSupported(String name) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "OVER is not supported for ordered-set aggregate " + name);
    }

    /** 42809: {@code count()} instead of {@code count(*)}. */
    public static SqlException parameterlessAggregate(String name) {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                name + "(*) must be used to call a parameterless aggregate function");
    }

    /**
     * 42883: {@code rank(…) WITHIN GROUP (…)} with different numbers of values and columns.
     *
     * @param types of all arguments
     * @param direct arguments in the first parentheses
     * @param ordered columns in the second
     */
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

    /** 42809: {@code count(DISTINCT)}. */
    public static SqlException distinctWithoutArguments() {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "DISTINCT specified, but no arguments are given");
    }

    /** 42601: {@code f(a => 1, a => 2)}. */
    public static SqlException argumentNameTwice(String name) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "argument name \"" + name + "\" used more than once");
    }

    /** 42601: {@code f(a => 1, 2)}. */
    public static SqlException positionalAfterNamed() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "positional argument cannot follow named argument");
    }

    /** 42804: {@code f(VARIADIC value)} of a value that is no array. */
    public static SqlException variadicMustBeArray() {
        return SqlException.of(SqlState.DATATYPE_MISMATCH, "VARIADIC argument must be an array");
    }

    /** 42601: OVERLAPS of anything but two pairs. */
    public static SqlException wrongOverlaps() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR,
                "wrong number of parameters on left side of OVERLAPS expression");
    }

    /** 42846: a cast for which there is no way. */
    public static SqlException cannotCast(String from, String to) {
        return SqlException.of(SqlState.CANNOT_COERCE, "cannot cast type " + from + " to " + to);
    }

    /** 42804: values that must be of one type and have none in common. @param construct UNION, CASE, ARRAY, … */
    public static SqlException typesCannotBeMatched(String construct, String one, String other) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                construct + " types " + one + " and " + other + " cannot be matched");
    }

    /** 42846: a value that cannot become the type chosen for all of them. @param construct UNION, CASE, ARRAY, … */
    public static SqlException couldNotConvert(String construct, String from, String to) {
        return SqlException.of(
                SqlState.CANNOT_COERCE,
                construct + " could not convert type " + from + " to " + to);
    }

    /** 42804: a condition, or a number of rows, of the wrong type. @param clause WHERE, LIMIT, … */
    public static SqlException argumentMustBe(String clause, String wanted, String given) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "argument of " + clause + " must be type " + wanted + ", not type " + given);
    }

    /**
     * 42804: INSERT or UPDATE of a value that is not assigned to the column's type by itself.
     *
     * @param wanted type of the column
     * @param given type of the value
     */
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

    /**
     * 42804: a default that is not assigned to the column's type by itself.
     *
     * @param wanted type of the column
     * @param given type of the default
     */
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

    /**
     * 42804: a generation expression that is not assigned to the column's type by itself.
     *
     * @param wanted type of the column
     * @param given type of the expression
     */
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

    /** 42P02: {@code $n} in a text that was not prepared with as many, or outside a prepared one. */
    public static SqlException noParameter(int number) {
        return SqlException.of(SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + number);
    }

    /** 42P08: {@code $n} in two places that want different types. @param one the type settled first */
    public static SqlException inconsistentParameter(int number, String one, String other) {
        return SqlException.of(
                        SqlState.AMBIGUOUS_PARAMETER,
                        "inconsistent types deduced for parameter $" + number)
                .withDetail(one + " versus " + other);
    }

    /** 42P18: {@code $n} where nothing says which type is meant. */
    public static SqlException parameterTypeUnknown(int number) {
        return SqlException.of(
                SqlState.INDETERMINATE_DATATYPE,
                "could not determine data type of parameter $" + number);
    }

    /** 42804: an argument of type anyelement and the like of which only an untyped literal is given. */
    public static SqlException polymorphicTypeUnknown() {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "could not determine polymorphic type because input has type unknown");
    }

    /** 42804: arguments of type anyelement and the like that differ. @param detail the two types */
    public static SqlException polymorphicMismatch(String detail) {
        return SqlException.of(
                        SqlState.DATATYPE_MISMATCH,
                        "arguments declared \"anyelement\" are not all alike")
                .withDetail(detail);
    }

    /** 42704: an array of a type that has none. */
    public static SqlException noArrayType(String element) {
        return SqlException.of(
                SqlState.UNDEFINED_OBJECT, "could not find array type for data type " + element);
    }

    /** 42P18: {@code ARRAY[]} where nothing says of what. */
    public static SqlException emptyArrayType() {
        return SqlException.of(
                        SqlState.INDETERMINATE_DATATYPE, "cannot determine type of empty array")
                .withHint("Explicitly cast to the desired type, for example ARRAY[]::integer[].");
    }

    /** 42809: {@code = ANY (value)} of a value that is no array. */
    public static SqlException arrayRequired() {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE, "op ANY/ALL (array) requires array on right side");
    }

    /** 42809: {@code + ANY (array)}. */
    public static SqlException arrayOperatorMustYieldBoolean() {
        return SqlException.of(
                SqlState.WRONG_OBJECT_TYPE,
                "op ANY/ALL (array) requires operator to yield boolean");
    }

    /** 42804: a type whose {@code =} is no test. @param construct IS DISTINCT FROM or NULLIF */
    public static SqlException operatorMustYieldBoolean(String construct) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH, construct + " requires = operator to yield boolean");
    }

    /** 42601: {@code (a, b) = (c)}. */
    public static SqlException unequalRows() {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "unequal number of entries in row expressions");
    }

    /** 0A000: {@code ROW() = ROW()}. */
    public static SqlException emptyRows() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "cannot compare rows of zero length");
    }

    /** 42804: {@code (a, b) + (c, d)}. @param type what the operator gives instead */
    public static SqlException rowOperatorMustYieldBoolean(String type) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "row comparison operator must yield type boolean, not type " + type);
    }

    /** 0A000: {@code (a, b) op (c, d)} with an operator that is no comparison. */
    public static SqlException rowOperatorUnknown(String operator) {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "could not determine interpretation of row comparison operator " + operator)
                .withHint(
                        "Row comparison operators must be associated with btree operator families.");
    }

    /** 42883: ORDER BY, GROUP BY, … of a type without an order, such as json. */
    public static SqlException noOrdering(String type) {
        return SqlException.of(
                        SqlState.UNDEFINED_FUNCTION,
                        "could not identify an ordering operator for type " + type)
                .withHint("Use an explicit ordering operator or modify the query.");
    }

    /** 42883: {@code agg(DISTINCT value)} of a type without an order. */
    public static SqlException noOrderingForDistinct(String type) {
        return SqlException.of(
                        SqlState.UNDEFINED_FUNCTION,
                        "could not identify an ordering operator for type " + type)
                .withDetail("Aggregates with DISTINCT must be able to sort their inputs.");
    }

    /** 42883: {@code =} is needed of a type without one, such as json. */
    public static SqlException noEquality(String type) {
        return SqlException.of(
                SqlState.UNDEFINED_FUNCTION,
                "could not identify an equality operator for type " + type);
    }

    /** 42883: an order is needed, while the statement runs, of a type without one. */
    public static SqlException noComparisonFunction(String type) {
        return SqlException.of(
                SqlState.UNDEFINED_FUNCTION,
                "could not identify a comparison function for type " + type);
    }

    /** 42809: {@code ORDER BY a USING =}. */
    public static SqlException notOrderingOperator(String operator) {
        return SqlException.of(
                        SqlState.WRONG_OBJECT_TYPE,
                        "operator " + operator + " is not a valid ordering operator")
                .withHint(
                        "Ordering operators must be \"<\" or \">\" members of btree operator families.");
    }

    /** 42804: {@code IS JSON} of a value that is no text and no JSON. */
    public static SqlException isJsonType(String type) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH, "cannot use type " + type + " in IS JSON predicate");
    }

    /** 42804: COLLATE at a type that is no text. */
    public static SqlException notCollatable(String type) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH, "collations are not supported by type " + type);
    }

    /** 42804: {@code value[i]} of a type without elements. */
    public static SqlException notSubscriptable(String type) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "cannot subscript type " + type + " because it does not support subscripting");
    }

    /** 42804: {@code array['a']}. */
    public static SqlException subscriptMustBeInteger() {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH, "array subscript must have type integer");
    }

    /** 42804: {@code jsonb[1:2]}. */
    public static SqlException jsonSlices() {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH, "jsonb subscript does not support slices");
    }

    /** 42804: {@code jsonb[value]} of a value that is neither integer nor text. */
    public static SqlException jsonSubscriptType(String type) {
        return SqlException.of(
                        SqlState.DATATYPE_MISMATCH, "subscript type " + type + " is not supported")
                .withHint("jsonb subscript must be coercible to either integer or text.");
    }
}
