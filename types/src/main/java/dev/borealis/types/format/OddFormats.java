package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.ValueErrors;
import dev.borealis.types.value.BitString;
import dev.borealis.types.value.Inet;
import dev.borealis.types.value.Tid;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bit strings, network addresses, tid. */
final class OddFormats {
    private OddFormats() {}

    /** bit and varbit. */
    static final class BitFormat extends ObjectFormat {
        BitFormat(int oid) {
            super(oid);
        }

        private BitString fit(BitString value, int typmod) {
            if (typmod >= 0 && oid() == Oid.BIT && value.length() != typmod) {
                throw ValueErrors.bitLengthMismatch(value.length(), typmod);
            }
            if (typmod >= 0 && value.length() > typmod) {
                throw ValueErrors.bitStringTooLong(typmod);
            }
            return value;
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            int first = text.isEmpty() ? 0 : text.get(0);
            boolean hexadecimal = first == 'x' || first == 'X';
            int from = hexadecimal || first == 'b' || first == 'B' ? 1 : 0;
            int width = hexadecimal ? 4 : 1;
            int length = (text.length() - from) * width;
            byte[] bytes = new byte[(length + 7) / 8];
            for (int i = from; i < text.length(); i++) {
                int digit =
                        text.get(i) < 0 ? -1 : Character.digit(text.get(i), hexadecimal ? 16 : 2);
                if (digit < 0) {
                    int end = i + 1;
                    while (end < text.length() && (text.get(end) & 0xC0) == 0x80) {
                        end++;
                    }
                    throw ValueErrors.invalidBitDigit(
                            text.slice(i, end).string(), hexadecimal ? "hexadecimal" : "binary");
                }
                int bit = (i - from) * width;
                bytes[bit / 8] |= (byte) (digit << (8 - width - bit % 8));
            }
            return fit(new BitString(length, bytes), typmod);
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            ((BitString) value).appendTo(out);
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            var reader = new Binary.Reader(data);
            int length = reader.readInt();
            if (length < 0 || length > dev.borealis.types.Limits.BITS_DECLARED * 8L) {
                throw ValueErrors.invalidBinary("invalid length in external bit string");
            }
            byte[] bytes = reader.readBytes((length + 7) / 8).toByteArray();
            reader.requireEnd();
            return fit(new BitString(length, bytes), typmod);
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            BitString bits = (BitString) value;
            out.appendInt(bits.length()).append(bits.bytes());
        }
    }

    /** inet and cidr. */
    static final class InetFormat extends ObjectFormat {
        private static final int FAMILY_V4 = 2;
        private static final int FAMILY_V6 = 3;
        private final boolean cidr;

        InetFormat(boolean cidr) {
            super(cidr ? Oid.CIDR : Oid.INET);
            this.cidr = cidr;
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            Inet value = Inet.parse(text, cidr);
            if (value == null) {
                throw ValueErrors.invalidInputSyntax(cidr ? "cidr" : "inet", text.string());
            }
            if (cidr && !value.isNetwork()) {
                throw ValueErrors.invalidCidr(text.string());
            }
            return value;
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            ((Inet) value).appendTo(out, cidr);
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            var reader = new Binary.Reader(data);
            int family = reader.readByte();
            int bits = reader.readByte() & 0xFF;
            reader.readByte(); // whether it is a cidr: the type says so
            int length = reader.readByte();
            if (family != FAMILY_V4 && family != FAMILY_V6) {
                throw ValueErrors.invalidBinary(
                        "invalid address family in external \"" + type() + "\" value");
            }
            if (bits > (family == FAMILY_V4 ? 32 : 128)) {
                throw ValueErrors.invalidBinary(
                        "invalid bits in external \"" + type() + "\" value");
            }
            if (length != (family == FAMILY_V4 ? 4 : 16)) {
                throw ValueErrors.invalidBinary(
                        "invalid length in external \"" + type() + "\" value");
            }
            var value = new Inet(reader.readBytes(length).toByteArray(), bits);
            reader.requireEnd();
            if (cidr && !value.isNetwork()) {
                throw ValueErrors.invalidBinary("invalid external \"cidr\" value");
            }
            return value;
        }

        private String type() {
            return cidr ? "cidr" : "inet";
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            Inet inet = (Inet) value;
            out.appendByte(inet.isV4() ? FAMILY_V4 : FAMILY_V6).appendByte(inet.bits());
            out.appendByte(cidr ? 1 : 0).appendByte(inet.address().length).append(inet.address());
        }
    }

    static final class TidFormat extends ObjectFormat {
        private static final Pattern TEXT = Pattern.compile("\\((\\d{1,10}),(\\d{1,5})\\)");

        TidFormat() {
            super(Oid.TID);
        }

        @Override
        public Object parse(Bytes text, int typmod, TypeContext context, NameResolver names) {
            Matcher parts = TEXT.matcher(text.string());
            if (parts.matches()) {
                long block = Long.parseLong(parts.group(1));
                int offset = Integer.parseInt(parts.group(2));
                if (block <= 0xFFFF_FFFFL && offset <= 0xFFFF) {
                    return new Tid(block, offset);
                }
            }
            throw ValueErrors.invalidInputSyntax("tid", text.string());
        }

        @Override
        public void print(Object value, TypeContext context, NameResolver names, ByteAppender out) {
            out.append(value.toString());
        }

        @Override
        public Object readBinary(Bytes data, int typmod, TypeContext context, NameResolver names) {
            var reader = new Binary.Reader(data);
            var value = new Tid(reader.readInt() & 0xFFFF_FFFFL, reader.readShort() & 0xFFFF);
            reader.requireEnd();
            return value;
        }

        @Override
        public void writeBinary(
                Object value, TypeContext context, NameResolver names, ByteAppender out) {
            Tid tid = (Tid) value;
            out.appendInt((int) tid.block()).appendShort(tid.offset());
        }
    }

    /** macaddr (6 bytes) and macaddr8 (8 bytes) as numbers. */
    static final class MacFormat extends LongFormat {
        private static final Pattern SIX =
                Pattern.compile(
                        "(?:[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}|[0-9a-f]{1,2}(?:-[0-9a-f]{1,2}){5}"
                                + "|[0-9a-f]{6}[:-][0-9a-f]{6}|[0-9a-f]{4}([.-])[0-9a-f]{4}\\1[0-9a-f]{4}|[0-9a-f]{12})",
                        Pattern.CASE_INSENSITIVE);
        private static final Pattern EIGHT =
                Pattern.compile(
                        "[0-9a-f]{2}(?:[:.-]?[0-9a-f]{2}){5}(?:(?:[:.-]?[0-9a-f]{2}){2})?",
                        Pattern.CASE_INSENSITIVE);
        private final int bytes;

        MacFormat(int oid, int bytes) {
            super(oid);
            this.bytes = bytes;
        }

        private String type() {
            return bytes == 6 ? "macaddr" : "macaddr8";
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            String string = text.string();
            String bare = string.strip();
            if (!(bytes == 6 ? SIX : EIGHT).matcher(bare).matches()) {
                throw ValueErrors.invalidInputSyntax(type(), string);
            }
            var digits = new StringBuilder();
            for (String part : bare.split("[:.-]")) {
                digits.append(part.length() % 2 == 1 ? "0" : "").append(part);
            }
            if (bytes == 8 && digits.length() == 12) {
                digits.insert(6, "fffe");
            }
            return Long.parseUnsignedLong(digits.toString(), 16);
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            for (int i = bytes - 1; i >= 0; i--) {
                int one = (int) (value >> (8 * i)) & 0xFF;
                out.append(Character.forDigit(one >> 4, 16))
                        .append(Character.forDigit(one & 15, 16));
                out.append(i > 0 ? ":" : "");
            }
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            if (bytes == 8 && data.length() == 8) {
                return Binary.readLong(data, 8);
            }
            var reader = new Binary.Reader(data);
            long high = reader.readInt() & 0xFFFF_FFFFL;
            long value = high << 16 | reader.readShort() & 0xFFFF;
            reader.requireEnd();
            return bytes == 6 ? value : value >>> 24 << 40 | 0xFFFEL << 24 | value & 0xFF_FFFF;
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            if (bytes == 8) {
                out.appendLong(value);
            } else {
                out.appendInt((int) (value >> 16)).appendShort((int) value);
            }
        }
    }
}
