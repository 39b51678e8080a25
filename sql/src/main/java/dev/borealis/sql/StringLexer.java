package dev.borealis.sql;

import dev.borealis.sql.Lexer.LexerException;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SyntaxErrors;
import dev.borealis.types.error.ValueErrors;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The part of the lexer that reads what stands between quotes: strings of all forms and quoted identifiers. */
final class StringLexer {
    private final String text;
    private final int end;
    private final Tokens tokens;

    StringLexer(Tokens tokens) {
        this.text = tokens.text;
        this.end = text.length();
        this.tokens = tokens;
    }

    private int peek(int at) {
        return at < end ? text.charAt(at) : 0;
    }

    /** {@code 'text'}, the token beginning at {@code start}, the quote at {@code quote}. */
    int plain(int start, int quote) {
        int close = text.indexOf('\'', quote + 1);
        if (close < 0) {
            throw unterminated("quoted string", start);
        }
        if (peek(close + 1) != '\'' && continuation(close + 1) < 0) {
            tokens.add(
                    TokenKind.STRING,
                    start,
                    close + 1,
                    Lexer.bytes(text.substring(quote + 1, close)));
            return close + 1;
        }
        StringBuilder value = new StringBuilder();
        int past = readQuoted(start, quote, value, "quoted string");
        tokens.add(TokenKind.STRING, start, past, Lexer.bytes(value.toString()));
        return past;
    }

    /** {@code B'…'} and {@code X'…'}. */
    int bits(TokenKind kind, int start) {
        StringBuilder value = new StringBuilder();
        String what = kind == TokenKind.BITS ? "bit string literal" : "hexadecimal string literal";
        int past = readQuoted(start, start + 1, value, what);
        tokens.add(kind, start, past, value.toString());
        return past;
    }

    /** Reads pieces with doubled quotes and continuations on later lines; returns the index past the last quote. */
    private int readQuoted(int start, int quote, StringBuilder value, String what) {
        int from = quote + 1;
        while (true) {
            int close = text.indexOf('\'', from);
            if (close < 0) {
                throw unterminated(what, start);
            }
            value.append(text, from, close);
            if (peek(close + 1) == '\'') {
                value.append('\'');
                from = close + 2;
                continue;
            }
            int next = continuation(close + 1);
            if (next < 0) {
                return close + 1;
            }
            from = next + 1;
        }
    }

    /**
     * Where the string goes on: SQL joins string literals that only white space with a line end (and line comments)
     * separates.
     *
     * @return index of the next opening quote, or -1
     */
    private int continuation(int from) {
        boolean newline = false;
        int at = from;
        while (at < end) {
            switch (text.charAt(at)) {
                case '\n', '\r' -> {
                    newline = true;
                    at++;
                }
                case ' ', '\t', '\f', '\u000b' -> at++;
                case '-' -> {
                    if (peek(at + 1) != '-') {
                        return -1;
                    }
                    at = Lexer.skipLineComment(text, at);
                }
                case '\'' -> {
                    return newline ? at : -1;
                }
                default -> {
                    return -1;
                }
            }
        }
        return -1;
    }

    /** {@code $tag$text$tag$}; returns 0 when the dollar begins no such thing. */
    int dollarQuoted(int start) {
        int at = start + 1;
        if (Lexer.isIdentifierStart(peek(at))) {
            do {
                at++;
            } while (Lexer.isIdentifierPart(peek(at)) && peek(at) != '$');
        }
        if (peek(at) != '$') {
            return 0;
        }
        String delimiter = text.substring(start, at + 1);
        int close = text.indexOf(delimiter, at + 1);
        if (close < 0) {
            throw unterminated("dollar-quoted string", start);
        }
        int past = close + delimiter.length();
        tokens.add(TokenKind.STRING, start, past, Lexer.bytes(text.substring(at + 1, close)));
        return past;
    }

    // ---- E'…' ----

    int escaped(int start) {
        Utf8Builder value = new Utf8Builder();
        int at = start + 2;
        while (true) {
            if (at >= end) {
                throw unterminated("quoted string", start);
            }
            char c = text.charAt(at);
            if (c == '\\') {
                if (at + 1 >= end) {
                    throw unterminated("quoted string", start);
                }
                at = escape(at, value);
            } else if (c == '\'') {
                if (peek(at + 1) == '\'') {
                    value.append('\'');
                    at += 2;
                } else {
                    int next = continuation(at + 1);
                    if (next < 0) {
                        break;
                    }
                    at = next + 1;
                }
            } else {
                int codePoint = text.codePointAt(at);
                value.append(codePoint);
                at += Character.charCount(codePoint);
            }
        }
        tokens.add(TokenKind.STRING, start, at + 1, value.finish());
        return at + 1;
    }

    /** One backslash sequence; returns the index past it. */
    private int escape(int at, Utf8Builder value) {
        char c = text.charAt(at + 1);
        switch (c) {
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'v' -> value.append(0x0b);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                int code = 0;
                int i = at + 1;
                while (i < at + 4 && peek(i) >= '0' && peek(i) <= '7') {
                    code = code * 8 + (text.charAt(i) - '0');
                    i++;
                }
                value.appendByte(code & 0xff);
                return i;
            }
            case 'x' -> {
                int code = 0;
                int i = at + 2;
                while (i < at + 4 && hexDigit(peek(i)) >= 0) {
                    code = code * 16 + hexDigit(peek(i));
                    i++;
                }
                if (i == at + 2) {
                    value.append('x');
                } else {
                    value.appendByte(code);
                }
                return i;
            }
            case 'u' -> {
                return unicodeEscape(at, 4, value);
            }
            case 'U' -> {
                return unicodeEscape(at, 8, value);
            }
            default -> {
                int codePoint = text.codePointAt(at + 1);
                value.append(codePoint);
                return at + 1 + Character.charCount(codePoint);
            }
        }
        return at + 2;
    }

    private int unicodeEscape(int at, int length, Utf8Builder value) {
        int code = hex(at + 2, length);
        if (code < 0) {
            throw stop(at, SyntaxErrors.invalidUnicodeEscapeInE(tokens.positionOf(at)));
        }
        int past = at + 2 + length;
        if (code == 0 || code > Character.MAX_CODE_POINT) {
            throw error("invalid Unicode escape value", at, past);
        }
        if (isLowSurrogate(code)) {
            throw error("invalid Unicode surrogate pair", at, past);
        }
        if (isHighSurrogate(code)) {
            boolean paired = peek(past) == '\\' && (peek(past + 1) == 'u' || peek(past + 1) == 'U');
            if (!paired) {
                throw error("invalid Unicode surrogate pair", past, Math.min(past + 1, end));
            }
            int lowLength = peek(past + 1) == 'u' ? 4 : 8;
            int low = hex(past + 2, lowLength);
            if (low < 0) {
                throw stop(past, SyntaxErrors.invalidUnicodeEscapeInE(tokens.positionOf(past)));
            }
            if (!isLowSurrogate(low)) {
                throw error("invalid Unicode surrogate pair", past, past + 2 + lowLength);
            }
            value.append(Character.toCodePoint((char) code, (char) low));
            return past + 2 + lowLength;
        }
        value.append(code);
        return past;
    }

    /** A number of hexadecimal digits at an index, or -1. */
    private int hex(int from, int length) {
        long code = 0;
        for (int i = from; i < from + length; i++) {
            int digit = hexDigit(peek(i));
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return (int) Math.min(code, Integer.MAX_VALUE);
    }

    private static int hexDigit(int c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static boolean isHighSurrogate(int code) {
        return code >= 0xd800 && code <= 0xdbff;
    }

    private static boolean isLowSurrogate(int code) {
        return code >= 0xdc00 && code <= 0xdfff;
    }

    // ---- U&'…', U&"…" and their UESCAPE ----

    int unicode(int start) {
        boolean string = text.charAt(start + 2) == '\'';
        StringBuilder raw = new StringBuilder();
        int past =
                string
                        ? readQuoted(start, start + 2, raw, "quoted string")
                        : readIdentifier(start, start + 2, raw);
        int escape = '\\';
        int tokenEnd = past;
        int word = skipBlank(past);
        if (text.regionMatches(true, word, "uescape", 0, 7)
                && !Lexer.isIdentifierPart(peek(word + 7))) {
            int quote = skipBlank(word + 7);
            if (peek(quote) != '\'') {
                throw notAString(quote);
            }
            StringBuilder chosen = new StringBuilder();
            tokenEnd = readQuoted(quote, quote, chosen, "quoted string");
            escape = chosen.length() == 1 ? chosen.charAt(0) : -1;
            if (escape < 0 || hexDigit(escape) >= 0 || "+'\" \t\n\r\f\u000b".indexOf(escape) >= 0) {
                throw error("invalid Unicode escape character", quote, tokenEnd);
            }
        }
        String value = unescape(raw.toString(), escape, start + 3);
        if (string) {
            tokens.add(TokenKind.STRING, start, tokenEnd, Lexer.bytes(value));
        } else {
            tokens.add(TokenKind.IDENTIFIER, start, tokenEnd, truncate(value));
        }
        return tokenEnd;
    }

    private LexerException notAString(int at) {
        String message = "UESCAPE must be followed by a simple string literal";
        if (at >= end) {
            return stop(at, SyntaxErrors.at(message, null, tokens.positionOf(at)));
        }
        int to = at + 1;
        while (Lexer.isIdentifierPart(peek(to - 1)) && Lexer.isIdentifierPart(peek(to))) {
            to++;
        }
        return error(message, at, to);
    }

    private int skipBlank(int from) {
        int at = from;
        while (at < end) {
            char c = text.charAt(at);
            if (c == ' ' || c >= '\t' && c <= '\r') {
                at++;
            } else if (c == '-' && peek(at + 1) == '-') {
                at = Lexer.skipLineComment(text, at);
            } else {
                break;
            }
        }
        return at;
    }

    /** {@code offset}: where {@code raw} begins in the text, as far as positions are concerned. */
    private String unescape(String raw, int escape, int offset) {
        StringBuilder value = new StringBuilder(raw.length());
        int high = 0;
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            int place = offset + i;
            int code;
            int next;
            if (c != escape) {
                code = -1;
                next = i + 1;
            } else if (i + 1 < raw.length() && raw.charAt(i + 1) == escape) {
                code = -1;
                next = i + 2;
            } else {
                boolean six = i + 1 < raw.length() && raw.charAt(i + 1) == '+';
                int from = six ? i + 2 : i + 1;
                next = from + (six ? 6 : 4);
                code = hex(raw, from, next);
                if (code < 0) {
                    throw stop(
                            place, SyntaxErrors.invalidUnicodeEscapeInU(tokens.positionOf(place)));
                }
                if (code == 0 || code > Character.MAX_CODE_POINT) {
                    throw stop(
                            place,
                            SyntaxErrors.plain(
                                    "invalid Unicode escape value", tokens.positionOf(place)));
                }
            }
            boolean low = code >= 0 && isLowSurrogate(code);
            if (low != (high != 0)) {
                throw badPair(place);
            }
            if (low) {
                value.appendCodePoint(Character.toCodePoint((char) high, (char) code));
                high = 0;
            } else if (code >= 0 && isHighSurrogate(code)) {
                high = code;
            } else if (code >= 0) {
                value.appendCodePoint(code);
            } else {
                value.append(c);
            }
            i = next;
        }
        if (high != 0) {
            throw badPair(offset + raw.length());
        }
        return value.toString();
    }

    private static int hex(String raw, int from, int to) {
        if (to > raw.length()) {
            return -1;
        }
        int code = 0;
        for (int i = from; i < to; i++) {
            int digit = hexDigit(raw.charAt(i));
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }

    private LexerException badPair(int place) {
        return stop(
                place,
                SyntaxErrors.plain("invalid Unicode surrogate pair", tokens.positionOf(place)));
    }

    // ---- identifiers ----

    int quotedIdentifier(int start, int quote) {
        StringBuilder value = new StringBuilder();
        int past = readIdentifier(start, quote, value);
        String name = value.toString();
        tokens.add(
                TokenKind.IDENTIFIER,
                start,
                past,
                name.length() * 3 > Lexer.NAME_BYTES ? truncate(name) : name);
        return past;
    }

    private int readIdentifier(int start, int quote, StringBuilder value) {
        int from = quote + 1;
        while (true) {
            int close = text.indexOf('"', from);
            if (close < 0) {
                throw unterminated("quoted identifier", start);
            }
            value.append(text, from, close);
            if (peek(close + 1) != '"') {
                if (value.isEmpty()) {
                    throw error("zero-length delimited identifier", start, close + 1);
                }
                return close + 1;
            }
            value.append('"');
            from = close + 2;
        }
    }

    /** Cuts a name to 63 bytes at a character's edge and tells so in a notice. */
    String truncate(String name) {
        int bytes = 0;
        int i = 0;
        int cut = -1;
        while (i < name.length()) {
            int codePoint = name.codePointAt(i);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > Lexer.NAME_BYTES) {
                cut = i;
                break;
            }
            i += Character.charCount(codePoint);
        }
        if (cut < 0) {
            return name;
        }
        String truncated = name.substring(0, cut);
        tokens.notices.add(SyntaxErrors.identifierTruncated(name, truncated));
        return truncated;
    }

    // ---- errors ----

    private LexerException unterminated(String what, int start) {
        return error("unterminated " + what, start, end);
    }

    private LexerException error(String message, int start, int to) {
        @Nullable String near = start >= end ? null : text.substring(start, to);
        return stop(start, SyntaxErrors.at(message, near, tokens.positionOf(start)));
    }

    private static LexerException stop(int start, SqlException error) {
        return new LexerException(start, error);
    }

    /** UTF-8 bytes in the making: octal and hexadecimal escapes add bytes, not characters. */
    private static final class Utf8Builder {
        private byte[] bytes = new byte[32];
        private int length;
        private boolean rawBytes;

        void append(int codePoint) {
            if (codePoint < 0x80) {
                add(codePoint);
            } else if (codePoint < 0x800) {
                add(0xc0 | codePoint >> 6);
                add(0x80 | codePoint & 0x3f);
            } else if (codePoint < 0x10000) {
                add(0xe0 | codePoint >> 12);
                add(0x80 | codePoint >> 6 & 0x3f);
                add(0x80 | codePoint & 0x3f);
            } else {
                add(0xf0 | codePoint >> 18);
                add(0x80 | codePoint >> 12 & 0x3f);
                add(0x80 | codePoint >> 6 & 0x3f);
                add(0x80 | codePoint & 0x3f);
            }
        }

        void appendByte(int value) {
            rawBytes |= value == 0 || value >= 0x80;
            add(value);
        }

        private void add(int value) {
            if (length == bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, length * 2);
            }
            bytes[length++] = (byte) value;
        }

        Bytes finish() {
            if (rawBytes) {
                check();
            }
            return Bytes.of(java.util.Arrays.copyOf(bytes, length));
        }

        private void check() {
            for (int i = 0; i < length; i++) {
                if (bytes[i] == 0) {
                    throw new LexerException(0, ValueErrors.invalidUtf8("0x00"));
                }
            }
            var decoder = StandardCharsets.UTF_8.newDecoder();
            ByteBuffer input = ByteBuffer.wrap(bytes, 0, length);
            try {
                decoder.decode(input);
            } catch (CharacterCodingException malformed) {
                int at = input.position();
                int first = bytes[at] & 0xff;
                int wanted = first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : 1;
                if (first < 0xc0) {
                    wanted = 1;
                }
                StringBuilder shown = new StringBuilder();
                for (int i = at; i < Math.min(at + wanted, length); i++) {
                    shown.append(i == at ? "" : " ")
                            .append(String.format("0x%02x", bytes[i] & 0xff));
                }
                throw new LexerException(0, ValueErrors.invalidUtf8(shown.toString()));
            }
        }
    }
}
