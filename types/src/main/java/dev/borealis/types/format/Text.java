package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.NameResolver;
import dev.borealis.types.TypeContext;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Quoting of what was just printed, and lengths of binary parts. */
final class Text {
    private Text() {}

    /** Puts quotes round everything from {@code start} on, and a backslash before quotes and backslashes. */
    static void quoteWithBackslashes(ByteAppender out, int start) {
        byte[] plain = Arrays.copyOfRange(out.array(), start, out.length());
        out.truncate(start);
        out.appendByte('"');
        for (byte character : plain) {
            if (character == '"' || character == '\\') {
                out.appendByte('\\');
            }
            out.appendByte(character);
        }
        out.appendByte('"');
    }

    /** Puts quotes round everything from {@code start} on, and doubles quotes and backslashes. */
    static void quoteByDoubling(ByteAppender out, int start) {
        byte[] plain = Arrays.copyOfRange(out.array(), start, out.length());
        out.truncate(start);
        out.appendByte('"');
        for (byte character : plain) {
            if (character == '"' || character == '\\') {
                out.appendByte(character);
            }
            out.appendByte(character);
        }
        out.appendByte('"');
    }

    /** The binary form behind its length, −1 for NULL. */
    static void writeWithLength(
            @Nullable Object value,
            ValueFormat format,
            TypeContext context,
            NameResolver names,
            ByteAppender out) {
        int start = out.length();
        out.appendInt(-1);
        if (value != null) {
            format.writeBinary(value, context, names, out);
            out.setInt(start, out.length() - start - 4);
        }
    }
}
