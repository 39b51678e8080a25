package dev.borealis.sql;

/** Kinds of token; of a keyword the token's value says which. */
enum TokenKind {
    /** Value: the folded, unquoted, truncated name. */
    IDENTIFIER,
    /** Value: the {@link Keyword}. */
    KEYWORD,
    /** Fits 32 bits. Value: an {@link Integer}. */
    INTEGER,
    /** Any other number. Value: its text. */
    NUMBER,
    /** Value: {@code Bytes}. */
    STRING,
    /** {@code B'…'}. Value: the digits as a String. */
    BITS,
    /** {@code X'…'}. Value: the digits as a String. */
    HEX_BITS,
    /** {@code $1}. Value: an {@link Integer}. */
    PARAMETER,
    /** An operator of several characters or an unusual one. Value: its symbol. */
    OPERATOR,
    PLUS,
    MINUS,
    STAR,
    SLASH,
    PERCENT,
    CARET,
    LESS,
    GREATER,
    EQUAL,
    LESS_EQUAL,
    GREATER_EQUAL,
    /** {@code <>} and {@code !=}. */
    NOT_EQUAL,
    LEFT_PARENTHESIS,
    RIGHT_PARENTHESIS,
    LEFT_BRACKET,
    RIGHT_BRACKET,
    COMMA,
    DOT,
    DOT_DOT,
    SEMICOLON,
    COLON,
    TYPECAST,
    COLON_EQUALS,
    EQUALS_GREATER,
    /** A character that begins no token. */
    OTHER,
    /** What stands here is no token. Value: the SqlException to throw when the parser comes here. */
    ERROR,
    END
}
