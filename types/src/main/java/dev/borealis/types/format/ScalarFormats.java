package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.NumberErrors;
import dev.borealis.types.error.ValueErrors;
import dev.borealis.types.value.Numeric;
import dev.borealis.types.value.Uuid;

/** Boolean, integers, numeric, uuid, "char", and the numbers of the system: oid, xid, cid, xid8, pg_lsn. */
final class ScalarFormats {
    private ScalarFormats() {}

    /** A whole number of two, four or eight bytes. */
    static final class WholeFormat extends LongFormat {
        private final int bytes;
        private final long min;
        private final String type;

        WholeFormat(int oid, int bytes, String type) {
            super(oid);
            this.bytes = bytes;
            this.min = Long.MIN_VALUE >> (64 - 8 * bytes);
            this.type = type;
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            return Integers.parse(text, min, -(min + 1), type);
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            out.appendDecimal(value);
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            return switch (bytes) {
                case 2 -> Binary.readShort(data);
                case 4 -> Binary.readInt(data, 4);
                default -> Binary.readLong(data, 8);
            };
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            switch (bytes) {
                case 2 -> out.appendShort((int) value);
                case 4 -> out.appendInt((int) value);
                default -> out.appendLong(value);
            }
        }
    }

    static final class BoolFormat extends LongFormat {
        BoolFormat() {
            super(Oid.BOOL);
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            Integer value = parse(text);
            if (value == null) {
                throw ValueErrors.invalidInputSyntax("boolean", text.string());
            }
            return value;
        }

        /** Any beginning of true, false, yes, no; on, off (not o alone); 1, 0. */
        static @org.jspecify.annotations.Nullable Integer parse(Bytes text) {
            String word =
                    text.length() > 100
                            ? ""
                            : text.string().strip().toLowerCase(java.util.Locale.ROOT);
            if (word.isEmpty()) {
                return null;
            }
            if ("true".startsWith(word)
                    || "yes".startsWith(word)
                    || word.equals("on")
                    || word.equals("1")) {
                return 1;
            }
            if ("false".startsWith(word)
                    || "no".startsWith(word)
                    || word.equals("of")
                    || word.equals("off")
                    || word.equals("0")) {
                return 0;
            }
            return null;
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            out.appendByte(value != 0 ? 't' : 'f');
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            Binary.requireLength(data, 1);
            return data.get(0) != 0 ? 1 : 0;
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            out.appendByte(value != 0 ? 1 : 0);
        }
    }

    /** "char": one byte; bytes above 127 are written in octal. */
    static final class CharFormat extends LongFormat {
        CharFormat() {
            super(Oid.CHAR);
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            if (text.length() == 4
                    && text.get(0) == '\\'
                    && isOctal(text.get(1))
                    && isOctal(text.get(2))
                    && isOctal(text.get(3))) {
                return (byte)
                        ((text.get(1) - '0') << 6 | (text.get(2) - '0') << 3 | text.get(3) - '0');
            }
            return text.isEmpty() ? 0 : text.get(0);
        }

        private static boolean isOctal(int character) {
            return character >= '0' && character <= '7';
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            if (value < 0) {
                int bits = (int) value & 0xFF;
                out.appendByte('\\').appendByte('0' + (bits >> 6));
                out.appendByte('0' + (bits >> 3 & 7)).appendByte('0' + (bits & 7));
            } else if (value > 0) {
                out.appendByte((int) value);
            }
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            Binary.requireLength(data, 1);
            return data.get(0);
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            out.appendByte((int) value);
        }
    }

    /** An unsigned number of 32 bits: oid, xid, cid. */
    static final class UnsignedFormat extends LongFormat {
        private final String type;

        UnsignedFormat(int oid, String type) {
            super(oid);
            this.type = type;
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            return Integers.parseUnsigned(text, type);
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            out.appendDecimal(value & 0xFFFF_FFFFL);
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            return Binary.readInt(data, 4) & 0xFFFF_FFFFL;
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            out.appendInt((int) value);
        }
    }

    /** xid8: an unsigned number of 64 bits. */
    static final class Xid8Format extends LongFormat {
        Xid8Format() {
            super(Oid.XID8);
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            return Integers.parseUnsigned64(text, "xid8");
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            out.append(Long.toUnsignedString(value));
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            return Binary.readLong(data, 8);
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            out.appendLong(value);
        }
    }

    /** pg_lsn: {@code 16/B374D848}. */
    static final class LsnFormat extends LongFormat {
        LsnFormat() {
            super(Oid.PG_LSN);
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            String string = text.string();
            int slash = string.indexOf('/');
            if (slash < 0
                    || !isHalf(string.substring(0, slash))
                    || !isHalf(string.substring(slash + 1))) {
                throw ValueErrors.invalidInputSyntax("pg_lsn", string);
            }
            return Long.parseLong(string, 0, slash, 16) << 32
                    | Long.parseLong(string, slash + 1, string.length(), 16);
        }

        private static boolean isHalf(String digits) {
            return digits.matches("[0-9a-fA-F]{1,8}");
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            out.append(Long.toHexString(value >>> 32).toUpperCase(java.util.Locale.ROOT))
                    .appendByte('/');
            out.append(Long.toHexString(value & 0xFFFF_FFFFL).toUpperCase(java.util.Locale.ROOT));
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            return Binary.readLong(data, 8);
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            out.appendLong(value);
        }
    }

    /** money in cents, as locale C writes it: {@code $1,234.56}. */
    static final class MoneyFormat extends LongFormat {
        MoneyFormat() {
            super(Oid.MONEY);
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            String string = text.string();
            var matcher =
                    java.util.regex.Pattern.compile(
                                    "\\s*(?<open>\\()?\\s*(?<s>[-+]?)\\s*\\$?\\s*(?<s2>[-+]?)(?<w>[0-9,]*)(?:\\.(?<f>[0-9]*))?\\s*\\$?\\)?\\s*(?<s3>[-+]?)\\s*")
                            .matcher(string);
            if (string.length() > 200 || !matcher.matches()) {
                throw ValueErrors.invalidInputSyntax("money", string);
            }
            String whole = matcher.group("w").replace(",", "");
            String fraction = matcher.group("f") == null ? "" : matcher.group("f");
            boolean negative =
                    matcher.group("open") != null
                            || matcher.group("s").equals("-")
                            || matcher.group("s2").equals("-")
                            || matcher.group("s3").equals("-");
            var cents =
                    new java.math.BigDecimal((whole.isEmpty() ? "0" : whole) + "." + fraction + "0")
                            .setScale(2, java.math.RoundingMode.HALF_UP)
                            .unscaledValue();
            cents = negative ? cents.negate() : cents;
            if (cents.bitLength() > 63) {
                throw NumberErrors.valueOutOfRange(string, "money");
            }
            return cents.longValue();
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            String digits = Long.toUnsignedString(Math.abs(value));
            digits = "0".repeat(Math.max(0, 3 - digits.length())) + digits;
            if (value < 0) {
                out.appendByte('-');
            }
            out.appendByte('$');
            int whole = digits.length() - 2;
            for (int i = 0; i < whole; i++) {
                if (i > 0 && (whole - i) % 3 == 0) {
                    out.appendByte(',');
                }
                out.append(digits.charAt(i));
            }
            out.appendByte('.').append(digits.substring(whole));
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            return Binary.readLong(data, 8);
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            out.appendLong(value);
        }
    }

    static final class NumericFormat extends ObjectFormat {
        NumericFormat() {
            super(Oid.NUMERIC);
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            return NumericText.parse(text).fit(typmod);
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            ((Numeric) value).appendTo(out);
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            return NumericText.readBinary(data).fit(typmod);
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            NumericText.writeBinary((Numeric) value, out);
        }
    }

    static final class UuidFormat extends ObjectFormat {
        UuidFormat() {
            super(Oid.UUID);
        }

        /** Thirty-two digits, a hyphen allowed after each group of four, braces allowed round all. */
        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            int at = 0;
            int end = text.length();
            if (end > 1 && text.get(0) == '{') {
                if (text.get(end - 1) != '}') {
                    throw ValueErrors.invalidInputSyntax("uuid", text.string());
                }
                at++;
                end--;
            }
            long high = 0;
            long low = 0;
            int digits = 0;
            for (; at < end && digits < 32; at++) {
                int character = text.get(at);
                if (character == '-' && digits > 0 && digits % 4 == 0 && text.get(at - 1) != '-') {
                    continue;
                }
                int digit = character < 0 ? -1 : Character.digit(character, 16);
                if (digit < 0) {
                    throw ValueErrors.invalidInputSyntax("uuid", text.string());
                }
                if (digits < 16) {
                    high = high << 4 | digit;
                } else {
                    low = low << 4 | digit;
                }
                digits++;
            }
            if (digits != 32 || at != end) {
                throw ValueErrors.invalidInputSyntax("uuid", text.string());
            }
            return new Uuid(high, low);
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            ((Uuid) value).appendTo(out);
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            var reader = new Binary.Reader(data);
            var value = new Uuid(reader.readLong(), reader.readLong());
            reader.requireEnd();
            return value;
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            Uuid uuid = (Uuid) value;
            out.appendLong(uuid.high()).appendLong(uuid.low());
        }
    }
}
