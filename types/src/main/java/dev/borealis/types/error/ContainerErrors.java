package dev.borealis.types.error;

/** Errors of arrays, records, ranges and JSON as text and in binary form. */
public final class ContainerErrors {
    private ContainerErrors() {}

    public static SqlException malformedArray(String value, String detail) {
        return SqlException.of(
                        SqlState.INVALID_TEXT_REPRESENTATION,
                        "malformed array literal: \"" + value + "\"")
                .withDetail(detail);
    }

    public static SqlException upperBoundBelowLower() {
        return SqlException.of(
                SqlState.ARRAY_SUBSCRIPT_ERROR, "upper bound cannot be less than lower bound");
    }

    public static SqlException tooManyDimensions(int dimensions, int largest) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "number of array dimensions ("
                        + dimensions
                        + ") exceeds the maximum allowed ("
                        + largest
                        + ")");
    }

    public static SqlException arrayTooLarge(int largest) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "array size exceeds the maximum allowed (" + largest + ")");
    }

    public static SqlException malformedRecord(String value, String detail) {
        return SqlException.of(
                        SqlState.INVALID_TEXT_REPRESENTATION,
                        "malformed record literal: \"" + value + "\"")
                .withDetail(detail);
    }

    public static SqlException anonymousRecordInput() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "input of anonymous composite types is not implemented");
    }

    public static SqlException wrongBinaryColumns(int found, int expected) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "wrong number of columns: " + found + ", expected " + expected);
    }

    public static SqlException wrongBinaryElementType(
            String found, String foundName, String expected, String expectedName) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "binary data has array element type "
                        + found
                        + " ("
                        + foundName
                        + ") instead of expected "
                        + expected
                        + " ("
                        + expectedName
                        + ")");
    }

    /** @param where what stands behind "JSON data" in the context */
    public static SqlException invalidJson(String detail, String where) {
        return SqlException.of(
                        SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type json")
                .withDetail(detail)
                .withContext("JSON data, " + where);
    }

    public static SqlException unsupportedUnicodeEscape(String where) {
        return SqlException.of(
                        SqlState.UNTRANSLATABLE_CHARACTER, "unsupported Unicode escape sequence")
                .withDetail("\\u0000 cannot be converted to text.")
                .withContext("JSON data, " + where);
    }
}
