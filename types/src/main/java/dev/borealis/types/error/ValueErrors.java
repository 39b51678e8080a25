package dev.borealis.types.error;

/** Errors of reading values from text or binary form, and of fitting them to a declared length. */
public final class ValueErrors {
    private ValueErrors() {}

    /** {@code invalid input syntax for type integer: "x"}. @param type as the message says it */
    public static SqlException invalidInputSyntax(String type, String value) {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION,
                "invalid input syntax for type " + type + ": \"" + value + "\"");
    }

    /** The message of a few types that do not repeat the value. */
    public static SqlException invalidInputSyntax(String type) {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type " + type);
    }

    /** 22023: hexadecimal text of bytea with half a byte. */
    public static SqlException oddHexadecimalDigits() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "invalid hexadecimal data: odd number of digits");
    }

    /** 22023: hexadecimal text of bytea with another character. @param digit the character */
    public static SqlException invalidHexadecimalDigit(String digit) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "invalid hexadecimal digit: \"" + digit + "\"");
    }

    /** @param type with length: {@code character varying(5)} */
    public static SqlException valueTooLong(String type) {
        return SqlException.of(
                SqlState.STRING_DATA_RIGHT_TRUNCATION, "value too long for type " + type);
    }

    /** 22026: a bit string for {@code bit(n)} that is not n long. */
    public static SqlException bitLengthMismatch(int length, int wanted) {
        return SqlException.of(
                SqlState.STRING_DATA_LENGTH_MISMATCH,
                "bit string length " + length + " does not match type bit(" + wanted + ")");
    }

    /** 22001: a bit string for {@code bit varying(n)} that is longer. */
    public static SqlException bitStringTooLong(int wanted) {
        return SqlException.of(
                SqlState.STRING_DATA_RIGHT_TRUNCATION,
                "bit string too long for type bit varying(" + wanted + ")");
    }

    /** @param digit the offending character; @param kind binary or hexadecimal */
    public static SqlException invalidBitDigit(String digit, String kind) {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION,
                "\"" + digit + "\" is not a valid " + kind + " digit");
    }

    /** 22P02: a network with bits set behind its mask. */
    public static SqlException invalidCidr(String value) {
        return SqlException.of(
                        SqlState.INVALID_TEXT_REPRESENTATION,
                        "invalid cidr value: \"" + value + "\"")
                .withDetail("Value has bits set to right of mask.");
    }

    /** {@code invalid byte sequence for encoding "UTF8": 0xe2 0x82}. @param bytes as the message lists them */
    public static SqlException invalidUtf8(String bytes) {
        return SqlException.of(
                SqlState.CHARACTER_NOT_IN_REPERTOIRE,
                "invalid byte sequence for encoding \"UTF8\": " + bytes);
    }

    /** A pseudo-type cannot be read: {@code cannot accept a value of type void}. */
    public static SqlException cannotAccept(String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "cannot accept a value of type " + type);
    }

    /** A pseudo-type cannot be written: {@code cannot display a value of type internal}. */
    public static SqlException cannotDisplay(String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "cannot display a value of type " + type);
    }

    /** A type without binary form. */
    public static SqlException noBinaryInput(String type) {
        return SqlException.of(
                SqlState.UNDEFINED_FUNCTION, "no binary input function available for type " + type);
    }

    /** A binary value shorter than its type needs. */
    public static SqlException insufficientBinaryData() {
        return SqlException.of(SqlState.PROTOCOL_VIOLATION, "insufficient data left in message");
    }

    private static final String INCORRECT_BINARY_FORMAT = "incorrect binary data format";

    /** 22P03: a binary value longer than its type needs, as COPY says it. */
    public static SqlException incorrectBinaryFormat() {
        return SqlException.of(SqlState.INVALID_BINARY_REPRESENTATION, INCORRECT_BINARY_FORMAT);
    }

    /** Whether it is {@link #incorrectBinaryFormat()}, which Bind says in other words. */
    public static boolean isIncorrectBinaryFormat(SqlException error) {
        return error.state() == SqlState.INVALID_BINARY_REPRESENTATION
                && error.text().equals(INCORRECT_BINARY_FORMAT);
    }

    /** 22P03: the same of a parameter. @param parameter from 1 */
    public static SqlException incorrectBinaryParameter(int parameter) {
        return SqlException.of(
                SqlState.INVALID_BINARY_REPRESENTATION,
                INCORRECT_BINARY_FORMAT + " in bind parameter " + parameter);
    }

    /** A binary value whose content cannot be. @param what for example {@code invalid sign in external "numeric" value} */
    public static SqlException invalidBinary(String what) {
        return SqlException.of(SqlState.INVALID_BINARY_REPRESENTATION, what);
    }

    /** XX000: jsonb in binary form of a version other than 1. */
    public static SqlException unsupportedJsonbVersion(int version) {
        return SqlException.of(
                SqlState.INTERNAL_ERROR, "unsupported jsonb version number " + version);
    }

    /** A type of PostgreSQL whose values do not exist here yet. */
    public static SqlException notYetImplemented(String type) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "values of type " + type + " are not yet implemented");
    }
}
