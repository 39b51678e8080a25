package dev.borealis.types.error;

/** Errors of functions of text and bytea. Texts of PostgreSQL 16. */
public final class TextErrors {
    private TextErrors() {}

    public static SqlException negativeSubstringLength() {
        return SqlException.of(SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }

    public static SqlException requestedLengthTooLarge() {
        return SqlException.of(SqlState.PROGRAM_LIMIT_EXCEEDED, "requested length too large");
    }

    public static SqlException fieldPositionZero() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "field position must not be zero");
    }

    public static SqlException nullCharacter() {
        return SqlException.of(SqlState.PROGRAM_LIMIT_EXCEEDED, "null character not permitted");
    }

    public static SqlException negativeCharacter() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "character number must be positive");
    }

    public static SqlException characterTooLarge(long character) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "requested character too large for encoding: " + character);
    }

    public static SqlException characterNotValid(long character) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "requested character not valid for encoding: " + character);
    }

    public static SqlException unrecognizedEncoding(String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "unrecognized encoding: \"" + name + "\"");
    }

    public static SqlException invalidBase64Symbol(String symbol) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid symbol \"" + symbol + "\" found while decoding base64 sequence");
    }

    public static SqlException unexpectedBase64Padding() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "unexpected \"=\" while decoding base64 sequence");
    }

    public static SqlException invalidBase64End() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "invalid base64 end sequence")
                .withHint(
                        "Input data is missing padding, is truncated, or is otherwise corrupted.");
    }

    public static SqlException invalidByteaInput() {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type bytea");
    }

    public static SqlException indexOutOfRange(long index, long last) {
        return SqlException.of(
                SqlState.ARRAY_SUBSCRIPT_ERROR,
                "index " + index + " out of valid range, 0.." + last);
    }

    public static SqlException newBit() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "new bit must be 0 or 1");
    }

    public static SqlException invalidEncodingName(String kind, String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid " + kind + " encoding name \"" + name + "\"");
    }

    public static SqlException invalidByteSequence(String encoding, String bytes) {
        return SqlException.of(
                SqlState.CHARACTER_NOT_IN_REPERTOIRE,
                "invalid byte sequence for encoding \"" + encoding + "\": " + bytes);
    }

    public static SqlException noEquivalent(String bytes, String from, String to) {
        return SqlException.of(
                SqlState.UNTRANSLATABLE_CHARACTER,
                "character with byte sequence "
                        + bytes
                        + " in encoding \""
                        + from
                        + "\" has no equivalent in encoding \""
                        + to
                        + "\"");
    }

    public static SqlException likeEndsWithEscape() {
        return SqlException.of(
                SqlState.INVALID_ESCAPE_SEQUENCE,
                "LIKE pattern must not end with escape character");
    }

    public static SqlException invalidEscapeString() {
        return SqlException.of(SqlState.INVALID_ESCAPE_SEQUENCE, "invalid escape string")
                .withHint("Escape string must be empty or one character.");
    }

    public static SqlException similarTooManySeparators() {
        return SqlException.of(
                SqlState.INVALID_USE_OF_ESCAPE_CHARACTER,
                "SQL regular expression may not contain more than two escape-double-quote separators");
    }

    public static SqlException formatTooFewArguments() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "too few arguments for format()");
    }

    public static SqlException formatUnterminated() {
        return SqlException.of(
                        SqlState.INVALID_PARAMETER_VALUE, "unterminated format() type specifier")
                .withHint("For a single \"%\" use \"%%\".");
    }

    public static SqlException formatUnrecognized(String specifier) {
        return SqlException.of(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "unrecognized format() type specifier \"" + specifier + "\"")
                .withHint("For a single \"%\" use \"%%\".");
    }

    public static SqlException formatArgumentZero() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "format specifies argument 0, but arguments are numbered from 1");
    }

    public static SqlException formatWidthPosition() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "width argument position must be ended by \"$\"");
    }

    public static SqlException formatNumberOutOfRange() {
        return SqlException.of(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "number is out of range");
    }

    public static SqlException nullAsIdentifier() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED,
                "null values cannot be formatted as an SQL identifier");
    }
}
