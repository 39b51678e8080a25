package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.ContainerErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SyntaxErrors;
import dev.borealis.types.value.Jsonb;
import dev.borealis.types.value.JsonbObjectBuilder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON text: checks it only (type json), or makes a tree (jsonb), with PostgreSQL's messages. Used once. */
public final class JsonReader {
    /** Nested arrays and objects before 54001. Ours: PostgreSQL bounds the stack in bytes. */
    private static final int NESTING = 3_000;

    private enum Token {
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        OPEN_OBJECT,
        CLOSE_OBJECT,
        OPEN_ARRAY,
        CLOSE_ARRAY,
        COMMA,
        COLON,
        END
    }

    private final byte[] array;
    private final int start;
    private final int end;
    private final boolean building;
    private int at;
    private int line = 1;
    private int lineStart;
    private Token token = Token.END;
    private int tokenStart;
    private int depth;

    /** The characters of the last string, when building. */
    private Bytes string = Bytes.EMPTY;

    private JsonReader(Bytes text, boolean building) {
        this.array = text.array();
        this.start = text.offset();
        this.end = text.offset() + text.length();
        this.building = building;
        this.at = start;
        this.lineStart = start;
    }

    /** Throws 22P02 unless the text is JSON. */
    public static void validate(Bytes text) {
        new JsonReader(text, false).readAll();
    }

    /** 22P02 for what is no JSON. */
    public static Jsonb parse(Bytes text) {
        return new JsonReader(text, true).readAll();
    }

    private Jsonb readAll() {
        next();
        Jsonb value = readValue();
        if (token != Token.END) {
            throw unexpected("end of input");
        }
        return value;
    }

    private Jsonb readValue() {
        return switch (token) {
            case STRING -> {
                Jsonb value = building ? Jsonb.of(string) : Jsonb.NULL;
                next();
                yield value;
            }
            case NUMBER -> {
                Jsonb value =
                        building
                                ? Jsonb.of(
                                        NumericText.parse(
                                                Bytes.of(array, tokenStart, at - tokenStart)))
                                : Jsonb.NULL;
                next();
                yield value;
            }
            case TRUE -> literal(Jsonb.TRUE);
            case FALSE -> literal(Jsonb.FALSE);
            case NULL -> literal(Jsonb.NULL);
            case OPEN_OBJECT -> readObject();
            case OPEN_ARRAY -> readArray();
            case CLOSE_OBJECT, CLOSE_ARRAY, COMMA, COLON, END -> throw unexpected("JSON value");
        };
    }

    private Jsonb literal(Jsonb value) {
        next();
        return value;
    }

    private void enter() {
        if (++depth > NESTING) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        next();
    }

    private Jsonb readArray() {
        enter();
        List<Jsonb> elements = new ArrayList<>();
        if (token != Token.CLOSE_ARRAY) {
            add(elements, readValue());
            while (token == Token.COMMA) {
                next();
                add(elements, readValue());
            }
            if (token != Token.CLOSE_ARRAY) {
                throw unexpected("\",\" or \"]\"");
            }
        }
        depth--;
        next();
        return building ? new Jsonb.Array(elements) : Jsonb.NULL;
    }

    private void add(List<Jsonb> elements, Jsonb value) {
        if (building) {
            elements.add(value);
        }
    }

    private Jsonb readObject() {
        enter();
        var builder = new JsonbObjectBuilder();
        if (token != Token.CLOSE_OBJECT) {
            if (token != Token.STRING) {
                throw unexpected("string or \"}\"");
            }
            readMember(builder);
            while (token == Token.COMMA) {
                next();
                if (token != Token.STRING) {
                    throw unexpected("string");
                }
                readMember(builder);
            }
            if (token != Token.CLOSE_OBJECT) {
                throw unexpected("\",\" or \"}\"");
            }
        }
        depth--;
        next();
        return building ? builder.build() : Jsonb.NULL;
    }

    private void readMember(JsonbObjectBuilder builder) {
        Bytes key = string;
        next();
        if (token != Token.COLON) {
            throw unexpected("\":\"");
        }
        next();
        Jsonb value = readValue();
        if (building) {
            builder.put(key, value);
        }
    }

    // Tokens

    private void next() {
        while (at < end && isBlank(array[at])) {
            if (array[at++] == '\n') {
                line++;
                lineStart = at;
            }
        }
        tokenStart = at;
        if (at == end) {
            token = Token.END;
            return;
        }
        int first = array[at];
        switch (first) {
            case '{' -> single(Token.OPEN_OBJECT);
            case '}' -> single(Token.CLOSE_OBJECT);
            case '[' -> single(Token.OPEN_ARRAY);
            case ']' -> single(Token.CLOSE_ARRAY);
            case ',' -> single(Token.COMMA);
            case ':' -> single(Token.COLON);
            case '"' -> readString();
            default -> {
                if (first == '-' || first >= '0' && first <= '9') {
                    readNumber();
                } else {
                    readWord();
                }
            }
        }
    }

    private static boolean isBlank(int character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    private void single(Token kind) {
        token = kind;
        at++;
    }

    private void readWord() {
        while (at < end && isWordCharacter(array[at])) {
            at++;
        }
        if (at == tokenStart) {
            at++;
            throw invalidToken();
        }
        String word = new String(array, tokenStart, at - tokenStart, StandardCharsets.UTF_8);
        token =
                switch (word) {
                    case "true" -> Token.TRUE;
                    case "false" -> Token.FALSE;
                    case "null" -> Token.NULL;
                    default -> throw invalidToken();
                };
    }

    private static boolean isWordCharacter(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || character == '_'
                || character < 0;
    }

    private void readNumber() {
        boolean valid = true;
        if (array[at] == '-') {
            at++;
        }
        if (at < end && array[at] == '0') {
            at++;
        } else {
            valid = skipDigits();
        }
        if (valid && at < end && array[at] == '.') {
            at++;
            valid = skipDigits();
        }
        if (valid && at < end && (array[at] == 'e' || array[at] == 'E')) {
            at++;
            if (at < end && (array[at] == '+' || array[at] == '-')) {
                at++;
            }
            valid = skipDigits();
        }
        int numberEnd = at;
        while (at < end && isWordCharacter(array[at])) {
            at++;
        }
        if (!valid || at != numberEnd) {
            throw invalidToken();
        }
        token = Token.NUMBER;
    }

    private boolean skipDigits() {
        int from = at;
        while (at < end && array[at] >= '0' && array[at] <= '9') {
            at++;
        }
        return at > from;
    }

    private void readString() {
        token = Token.STRING;
        int from = ++at;
        while (at < end
                && array[at] != '"'
                && array[at] != '\\'
                && (array[at] < 0 || array[at] >= 0x20)) {
            at++;
        }
        if (at < end && array[at] == '"') { // nothing to unescape
            string = Bytes.of(array, from, at - from);
            at++;
            return;
        }
        var out = new ByteAppender(at - from + 32);
        out.append(array, from, at - from);
        int highSurrogate = -1;
        while (true) {
            if (at >= end) {
                at = end;
                throw invalidToken();
            }
            int character = array[at];
            if (character >= 0 && character < 0x20) {
                throw fail(
                        String.format(
                                java.util.Locale.ROOT,
                                "Character with value 0x%02x must be escaped.",
                                character));
            }
            if (character == '\\' && at + 1 < end && array[at + 1] == 'u') {
                highSurrogate = readUnicode(out, highSurrogate);
                continue;
            }
            if (highSurrogate >= 0) {
                at++;
                throw fail("Unicode low surrogate must follow a high surrogate.");
            }
            if (character == '"') {
                at++;
                break;
            }
            if (character == '\\') {
                readEscape(out);
            } else {
                out.appendByte(character);
                at++;
            }
        }
        string = out.toBytes();
    }

    private void readEscape(ByteAppender out) {
        at++;
        if (at >= end) {
            throw invalidToken();
        }
        int character = array[at];
        switch (character) {
            case '"', '\\', '/' -> out.appendByte(character);
            case 'b' -> out.appendByte('\b');
            case 'f' -> out.appendByte('\f');
            case 'n' -> out.appendByte('\n');
            case 'r' -> out.appendByte('\r');
            case 't' -> out.appendByte('\t');
            default -> {
                int from = at++;
                while (at < end && (array[at] & 0xC0) == 0x80) {
                    at++;
                }
                throw fail(
                        "Escape sequence \"\\"
                                + new String(array, from, at - from, StandardCharsets.UTF_8)
                                + "\" is invalid.");
            }
        }
        at++;
    }

    /** Returns the high surrogate that waits for its partner, or −1. */
    private int readUnicode(ByteAppender out, int highSurrogate) {
        at += 2;
        int unit = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < end && array[at] >= 0 ? Character.digit(array[at], 16) : -1;
            if (digit < 0) {
                if (at < end) {
                    at++;
                }
                throw fail("\"\\u\" must be followed by four hexadecimal digits.");
            }
            unit = unit << 4 | digit;
        }
        if (!building) {
            return -1; // type json keeps escapes as they are written
        }
        if (unit == 0) {
            throw ContainerErrors.unsupportedUnicodeEscape(where());
        }
        int waiting = checkSurrogate(unit, highSurrogate);
        if (waiting < 0) {
            out.appendCodePoint(
                    highSurrogate < 0
                            ? unit
                            : Character.toCodePoint((char) highSurrogate, (char) unit));
        }
        return waiting;
    }

    private int checkSurrogate(int unit, int highSurrogate) {
        if (Character.isHighSurrogate((char) unit)) {
            if (highSurrogate >= 0) {
                throw fail("Unicode high surrogate must not follow a high surrogate.");
            }
            return unit;
        }
        if (Character.isLowSurrogate((char) unit) != highSurrogate >= 0) {
            throw fail("Unicode low surrogate must follow a high surrogate.");
        }
        return -1;
    }

    // Errors

    private SqlException invalidToken() {
        return fail("Token \"" + tokenText() + "\" is invalid.");
    }

    private SqlException unexpected(String wanted) {
        return token == Token.END
                ? fail("The input string ended unexpectedly.")
                : fail("Expected " + wanted + ", but found \"" + tokenText() + "\".");
    }

    private String tokenText() {
        return new String(array, tokenStart, at - tokenStart, StandardCharsets.UTF_8);
    }

    private SqlException fail(String detail) {
        return ContainerErrors.invalidJson(detail, where());
    }

    /** The line and up to 50 bytes of it before the error. */
    private String where() {
        int from = lineStart;
        while (at - from >= 50) {
            from++;
            while (from < at && (array[from] & 0xC0) == 0x80) {
                from++;
            }
        }
        if (from - lineStart <= 3) {
            from = lineStart;
        }
        boolean more = token != Token.END && at < end && array[at] != '\n' && array[at] != '\r';
        return "line "
                + line
                + ": "
                + (from > lineStart ? "..." : "")
                + new String(array, from, at - from, StandardCharsets.UTF_8)
                + (more ? "..." : "");
    }
}
