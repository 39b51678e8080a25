package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.ContainerErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The text form of rows. */
final class RecordText {
    private RecordText() {}

    static boolean needsQuotes(byte[] array, int from, int to) {
        for (int i = from; i < to; i++) {
            int character = array[i];
            if (character == '"'
                    || character == '\\'
                    || character == '('
                    || character == ')'
                    || character == ','
                    || Integers.isSpace(character)) {
                return true;
            }
        }
        return from == to;
    }

    /** The texts of so many columns, null for NULL. */
    static List<@Nullable Bytes> split(Bytes text, int columns) {
        int at = skipBlanks(text, 0);
        if (at >= text.length() || text.get(at) != '(') {
            throw ContainerErrors.malformedRecord(text.string(), "Missing left parenthesis.");
        }
        at++;
        List<@Nullable Bytes> parts = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            if (i > 0) {
                if (text.get(at) != ',') { // the loop below stops at a comma or a parenthesis only
                    throw ContainerErrors.malformedRecord(text.string(), "Too few columns.");
                }
                at++;
            }
            var out = new ByteAppender();
            boolean quoted = false;
            boolean any = false;
            while (true) {
                if (at >= text.length()) {
                    throw ContainerErrors.malformedRecord(
                            text.string(), "Unexpected end of input.");
                }
                int character = text.get(at);
                if (!quoted && (character == ',' || character == ')')) {
                    break;
                }
                any = true;
                at++;
                if (character == '\\') {
                    if (at >= text.length()) {
                        throw ContainerErrors.malformedRecord(
                                text.string(), "Unexpected end of input.");
                    }
                    out.appendByte(text.get(at++));
                } else if (character != '"') {
                    out.appendByte(character);
                } else if (quoted && at < text.length() && text.get(at) == '"') {
                    out.appendByte('"');
                    at++;
                } else {
                    quoted = !quoted;
                }
            }
            parts.add(any ? out.toBytes() : null);
        }
        if (at < text.length() && text.get(at) == ',') {
            throw ContainerErrors.malformedRecord(text.string(), "Too many columns.");
        }
        at = skipBlanks(text, at + 1);
        if (at < text.length()) {
            throw ContainerErrors.malformedRecord(text.string(), "Junk after right parenthesis.");
        }
        return parts;
    }

    private static int skipBlanks(Bytes text, int at) {
        while (at < text.length() && Integers.isSpace(text.get(at))) {
            at++;
        }
        return at;
    }
}
