package dev.borealis.types.error;

/** Errors of functions of json and jsonb. Texts of PostgreSQL 16. */
public final class JsonErrors {
    private JsonErrors() {}

    private static SqlException invalid(String text) {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, text);
    }

    public static SqlException nullKey() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED, "null value not allowed for object key");
    }

    public static SqlException keyNotScalar() {
        return invalid("key value must be scalar, not array, composite, or json");
    }

    public static SqlException oddArguments(String function) {
        return invalid("argument list must have even number of elements")
                .withHint(
                        "The arguments of "
                                + function
                                + " must consist of alternating keys and values.");
    }

    public static SqlException duplicateKey(String key) {
        return SqlException.of(
                SqlState.DUPLICATE_JSON_OBJECT_KEY_VALUE,
                "duplicate JSON object key value: " + key);
    }

    public static SqlException duplicateJsonbKey() {
        return SqlException.of(
                SqlState.DUPLICATE_JSON_OBJECT_KEY_VALUE, "duplicate JSON object key value");
    }

    public static SqlException arrayLengthOf(boolean scalar) {
        return invalid("cannot get array length of a " + (scalar ? "scalar" : "non-array"));
    }

    /** @param what for example {@code cannot call jsonb_each on a non-object} */
    public static SqlException wrongKind(String what) {
        return invalid(what);
    }

    public static SqlException nullPathElement(int position) {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED,
                "path element at position " + position + " is null");
    }

    public static SqlException nullSubscriptInAssignment() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED, "jsonb subscript in assignment must not be null");
    }

    public static SqlException pathOutOfRange(int position, long index) {
        return invalid("path element at position " + position + " is out of range: " + index);
    }

    /** An assignment into a part of a scalar. */
    public static SqlException scalarOnThePath() {
        return invalid("cannot replace existing key")
                .withDetail(
                        "The path assumes key is a composite object, but it is a scalar value.");
    }

    public static SqlException pathNotInteger(int position, String element) {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION,
                "path element at position " + position + " is not an integer: \"" + element + "\"");
    }

    public static SqlException existingKey() {
        return invalid("cannot replace existing key")
                .withHint("Try using the function jsonb_set to replace key value.");
    }

    public static SqlException cannotCast(String kind, String type) {
        return invalid("cannot cast jsonb " + kind + " to type " + type);
    }

    public static SqlException nullTreatment() {
        return invalid(
                "null_value_treatment must be \"delete_key\", \"return_target\", \"use_json_null\", or \"raise_exception\"");
    }

    public static SqlException nullNotAllowed() {
        return SqlException.of(SqlState.NULL_VALUE_NOT_ALLOWED, "JSON value must not be null")
                .withDetail(
                        "Exception was raised because null_value_treatment is \"raise_exception\".")
                .withHint(
                        "To avoid, either change the null_value_treatment argument or ensure that an SQL NULL is not passed.");
    }

    public static SqlException objectArrayOdd() {
        return SqlException.of(
                SqlState.ARRAY_SUBSCRIPT_ERROR, "array must have even number of elements");
    }

    public static SqlException objectArrayColumns() {
        return SqlException.of(SqlState.ARRAY_SUBSCRIPT_ERROR, "array must have two columns");
    }

    public static SqlException objectArrayDimensions() {
        return SqlException.of(SqlState.ARRAY_SUBSCRIPT_ERROR, "wrong number of array subscripts");
    }

    public static SqlException mismatchedDimensions() {
        return SqlException.of(SqlState.ARRAY_SUBSCRIPT_ERROR, "mismatched array dimensions");
    }
}
