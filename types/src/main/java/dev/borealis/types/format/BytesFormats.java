package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Limits;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeContext;
import dev.borealis.types.Utf8;
import dev.borealis.types.error.ValueErrors;

/** Types whose values are bytes: text and its kin, name, bytea. */
final class BytesFormats {
    private BytesFormats() {}

    /** text, varchar, bpchar, unknown, cstring, refcursor, name: text goes through unchanged, fitted to its length. */
    static final class TextFormat extends ObjectFormat {
        TextFormat(int oid) {
            super(oid);
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            return switch (oid()) {
                case Oid.VARCHAR -> Fit.varchar(text, typmod, false);
                case Oid.BPCHAR -> Fit.bpchar(text, typmod, false);
                case Oid.NAME -> Utf8.cut(text, Limits.NAME_BYTES);
                default -> text;
            };
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            out.append((Bytes) value);
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            Utf8.validate(data.array(), data.offset(), data.length());
            return parse(data, typmod, context, names);
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            out.append((Bytes) value);
        }
    }

    static final class ByteaFormat extends ObjectFormat {
        private static final byte[] DIGITS =
                "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        ByteaFormat() {
            super(Oid.BYTEA);
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            if (text.length() >= 2 && text.get(0) == '\\' && text.get(1) == 'x') {
                return parseHexadecimal(text.slice(2, text.length()));
            }
            return parseEscaped(text);
        }

        /** Pairs of digits with white space between them; throws 22023 with PostgreSQL's texts. */
        static Bytes parseHexadecimal(Bytes digits) {
            byte[] result = new byte[digits.length() / 2];
            int count = 0;
            for (int i = 0; i < digits.length(); i++) {
                int character = digits.get(i);
                if (character == ' '
                        || character == '\n'
                        || character == '\t'
                        || character == '\r') {
                    continue;
                }
                int high = digit(digits, i);
                i++;
                if (i >= digits.length()) {
                    throw ValueErrors.oddHexadecimalDigits();
                }
                result[count++] = (byte) (high << 4 | digit(digits, i));
            }
            return Bytes.of(result, 0, count);
        }

        private static int digit(Bytes digits, int at) {
            int character = digits.get(at);
            int digit = character < 0 ? -1 : Character.digit(character, 16);
            if (digit < 0) {
                int end = at + 1;
                while (end < digits.length() && (digits.get(end) & 0xC0) == 0x80) {
                    end++;
                }
                throw ValueErrors.invalidHexadecimalDigit(digits.slice(at, end).string());
            }
            return digit;
        }

        static Bytes parseEscaped(Bytes text) {
            byte[] result = new byte[text.length()];
            int count = 0;
            for (int i = 0; i < text.length(); i++) {
                byte character = text.get(i);
                if (character != '\\') {
                    result[count++] = character;
                } else if (i + 1 < text.length() && text.get(i + 1) == '\\') {
                    result[count++] = '\\';
                    i++;
                } else if (i + 3 < text.length()
                        && text.get(i + 1) >= '0'
                        && text.get(i + 1) <= '3'
                        && isOctal(text.get(i + 2))
                        && isOctal(text.get(i + 3))) {
                    result[count++] =
                            (byte)
                                    (text.get(i + 1) - '0' << 6
                                            | text.get(i + 2) - '0' << 3
                                            | text.get(i + 3) - '0');
                    i += 3;
                } else {
                    throw ValueErrors.invalidInputSyntax("bytea");
                }
            }
            return Bytes.of(result, 0, count);
        }

        private static boolean isOctal(int character) {
            return character >= '0' && character <= '7';
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            Bytes bytes = (Bytes) value;
            switch (context.byteaOutput()) {
                case HEX -> {
                    out.appendByte('\\').appendByte('x');
                    appendHexadecimal(bytes, out);
                }
                case ESCAPE -> appendEscaped(bytes, out);
            }
        }

        static void appendHexadecimal(Bytes bytes, ByteAppender out) {
            byte[] target = out.reserve(Math.multiplyExact(bytes.length(), 2));
            int at = out.length();
            byte[] array = bytes.array();
            int end = bytes.offset() + bytes.length();
            for (int i = bytes.offset(); i < end; i++) {
                target[at++] = DIGITS[array[i] >> 4 & 15];
                target[at++] = DIGITS[array[i] & 15];
            }
            out.advance(bytes.length() * 2);
        }

        static void appendEscaped(Bytes bytes, ByteAppender out) {
            for (int i = 0; i < bytes.length(); i++) {
                int character = bytes.get(i) & 0xFF;
                if (character == '\\') {
                    out.appendByte('\\').appendByte('\\');
                } else if (character < 0x20 || character > 0x7E) {
                    out.appendByte('\\').appendByte('0' + (character >> 6));
                    out.appendByte('0' + (character >> 3 & 7)).appendByte('0' + (character & 7));
                } else {
                    out.appendByte(character);
                }
            }
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            return data;
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            out.append((Bytes) value);
        }
    }
}
