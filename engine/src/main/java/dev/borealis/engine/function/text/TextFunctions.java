package dev.borealis.engine.function.text;

import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementations;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Limits;
import dev.borealis.types.Utf8;
import dev.borealis.types.error.TextErrors;

import java.util.HashMap;

/** Lengths, parts, searching, padding, trimming, case. Positions count characters from 1; case is of ASCII alone. */
public final class TextFunctions {
    private TextFunctions() {}

    public static void define(Implementations to) {
        to.longOfObject("textlen", (_, text) -> Utf8.characters((Bytes) text));
        to.longOfObject(
                "bpcharlen",
                (_, text) -> Utf8.characters(Characters.withoutTrailingBlanks((Bytes) text)));
        for (String octets : new String[] {"textoctetlen", "bpcharoctetlen", "byteaoctetlen"}) {
            to.longOfObject(octets, (_, text) -> ((Bytes) text).length());
        }
        to.longOfObject("bit_length(text)", (_, text) -> ((Bytes) text).length() * 8L);
        to.longOfObject("bit_length(bytea)", (_, text) -> ((Bytes) text).length() * 8L);
        to.objectOfObject("upper", (_, text) -> upper((Bytes) text));
        to.objectOfObject("lower", (_, text) -> lower((Bytes) text));
        to.objectOfObject("initcap", (_, text) -> initcap((Bytes) text));
        to.objectOfObjectObject("textcat", (call, a, b) -> concatenate(call, (Bytes) a, (Bytes) b));
        to.objectOfObjectObject(
                "byteacat", (call, a, b) -> concatenate(call, (Bytes) a, (Bytes) b));
        parts(to);
        searches(to);
        padding(to);
        characters(to);
    }

    private static void parts(Implementations to) {
        to.objectOfObjectLongLong(
                "text_substr", (_, text, from, count) -> substring((Bytes) text, from, count));
        to.objectOfObjectLong("text_substr_no_len", (_, text, from) -> tail((Bytes) text, from));
        to.objectOfObjectLong("text_left", (_, text, count) -> left((Bytes) text, count));
        to.objectOfObjectLong("text_right", (_, text, count) -> right((Bytes) text, count));
        to.objectOfObject("text_reverse", (_, text) -> reverse((Bytes) text));
        to.general(
                "textoverlay",
                (call, a) -> overlay(call, (Bytes) a[0], (Bytes) a[1], (Long) a[2], (Long) a[3]));
        to.general(
                "textoverlay_no_len",
                (call, a) ->
                        overlay(
                                call,
                                (Bytes) a[0],
                                (Bytes) a[1],
                                (Long) a[2],
                                Utf8.characters((Bytes) a[1])));
        to.general("split_part", (_, a) -> splitPart((Bytes) a[0], (Bytes) a[1], (Long) a[2]));
    }

    private static void searches(Implementations to) {
        to.longOfObjectObject("textpos", (_, text, part) -> position((Bytes) text, (Bytes) part));
        to.longOfObjectObject(
                "text_starts_with",
                (_, text, prefix) -> Characters.startsWith((Bytes) text, (Bytes) prefix) ? 1 : 0);
        to.objectOfObjectObjectObject(
                "replace_text",
                (call, text, from, by) -> replace(call, (Bytes) text, (Bytes) from, (Bytes) by));
        to.objectOfObjectObjectObject(
                "translate",
                (_, text, from, by) -> translate((Bytes) text, (Bytes) from, (Bytes) by));
    }

    private static final Bytes BLANK = Bytes.ofString(" ");

    private static void padding(Implementations to) {
        to.general("lpad", (call, a) -> pad(call, (Bytes) a[0], (Long) a[1], (Bytes) a[2], true));
        to.general("rpad", (call, a) -> pad(call, (Bytes) a[0], (Long) a[1], (Bytes) a[2], false));
        to.objectOfObjectLong(
                "lpad(text,int4)",
                (call, text, count) -> pad(call, (Bytes) text, count, BLANK, true));
        to.objectOfObjectLong(
                "rpad(text,int4)",
                (call, text, count) -> pad(call, (Bytes) text, count, BLANK, false));
        to.objectOfObjectObject(
                "btrim", (_, text, set) -> trim((Bytes) text, (Bytes) set, true, true));
        to.objectOfObjectObject(
                "ltrim", (_, text, set) -> trim((Bytes) text, (Bytes) set, true, false));
        to.objectOfObjectObject(
                "rtrim", (_, text, set) -> trim((Bytes) text, (Bytes) set, false, true));
        to.objectOfObject("btrim1", (_, text) -> trim((Bytes) text, BLANK, true, true));
        to.objectOfObject("ltrim1", (_, text) -> trim((Bytes) text, BLANK, true, false));
        to.objectOfObject("rtrim1", (_, text) -> trim((Bytes) text, BLANK, false, true));
        to.objectOfObjectLong("repeat", (call, text, count) -> repeat(call, (Bytes) text, count));
    }

    private static void characters(Implementations to) {
        to.longOfObject(
                "ascii",
                (_, text) -> ((Bytes) text).isEmpty() ? 0 : Characters.codePoint((Bytes) text, 0));
        to.objectOfLong("chr", (_, character) -> character(character));
        to.objectOfLong("to_hex32", (_, value) -> Bytes.ofString(Integer.toHexString((int) value)));
        to.objectOfLong("to_hex64", (_, value) -> Bytes.ofString(Long.toHexString(value)));
        to.objectOfLong("booltext", (_, value) -> value == 0 ? FALSE : TRUE);
    }

    private static final Bytes TRUE = Bytes.ofString("true");
    private static final Bytes FALSE = Bytes.ofString("false");

    /** ASCII letters to upper case. */
    public static Bytes upper(Bytes text) {
        byte[] result = null;
        for (int i = 0; i < text.length(); i++) {
            byte b = text.get(i);
            if (b >= 'a' && b <= 'z') {
                if (result == null) {
                    result = text.toByteArray();
                }
                result[i] = (byte) (b - 32);
            }
        }
        return result == null ? text : Bytes.of(result);
    }

    /** ASCII letters to lower case. */
    public static Bytes lower(Bytes text) {
        byte[] result = null;
        for (int i = 0; i < text.length(); i++) {
            byte b = text.get(i);
            if (b >= 'A' && b <= 'Z') {
                if (result == null) {
                    result = text.toByteArray();
                }
                result[i] = (byte) (b + 32);
            }
        }
        return result == null ? text : Bytes.of(result);
    }

    private static Bytes initcap(Bytes text) {
        byte[] result = lower(text).toByteArray();
        boolean inWord = false;
        for (int i = 0; i < result.length; i++) {
            byte b = result[i];
            if (!inWord && b >= 'a' && b <= 'z') {
                result[i] = (byte) (b - 32);
            }
            inWord = b >= 'a' && b <= 'z' || b >= '0' && b <= '9';
        }
        return Bytes.of(result);
    }

    /** One after the other. */
    public static Bytes concatenate(Call call, Bytes a, Bytes b) {
        if (a.isEmpty()) {
            return b;
        }
        if (b.isEmpty()) {
            return a;
        }
        byte[] result = allocate(call, (long) a.length() + b.length());
        System.arraycopy(a.array(), a.offset(), result, 0, a.length());
        System.arraycopy(b.array(), b.offset(), result, a.length(), b.length());
        return Bytes.of(result);
    }

    /** Room for a value, accounted for. */
    static byte[] allocate(Call call, long bytes) {
        if (bytes > Limits.VALUE_IN_MEMORY_BYTES) {
            throw TextErrors.requestedLengthTooLarge();
        }
        if (bytes > 8192) {
            call.reserve(bytes);
        }
        return new byte[(int) bytes];
    }

    /** Characters {@code from} to {@code from + count − 1}, as far as they exist. */
    public static Bytes substring(Bytes text, long from, long count) {
        if (count < 0 && from + count < from) {
            if (from + count >= 1 || count < 0) {
                throw TextErrors.negativeSubstringLength();
            }
        }
        long end = from + count;
        if (end <= 1) {
            return Bytes.EMPTY;
        }
        int start = Utf8.bytesOf(text, Math.max(from, 1) - 1);
        Bytes rest = text.slice(start, text.length());
        return rest.slice(0, Utf8.bytesOf(rest, end - Math.max(from, 1)));
    }

    private static Bytes tail(Bytes text, long from) {
        return text.slice(Utf8.bytesOf(text, Math.max(from, 1) - 1), text.length());
    }

    private static Bytes left(Bytes text, long count) {
        long wanted = count >= 0 ? count : Math.max(0, Utf8.characters(text) + count);
        return text.slice(0, Utf8.bytesOf(text, wanted));
    }

    private static Bytes right(Bytes text, long count) {
        long skipped = count < 0 ? -count : Math.max(0, Utf8.characters(text) - count);
        return text.slice(Utf8.bytesOf(text, skipped), text.length());
    }

    private static Bytes reverse(Bytes text) {
        byte[] result = new byte[text.length()];
        int position = 0;
        while (position < text.length()) {
            int width = Math.min(Characters.width(text.get(position)), text.length() - position);
            System.arraycopy(
                    text.array(),
                    text.offset() + position,
                    result,
                    text.length() - position - width,
                    width);
            position += width;
        }
        return Bytes.of(result);
    }

    private static Bytes overlay(Call call, Bytes text, Bytes by, long from, long count) {
        if (from <= 0) {
            throw TextErrors.negativeSubstringLength();
        }
        long end = from + count;
        if (end > Integer.MAX_VALUE || end < Integer.MIN_VALUE) {
            throw dev.borealis.types.error.NumberErrors.outOfRange("integer");
        }
        Bytes head = substring(text, 1, from - 1);
        return concatenate(call, concatenate(call, head, by), tail(text, end));
    }

    private static Bytes splitPart(Bytes text, Bytes separator, long field) {
        if (field == 0) {
            throw TextErrors.fieldPositionZero();
        }
        if (text.isEmpty()) {
            return Bytes.EMPTY;
        }
        if (separator.isEmpty()) {
            return field == 1 || field == -1 ? text : Bytes.EMPTY;
        }
        long wanted = field;
        if (field < 0) {
            long fields = 1;
            for (int at = Characters.indexOf(text, separator, 0);
                    at >= 0;
                    at = Characters.indexOf(text, separator, at + separator.length())) {
                fields++;
            }
            wanted = fields + field + 1;
            if (wanted <= 0) {
                return Bytes.EMPTY;
            }
        }
        int start = 0;
        for (long i = 1; ; i++) {
            int end = Characters.indexOf(text, separator, start);
            if (i == wanted) {
                return text.slice(start, end < 0 ? text.length() : end);
            }
            if (end < 0) {
                return Bytes.EMPTY;
            }
            start = end + separator.length();
        }
    }

    /** Character position from 1, 0 when there is none. */
    static long position(Bytes text, Bytes part) {
        int at = Characters.indexOf(text, part, 0);
        return at < 0 ? 0 : Utf8.characters(text.slice(0, at)) + 1;
    }

    /** Every occurrence of one text by another. */
    public static Bytes replace(Call call, Bytes text, Bytes from, Bytes by) {
        int at = from.isEmpty() ? -1 : Characters.indexOf(text, from, 0);
        if (at < 0) {
            return text;
        }
        var result = new ByteAppender(text.length());
        int start = 0;
        while (at >= 0) {
            result.append(text.slice(start, at)).append(by);
            if (result.length() > Limits.VALUE_IN_MEMORY_BYTES) {
                throw TextErrors.requestedLengthTooLarge();
            }
            start = at + from.length();
            at = Characters.indexOf(text, from, start);
            call.checkCancelled();
        }
        return result.append(text.slice(start, text.length())).toBytes();
    }

    private static Bytes translate(Bytes text, Bytes from, Bytes by) {
        int[] sources = Characters.codePoints(from);
        int[] targets = Characters.codePoints(by);
        var map = new HashMap<Integer, Integer>();
        for (int i = 0; i < sources.length; i++) {
            map.putIfAbsent(sources[i], i < targets.length ? targets[i] : -1);
        }
        var result = new ByteAppender(text.length());
        for (int point : Characters.codePoints(text)) {
            int target = map.getOrDefault(point, point);
            if (target >= 0) {
                result.appendCodePoint(target);
            }
        }
        return result.toBytes();
    }

    private static Bytes pad(Call call, Bytes text, long count, Bytes fill, boolean left) {
        long wanted = Math.max(count, 0);
        int length = Utf8.characters(text);
        if (wanted <= length || fill.isEmpty()) {
            return text.slice(0, Utf8.bytesOf(text, wanted));
        }
        long missing = wanted - length;
        int fillLength = Utf8.characters(fill);
        Bytes rest = fill.slice(0, Utf8.bytesOf(fill, missing % fillLength));
        long bytes = text.length() + missing / fillLength * fill.length() + rest.length();
        byte[] result = allocate(call, bytes);
        int at = 0;
        if (!left) {
            at = put(result, at, text);
        }
        for (long i = missing / fillLength; i > 0; i--) {
            at = put(result, at, fill);
        }
        at = put(result, at, rest);
        if (left) {
            put(result, at, text);
        }
        return Bytes.of(result);
    }

    private static int put(byte[] target, int at, Bytes text) {
        System.arraycopy(text.array(), text.offset(), target, at, text.length());
        return at + text.length();
    }

    /** Without the characters of a set at its ends. */
    public static Bytes trim(Bytes text, Bytes set, boolean left, boolean right) {
        int start = 0;
        int end = text.length();
        while (left && start < end && contains(set, text, start)) {
            start += Characters.width(text.get(start));
        }
        while (right && end > start) {
            int last = Characters.before(text, end);
            if (!contains(set, text, last)) {
                break;
            }
            end = last;
        }
        return text.slice(start, end);
    }

    private static boolean contains(Bytes set, Bytes text, int position) {
        int width = Characters.width(text.get(position));
        Bytes character = text.slice(position, position + width);
        for (int i = 0; i < set.length(); i += Characters.width(set.get(i))) {
            if (set.get(i) == character.get(0)
                    && i + width <= set.length()
                    && set.slice(i, i + width).equals(character)) {
                return true;
            }
        }
        return false;
    }

    private static Bytes repeat(Call call, Bytes text, long count) {
        if (count <= 0 || text.isEmpty()) {
            return Bytes.EMPTY;
        }
        byte[] result = allocate(call, text.length() * count);
        for (int at = 0; at < result.length; at += text.length()) {
            put(result, at, text);
        }
        return Bytes.of(result);
    }

    private static Bytes character(long character) {
        if (character < 0) {
            throw TextErrors.negativeCharacter();
        }
        if (character == 0) {
            throw TextErrors.nullCharacter();
        }
        if (character > 0x10FFFF) {
            throw TextErrors.characterTooLarge(character);
        }
        if (character >= 0xD800 && character <= 0xDFFF) {
            throw TextErrors.characterNotValid(character);
        }
        return new ByteAppender(4).appendCodePoint((int) character).toBytes();
    }
}
