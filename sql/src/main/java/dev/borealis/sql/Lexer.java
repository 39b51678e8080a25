package dev.borealis.sql;

import dev.borealis.types.Bytes;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SyntaxErrors;

import java.math.BigInteger;

/**
 * Cuts a message into tokens as PostgreSQL 16 does with {@code standard_conforming_strings} on. An error becomes an
 * ERROR token and ends the work: it is told only when the parser comes to it, so that an earlier syntax error is told
 * first. String literals are read by {@link StringLexer}.
 */
final class Lexer {
    /** Bytes of an identifier or operator that are kept. Source: PostgreSQL's NAMEDATALEN - 1. */
    static final int NAME_BYTES = 63;

    /** Rough weight in bytes of a token and of the tree nodes that grow from it. */
    private static final int BYTES_PER_TOKEN = 160;

    private static final int TOKENS_PER_ACCOUNT = 512;

    private final String text;
    private final int end;
    private final Tokens tokens;
    private final ParserOptions.MemoryAccount memory;
    private final StringLexer strings;
    private int accounted;

    private Lexer(Tokens tokens, ParserOptions.MemoryAccount memory) {
        this.text = tokens.text;
        this.end = text.length();
        this.tokens = tokens;
        this.memory = memory;
        this.strings = new StringLexer(tokens);
    }

    static Tokens tokenize(String text, ParserOptions.MemoryAccount memory) {
        Tokens tokens = new Tokens(text);
        new Lexer(tokens, memory).run();
        return tokens;
    }

    private void run() {
        int at = 0;
        try {
            while (at < end) {
                at = token(at);
                if (tokens.size() - accounted >= TOKENS_PER_ACCOUNT) {
                    account();
                }
            }
        } catch (LexerException stop) {
            tokens.add(TokenKind.ERROR, stop.start, end, stop.error);
        }
        account();
        tokens.add(TokenKind.END, end, end, null);
    }

    private void account() {
        memory.grow((long) (tokens.size() - accounted) * BYTES_PER_TOKEN);
        accounted = tokens.size();
    }

    /** Reads what stands at {@code at}, white space included; returns where to go on. */
    private int token(int at) {
        char c = text.charAt(at);
        switch (c) {
            case ' ', '\t', '\n', '\r', '\f', '\u000b' -> {
                return at + 1;
            }
            case '\'' -> {
                return strings.plain(at, at);
            }
            case '"' -> {
                return strings.quotedIdentifier(at, at);
            }
            case '$' -> {
                return dollar(at);
            }
            case ',' -> {
                return single(TokenKind.COMMA, at);
            }
            case '(' -> {
                return single(TokenKind.LEFT_PARENTHESIS, at);
            }
            case ')' -> {
                return single(TokenKind.RIGHT_PARENTHESIS, at);
            }
            case '[' -> {
                return single(TokenKind.LEFT_BRACKET, at);
            }
            case ']' -> {
                return single(TokenKind.RIGHT_BRACKET, at);
            }
            case ';' -> {
                return single(TokenKind.SEMICOLON, at);
            }
            case '.' -> {
                if (isDigit(peek(at + 1))) {
                    return number(at);
                }
                return peek(at + 1) == '.'
                        ? pair(TokenKind.DOT_DOT, at)
                        : single(TokenKind.DOT, at);
            }
            case ':' -> {
                if (peek(at + 1) == ':') {
                    return pair(TokenKind.TYPECAST, at);
                }
                return peek(at + 1) == '='
                        ? pair(TokenKind.COLON_EQUALS, at)
                        : single(TokenKind.COLON, at);
            }
            case '-' -> {
                if (peek(at + 1) == '-') {
                    return skipLineComment(text, at);
                }
                return operator(at);
            }
            case '/' -> {
                if (peek(at + 1) == '*') {
                    return blockComment(at);
                }
                return operator(at);
            }
            default -> {
                if (isDigit(c)) {
                    return number(at);
                }
                if (isIdentifierStart(c)) {
                    return word(at, c);
                }
                if (isOperator(c)) {
                    return operator(at);
                }
                return single(TokenKind.OTHER, at);
            }
        }
    }

    private int single(TokenKind kind, int at) {
        tokens.add(kind, at, at + 1, null);
        return at + 1;
    }

    private int pair(TokenKind kind, int at) {
        tokens.add(kind, at, at + 2, null);
        return at + 2;
    }

    /** The character at an index, or NUL past the end. */
    private int peek(int at) {
        return at < end ? text.charAt(at) : 0;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isIdentifierStart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    static boolean isIdentifierPart(int c) {
        return isIdentifierStart(c) || isDigit(c) || c == '$';
    }

    private static boolean isOperator(int c) {
        return switch (c) {
            case '~',
                    '!',
                    '@',
                    '#',
                    '^',
                    '&',
                    '|',
                    '`',
                    '?',
                    '+',
                    '-',
                    '*',
                    '/',
                    '%',
                    '<',
                    '>',
                    '=' ->
                    true;
            default -> false;
        };
    }

    /** Past a {@code --} comment, onto its line end. */
    static int skipLineComment(String text, int at) {
        int i = at;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private int blockComment(int start) {
        int depth = 1;
        int at = start + 2;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '/' && peek(at + 1) == '*') {
                depth++;
                at += 2;
            } else if (c == '*' && peek(at + 1) == '/') {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        throw error("unterminated /* comment", start, end);
    }

    /** An identifier, a keyword, or the letter before a string. */
    private int word(int start, char first) {
        int next = peek(start + 1);
        if (next == '\'') {
            switch (first) {
                case 'b', 'B' -> {
                    return strings.bits(TokenKind.BITS, start);
                }
                case 'x', 'X' -> {
                    return strings.bits(TokenKind.HEX_BITS, start);
                }
                case 'e', 'E' -> {
                    return strings.escaped(start);
                }
                case 'n', 'N' -> {
                    tokens.add(TokenKind.KEYWORD, start, start + 1, Keyword.NCHAR);
                    return strings.plain(start + 1, start + 1);
                }
                default -> {}
            }
        }
        if ((first == 'u' || first == 'U') && next == '&') {
            int third = peek(start + 2);
            if (third == '\'' || third == '"') {
                return strings.unicode(start);
            }
        }
        return plainWord(start);
    }

    private int plainWord(int start) {
        int hash = 0;
        boolean upper = false;
        boolean ascii = true;
        int at = start;
        while (at < end) {
            int c = text.charAt(at);
            if (!isIdentifierPart(c)) {
                break;
            }
            if (c >= 'A' && c <= 'Z') {
                upper = true;
                c += 'a' - 'A';
            } else if (c >= 0x80) {
                ascii = false;
            }
            hash = Keyword.hashStep(hash, c);
            at++;
        }
        Keyword keyword = ascii ? Keyword.find(text, start, at, hash) : null;
        if (keyword != null) {
            tokens.add(TokenKind.KEYWORD, start, at, keyword);
            return at;
        }
        String name = text.substring(start, at);
        if (upper) {
            name = lowerAscii(name);
        }
        if (!ascii || at - start > NAME_BYTES) {
            name = strings.truncate(name);
        }
        tokens.add(TokenKind.IDENTIFIER, start, at, name);
        return at;
    }

    /** Only ASCII letters are folded, as PostgreSQL does in a multi-byte encoding. */
    private static String lowerAscii(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
        }
        return folded.toString();
    }

    /** {@code $1}, a dollar quote, or a lone dollar sign. */
    private int dollar(int start) {
        if (!isDigit(peek(start + 1))) {
            int past = strings.dollarQuoted(start);
            return past > 0 ? past : single(TokenKind.OTHER, start);
        }
        int at = start + 1;
        long number = 0;
        while (isDigit(peek(at))) {
            number = Math.min(number * 10 + (text.charAt(at) - '0'), Integer.MAX_VALUE);
            at++;
        }
        if (isIdentifierStart(peek(at))) {
            throw junk("trailing junk after parameter", start, at);
        }
        tokens.add(TokenKind.PARAMETER, start, at, (int) number);
        return at;
    }

    // ---- operators ----

    private int operator(int start) {
        int at = start;
        while (at < end && isOperator(text.charAt(at)) && !startsComment(at, start)) {
            at++;
        }
        // A trailing + or - belongs to the operator only when it holds a character that SQL's own
        // operators lack.
        if (at - start > 1 && isSign(text.charAt(at - 1)) && !hasUnusualCharacter(start, at - 1)) {
            do {
                at--;
            } while (at - start > 1 && isSign(text.charAt(at - 1)));
        }
        int length = at - start;
        char c = text.charAt(start);
        if (length == 1) {
            TokenKind kind = selfKind(c);
            if (kind != null) {
                return single(kind, start);
            }
        } else if (length == 2) {
            char second = text.charAt(start + 1);
            if (c == '=' && second == '>') {
                return pair(TokenKind.EQUALS_GREATER, start);
            }
            if (c == '>' && second == '=') {
                return pair(TokenKind.GREATER_EQUAL, start);
            }
            if (c == '<' && second == '=') {
                return pair(TokenKind.LESS_EQUAL, start);
            }
            if (c == '<' && second == '>' || c == '!' && second == '=') {
                return pair(TokenKind.NOT_EQUAL, start);
            }
        }
        if (length > NAME_BYTES) {
            throw error("operator too long", start, at);
        }
        tokens.add(TokenKind.OPERATOR, start, at, text.substring(start, at));
        return at;
    }

    private boolean startsComment(int at, int start) {
        if (at == start) {
            return false;
        }
        char c = text.charAt(at);
        return c == '-' && peek(at + 1) == '-' || c == '/' && peek(at + 1) == '*';
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private boolean hasUnusualCharacter(int from, int to) {
        for (int i = from; i < to; i++) {
            switch (text.charAt(i)) {
                case '~', '!', '@', '#', '^', '&', '|', '`', '?', '%' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private static @org.jspecify.annotations.Nullable TokenKind selfKind(char c) {
        return switch (c) {
            case '+' -> TokenKind.PLUS;
            case '-' -> TokenKind.MINUS;
            case '*' -> TokenKind.STAR;
            case '/' -> TokenKind.SLASH;
            case '%' -> TokenKind.PERCENT;
            case '^' -> TokenKind.CARET;
            case '<' -> TokenKind.LESS;
            case '>' -> TokenKind.GREATER;
            case '=' -> TokenKind.EQUAL;
            default -> null;
        };
    }

    // ---- numbers ----

    private int number(int start) {
        if (text.charAt(start) == '0') {
            int radix =
                    switch (peek(start + 1)) {
                        case 'x', 'X' -> 16;
                        case 'o', 'O' -> 8;
                        case 'b', 'B' -> 2;
                        default -> 10;
                    };
            if (radix != 10) {
                return radixNumber(start, radix);
            }
        }
        int at = digits(start);
        boolean whole = true;
        if (peek(at) == '.' && !(peek(at + 1) == '.' && at > start)) {
            whole = false;
            at = digits(at + 1);
        }
        int exponent = peek(at);
        if (exponent == 'e' || exponent == 'E') {
            int after = at + 1;
            boolean signed = isSign((char) peek(after));
            if (signed) {
                after++;
            }
            if (isDigit(peek(after))) {
                whole = false;
                at = digits(after);
            } else if (signed) {
                throw error("trailing junk after numeric literal", start, after);
            }
        }
        if (isIdentifierStart(peek(at))) {
            throw junk("trailing junk after numeric literal", start, at);
        }
        String digits = withoutUnderscores(start, at);
        if (whole) {
            addWhole(digits, 10, start, at);
        } else {
            tokens.add(TokenKind.NUMBER, start, at, digits);
        }
        return at;
    }

    private int radixNumber(int start, int radix) {
        int at = start + 2;
        while (true) {
            int digit = peek(at) == '_' ? at + 1 : at;
            if (digit >= end
                    || Character.digit(text.charAt(digit), radix) < 0
                    || text.charAt(digit) >= 0x80) {
                break;
            }
            at = digit + 1;
        }
        if (at == start + 2) {
            // An underscore may stand between the prefix and the digits.
            int past = peek(at) == '_' ? at + 1 : at;
            if (isIdentifierPart(peek(past)) && peek(past) != '$') {
                throw junk("trailing junk after numeric literal", start, start + 1);
            }
            String name =
                    switch (radix) {
                        case 16 -> "hexadecimal";
                        case 8 -> "octal";
                        default -> "binary";
                    };
            throw error("invalid " + name + " integer", start, past);
        }
        if (isIdentifierPart(peek(at)) && peek(at) != '$') {
            throw junk("trailing junk after numeric literal", start, at);
        }
        String digits = withoutUnderscores(start + 2, at);
        addWhole(digits, radix, start, at);
        return at;
    }

    private void addWhole(String digits, int radix, int start, int at) {
        if (digits.length() <= (radix == 10 ? 10 : 31)) {
            long value = Long.parseLong(digits, radix);
            if (value <= Integer.MAX_VALUE) {
                tokens.add(TokenKind.INTEGER, start, at, (int) value);
                return;
            }
        }
        String decimal = radix == 10 ? digits : new BigInteger(digits, radix).toString();
        tokens.add(TokenKind.NUMBER, start, at, decimal);
    }

    /** Past digits with single underscores between them. */
    private int digits(int from) {
        int at = from;
        while (isDigit(peek(at)) || peek(at) == '_' && at > from && isDigit(peek(at + 1))) {
            at++;
        }
        return at;
    }

    private String withoutUnderscores(int from, int to) {
        String digits = text.substring(from, to);
        return digits.indexOf('_') < 0 ? digits : digits.replace("_", "");
    }

    /** The junk reaches to the end of the word that follows. */
    private LexerException junk(String message, int start, int from) {
        int at = from;
        while (isIdentifierPart(peek(at))) {
            at++;
        }
        return error(message, start, at);
    }

    private LexerException error(String message, int start, int to) {
        return new LexerException(
                start,
                SyntaxErrors.at(message, text.substring(start, to), tokens.positionOf(start)));
    }

    /** Ends the lexer's work. */
    static final class LexerException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int start;
        final SqlException error;

        LexerException(int start, SqlException error) {
            super(null, null, false, false);
            this.start = start;
            this.error = error;
        }
    }

    /** The empty string literal needs no copy. */
    static Bytes bytes(String value) {
        return value.isEmpty() ? Bytes.EMPTY : Bytes.ofString(value);
    }
}
