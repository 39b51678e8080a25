package dev.borealis.engine.function.text;

import dev.borealis.engine.function.Implementations;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Utf8;
import dev.borealis.types.error.TextErrors;
import dev.borealis.types.error.ValueErrors;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** encode and decode (hex, base64, escape), convert_from and convert_to (UTF8, LATIN1, SQL_ASCII). */
public final class EncodingFunctions {
    private static final String BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** Characters of a line of base64. */
    private static final int BASE64_LINE = 76;

    private EncodingFunctions() {}

    public static void define(Implementations to) {
        to.objectOfObjectObject(
                "binary_encode", (_, data, name) -> encode((Bytes) data, ((Bytes) name).string()));
        to.objectOfObjectObject(
                "binary_decode", (_, text, name) -> decode((Bytes) text, ((Bytes) name).string()));
        to.objectOfObjectObject(
                "pg_convert_from", (_, data, name) -> convertFrom((Bytes) data, (Bytes) name));
        to.objectOfObjectObject(
                "pg_convert_to", (_, text, name) -> convertTo((Bytes) text, (Bytes) name));
        to.objectOfObjectObjectObject(
                "pg_convert",
                (_, data, from, into) ->
                        convertTo(convertFrom((Bytes) data, (Bytes) from), (Bytes) into));
        to.longOfObjectObject(
                "length_in_encoding",
                (_, data, name) -> Utf8.characters(convertFrom((Bytes) data, (Bytes) name)));
    }

    private static Bytes encode(Bytes data, String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "hex" -> hex(data);
            case "base64" -> base64(data);
            case "escape" -> escape(data);
            default -> throw TextErrors.unrecognizedEncoding(name);
        };
    }

    private static Bytes decode(Bytes text, String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "hex" -> fromHex(text);
            case "base64" -> fromBase64(text);
            case "escape" -> fromEscape(text);
            default -> throw TextErrors.unrecognizedEncoding(name);
        };
    }

    private static Bytes hex(Bytes data) {
        var text = new ByteAppender(2 * data.length());
        for (int i = 0; i < data.length(); i++) {
            text.append(Character.forDigit(data.get(i) >> 4 & 15, 16))
                    .append(Character.forDigit(data.get(i) & 15, 16));
        }
        return text.toBytes();
    }

    private static Bytes fromHex(Bytes text) {
        var data = new ByteAppender(text.length() / 2);
        int i = 0;
        while (i < text.length()) {
            byte c = text.get(i);
            if (isBlank(c)) {
                i++;
                continue;
            }
            int high = hexDigit(text, i++);
            if (i >= text.length()) {
                throw ValueErrors.oddHexadecimalDigits();
            }
            data.appendByte(high << 4 | hexDigit(text, i++));
        }
        return data.toBytes();
    }

    private static int hexDigit(Bytes text, int at) {
        int digit = Character.digit(text.get(at), 16);
        if (digit < 0) {
            throw ValueErrors.invalidHexadecimalDigit(
                    text.slice(at, at + Characters.width(text.get(at))).string());
        }
        return digit;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    private static Bytes base64(Bytes data) {
        var text = new ByteAppender(data.length() * 4 / 3 + 4);
        int line = 0;
        for (int i = 0; i < data.length(); i += 3) {
            if (line == BASE64_LINE) {
                text.append('\n');
                line = 0;
            }
            int left = Math.min(3, data.length() - i);
            int bits =
                    (data.get(i) & 0xFF) << 16
                            | (left > 1 ? (data.get(i + 1) & 0xFF) << 8 : 0)
                            | (left > 2 ? data.get(i + 2) & 0xFF : 0);
            text.append(BASE64.charAt(bits >> 18)).append(BASE64.charAt(bits >> 12 & 63));
            text.append(left > 1 ? BASE64.charAt(bits >> 6 & 63) : '=');
            text.append(left > 2 ? BASE64.charAt(bits & 63) : '=');
            line += 4;
        }
        if (line == BASE64_LINE) {
            text.append('\n');
        }
        return text.toBytes();
    }

    private static Bytes fromBase64(Bytes text) {
        var data = new ByteAppender(text.length() * 3 / 4);
        int bits = 0;
        int position = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            byte c = text.get(i);
            if (isBlank(c)) {
                continue;
            }
            int value = 0;
            if (c == '=') {
                if (padding == 0) {
                    padding =
                            switch (position) {
                                case 2 -> 1;
                                case 3 -> 2;
                                default -> throw TextErrors.unexpectedBase64Padding();
                            };
                }
            } else {
                value = c > 0 ? BASE64.indexOf(c) : -1;
                if (value < 0) {
                    throw TextErrors.invalidBase64Symbol(
                            text.slice(i, i + Characters.width(c)).string());
                }
            }
            bits = bits << 6 | value;
            if (++position == 4) {
                data.appendByte(bits >> 16);
                if (padding == 0 || padding > 1) {
                    data.appendByte(bits >> 8);
                }
                if (padding == 0) {
                    data.appendByte(bits);
                }
                bits = 0;
                position = 0;
            }
        }
        if (position != 0) {
            throw TextErrors.invalidBase64End();
        }
        return data.toBytes();
    }

    private static Bytes escape(Bytes data) {
        var text = new ByteAppender(data.length());
        for (int i = 0; i < data.length(); i++) {
            int value = data.get(i) & 0xFF;
            if (value == 0 || value >= 0x80) {
                text.append('\\').append((char) ('0' + (value >> 6)));
                text.append((char) ('0' + (value >> 3 & 7))).append((char) ('0' + (value & 7)));
            } else if (value == '\\') {
                text.append("\\\\");
            } else {
                text.appendByte(value);
            }
        }
        return text.toBytes();
    }

    private static Bytes fromEscape(Bytes text) {
        var data = new ByteAppender(text.length());
        int i = 0;
        while (i < text.length()) {
            byte c = text.get(i);
            if (c != '\\') {
                data.appendByte(c);
                i++;
            } else if (i + 3 < text.length()
                    && octal(text, i + 1, 3)
                    && octal(text, i + 2, 7)
                    && octal(text, i + 3, 7)) {
                data.appendByte(
                        (text.get(i + 1) - '0') << 6
                                | (text.get(i + 2) - '0') << 3
                                | text.get(i + 3) - '0');
                i += 4;
            } else if (i + 1 < text.length() && text.get(i + 1) == '\\') {
                data.appendByte('\\');
                i += 2;
            } else {
                throw TextErrors.invalidByteaInput();
            }
        }
        return data.toBytes();
    }

    private static boolean octal(Bytes text, int at, int largest) {
        byte c = text.get(at);
        return c >= '0' && c <= '0' + largest;
    }

    private static String canonical(Bytes name, String kind) {
        String plain = name.string().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return switch (plain) {
            case "utf8", "unicode" -> "UTF8";
            case "latin1", "iso88591" -> "LATIN1";
            case "sqlascii" -> "SQL_ASCII";
            default -> throw TextErrors.invalidEncodingName(kind, name.string());
        };
    }

    private static Bytes convertFrom(Bytes data, Bytes name) {
        String encoding = canonical(name, "source");
        if (Characters.indexOf(data, Bytes.of(new byte[1]), 0) >= 0) {
            throw TextErrors.invalidByteSequence(encoding, "0x00");
        }
        return switch (encoding) {
            case "LATIN1" ->
                    Bytes.ofString(
                            new String(
                                    data.array(),
                                    data.offset(),
                                    data.length(),
                                    StandardCharsets.ISO_8859_1));
            default -> checkUtf8(data);
        };
    }

    private static Bytes convertTo(Bytes text, Bytes name) {
        if (!canonical(name, "destination").equals("LATIN1")) {
            return text;
        }
        var data = new ByteAppender(text.length());
        for (int i = 0; i < text.length(); i += Characters.width(text.get(i))) {
            int point = Characters.codePoint(text, i);
            if (point > 0xFF) {
                throw TextErrors.noEquivalent(
                        bytesOf(text.slice(i, i + Characters.width(text.get(i)))),
                        "UTF8",
                        "LATIN1");
            }
            data.appendByte(point);
        }
        return data.toBytes();
    }

    private static String bytesOf(Bytes bytes) {
        var text = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            text.append(i == 0 ? "" : " ").append(String.format("0x%02x", bytes.get(i) & 0xFF));
        }
        return text.toString();
    }

    /** The same bytes if they are UTF-8 without a zero byte. */
    static Bytes checkUtf8(Bytes data) {
        int i = 0;
        while (i < data.length()) {
            int first = data.get(i) & 0xFF;
            int width =
                    first < 0x80
                            ? 1
                            : first < 0xC2
                                    ? 0
                                    : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
            boolean good = first != 0 && width > 0 && i + width <= data.length();
            for (int k = 1; good && k < width; k++) {
                good = (data.get(i + k) & 0xC0) == 0x80;
            }
            if (good && width > 2) {
                int point = Characters.codePoint(data, i);
                good =
                        width == 3
                                ? point >= 0x800 && (point < 0xD800 || point > 0xDFFF)
                                : point >= 0x10000 && point <= 0x10FFFF;
            }
            if (!good) {
                int shown =
                        Math.max(1, Math.min(Characters.width((byte) first), data.length() - i));
                throw TextErrors.invalidByteSequence("UTF8", bytesOf(data.slice(i, i + shown)));
            }
            i += width;
        }
        return data;
    }
}
