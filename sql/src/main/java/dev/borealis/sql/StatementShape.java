package dev.borealis.sql;

import dev.borealis.types.Bytes;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a statement apart from its literals: texts of one shape differ in nothing else, so that what is found out
 * about one may serve all of them. Only what the lexer sees goes into it; whether a literal may really differ is for the
 * binder to say.
 *
 * @param pattern the text to the letter, each literal replaced by {@link #CUT} and a letter for its kind
 * @param literals what was cut out, in the order of the text
 */
public record StatementShape(String pattern, List<Literal> literals) {
    /** Stands in no text that comes over the protocol. */
    private static final char CUT = '\0';

    /** Longer patterns have no shape. In UTF-16 units. */
    private static final int MAX_PATTERN = 4_096;

    private static final int MAX_LITERALS = 64;

    /** Digits of a bigint literal that is one with and without a minus before it. */
    private static final int MAX_DIGITS = 18;

    public StatementShape {
        literals = List.copyOf(literals);
    }

    /** A literal that was cut out. */
    public sealed interface Literal {
        /** Where it begins: 1-based, in characters. */
        int position();

        /**
         * A whole number without its sign: an integer literal in one shape, a bigint literal in another.
         *
         * @param minus position of a minus sign right before it, which may belong to it; 0 when there is none
         */
        record Whole(long value, int position, int minus) implements Literal {}

        /** A string, however it is quoted. */
        record Text(Bytes value, int position) implements Literal {}
    }

    /** The shape of one statement without the semicolon after it; null when it has none. */
    public static @Nullable StatementShape of(String text) {
        if (text.length() > 4 * MAX_PATTERN || text.indexOf(CUT) >= 0) {
            return null;
        }
        Tokens tokens;
        try {
            tokens = Lexer.tokenize(text, ParserOptions.DEFAULT.memory());
        } catch (SqlException _) {
            return null; // the parser will tell
        }
        if (!tokens.notices.isEmpty()) {
            return null; // each statement is to be told
        }
        var pattern = new StringBuilder(text.length());
        var literals = new ArrayList<Literal>();
        int copied = 0;
        for (int i = 0; i < tokens.size(); i++) {
            TokenKind kind = tokens.kind(i);
            if (kind == TokenKind.SEMICOLON
                    || kind == TokenKind.PARAMETER
                    || kind == TokenKind.ERROR) {
                return null;
            }
            Literal literal = literal(tokens, i);
            if (literal != null) {
                pattern.append(text, copied, tokens.start(i)).append(CUT).append(letter(kind));
                copied = tokens.end(i);
                literals.add(literal);
            }
        }
        pattern.append(text, copied, text.length());
        return literals.isEmpty()
                        || literals.size() > MAX_LITERALS
                        || pattern.length() > MAX_PATTERN
                ? null
                : new StatementShape(pattern.toString(), literals);
    }

    private static char letter(TokenKind kind) {
        return switch (kind) {
            case INTEGER -> 'i';
            case NUMBER -> 'b';
            default -> 's';
        };
    }

    private static @Nullable Literal literal(Tokens tokens, int index) {
        Object value = tokens.value(index);
        return switch (tokens.kind(index)) {
            case INTEGER -> whole((Integer) java.util.Objects.requireNonNull(value), tokens, index);
            case NUMBER -> {
                String digits = (String) java.util.Objects.requireNonNull(value);
                yield isBigint(digits) ? whole(Long.parseLong(digits), tokens, index) : null;
            }
            case STRING ->
                    new Literal.Text(
                            (Bytes) java.util.Objects.requireNonNull(value),
                            tokens.position(index));
            default -> null;
        };
    }

    private static Literal whole(long value, Tokens tokens, int index) {
        boolean signed = index > 0 && tokens.kind(index - 1) == TokenKind.MINUS;
        return new Literal.Whole(
                value, tokens.position(index), signed ? tokens.position(index - 1) : 0);
    }

    /** Whether it is of type bigint, whatever its sign: 2147483648 is not, because its negative is an integer. */
    private static boolean isBigint(String digits) {
        return digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(Character::isDigit)
                && Long.parseLong(digits) > Integer.MAX_VALUE + 1L;
    }
}
