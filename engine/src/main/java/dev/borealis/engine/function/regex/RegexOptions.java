package dev.borealis.engine.function.regex;

import dev.borealis.types.error.RegexErrors;

/**
 * How a pattern is read.
 *
 * @param dotNewline whether {@code .} and negated sets match a newline
 * @param lineAnchors whether ^ and $ also match at newlines
 * @param literal the pattern is a plain text
 * @param global the function is to use all matches
 */
record RegexOptions(
        boolean ignoreCase,
        boolean dotNewline,
        boolean lineAnchors,
        boolean expanded,
        boolean literal,
        boolean global) {
    static final RegexOptions DEFAULT = new RegexOptions(false, true, false, false, false, false);
    static final RegexOptions IGNORE_CASE =
            new RegexOptions(true, true, false, false, false, false);

    /** With the flags of a flags argument. */
    static RegexOptions of(String flags) {
        RegexOptions options = DEFAULT;
        for (int i = 0; i < flags.length(); i++) {
            char flag = flags.charAt(i);
            if (flag == 'g') {
                options =
                        new RegexOptions(
                                options.ignoreCase,
                                options.dotNewline,
                                options.lineAnchors,
                                options.expanded,
                                options.literal,
                                true);
                continue;
            }
            RegexOptions next = options.with(flag);
            if (next == null) {
                throw RegexErrors.invalidOption(
                        new String(Character.toChars(flags.codePointAt(i))));
            }
            options = next;
        }
        return options;
    }

    /** With one more letter of flags or of {@code (?…)}; null when it means nothing. */
    @org.jspecify.annotations.Nullable
    RegexOptions with(char flag) {
        return switch (flag) {
            case 'i' -> new RegexOptions(true, dotNewline, lineAnchors, expanded, literal, global);
            case 'c' -> new RegexOptions(false, dotNewline, lineAnchors, expanded, literal, global);
            case 'n', 'm' -> new RegexOptions(ignoreCase, false, true, expanded, literal, global);
            case 's' -> new RegexOptions(ignoreCase, true, false, expanded, literal, global);
            case 'p' -> new RegexOptions(ignoreCase, false, false, expanded, literal, global);
            case 'w' -> new RegexOptions(ignoreCase, true, true, expanded, literal, global);
            case 'x' ->
                    new RegexOptions(ignoreCase, dotNewline, lineAnchors, true, literal, global);
            case 't' ->
                    new RegexOptions(ignoreCase, dotNewline, lineAnchors, false, literal, global);
            case 'q' ->
                    new RegexOptions(ignoreCase, dotNewline, lineAnchors, expanded, true, global);
            case 'b', 'e' ->
                    new RegexOptions(ignoreCase, dotNewline, lineAnchors, expanded, false, global);
            default -> null;
        };
    }
}
