package dev.borealis.engine.function.regex;

import dev.borealis.engine.function.regex.Node.Assertion;
import dev.borealis.engine.function.regex.Node.Preference;
import dev.borealis.types.error.RegexErrors;
import dev.borealis.types.error.RegexErrors.Problem;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads PostgreSQL's advanced regular expressions. Works on characters (code points). */
final class RegexParser {
    /** Largest number in {@code {m,n}}. Source: PostgreSQL 16 (RE_DUP_MAX). */
    private static final int MAX_REPETITIONS = 255;

    /** Parentheses inside parentheses. */
    private static final int MAX_DEPTH = 500;

    private static final int END = -1;

    private final int[] pattern;
    private RegexOptions options;
    private int at;
    private int groups;
    private int depth;
    private final List<@Nullable Node> closedGroups = new ArrayList<>();

    private RegexParser(int[] pattern, RegexOptions options) {
        this.pattern = pattern;
        this.options = options;
        closedGroups.add(null); // group 0 is the whole
    }

    /** @param groups number of capturing parentheses */
    record Result(Node node, int groups, boolean hasBackReference) {}

    static Result parse(int[] pattern, RegexOptions options) {
        var parser = new RegexParser(pattern, options);
        Node node = parser.whole();
        return new Result(node, parser.groups, parser.hasBackReference);
    }

    private boolean hasBackReference;

    private Node whole() {
        if (startsWith("***=")) {
            at += 4;
            return literal();
        }
        if (startsWith("***:")) {
            at += 4;
        } else if (startsWith("***")) {
            throw error(Problem.QUANTIFIER_OPERAND);
        }
        if (options.literal()) {
            return literal();
        }
        embeddedOptions();
        if (options.literal()) {
            return literal();
        }
        Node node = alternation();
        if (peek() == ')') {
            throw error(Problem.PARENTHESES);
        }
        return node;
    }

    private Node literal() {
        var parts = new ArrayList<Node>();
        while (at < pattern.length) {
            parts.add(character(pattern[at++]));
        }
        return Node.concatenation(parts);
    }

    /** {@code (?flags)} at the start. */
    private void embeddedOptions() {
        if (!startsWith("(?") || at + 2 >= pattern.length || !isAsciiLetter(pattern[at + 2])) {
            return;
        }
        at += 2;
        while (at < pattern.length && isAsciiLetter(pattern[at])) {
            RegexOptions next = options.with((char) pattern[at++]);
            if (next == null) {
                throw error(Problem.EMBEDDED_OPTION);
            }
            options = next;
        }
        if (peek() != ')') {
            throw error(Problem.EMBEDDED_OPTION);
        }
        at++;
    }

    private static boolean isAsciiLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private boolean startsWith(String text) {
        if (at + text.length() > pattern.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (pattern[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int peek() {
        return at < pattern.length ? pattern[at] : END;
    }

    private static SqlException error(Problem problem) {
        return RegexErrors.invalid(problem);
    }

    private Node alternation() {
        if (++depth > MAX_DEPTH) {
            throw error(Problem.TOO_COMPLEX);
        }
        var branches = new ArrayList<Node>();
        branches.add(branch());
        while (peek() == '|') {
            at++;
            branches.add(branch());
        }
        depth--;
        return Node.alternation(branches);
    }

    private Node branch() {
        var parts = new ArrayList<Node>();
        while (true) {
            skipBlanks();
            int c = peek();
            if (c == END || c == '|' || c == ')') {
                return Node.concatenation(parts);
            }
            parts.add(quantified());
        }
    }

    /** Comments {@code (?#…)}, and with option x blanks and {@code #} to the end of the line. */
    private void skipBlanks() {
        while (true) {
            if (startsWith("(?#")) {
                while (at < pattern.length && pattern[at] != ')') {
                    at++;
                }
                at = Math.min(at + 1, pattern.length);
            } else if (options.expanded() && isBlank(peek())) {
                at++;
            } else if (options.expanded() && peek() == '#') {
                while (at < pattern.length && pattern[at] != '\n') {
                    at++;
                }
            } else {
                return;
            }
        }
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private Node quantified() {
        int c = peek();
        if (c == '*' || c == '+' || c == '?' || c == '{' && startsCount()) {
            throw error(Problem.QUANTIFIER_OPERAND);
        }
        Node atom = atom();
        skipBlanks();
        int min;
        int max;
        boolean range = true; // {m} passes on what its operand prefers, {m,m} does not
        switch (peek()) {
            case '*' -> {
                at++;
                min = 0;
                max = -1;
            }
            case '+' -> {
                at++;
                min = 1;
                max = -1;
            }
            case '?' -> {
                at++;
                min = 0;
                max = 1;
            }
            case '{' -> {
                if (!startsCount()) {
                    return atom;
                }
                at++;
                min = count();
                max = min;
                range = peek() == ',';
                if (range) {
                    at++;
                    max = isDigit(peek()) ? count() : -1;
                }
                if (max >= 0 && max < min) {
                    throw error(Problem.REPETITION_COUNT);
                }
                if (peek() != '}') {
                    throw error(peek() == END ? Problem.BRACES : Problem.REPETITION_COUNT);
                }
                at++;
            }
            default -> {
                return atom;
            }
        }
        if (atom instanceof Assertion || atom instanceof Node.Look) {
            throw error(Problem.QUANTIFIER_OPERAND);
        }
        boolean lazy = peek() == '?';
        if (lazy) {
            at++;
        }
        skipBlanks();
        int next = peek();
        if (next == '*' || next == '+' || next == '?' || next == '{' && startsCount()) {
            throw error(Problem.QUANTIFIER_OPERAND);
        }
        Preference preference =
                !range ? atom.preference() : lazy ? Preference.SHORTEST : Preference.LONGEST;
        return new Node.Repetition(atom, min, max, preference);
    }

    private boolean startsCount() {
        return at + 1 < pattern.length && isDigit(pattern[at + 1]);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private int count() {
        int value = 0;
        while (isDigit(peek())) {
            value = value * 10 + pattern[at++] - '0';
            if (value > MAX_REPETITIONS) {
                throw error(Problem.REPETITION_COUNT);
            }
        }
        return value;
    }

    private Node atom() {
        int c = pattern[at++];
        return switch (c) {
            case '(' -> parenthesis();
            case '[' -> bracket();
            case '.' ->
                    new Node.Characters(
                            options.dotNewline()
                                    ? CharacterSet.ALL
                                    : CharacterSet.of('\n').complement());
            case '^' ->
                    new Assertion(
                            options.lineAnchors()
                                    ? Assertion.Kind.LINE_START
                                    : Assertion.Kind.TEXT_START);
            case '$' ->
                    new Assertion(
                            options.lineAnchors()
                                    ? Assertion.Kind.LINE_END
                                    : Assertion.Kind.TEXT_END);
            case '\\' -> escape();
            default -> character(c);
        };
    }

    private Node character(int c) {
        CharacterSet set = CharacterSet.of(c);
        return new Node.Characters(options.ignoreCase() ? set.ignoringCase() : set);
    }

    private Node parenthesis() {
        if (startsWith("?:")) {
            at += 2;
            Node inner = alternation();
            close();
            return inner;
        }
        for (String look : new String[] {"?=", "?!", "?<=", "?<!"}) {
            if (startsWith(look)) {
                at += look.length();
                int groupsBefore = groups;
                Node inner = alternation();
                close();
                groups = groupsBefore;
                return new Node.Look(inner, look.length() == 2, look.endsWith("!"));
            }
        }
        if (peek() == '?') {
            throw error(Problem.QUANTIFIER_OPERAND);
        }
        int number = ++groups;
        closedGroups.add(null);
        Node inner = alternation();
        close();
        var group = new Node.Group(inner, number);
        closedGroups.set(number, group);
        return group;
    }

    private void close() {
        if (peek() != ')') {
            throw error(Problem.PARENTHESES);
        }
        at++;
    }

    private Node escape() {
        int c = peek();
        if (c == END) {
            throw error(Problem.ESCAPE);
        }
        if (!isAsciiLetter(c) && !isDigit(c)) {
            at++;
            return character(c);
        }
        Assertion.Kind kind =
                switch (c) {
                    case 'A' -> Assertion.Kind.TEXT_START;
                    case 'Z' -> Assertion.Kind.TEXT_END;
                    case 'm' -> Assertion.Kind.WORD_START;
                    case 'M' -> Assertion.Kind.WORD_END;
                    case 'y' -> Assertion.Kind.WORD_BOUNDARY;
                    case 'Y' -> Assertion.Kind.NO_WORD_BOUNDARY;
                    default -> null;
                };
        if (kind != null) {
            at++;
            return new Assertion(kind);
        }
        CharacterSet set = classEscape(c);
        if (set != null) {
            at++;
            return new Node.Characters(set);
        }
        if (c >= '1' && c <= '9') {
            Node reference = backReference();
            if (reference != null) {
                return reference;
            }
        }
        return character(characterEscape());
    }

    private static @Nullable CharacterSet classEscape(int c) {
        return switch (c) {
            case 'd' -> CharacterClasses.find("digit");
            case 'D' -> complement("digit");
            case 's' -> CharacterClasses.find("space");
            case 'S' -> complement("space");
            case 'w' -> CharacterClasses.find("word");
            case 'W' -> complement("word");
            default -> null;
        };
    }

    private static CharacterSet complement(String name) {
        CharacterSet set = CharacterClasses.find(name);
        return set == null ? CharacterSet.ALL : set.complement();
    }

    private @Nullable Node backReference() {
        int end = at;
        int number = 0;
        while (end < pattern.length && isDigit(pattern[end]) && number < 1_000) {
            number = number * 10 + pattern[end++] - '0';
        }
        if (number > groups && end - at > 1) {
            return null; // an octal escape
        }
        Node group = number < closedGroups.size() ? closedGroups.get(number) : null;
        if (group == null) {
            throw error(Problem.BACK_REFERENCE);
        }
        at = end;
        hasBackReference = true;
        return new Node.BackReference(number, group);
    }

    /** After a backslash: one character. */
    private int characterEscape() {
        int c = pattern[at++];
        return switch (c) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'B' -> '\\';
            case 'c' -> at < pattern.length ? pattern[at++] & 31 : fail();
            case 'e' -> 27;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case 'u' -> hexadecimal(4, 4);
            case 'U' -> hexadecimal(8, 8);
            case 'x' -> hexadecimal(1, 255);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c - '0');
            default -> fail();
        };
    }

    private static int fail() {
        throw error(Problem.ESCAPE);
    }

    private int hexadecimal(int least, int most) {
        long value = 0;
        int digits = 0;
        while (digits < most
                && at < pattern.length
                && Character.digit(pattern[at], 16) >= 0
                && pattern[at] < 128) {
            value = Math.min(value * 16 + Character.digit(pattern[at++], 16), Integer.MAX_VALUE);
            digits++;
        }
        if (digits < least || value > 0x10FFFF) {
            throw error(Problem.ESCAPE);
        }
        return (int) value;
    }

    private int octal(int first) {
        int value = first;
        for (int i = 1; i < 3 && peek() >= '0' && peek() <= '7'; i++) {
            value = value * 8 + pattern[at++] - '0';
        }
        return value & 0xFF;
    }

    private Node bracket() {
        if (startsWith("[:<:]]")) {
            at += 6;
            return new Assertion(Assertion.Kind.WORD_START);
        }
        if (startsWith("[:>:]]")) {
            at += 6;
            return new Assertion(Assertion.Kind.WORD_END);
        }
        boolean negated = peek() == '^';
        if (negated) {
            at++;
        }
        CharacterSet set = CharacterSet.NONE;
        boolean first = true;
        while (first || peek() != ']') {
            first = false;
            if (peek() == END) {
                throw error(Problem.BRACKETS);
            }
            set = set.or(bracketItem());
        }
        at++;
        if (options.ignoreCase()) {
            set = set.ignoringCase();
        }
        if (negated) {
            set = set.complement();
            if (!options.dotNewline()) {
                set = set.without(CharacterSet.of('\n'));
            }
        }
        return new Node.Characters(set);
    }

    private CharacterSet bracketItem() {
        if (startsWith("[:")) {
            String name = named(":]");
            CharacterSet set = CharacterClasses.find(name);
            if (set == null) {
                throw error(Problem.CHARACTER_CLASS);
            }
            return set;
        }
        if (startsWith("[=")) {
            return CharacterSet.of(CharacterClasses.element(named("=]")));
        }
        if (peek() == '\\' && at + 1 < pattern.length) {
            CharacterSet set = classEscape(pattern[at + 1]);
            if (set != null) {
                at += 2;
                return set;
            }
        }
        int start = bracketCharacter();
        if (peek() != '-' || at + 1 >= pattern.length || pattern[at + 1] == ']') {
            return CharacterSet.of(start);
        }
        at++;
        if (startsWith("[:") || startsWith("[=")) {
            throw error(Problem.CHARACTER_RANGE);
        }
        int end = bracketCharacter();
        if (end < start) {
            throw error(Problem.CHARACTER_RANGE);
        }
        return CharacterSet.range(start, end);
    }

    private int bracketCharacter() {
        if (peek() == END) {
            throw error(Problem.BRACKETS);
        }
        if (startsWith("[.")) {
            return CharacterClasses.element(named(".]"));
        }
        int c = pattern[at++];
        if (c != '\\') {
            return c;
        }
        if (peek() == END) {
            throw error(Problem.ESCAPE);
        }
        if (!isAsciiLetter(peek()) && !isDigit(peek())) {
            return pattern[at++];
        }
        return characterEscape();
    }

    /** After {@code [:}: the text up to {@code :]}. */
    private String named(String end) {
        at += 2;
        var name = new StringBuilder();
        while (!startsWith(end)) {
            if (peek() == END) {
                throw error(Problem.BRACKETS);
            }
            name.appendCodePoint(pattern[at++]);
        }
        at += 2;
        return name.toString();
    }
}
