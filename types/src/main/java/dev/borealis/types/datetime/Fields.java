package dev.borealis.types.datetime;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a date, time or interval as written into fields: numbers, dates, times, words and zone offsets. */
final class Fields {
    /** Longer input is no date. Source: PostgreSQL 16 (MAXDATELEN and the work buffer). */
    private static final int MAX_LENGTH = 256;

    /** Source: PostgreSQL 16 (MAXDATEFIELDS). */
    private static final int MAX_FIELDS = 25;

    /** What a field looks like. */
    enum Kind {
        NUMBER,
        DATE,
        TIME,
        WORD,
        OFFSET,
        SIGNED_WORD
    }

    /** @param text in lower case */
    record Field(Kind kind, String text) {}

    private final String input;
    private int at;

    private Fields(String input) {
        this.input = input;
    }

    /** The fields, or null when the text cannot be a date or time at all. */
    static @Nullable List<Field> of(String input) {
        return input.length() > MAX_LENGTH
                ? null
                : new Fields(input.toLowerCase(Locale.ROOT)).split();
    }

    private @Nullable List<Field> split() {
        var fields = new ArrayList<Field>();
        while (at < input.length()) {
            char character = input.charAt(at);
            if (isSpace(character)) {
                at++;
                continue;
            }
            if (fields.size() >= MAX_FIELDS) {
                return null;
            }
            Field field;
            if (isDigit(character)) {
                field = startingWithDigit();
            } else if (character == '.') {
                int from = at++;
                skipDigits();
                field = new Field(Kind.NUMBER, input.substring(from, at));
            } else if (isLetter(character)) {
                field = startingWithLetter();
            } else if (character == '+' || character == '-') {
                field = startingWithSign();
                if (field == null) {
                    return null;
                }
            } else if (isPunctuation(character)) {
                at++;
                continue;
            } else {
                return null;
            }
            fields.add(field);
        }
        return fields;
    }

    private Field startingWithDigit() {
        int from = at;
        skipDigits();
        char next = peek();
        if (next == ':') {
            while (isDigit(peek()) || peek() == ':' || peek() == '.') {
                at++;
            }
            return new Field(Kind.TIME, input.substring(from, at));
        }
        if (next == '-' || next == '/' || next == '.') {
            char separator = next;
            at++;
            if (isDigit(peek())) {
                Kind kind = separator == '.' ? Kind.NUMBER : Kind.DATE;
                skipDigits();
                if (peek() == separator) {
                    kind = Kind.DATE;
                    while (isDigit(peek()) || peek() == separator) {
                        at++;
                    }
                }
                return new Field(kind, input.substring(from, at));
            }
            while (isDigit(peek()) || isLetter(peek()) || peek() == separator) {
                at++;
            }
            return new Field(Kind.DATE, input.substring(from, at));
        }
        return new Field(Kind.NUMBER, input.substring(from, at));
    }

    private Field startingWithLetter() {
        int from = at;
        while (isLetter(peek())) {
            at++;
        }
        char next = peek();
        boolean continues = next == '-' || next == '/' || next == '.';
        if ((next == '+' || isDigit(next)) && !Words.isKeyword(input.substring(from, at))) {
            continues = true; // a zone such as est5edt or gmt+3
        }
        if (!continues) {
            return new Field(Kind.WORD, input.substring(from, at));
        }
        while ("+-/_.:".indexOf(peek()) >= 0 || isDigit(peek()) || isLetter(peek())) {
            at++;
        }
        return new Field(Kind.DATE, input.substring(from, at));
    }

    private @Nullable Field startingWithSign() {
        char sign = input.charAt(at++);
        while (at < input.length() && isSpace(input.charAt(at))) {
            at++;
        }
        int from = at;
        if (isDigit(peek())) {
            while (isDigit(peek()) || peek() == ':' || peek() == '.' || peek() == '-') {
                at++;
            }
            return new Field(Kind.OFFSET, sign + input.substring(from, at));
        }
        if (isLetter(peek())) {
            while (isLetter(peek())) {
                at++;
            }
            return new Field(Kind.SIGNED_WORD, sign + input.substring(from, at));
        }
        return null;
    }

    private void skipDigits() {
        while (isDigit(peek())) {
            at++;
        }
    }

    /** The next character; a blank at the end, which belongs to no field. */
    private char peek() {
        return at < input.length() ? input.charAt(at) : ' ';
    }

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character > 127;
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character >= '\t' && character <= '\r';
    }

    private static boolean isPunctuation(char character) {
        return character > ' ' && character < 127;
    }
}
