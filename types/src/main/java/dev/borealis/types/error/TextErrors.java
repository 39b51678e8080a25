package dev.borealis.types.error;

/** Errors of functions of text and bytea. Texts of PostgreSQL 16. */
public final class TextErrors {
    private TextErrors() {}

    /** 22011: {@code substring} and {@code overlay} of a negative length. */
    public static SqlException negativeSubstringLength() {
        return SqlException.of(SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }

    /** 54000: {@code repeat}, {@code lpad} and others that would make more than a value may hold. */
    public static SqlException requestedLengthTooLarge() {
        return SqlException.of(SqlState.PROGRAM_LIMIT_EXCEEDED, "requested length too large");
    }

    /** 22023: {@code split_part(…, 0)}. */
    public static SqlException fieldPositionZero() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "field position must not be zero");
    }

    /** 54000: {@code chr(0)}. */
    public static SqlException nullCharacter() {
        return SqlException.of(SqlState.PROGRAM_LIMIT_EXCEEDED, "null character not permitted");
    }

    /** 22023: {@code chr} of a negative number. */
    public static SqlException negativeCharacter() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "character number must be positive");
    }

    /** 54000: {@code chr} of a number beyond Unicode. */
    public static SqlException characterTooLarge(long character) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "requested character too large for encoding: " + character);
    }

    /** 54000: {@code chr} of a number that is no character, such as half of a surrogate pair. */
    public static SqlException characterNotValid(long character) {
        return SqlException.of(
                SqlState.PROGRAM_LIMIT_EXCEEDED,
                "requested character not valid for encoding: " + character);
    }

    /** 22023: {@code encode} and {@code decode} with another word than base64, hex and escape. */
    public static SqlException unrecognizedEncoding(String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "unrecognized encoding: \"" + name + "\"");
    }

    /** 22023: {@code decode} of a character that base64 has not. */
    public static SqlException invalidBase64Symbol(String symbol) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid symbol \"" + symbol + "\" found while decoding base64 sequence");
    }

    /** 22023: {@code decode} of base64 with {@code =} too early. */
    public static SqlException unexpectedBase64Padding() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "unexpected \"=\" while decoding base64 sequence");
    }

    /** 22023: {@code decode} of base64 that is not complete. */
    public static SqlException invalidBase64End() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "invalid base64 end sequence")
                .withHint(
                        "Input data is missing padding, is truncated, or is otherwise corrupted.");
    }

    /** 22P02: a text that is no bytea in escape format. */
    public static SqlException invalidByteaInput() {
        return SqlException.of(
                SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type bytea");
    }

    /**
     * 2202E: {@code get_byte}, {@code set_bit} and their like beyond the value.
     *
     * @param last the greatest index there is
     */
    public static SqlException indexOutOfRange(long index, long last) {
        return SqlException.of(
                SqlState.ARRAY_SUBSCRIPT_ERROR,
                "index " + index + " out of valid range, 0.." + last);
    }

    /** 22023: {@code set_bit} to another number. */
    public static SqlException newBit() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "new bit must be 0 or 1");
    }

    /**
     * 22023: {@code convert} and {@code convert_from} with an encoding that PostgreSQL has not.
     *
     * @param kind source or destination
     */
    public static SqlException invalidEncodingName(String kind, String name) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid " + kind + " encoding name \"" + name + "\"");
    }

    /** 22021: bytes that are no text in their encoding. @param bytes the first of them, as {@code 0xff 0xfe} */
    public static SqlException invalidByteSequence(String encoding, String bytes) {
        return SqlException.of(
                SqlState.CHARACTER_NOT_IN_REPERTOIRE,
                "invalid byte sequence for encoding \"" + encoding + "\": " + bytes);
    }

    /**
     * 22P05: {@code convert} and {@code convert_to} of a character that the other encoding has not.
     *
     * @param bytes as {@code 0xff 0xfe}
     */
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

    /** 22025: LIKE with a pattern whose last character would protect the next. */
    public static SqlException likeEndsWithEscape() {
        return SqlException.of(
                SqlState.INVALID_ESCAPE_SEQUENCE,
                "LIKE pattern must not end with escape character");
    }

    /** 22025: LIKE, SIMILAR TO with an ESCAPE of several characters. */
    public static SqlException invalidEscapeString() {
        return SqlException.of(SqlState.INVALID_ESCAPE_SEQUENCE, "invalid escape string")
                .withHint("Escape string must be empty or one character.");
    }

    /** 2200C: {@code substring(… SIMILAR …)} with a pattern of more than three parts. */
    public static SqlException similarTooManySeparators() {
        return SqlException.of(
                SqlState.INVALID_USE_OF_ESCAPE_CHARACTER,
                "SQL regular expression may not contain more than two escape-double-quote separators");
    }

    /** 22023: {@code format} with a specifier that no argument is left for. */
    public static SqlException formatTooFewArguments() {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, "too few arguments for format()");
    }

    /** 22023: {@code format} with a {@code %} at the end. */
    public static SqlException formatUnterminated() {
        return SqlException.of(
                        SqlState.INVALID_PARAMETER_VALUE, "unterminated format() type specifier")
                .withHint("For a single \"%\" use \"%%\".");
    }

    /** 22023: {@code format} with another letter than s, I and L. @param specifier the letter */
    public static SqlException formatUnrecognized(String specifier) {
        return SqlException.of(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "unrecognized format() type specifier \"" + specifier + "\"")
                .withHint("For a single \"%\" use \"%%\".");
    }

    /** 22023: {@code format} with {@code %0$s}. */
    public static SqlException formatArgumentZero() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "format specifies argument 0, but arguments are numbered from 1");
    }

    /** 22023: {@code format} with {@code %*1s}. */
    public static SqlException formatWidthPosition() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "width argument position must be ended by \"$\"");
    }

    /** 22003: {@code format} with a width or position beyond 32 bits. */
    public static SqlException formatNumberOutOfRange() {
        return SqlException.of(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "number is out of range");
    }

    /** 22004: {@code format} with {@code %I} of null. */
    public static SqlException nullAsIdentifier() {
        return SqlException.of(
                SqlState.NULL_VALUE_NOT_ALLOWED,
                "null values cannot be formatted as an SQL identifier");
    }
}
