package dev.borealis.engine.function.regex;

import dev.borealis.engine.function.text.Characters;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Utf8;
import dev.borealis.types.error.TextErrors;

import org.jspecify.annotations.Nullable;

/** SIMILAR TO patterns as regular expressions. */
final class SimilarTo {
    private SimilarTo() {}

    /** @param escape one character, or empty for none */
    static Bytes translate(Bytes pattern, Bytes escape) {
        int escapeCharacter = -1;
        if (!escape.isEmpty()) {
            if (Utf8.characters(escape) > 1) {
                throw TextErrors.invalidEscapeString();
            }
            escapeCharacter = Characters.codePoint(escape, 0);
        }
        var result = new ByteAppender(pattern.length() + 16).append("^(?:");
        boolean escaped = false;
        boolean inSet = false;
        int separators = 0;
        for (int c : Characters.codePoints(pattern)) {
            if (escaped) {
                escaped = false;
                if (c == '"' && !inSet) {
                    result.append(separator(separators++));
                } else {
                    result.append('\\').appendCodePoint(c);
                }
            } else if (c == escapeCharacter) {
                escaped = true;
            } else if (inSet) {
                if (c == '\\') {
                    result.append('\\');
                }
                result.appendCodePoint(c);
                inSet = c != ']';
            } else {
                inSet = c == '[';
                String special = special(c);
                if (special == null) {
                    result.appendCodePoint(c);
                } else {
                    result.append(special);
                }
            }
        }
        return result.append(")$").toBytes();
    }

    private static String separator(int number) {
        return switch (number) {
            case 0 -> "){1,1}?(";
            case 1 -> "){1,1}(?:";
            default -> throw TextErrors.similarTooManySeparators();
        };
    }

    private static @Nullable String special(int c) {
        return switch (c) {
            case '%' -> ".*";
            case '_' -> ".";
            case '(' -> "(?:";
            case '\\' -> "\\\\";
            case '.' -> "\\.";
            case '^' -> "\\^";
            case '$' -> "\\$";
            default -> null;
        };
    }
}
