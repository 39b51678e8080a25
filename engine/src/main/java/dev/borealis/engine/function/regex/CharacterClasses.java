package dev.borealis.engine.function.regex;

import dev.borealis.types.error.RegexErrors;
import dev.borealis.types.error.RegexErrors.Problem;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The named classes of characters, as the C collation has them: ASCII alone. */
final class CharacterClasses {
    private static final CharacterSet DIGIT = CharacterSet.range('0', '9');
    private static final CharacterSet UPPER = CharacterSet.range('A', 'Z');
    private static final CharacterSet LOWER = CharacterSet.range('a', 'z');
    private static final CharacterSet ALPHA = UPPER.or(LOWER);
    private static final CharacterSet ALNUM = ALPHA.or(DIGIT);
    private static final CharacterSet GRAPH = CharacterSet.range(33, 126);

    private static final Map<String, CharacterSet> BY_NAME =
            Map.ofEntries(
                    Map.entry("alnum", ALNUM),
                    Map.entry("alpha", ALPHA),
                    Map.entry("ascii", CharacterSet.range(0, 127)),
                    Map.entry("blank", CharacterSet.of(' ').or(CharacterSet.of('\t'))),
                    Map.entry("cntrl", CharacterSet.range(0, 31).or(CharacterSet.of(127))),
                    Map.entry("digit", DIGIT),
                    Map.entry("graph", GRAPH),
                    Map.entry("lower", LOWER),
                    Map.entry("print", CharacterSet.range(32, 126)),
                    Map.entry("punct", GRAPH.without(ALNUM)),
                    Map.entry("space", CharacterSet.of(' ').or(CharacterSet.range(9, 13))),
                    Map.entry("upper", UPPER),
                    Map.entry(
                            "xdigit",
                            DIGIT.or(CharacterSet.range('a', 'f'))
                                    .or(CharacterSet.range('A', 'F'))),
                    Map.entry("word", ALNUM.or(CharacterSet.of('_'))));

    private static final Map<String, Integer> ELEMENTS =
            Map.ofEntries(
                    Map.entry("space", (int) ' '),
                    Map.entry("tab", (int) '\t'),
                    Map.entry("newline", (int) '\n'),
                    Map.entry("carriage-return", (int) '\r'),
                    Map.entry("hyphen", (int) '-'),
                    Map.entry("hyphen-minus", (int) '-'),
                    Map.entry("period", (int) '.'),
                    Map.entry("comma", (int) ','),
                    Map.entry("slash", (int) '/'),
                    Map.entry("backslash", (int) '\\'),
                    Map.entry("underscore", (int) '_'),
                    Map.entry("NUL", 0));

    private CharacterClasses() {}

    static @Nullable CharacterSet find(String name) {
        return BY_NAME.get(name);
    }

    static boolean isWord(int character) {
        return character == '_' || ALNUM.contains(character);
    }

    /** A collating element: a single character or a name. */
    static int element(String name) {
        if (name.codePointCount(0, name.length()) == 1) {
            return name.codePointAt(0);
        }
        Integer named = ELEMENTS.get(name);
        if (named == null) {
            throw RegexErrors.invalid(Problem.COLLATING_ELEMENT);
        }
        return named;
    }
}
