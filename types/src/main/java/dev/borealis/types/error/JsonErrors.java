package dev.borealis.types.error;

/** Errors of functions of json and jsonb. Texts of PostgreSQL 16. */
public final class JsonErrors {
    private JsonErrors() {}

    private static SqlException invalid(String text) {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, text);
    }

    /**
     * 22P02: a value that is to be an array and is none.
     *
     * @param where as the hint names the place
     */
    public static SqlException expectedArray(String where) {
        SqlException error =
                SqlException.of(SqlState.INVALID_TEXT_REPRESENTATION, "expected JSON array");
        return where.isEmpty() ? error : error.withHint("See the " + where + ".");
    }

    /** 22P02: an array of arrays of several lengths. */
    public static SqlException malformedArray() {
        return SqlException.of(SqlState.INVALID_TEXT_REPRESENTATION, "malformed JSON array")
                .withDetail(
                        "Multidimensional arrays must have sub-arrays with matching dimensions.");
    }

    /** 0A000: a call that does not say which columns it wants. @param function its name */
    public static SqlException unknownRowType(String function) {
        return SqlException.of(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "could not determine row type for result of " + function)
                .withHint(
                        "Provide a non-null record argument, or call the function in the FROM clause using"
                                + " a column definition list.");
    }

    /** 22004: an object with null as a key. */
    public static SqlException nullKey() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED, "null value not allowed for object key");
    }

    /** 22023: an object with an array, a row or JSON as a key. */
    public static SqlException keyNotScalar() {
        return invalid("key value must be scalar, not array, composite, or json");
    }

    /**
     * 22023: an object of keys and values that do not come in pairs.
     *
     * @param function with parentheses, as the hint names it
     */
    public static SqlException oddArguments(String function) {
        return invalid("argument list must have even number of elements")
                .withHint(
                        "The arguments of "
                                + function
                                + " must consist of alternating keys and values.");
    }

    /** 22030: {@code JSON_OBJECT(… WITH UNIQUE KEYS)} of type json with a key twice. */
    public static SqlException duplicateKey(String key) {
        return SqlException.of(
                SqlState.DUPLICATE_JSON_OBJECT_KEY_VALUE,
                "duplicate JSON object key value: " + key);
    }

    /** 22030: the same of type jsonb, where the key is not said. */
    public static SqlException duplicateJsonbKey() {
        return SqlException.of(
                SqlState.DUPLICATE_JSON_OBJECT_KEY_VALUE, "duplicate JSON object key value");
    }

    /**
     * 22023: {@code jsonb_array_length} and {@code json_array_length} of a scalar or an object.
     *
     * @param scalar else an object
     */
    public static SqlException arrayLengthOf(boolean scalar) {
        return invalid("cannot get array length of a " + (scalar ? "scalar" : "non-array"));
    }

    /** @param what for example {@code cannot call jsonb_each on a non-object} */
    public static SqlException wrongKind(String what) {
        return invalid(what);
    }

    /** 22004: a path with a null in it. @param position in the path, from 1 */
    public static SqlException nullPathElement(int position) {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED,
                "path element at position " + position + " is null");
    }

    /** 22004: {@code SET column[null] = …}. */
    public static SqlException nullSubscriptInAssignment() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED, "jsonb subscript in assignment must not be null");
    }

    /**
     * 22023: an assignment to an element far before the beginning.
     *
     * @param position in the path, from 1
     * @param index what stands there
     */
    public static SqlException pathOutOfRange(int position, long index) {
        return invalid("path element at position " + position + " is out of range: " + index);
    }

    /** An assignment into a part of a scalar. */
    public static SqlException scalarOnThePath() {
        return invalid("cannot replace existing key")
                .withDetail(
                        "The path assumes key is a composite object, but it is a scalar value.");
    }

    /**
     * 22P02: a path that leads into an array by a name.
     *
     * @param position in the path, from 1
     * @param element what stands there
     */
    public static SqlException pathNotInteger(int position, String element) {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION,
                "path element at position " + position + " is not an integer: \"" + element + "\"");
    }

    /** 22023: {@code jsonb_insert} where there is a value. */
    public static SqlException existingKey() {
        return invalid("cannot replace existing key")
                .withHint("Try using the function jsonb_set to replace key value.");
    }

    /**
     * 22023: a cast of jsonb to a number or boolean that it is not.
     *
     * @param kind what it is instead: string, array, …
     */
    public static SqlException cannotCast(String kind, String type) {
        return invalid("cannot cast jsonb " + kind + " to type " + type);
    }

    /** 22023: {@code jsonb_set_lax} with a treatment of null that it does not know. */
    public static SqlException nullTreatment() {
        return invalid(
                "null_value_treatment must be \"delete_key\", \"return_target\", \"use_json_null\", or \"raise_exception\"");
    }

    /** 22004: {@code jsonb_set_lax} told to fail on null. */
    public static SqlException nullNotAllowed() {
        return SqlException.of(SqlState.NULL_VALUE_NOT_ALLOWED, "JSON value must not be null")
                .withDetail(
                        "Exception was raised because null_value_treatment is \"raise_exception\".")
                .withHint(
                        "To avoid, either change the null_value_treatment argument or ensure that an SQL NULL is not passed.");
    }

    /** 2202E: {@code json_object(text[])} of a list that is no pairs. */
    public static SqlException objectArrayOdd() {
        return SqlException.of(
                SqlState.ARRAY_SUBSCRIPT_ERROR, "array must have even number of elements");
    }

    /** 2202E: {@code json_object(text[])} of rows that are no pairs. */
    public static SqlException objectArrayColumns() {
        return SqlException.of(SqlState.ARRAY_SUBSCRIPT_ERROR, "array must have two columns");
    }

    /** 2202E: {@code json_object(text[])} of more than two dimensions. */
    public static SqlException objectArrayDimensions() {
        return SqlException.of(SqlState.ARRAY_SUBSCRIPT_ERROR, "wrong number of array subscripts");
    }

    /** 2202E: {@code json_object(keys, values)} of different lengths. */
    public static SqlException mismatchedDimensions() {
        return SqlException.of(SqlState.ARRAY_SUBSCRIPT_ERROR, "mismatched array dimensions");
    }
}
