package dev.borealis.types.value;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * A jsonb value. Objects keep each key once, ordered by length and then bytes, as PostgreSQL stores them. Immutable.
 * Equality, order and hash are those of SQL.
 */
public sealed interface Jsonb extends Comparable<Jsonb> {
    Jsonb NULL = new Null();
    Jsonb TRUE = new Bool(true);
    Jsonb FALSE = new Bool(false);

    /** JSON's null, which is not SQL's. */
    record Null() implements Jsonb {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Jsonb {}

    /** Never NaN or infinite. */
    record Number(Numeric value) implements Jsonb {}

    /** A string. @param value without quotes and escapes */
    record Text(Bytes value) implements Jsonb {}

    /** A list of any values. */
    record Array(List<Jsonb> elements) implements Jsonb {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** Keys and values side by side; made by {@link JsonbObjectBuilder}. Iterated by index. */
    final class Obj implements Jsonb {
        static final Obj EMPTY = new Obj(new Bytes[0], new Jsonb[0]);

        private final Bytes[] keys;
        private final Jsonb[] values;

        /** Keys must be ordered and different; the arrays are given away. */
        Obj(Bytes[] keys, Jsonb[] values) {
            this.keys = keys;
            this.values = values;
        }

        public int size() {
            return keys.length;
        }

        /** @param index in jsonb's order: by length, then by bytes */
        public Bytes key(int index) {
            return keys[index];
        }

        /** @param index in the order of the keys */
        public Jsonb value(int index) {
            return values[index];
        }

        /** The value, or null when there is no such key. */
        public @Nullable Jsonb get(Bytes key) {
            int index = Arrays.binarySearch(keys, key, Jsonb::compareKeys);
            return index < 0 ? null : values[index];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Obj that
                    && Arrays.equals(keys, that.keys)
                    && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(keys) * 31 + Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    static Jsonb of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Jsonb of(Numeric value) {
        return new Number(value);
    }

    static Jsonb of(Bytes value) {
        return new Text(value);
    }

    static Jsonb of(String value) {
        return new Text(Bytes.ofString(value));
    }

    /** Order of keys within an object: shorter first, then bytes. */
    static int compareKeys(Bytes left, Bytes right) {
        return left.length() != right.length()
                ? Integer.compare(left.length(), right.length())
                : left.compareTo(right);
    }

    /** Neither object nor array. */
    default boolean isScalar() {
        return switch (this) {
            case Null _, Bool _, Number _, Text _ -> true;
            case Array _, Obj _ -> false;
        };
    }

    /** Rank of the kind: null, string, number, boolean, array, object. */
    private int rank() {
        return switch (this) {
            case Null _ -> 0;
            case Text _ -> 1;
            case Number _ -> 2;
            case Bool _ -> 3;
            case Array _ -> 4;
            case Obj _ -> 5;
        };
    }

    /** Order of whole values: an array with fewer elements is smaller, a bare scalar counts as an array of one. */
    @Override
    default int compareTo(Jsonb other) {
        if (isScalar() && other instanceof Array(List<Jsonb> elements)) {
            return elements.isEmpty() ? 1 : -1;
        }
        if (this instanceof Array(List<Jsonb> elements) && other.isScalar()) {
            return elements.isEmpty() ? -1 : 1;
        }
        return compareInside(other);
    }

    private int compareInside(Jsonb other) {
        if (rank() != other.rank()) {
            return Integer.compare(rank(), other.rank());
        }
        return switch (this) {
            case Null _ -> 0;
            case Text(Bytes value) -> value.compareTo(((Text) other).value);
            case Number(Numeric value) -> value.compareTo(((Number) other).value);
            case Bool(boolean value) -> Boolean.compare(value, ((Bool) other).value);
            case Array(List<Jsonb> elements) -> compareElements(elements, ((Array) other).elements);
            case Obj object -> compareObjects(object, (Obj) other);
        };
    }

    private static int compareElements(List<Jsonb> left, List<Jsonb> right) {
        int result = Integer.compare(left.size(), right.size());
        for (int i = 0; result == 0 && i < left.size(); i++) {
            result = left.get(i).compareInside(right.get(i));
        }
        return result;
    }

    private static int compareObjects(Obj left, Obj right) {
        int result = Integer.compare(left.size(), right.size());
        for (int i = 0; result == 0 && i < left.size(); i++) {
            result = left.keys[i].compareTo(right.keys[i]);
            if (result == 0) {
                result = left.values[i].compareInside(right.values[i]);
            }
        }
        return result;
    }

    /** The operator {@code @>}. */
    default boolean contains(Jsonb part) {
        if (this instanceof Array(List<Jsonb> elements) && part.isScalar()) {
            return elements.contains(part); // an array contains a bare scalar, at the top only
        }
        return containsInside(part);
    }

    private boolean containsInside(Jsonb part) {
        return switch (this) {
            case Null _, Bool _, Number _, Text _ -> equals(part);
            case Array(List<Jsonb> elements) ->
                    part instanceof Array(List<Jsonb> wanted)
                            && wanted.stream()
                                    .allMatch(
                                            one ->
                                                    elements.stream()
                                                            .anyMatch(
                                                                    own ->
                                                                            own.containsInside(
                                                                                    one)));
            case Obj object -> {
                if (!(part instanceof Obj wanted)) {
                    yield false;
                }
                for (int i = 0; i < wanted.size(); i++) {
                    Jsonb own = object.get(wanted.key(i));
                    if (own == null || !own.containsInside(wanted.value(i))) {
                        yield false;
                    }
                }
                yield true;
            }
        };
    }

    /** Appends PostgreSQL's text form: a blank behind each comma and colon. */
    default void appendTo(ByteAppender out) {
        switch (this) {
            case Null _ -> out.append("null");
            case Bool(boolean value) -> out.append(value ? "true" : "false");
            case Number(Numeric value) -> value.appendTo(out);
            case Text(Bytes value) -> appendQuoted(value, out);
            case Array(List<Jsonb> elements) -> {
                out.appendByte('[');
                for (int i = 0; i < elements.size(); i++) {
                    if (i > 0) {
                        out.append(", ");
                    }
                    elements.get(i).appendTo(out);
                }
                out.appendByte(']');
            }
            case Obj object -> {
                out.appendByte('{');
                for (int i = 0; i < object.size(); i++) {
                    if (i > 0) {
                        out.append(", ");
                    }
                    appendQuoted(object.key(i), out);
                    out.append(": ");
                    object.value(i).appendTo(out);
                }
                out.appendByte('}');
            }
        }
    }

    /** Text as a JSON string, quotes included. */
    static void appendQuoted(Bytes text, ByteAppender out) {
        out.appendByte('"');
        byte[] array = text.array();
        int end = text.offset() + text.length();
        int from = text.offset();
        for (int i = from; i < end; i++) {
            byte character = array[i];
            if (character >= 0 && character < 0x20 || character == '"' || character == '\\') {
                out.append(array, from, i - from);
                from = i + 1;
                appendEscape(character, out);
            }
        }
        out.append(array, from, end - from).appendByte('"');
    }

    private static void appendEscape(int character, ByteAppender out) {
        switch (character) {
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            default -> out.append(String.format(java.util.Locale.ROOT, "\\u%04x", character));
        }
    }

    private static String text(Jsonb value) {
        var out = new ByteAppender();
        value.appendTo(out);
        return out.string();
    }
}
