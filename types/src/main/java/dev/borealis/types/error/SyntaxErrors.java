package dev.borealis.types.error;

import org.jspecify.annotations.Nullable;

/** What lexer and parser say: PostgreSQL 16's texts. */
public final class SyntaxErrors {
    private SyntaxErrors() {}

    /**
     * The common form: {@code syntax error at or near "x"}, or {@code … at end of input} when {@code near} is null.
     *
     * @param message such as {@code syntax error} or {@code unterminated quoted string}
     */
    public static SqlException at(String message, @Nullable String near, int position) {
        String where = near == null ? " at end of input" : " at or near \"" + near + "\"";
        return SqlException.of(SqlState.SYNTAX_ERROR, message + where).withPosition(position);
    }

    /** A syntax error whose text names no place. */
    public static SqlException plain(String message, int position) {
        return SqlException.of(SqlState.SYNTAX_ERROR, message).orPosition(position);
    }

    /** A construct that PostgreSQL's own grammar knows and refuses. */
    public static SqlException notSupported(String message, int position) {
        return SqlException.of(SqlState.FEATURE_NOT_SUPPORTED, message).orPosition(position);
    }

    /**
     * 22023: a value that the grammar lets through and its rule does not.
     *
     * @param message PostgreSQL's text
     * @param position in characters, from 1
     */
    public static SqlException invalidParameterValue(String message, int position) {
        return SqlException.of(SqlState.INVALID_PARAMETER_VALUE, message).orPosition(position);
    }

    /**
     * 42P20: a frame that cannot be, such as one that begins after its end.
     *
     * @param message PostgreSQL's text
     * @param position in characters, from 1
     */
    public static SqlException windowing(String message, int position) {
        return SqlException.of(SqlState.WINDOWING_ERROR, message).orPosition(position);
    }

    /**
     * 42939: {@code none} as a role, or {@code public} where one role must be named.
     *
     * @param position in characters, from 1
     */
    public static SqlException reservedRole(String name, int position) {
        return SqlException.of(SqlState.RESERVED_NAME, "role name \"" + name + "\" is reserved")
                .orPosition(position);
    }

    /** @param word such as {@code CURRENT_USER} */
    public static SqlException roleNotAllowed(String word, int position) {
        return SqlException.of(SqlState.RESERVED_NAME, word + " cannot be used as a role name here")
                .orPosition(position);
    }

    /** 42601: {@code LIMIT 10, 20}. @param position in characters, from 1 */
    public static SqlException limitComma(int position) {
        return plain("LIMIT #,# syntax is not supported", position)
                .withHint("Use separate LIMIT and OFFSET clauses.");
    }

    /**
     * 42601: a name of more parts than can be.
     *
     * @param name all parts, with dots
     * @param position in characters, from 1
     */
    public static SqlException tooManyDottedNames(String name, int position) {
        return plain("improper qualified name (too many dotted names): " + name, position);
    }

    /** A backslash-u escape in an E string with too few digits. */
    public static SqlException invalidUnicodeEscapeInE(int position) {
        return SqlException.of(SqlState.INVALID_ESCAPE_SEQUENCE, "invalid Unicode escape")
                .withPosition(position)
                .withHint("Unicode escapes must be \\uXXXX or \\UXXXXXXXX.");
    }

    /** {@code U&'\12'}. */
    public static SqlException invalidUnicodeEscapeInU(int position) {
        return plain("invalid Unicode escape", position)
                .withHint("Unicode escapes must be \\XXXX or \\+XXXXXX.");
    }

    /** 54001: a statement nested more deeply than the stack is sure to hold. */
    public static SqlException stackDepthLimitExceeded() {
        return SqlException.of(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded");
    }

    /**
     * 42622, a notice: a name longer than 63 bytes.
     *
     * @param identifier as written
     * @param truncated what is left of it
     */
    public static Notice identifierTruncated(String identifier, String truncated) {
        return Notice.notice(
                SqlState.NAME_TOO_LONG,
                "identifier \"" + identifier + "\" will be truncated to \"" + truncated + "\"");
    }
}
