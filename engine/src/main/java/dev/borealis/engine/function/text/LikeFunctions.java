package dev.borealis.engine.function.text;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.TextErrors;

/** LIKE and ILIKE. The escape character of these functions is the backslash; ESCAPE clauses rewrite the pattern first. */
public final class LikeFunctions {
    private LikeFunctions() {}

    public static void define(Implementations to) {
        for (String prefix : new String[] {"text", "name", "bytea"}) {
            boolean bytes = prefix.equals("bytea");
            to.longOfObjectObject(
                    prefix + "like",
                    (call, a, b) -> like(call, (Bytes) a, (Bytes) b, bytes) ? 1 : 0);
            to.longOfObjectObject(
                    prefix + "nlike",
                    (call, a, b) -> like(call, (Bytes) a, (Bytes) b, bytes) ? 0 : 1);
        }
        for (String prefix : new String[] {"text", "name"}) {
            to.longOfObjectObject(
                    prefix + "iclike", (call, a, b) -> ilike(call, (Bytes) a, (Bytes) b) ? 1 : 0);
            to.longOfObjectObject(
                    prefix + "icnlike", (call, a, b) -> ilike(call, (Bytes) a, (Bytes) b) ? 0 : 1);
        }
        to.objectOfObjectObject(
                "like_escape", (_, pattern, escape) -> escape((Bytes) pattern, (Bytes) escape));
        to.objectOfObjectObject(
                "like_escape_bytea",
                (_, pattern, escape) -> escape((Bytes) pattern, (Bytes) escape));
    }

    private static boolean ilike(Call call, Bytes text, Bytes pattern) {
        return like(call, TextFunctions.lower(text), TextFunctions.lower(pattern), false);
    }

    /**
     * Whether a text matches a pattern. A greedy search that only ever returns to the last {@code %}: time is at most
     * text × pattern.
     *
     * @param bytes {@code _} is one byte, not one character
     */
    public static boolean like(Call call, Bytes text, Bytes pattern, boolean bytes) {
        int at = 0;
        int p = 0;
        int starPattern = -1;
        int starText = 0;
        int steps = 0;
        while (at < text.length()) {
            if (p < pattern.length()) {
                byte c = pattern.get(p);
                if (c == '%') {
                    starPattern = ++p;
                    starText = at;
                    continue;
                }
                if (c == '_') {
                    at += bytes ? 1 : Characters.width(text.get(at));
                    p++;
                    continue;
                }
                int literal = p;
                if (c == '\\') {
                    if (++literal == pattern.length()) {
                        throw TextErrors.likeEndsWithEscape();
                    }
                    c = pattern.get(literal);
                }
                if (c == text.get(at)) {
                    at++;
                    p = literal + 1;
                    continue;
                }
            }
            if (starPattern < 0) {
                return false;
            }
            starText += bytes ? 1 : Characters.width(text.get(starText));
            at = starText;
            p = starPattern;
            if ((++steps & 0xFFFF) == 0) {
                call.checkCancelled();
            }
        }
        while (p < pattern.length() && pattern.get(p) == '%') {
            p++;
        }
        return p == pattern.length();
    }

    /** The pattern with the backslash as its escape character. */
    private static Bytes escape(Bytes pattern, Bytes escape) {
        var result = new ByteAppender(pattern.length());
        if (escape.isEmpty()) {
            for (int i = 0; i < pattern.length(); i++) {
                if (pattern.get(i) == '\\') {
                    result.appendByte('\\');
                }
                result.appendByte(pattern.get(i));
            }
            return result.toBytes();
        }
        if (Characters.width(escape.get(0)) != escape.length()) {
            throw TextErrors.invalidEscapeString();
        }
        boolean afterEscape = false;
        int position = 0;
        while (position < pattern.length()) {
            int width =
                    Math.min(Characters.width(pattern.get(position)), pattern.length() - position);
            Bytes character = pattern.slice(position, position + width);
            if (character.equals(escape) && !afterEscape) {
                result.appendByte('\\');
                afterEscape = true;
            } else if (character.get(0) == '\\') {
                result.appendByte('\\');
                if (!afterEscape) {
                    result.appendByte('\\');
                }
                afterEscape = false;
            } else {
                result.append(character);
                afterEscape = false;
            }
            position += width;
        }
        return result.toBytes();
    }
}
