package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Limits;
import dev.borealis.types.error.ContainerErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes an array literal apart: its shape and the texts of its elements. Used once. */
final class ArrayText {
    private enum State {
        NO_LEVEL,
        LEVEL_STARTED,
        ELEMENT_STARTED,
        QUOTED_ELEMENT_COMPLETED,
        ELEMENT_DELIMITED,
        LEVEL_COMPLETED,
        LEVEL_DELIMITED
    }

    private static final String MISMATCH =
            "Multidimensional arrays must have sub-arrays with matching dimensions.";

    private final Bytes text;
    private final char delimiter;
    private int at;

    int[] lengths = {};
    int[] lowerBounds = {};

    /** Texts in row-major order, null for NULL. */
    final List<@Nullable Bytes> elements = new ArrayList<>();

    private final int[] counts = new int[Limits.ARRAY_DIMENSIONS];
    private final int[] expected = new int[Limits.ARRAY_DIMENSIONS];
    private int level;
    private int dimensions;

    ArrayText(Bytes text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    private SqlException malformed(String detail) {
        return ContainerErrors.malformedArray(text.string(), detail);
    }

    private int peek() {
        return at < text.length() ? text.get(at) : -1000;
    }

    private void skipBlanks() {
        while (at < text.length() && Integers.isSpace(text.get(at))) {
            at++;
        }
    }

    void read() {
        Arrays.fill(expected, -1);
        int[][] declared = readDimensions();
        if (peek() != '{') {
            throw malformed(
                    declared == null
                            ? "Array value must start with \"{\" or dimension information."
                            : "Array contents must start with \"{\".");
        }
        readLevels();
        skipBlanks();
        if (at < text.length()) {
            throw malformed("Junk after closing right brace.");
        }
        if (elements.isEmpty()) {
            lengths = new int[0];
            lowerBounds = new int[0];
        } else {
            lengths = Arrays.copyOf(expected, dimensions);
            lowerBounds = new int[dimensions];
            Arrays.fill(lowerBounds, 1);
        }
        if (declared != null) {
            if (!Arrays.equals(declared[1], lengths)) {
                throw malformed("Specified array dimensions do not match array contents.");
            }
            lowerBounds = declared[0];
        }
    }

    /** {@code [1:2][3:4]=}: lower bounds and lengths, or null when there is none. */
    private int @Nullable [][] readDimensions() {
        int[] lower = new int[Limits.ARRAY_DIMENSIONS];
        int[] size = new int[Limits.ARRAY_DIMENSIONS];
        int count = 0;
        while (true) {
            skipBlanks();
            if (peek() != '[') {
                break;
            }
            at++;
            if (count >= Limits.ARRAY_DIMENSIONS) {
                throw ContainerErrors.tooManyDimensions(count + 1, Limits.ARRAY_DIMENSIONS);
            }
            long first = readBound("\"[\" must introduce explicitly-specified array dimensions.");
            long from = 1;
            long to = first;
            if (peek() == ':') {
                at++;
                from = first;
                to = readBound("Missing array dimension value.");
            }
            if (peek() != ']') {
                throw malformed("Missing \"]\" after array dimensions.");
            }
            at++;
            if (to < from) {
                throw ContainerErrors.upperBoundBelowLower();
            }
            lower[count] = (int) from;
            size[count++] = (int) Math.min(to - from + 1, Integer.MAX_VALUE);
        }
        if (count == 0) {
            return null;
        }
        if (peek() != '=') {
            throw malformed("Missing \"=\" after array dimensions.");
        }
        at++;
        skipBlanks();
        return new int[][] {Arrays.copyOf(lower, count), Arrays.copyOf(size, count)};
    }

    private long readBound(String detail) {
        int from = at;
        if (peek() == '-' || peek() == '+') {
            at++;
        }
        int digits = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == digits || at - digits > 10) {
            throw malformed(detail);
        }
        return Long.parseLong(text.slice(from, at).string());
    }

    private void readLevels() {
        var state = State.NO_LEVEL;
        do {
            skipBlanks();
            int character = peek();
            if (at >= text.length()) {
                throw malformed("Unexpected end of input.");
            }
            if (character == '{') {
                if (state != State.NO_LEVEL
                        && state != State.LEVEL_STARTED
                        && state != State.LEVEL_DELIMITED) {
                    throw malformed("Unexpected \"{\" character.");
                }
                open();
                state = State.LEVEL_STARTED;
            } else if (character == '}') {
                boolean emptyArray = state == State.LEVEL_STARTED && level == 1;
                if (state != State.ELEMENT_STARTED
                        && state != State.QUOTED_ELEMENT_COMPLETED
                        && state != State.LEVEL_COMPLETED
                        && !emptyArray) {
                    throw malformed("Unexpected \"}\" character.");
                }
                close(emptyArray);
                state = State.LEVEL_COMPLETED;
            } else if (character == delimiter) {
                if (state != State.ELEMENT_STARTED
                        && state != State.QUOTED_ELEMENT_COMPLETED
                        && state != State.LEVEL_COMPLETED) {
                    throw malformed("Unexpected \"" + delimiter + "\" character.");
                }
                at++;
                state =
                        state == State.LEVEL_COMPLETED
                                ? State.LEVEL_DELIMITED
                                : State.ELEMENT_DELIMITED;
            } else {
                if (state != State.LEVEL_STARTED && state != State.ELEMENT_DELIMITED) {
                    throw malformed(
                            character == '\\'
                                    ? "Unexpected \"\\\" character."
                                    : "Unexpected array element.");
                }
                readElement(character == '"');
                state = character == '"' ? State.QUOTED_ELEMENT_COMPLETED : State.ELEMENT_STARTED;
            }
        } while (level > 0);
    }

    private void open() {
        if (level >= Limits.ARRAY_DIMENSIONS) {
            throw ContainerErrors.tooManyDimensions(level + 1, Limits.ARRAY_DIMENSIONS);
        }
        counts[level++] = 0;
        dimensions = Math.max(dimensions, level);
        at++;
    }

    private void close(boolean emptyArray) {
        level--;
        at++;
        if (!emptyArray) {
            if (expected[level] >= 0 && expected[level] != counts[level]) {
                throw malformed(MISMATCH);
            }
            expected[level] = counts[level];
        }
        if (level > 0) {
            counts[level - 1]++;
        }
    }

    private void readElement(boolean quoted) {
        if (expected[level - 1] < 0 && level < dimensions) {
            throw malformed(MISMATCH);
        }
        counts[level - 1]++;
        if (elements.size() >= Limits.ARRAY_ELEMENTS) {
            throw ContainerErrors.arrayTooLarge(Limits.ARRAY_ELEMENTS);
        }
        elements.add(quoted ? readQuoted() : readPlain());
    }

    private Bytes readQuoted() {
        int from = ++at;
        while (at < text.length() && text.get(at) != '"' && text.get(at) != '\\') {
            at++;
        }
        if (at < text.length() && text.get(at) == '"') {
            return text.slice(from, at++);
        }
        var out = new ByteAppender(at - from + 16);
        out.append(text.slice(from, at));
        while (at < text.length() && text.get(at) != '"') {
            if (text.get(at) == '\\' && ++at >= text.length()) {
                break;
            }
            out.appendByte(text.get(at++));
        }
        if (at >= text.length()) {
            throw malformed("Unexpected end of input.");
        }
        at++;
        return out.toBytes();
    }

    private @Nullable Bytes readPlain() {
        int from = at;
        int end = at;
        @Nullable ByteAppender out = null;
        while (true) {
            if (at >= text.length()) {
                throw malformed("Unexpected end of input.");
            }
            int character = text.get(at);
            if (character == delimiter || character == '}') {
                break;
            }
            if (character == '{') {
                throw malformed("Unexpected \"{\" character.");
            }
            if (character == '"') {
                throw malformed("Unexpected array element.");
            }
            if (character == '\\') {
                if (out == null) {
                    out = new ByteAppender();
                    out.append(text.slice(from, at));
                }
                at++;
                if (at >= text.length()) {
                    throw malformed("Unexpected end of input.");
                }
                out.appendByte(text.get(at++));
                end = out.length();
                continue;
            }
            if (out != null) {
                out.appendByte(character);
            }
            at++;
            if (!Integers.isSpace(character)) {
                end = out != null ? out.length() : at;
            }
        }
        if (out != null) {
            out.truncate(end);
            return out.toBytes();
        }
        Bytes element = text.slice(from, end);
        return element.length() == 4 && element.string().equalsIgnoreCase("null") ? null : element;
    }
}
