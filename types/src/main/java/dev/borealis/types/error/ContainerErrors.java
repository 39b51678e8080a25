package dev.borealis.types.error;

/** Errors of arrays, records, ranges and JSON as text and in binary form. */
public final class ContainerErrors {
    private ContainerErrors() {}

    /** 22P02: a text that is no array. @param detail what is wrong with it */
    public static SqlException malformedArray(String value, String detail) {
        return SqlException.of(
                        SqlState.INVALID_TEXT_REPRESENTATION,
                        "malformed array literal: \"" + value + "\"")
                .withDetail(detail);
    }

    /** 2202E: an array's text whose bounds run backwards, such as {@code [2:1]={}}. */
    public static SqlException upperBoundBelowLower() {
        return SqlException.of(
                SqlState.ARRAY_SUBSCRIPT_ERROR, "upper bound cannot be less than lower bound");
    }

    /** 54000: a text or a message with an array of too many dimensions. @param largest what an array may have */
    public static SqlException tooManyDimensions(int dimensions, int largest) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "number of array dimensions ("
                        + dimensions
                        + ") exceeds the maximum allowed ("
                        + largest
                        + ")");
    }

    /** 54000: a text or a message with an array of too many elements. @param largest elements that an array may have */
    public static SqlException arrayTooLarge(int largest) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "array size exceeds the maximum allowed (" + largest + ")");
    }

    /** 22P02: a text that is no record. @param detail what is wrong with it */
    public static SqlException malformedRecord(String value, String detail) {
        return SqlException.of(
                        SqlState.INVALID_TEXT_REPRESENTATION,
                        "malformed record literal: \"" + value + "\"")
                .withDetail(detail);
    }

    /** 0A000: a text read as a record of no particular type. */
    public static SqlException anonymousRecordInput() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "input of anonymous composite types is not implemented");
    }

    /** 42804: a record in binary form with another number of columns than its type. */
    public static SqlException wrongBinaryColumns(int found, int expected) {
        return SqlException.of(
                SqlState.DATATYPE_MISMATCH,
                "wrong number of columns: " + found + ", expected " + expected);
    }

    /**
     * 42804: an array in binary form of another type than the parameter's.
     *
     * @param found OID of the elements' type in the message
     * @param expected OID that the parameter's elements have
     */
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

    /** 22P05: JSON with {@code \u0000}. @param where what stands behind "JSON data" in the context */
    public static SqlException unsupportedUnicodeEscape(String where) {
        return SqlException.of(
                        SqlState.UNTRANSLATABLE_CHARACTER, "unsupported Unicode escape sequence")
                .withDetail("\\u0000 cannot be converted to text.")
                .withContext("JSON data, " + where);
    }
}
