package dev.borealis.types.error;

/** What COPY refuses; texts are PostgreSQL's. */
public final class CopyErrors {
    private CopyErrors() {}

    private static SqlException badFormat(String text) {
        return SqlException.of(SqlState.BAD_COPY_FILE_FORMAT, text);
    }

    /** 22P04: a line with more fields than columns. */
    public static SqlException extraData() {
        return badFormat("extra data after last expected column");
    }

    /** 22P04: a line with fewer fields than columns. @param column the first one without a field */
    public static SqlException missingData(String column) {
        return badFormat("missing data for column \"" + column + "\"");
    }

    /** 22P04: text format: a carriage return inside a line, while lines end without. */
    public static SqlException literalCarriageReturn() {
        return badFormat("literal carriage return found in data")
                .withHint("Use \"\\r\" to represent carriage return.");
    }

    /** 22P04: CSV: a carriage return inside a line, while lines end without. */
    public static SqlException unquotedCarriageReturn() {
        return badFormat("unquoted carriage return found in data")
                .withHint("Use quoted CSV field to represent carriage return.");
    }

    /** 22P04: CSV: the data end inside a quoted field. */
    public static SqlException unterminatedQuote() {
        return badFormat("unterminated CSV quoted field");
    }

    /** 22023: {@code FORMAT} that is not text, csv or binary. */
    public static SqlException formatNotRecognized(String format) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "COPY format \"" + format + "\" not recognized");
    }

    /** 42601: an option that COPY has not. */
    public static SqlException optionNotRecognized(String option) {
        return SqlException.of(SqlState.SYNTAX_ERROR, "option \"" + option + "\" not recognized");
    }

    /** 42601: an option given twice. */
    public static SqlException conflictingOptions() {
        return SqlException.of(SqlState.SYNTAX_ERROR, "conflicting or redundant options");
    }

    /** 0A000: {@code DELIMITER} of several characters, or of none. */
    public static SqlException delimiterNotOneByte() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED,
                "COPY delimiter must be a single one-byte character");
    }

    /** 0A000: {@code QUOTE} of several characters, or of none. */
    public static SqlException quoteNotOneByte() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "COPY quote must be a single one-byte character");
    }

    /** 0A000: {@code ESCAPE} of several characters, or of none. */
    public static SqlException escapeNotOneByte() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "COPY escape must be a single one-byte character");
    }

    /**
     * 0A000: an option of CSV with another format.
     *
     * @param what as the message names the option: quote, force not null, …
     */
    public static SqlException onlyInCsv(String what) {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "COPY " + what + " available only in CSV mode");
    }

    /** 22023: {@code FORCE_QUOTE} and the like with something else than columns in parentheses. */
    public static SqlException optionNeedsColumns(String option) {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "argument to option \"" + option + "\" must be a list of column names");
    }

    /** 22023: the same character as DELIMITER and as QUOTE. */
    public static SqlException delimiterIsQuote() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE, "COPY delimiter and quote must be different");
    }

    /** 22023: a text for NULL that contains the delimiter. */
    public static SqlException delimiterInNull() {
        return SqlException.of(
                SqlState.INVALID_PARAMETER_VALUE,
                "COPY delimiter must not appear in the NULL specification");
    }

    /** 22P04: {@code HEADER MATCH} and another name in the header. @param field from 1 */
    public static SqlException headerMismatch(int field, String found, String expected) {
        return badFormat(
                "column name mismatch in header line field "
                        + field
                        + ": got \""
                        + found
                        + "\", expected \""
                        + expected
                        + "\"");
    }

    /** 22P04: {@code HEADER MATCH} and more or fewer names in the header. */
    public static SqlException headerFieldCount(int found, int expected) {
        return badFormat(
                "wrong number of fields in header line: got " + found + ", expected " + expected);
    }

    /** Files of the server are out of reach. */
    public static SqlException fileNotPermitted(boolean from, boolean program) {
        String right =
                program
                        ? "pg_execute_server_program"
                        : from ? "pg_read_server_files" : "pg_write_server_files";
        String what =
                program ? "to or from an external program" : from ? "from a file" : "to a file";
        return SqlException.of(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to COPY " + what)
                .withDetail(
                        "Only roles with privileges of the \""
                                + right
                                + "\" role may COPY "
                                + what
                                + ".")
                .withHint(
                        "Anyone can COPY to stdout or from stdin. psql's \\copy command also works for"
                                + " anyone.");
    }

    // --- binary format ---

    /** 42601: an option of the other formats. @param option DELIMITER or NULL */
    public static SqlException notInBinary(String option) {
        return SqlException.of(
                SqlState.SYNTAX_ERROR, "cannot specify " + option + " in BINARY mode");
    }

    /** 0A000: HEADER with binary format. */
    public static SqlException headerInBinary() {
        return SqlException.of(
                SqlState.FEATURE_NOT_SUPPORTED, "cannot specify HEADER in BINARY mode");
    }

    /** 22P04: data that do not begin as binary data do. */
    public static SqlException unknownSignature() {
        return badFormat("COPY file signature not recognized");
    }

    /** 22P04: what comes after the signature. @param what as the message names it: missing flags, … */
    public static SqlException invalidHeader(String what) {
        return badFormat("invalid COPY file header (" + what + ")");
    }

    /** 22P04: a flag that a reader must know. */
    public static SqlException unknownFlags() {
        return badFormat("unrecognized critical flags in COPY file header");
    }

    /** 22P04: a row with more or fewer fields than columns. */
    public static SqlException fieldCount(int found, int expected) {
        return badFormat("row field count is " + found + ", expected " + expected);
    }

    /** 22P04: the data end within a row. */
    public static SqlException unexpectedEnd() {
        return badFormat("unexpected EOF in COPY data");
    }

    /** 22P04: a negative length that does not stand for NULL. */
    public static SqlException invalidFieldSize() {
        return badFormat("invalid field size");
    }

    /** 22P04: something comes after the end marker. */
    public static SqlException dataAfterEnd() {
        return badFormat("received copy data after EOF marker");
    }

    /** 42P10: WHERE of COPY FROM that reads a column computed from the others. */
    public static SqlException generatedColumnInWhere(String column) {
        return SqlException.of(
                        SqlState.INVALID_COLUMN_REFERENCE,
                        "generated columns are not supported in COPY FROM WHERE conditions")
                .withDetail("Column \"" + column + "\" is a generated column.");
    }
}
