package dev.borealis.engine.function.text;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Oid;
import dev.borealis.types.Utf8;
import dev.borealis.types.error.TextErrors;
import dev.borealis.types.format.ValueFormats;

import org.jspecify.annotations.Nullable;

/** concat, concat_ws, format, and || of text with anything. */
public final class FormatFunctions {
    private FormatFunctions() {}

    public static void define(Implementations to) {
        to.general("text_concat", (call, a) -> concatenate(call, a, 0, Bytes.EMPTY));
        to.general(
                "text_concat_ws",
                (call, a) -> a[0] == null ? null : concatenate(call, a, 1, (Bytes) a[0]));
        to.general(
                "text_format",
                (call, a) -> a[0] == null ? null : new Formatter(call, a).format((Bytes) a[0]));
        to.general(
                "text_format_nv",
                (call, a) -> a[0] == null ? null : new Formatter(call, a).format((Bytes) a[0]));
        to.general(
                "textanycat(text,anynonarray)",
                (call, a) -> TextFunctions.concatenate(call, (Bytes) a[0], operand(call, a, 1)));
        to.general(
                "anytextcat(anynonarray,text)",
                (call, a) -> TextFunctions.concatenate(call, operand(call, a, 0), (Bytes) a[1]));
    }

    /** As a cast to text: booleans are spelled out, character(n) loses its blanks. */
    private static Bytes operand(Call call, @Nullable Object[] a, int index) {
        Object value = a[index];
        if (value == null) {
            throw new IllegalStateException("null argument of a strict function");
        }
        return switch (call.argumentTypes().get(index).oid()) {
            case Oid.BOOL -> Bytes.ofString((Long) value == 0 ? "false" : "true");
            case Oid.BPCHAR -> Characters.withoutTrailingBlanks((Bytes) value);
            default -> Values.text(call, index, value);
        };
    }

    private static Bytes concatenate(Call call, @Nullable Object[] a, int from, Bytes separator) {
        var result = new ByteAppender();
        boolean first = true;
        for (int i = from; i < a.length; i++) {
            Object value = a[i];
            if (value == null) {
                continue;
            }
            if (!first) {
                result.append(separator);
            }
            first = false;
            result.append(Values.text(call, i, value));
        }
        return result.toBytes();
    }

    /** format('%-10s %2$I %%', …). */
    private static final class Formatter {
        private final Call call;
        private final @Nullable Object[] arguments;
        private final ByteAppender result = new ByteAppender();
        private int next = 1;
        private int at;

        Formatter(Call call, @Nullable Object[] arguments) {
            this.call = call;
            this.arguments = arguments;
        }

        Bytes format(Bytes pattern) {
            while (at < pattern.length()) {
                byte c = pattern.get(at++);
                if (c != '%') {
                    result.appendByte(c);
                } else if (peek(pattern) == '%') {
                    at++;
                    result.append('%');
                } else {
                    specifier(pattern);
                }
            }
            return result.toBytes();
        }

        /** The next byte, which must exist. */
        private byte peek(Bytes pattern) {
            if (at >= pattern.length()) {
                throw TextErrors.formatUnterminated();
            }
            return pattern.get(at);
        }

        private void specifier(Bytes pattern) {
            int argument = -1;
            boolean left = false;
            int width = 0;
            int numberStart = at;
            if (isDigit(peek(pattern))) {
                int number = number(pattern);
                if (peek(pattern) == '$') {
                    at++;
                    argument = checkPosition(number);
                } else {
                    at = numberStart; // it was a width
                }
            }
            while (peek(pattern) == '-') {
                left = true;
                at++;
            }
            if (peek(pattern) == '*') {
                at++;
                width = starWidth(pattern);
                if (width < 0) {
                    left = true;
                    width = -width;
                }
            } else if (isDigit(peek(pattern))) {
                width = number(pattern);
            }
            byte kind = peek(pattern);
            if (kind != 's' && kind != 'I' && kind != 'L') {
                throw TextErrors.formatUnrecognized(
                        pattern.slice(at, at + Characters.width(kind)).string());
            }
            at++;
            if (argument < 0) {
                argument = next;
            }
            if (argument >= arguments.length) {
                throw TextErrors.formatTooFewArguments();
            }
            next = argument + 1;
            append(kind, argument, left, width);
        }

        private static boolean isDigit(byte c) {
            return c >= '0' && c <= '9';
        }

        private int number(Bytes pattern) {
            long value = 0;
            while (isDigit(peek(pattern))) {
                value = value * 10 + pattern.get(at++) - '0';
                if (value > Integer.MAX_VALUE) {
                    throw TextErrors.formatNumberOutOfRange();
                }
            }
            return (int) value;
        }

        private static int checkPosition(int number) {
            if (number == 0) {
                throw TextErrors.formatArgumentZero();
            }
            return number;
        }

        private int starWidth(Bytes pattern) {
            int argument = next;
            if (isDigit(peek(pattern))) {
                argument = checkPosition(number(pattern));
                if (peek(pattern) != '$') {
                    throw TextErrors.formatWidthPosition();
                }
                at++;
            }
            if (argument >= arguments.length) {
                throw TextErrors.formatTooFewArguments();
            }
            next = argument + 1;
            Object value = arguments[argument];
            return value == null ? 0 : width(Values.text(call, argument, value));
        }

        private int width(Bytes text) {
            Object value = ValueFormats.of(Oid.INT4).parse(text, -1, call.context(), call.names());
            return ((Long) value).intValue();
        }

        private void append(byte kind, int argument, boolean left, int width) {
            Object value = arguments[argument];
            Bytes text;
            if (value == null) {
                text =
                        switch (kind) {
                            case 's' -> Bytes.EMPTY;
                            case 'L' -> Bytes.ofString("NULL");
                            default -> throw TextErrors.nullAsIdentifier();
                        };
            } else {
                Bytes plain = Values.text(call, argument, value);
                text =
                        switch (kind) {
                            case 'L' -> QuotingFunctions.quoteLiteral(plain);
                            case 'I' -> QuotingFunctions.quoteIdentifier(plain);
                            default -> plain;
                        };
            }
            int blanks = width - Utf8.characters(text);
            if (blanks > 8192) {
                call.reserve(blanks);
            }
            if (!left) {
                blanks(blanks);
            }
            result.append(text);
            if (left) {
                blanks(blanks);
            }
        }

        private void blanks(int count) {
            for (int i = 0; i < count; i++) {
                result.append(' ');
            }
        }
    }
}
