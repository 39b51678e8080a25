package dev.borealis.engine.function.regex;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.text.Characters;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;

/** regexp_replace. */
final class Replacement {
    private Replacement() {}

    /**
     * Replaces matches.
     *
     * @param from where to begin to search, counted from 0
     * @param which number of the match to replace, 0 for all
     */
    static Bytes replace(Call call, Regex regex, Bytes value, Bytes by, int from, long which) {
        int[] text = Characters.codePoints(value);
        int[] replacement = Characters.codePoints(by);
        var result = new ByteAppender(value.length());
        int copied = 0;
        int search = from;
        long matches = 0;
        while (search <= text.length) {
            int[] match = regex.find(call, text, search);
            if (match == null) {
                break;
            }
            search = match[1] > match[0] ? match[1] : match[1] + 1;
            if (++matches < which) {
                continue;
            }
            append(result, text, copied, match[0]);
            appendReplacement(result, text, replacement, match);
            copied = match[1];
            if (which > 0) {
                break;
            }
        }
        if (copied == 0 && result.length() == 0) {
            return value;
        }
        append(result, text, copied, text.length);
        return result.toBytes();
    }

    private static void append(ByteAppender result, int[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            result.appendCodePoint(text[i]);
        }
    }

    /** {@code \1} to {@code \9} and {@code \&} stand for parts of the match, {@code \\} for a backslash. */
    private static void appendReplacement(
            ByteAppender result, int[] text, int[] replacement, int[] match) {
        for (int i = 0; i < replacement.length; i++) {
            int c = replacement[i];
            if (c != '\\' || i + 1 == replacement.length) {
                result.appendCodePoint(c);
                continue;
            }
            int next = replacement[++i];
            if (next == '\\') {
                result.append('\\');
            } else if (next == '&') {
                append(result, text, match[0], match[1]);
            } else if (next >= '1' && next <= '9') {
                int group = 2 * (next - '0');
                if (group < match.length && match[group] >= 0) {
                    append(result, text, match[group], match[group + 1]);
                }
            } else {
                result.append('\\').appendCodePoint(next);
            }
        }
    }
}
