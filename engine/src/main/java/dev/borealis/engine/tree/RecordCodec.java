package dev.borealis.engine.tree;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records as bytes, driven by a table of tags: a record is its tag, the number of its components and each component with
 * a byte that says what it is. So a record can get further components at its end (they read as null, 0, false or empty
 * from older bytes), and whoever finds an unknown tag or too many components knows that the bytes are newer than it is.
 * Enum constants are stored by name. Details: docs/decisions/stored-bound-tree.md.
 *
 * <p>Immutable and thread-safe.
 */
public final class RecordCodec {
    /** First byte of every encoding. */
    private static final byte VERSION = 1;

    /** Nesting at which a tree is refused: deeper than any statement the parser lets through. */
    private static final int MAX_DEPTH = 10_000;

    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int INT = 3;
    private static final int LONG = 4;
    private static final int DOUBLE = 5;
    private static final int CHAR = 6;
    private static final int STRING = 7;
    private static final int BYTES = 8;
    private static final int LIST = 9;
    private static final int MAP = 10;
    private static final int ENUM = 11;
    private static final int RECORD = 12;
    private static final int TYPE = 13;
    private static final int VALUE = 14;

    private final Map<Integer, Shape> byTag = new HashMap<>();
    private final Map<Class<?>, Shape> byClass = new HashMap<>();
    private final Values values;

    /** Constants of SQL types that are no longs, doubles or bytes. */
    public interface Values {
        /** The bytes of a value of the type. */
        byte[] toBytes(SqlType type, Object value);

        /** What {@link #toBytes} made. */
        Object fromBytes(SqlType type, byte[] bytes);
    }

    /** One record class. */
    private record Shape(
            int tag,
            Class<?> type,
            Class<?>[] components,
            MethodHandle[] accessors,
            MethodHandle maker) {}

    /**
     * @param tags a tag is given once and for all: it never changes its class, and a class that is given up leaves its tag
     *     unused
     */
    public RecordCodec(Map<Integer, Class<? extends Record>> tags, Values values) {
        this.values = values;
        tags.forEach(this::register);
    }

    private void register(int tag, Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        MethodHandle[] accessors = new MethodHandle[components.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                accessors[i] =
                        lookup.unreflect(components[i].getAccessor())
                                .asType(MethodType.methodType(Object.class, Object.class));
            }
            MethodHandle maker =
                    lookup.findConstructor(type, MethodType.methodType(void.class, types))
                            .asSpreader(Object[].class, types.length)
                            .asType(MethodType.methodType(Object.class, Object[].class));
            var shape = new Shape(tag, type, types, accessors, maker);
            if (byTag.put(tag, shape) != null || byClass.put(type, shape) != null) {
                throw new IllegalStateException("tag " + tag + " or " + type + " twice");
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot encode " + type, e);
        }
    }

    /** Whether records of the class can be encoded. */
    public boolean knows(Class<?> type) {
        return byClass.containsKey(type);
    }

    /** With the version in front. */
    public byte[] encode(Record record) {
        var out = new ByteAppender(256);
        out.appendByte(VERSION);
        write(out, record, null, 0);
        return out.toByteArray();
    }

    private void write(
            ByteAppender out, @Nullable Object value, @Nullable SqlType constantType, int depth) {
        if (depth > MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        switch (value) {
            case null -> out.appendByte(NULL);
            case Boolean flag -> out.appendByte(flag ? TRUE : FALSE);
            case Integer number -> {
                out.appendByte(INT);
                writeNumber(out, number);
            }
            case Long number -> {
                out.appendByte(LONG);
                writeNumber(out, number);
            }
            case Double number ->
                    out.appendByte(DOUBLE).appendLong(Double.doubleToRawLongBits(number));
            case Character character -> {
                out.appendByte(CHAR);
                writeNumber(out, character);
            }
            case String text -> {
                out.appendByte(STRING);
                writeString(out, text);
            }
            case Bytes bytes -> {
                out.appendByte(BYTES);
                writeNumber(out, bytes.length());
                out.append(bytes);
            }
            case Enum<?> constant -> {
                out.appendByte(ENUM);
                writeString(out, constant.name());
            }
            case SqlType type -> {
                out.appendByte(TYPE);
                writeNumber(out, type.oid());
                writeNumber(out, type.typmod());
            }
            case List<?> list -> {
                out.appendByte(LIST);
                writeNumber(out, list.size());
                for (Object element : list) {
                    write(out, element, null, depth + 1);
                }
            }
            case Map<?, ?> map -> writeMap(out, map, depth);
            default -> {
                Shape shape = byClass.get(value.getClass());
                if (shape != null) {
                    writeRecord(out, shape, value, depth);
                } else if (constantType != null) {
                    byte[] bytes = values.toBytes(constantType, value);
                    out.appendByte(VALUE);
                    writeNumber(out, constantType.oid());
                    writeNumber(out, constantType.typmod());
                    writeNumber(out, bytes.length);
                    out.append(bytes);
                } else {
                    throw new IllegalStateException("no tag for " + value.getClass());
                }
            }
        }
    }

    /** In the order of the keys, so that equal maps are equal bytes. */
    private void writeMap(ByteAppender out, Map<?, ?> map, int depth) {
        out.appendByte(MAP);
        writeNumber(out, map.size());
        for (var entry : new TreeMap<Object, Object>(map).entrySet()) {
            write(out, entry.getKey(), null, depth + 1);
            write(out, entry.getValue(), null, depth + 1);
        }
    }

    private void writeRecord(ByteAppender out, Shape shape, Object value, int depth) {
        out.appendByte(RECORD);
        writeNumber(out, shape.tag);
        writeNumber(out, shape.components.length);
        SqlType constantType = value instanceof Scalar.Constant constant ? constant.type() : null;
        for (MethodHandle accessor : shape.accessors) {
            Object component;
            try {
                component = (Object) accessor.invokeExact(value);
            } catch (Throwable e) {
                throw new IllegalStateException("cannot read " + shape.type, e);
            }
            write(out, component, constantType, depth + 1);
        }
    }

    private static void writeString(ByteAppender out, String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        writeNumber(out, bytes.length);
        out.append(bytes);
    }

    /** Seven bits a byte, low ones first, the sign in the lowest. */
    private static void writeNumber(ByteAppender out, long number) {
        long rest = number << 1 ^ number >> 63;
        while ((rest & ~0x7FL) != 0) {
            out.appendByte((int) rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.appendByte((int) rest);
    }

    /**
     * The record that {@link #encode} was given.
     *
     * @throws IllegalStateException when the bytes come from a newer version or are damaged
     */
    public <T extends Record> T decode(Class<T> type, byte[] bytes) {
        return type.cast(decode(bytes));
    }

    /** As {@link #decode(Class, byte[])}, whatever record it is. */
    public Object decode(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalStateException(
                    "definition format version "
                            + (bytes.length == 0 ? "?" : bytes[0])
                            + " is unknown");
        }
        var reader = new Reader(bytes);
        reader.at = 1;
        Object value = reader.read(Record.class, 0);
        if (value == null || reader.at != bytes.length) {
            throw new IllegalStateException("damaged definition");
        }
        return value;
    }

    private final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        /** @param type of the component that wants the value */
        @Nullable Object read(Class<?> type, int depth) {
            if (depth > MAX_DEPTH) {
                throw SyntaxErrors.stackDepthLimitExceeded();
            }
            int kind = bytes[at++];
            return switch (kind) {
                case NULL -> null;
                case FALSE -> false;
                case TRUE -> true;
                case INT -> (int) number();
                case LONG -> number();
                case DOUBLE -> {
                    long bits = 0;
                    for (int i = 0; i < 8; i++) {
                        bits = bits << 8 | bytes[at++] & 0xFF;
                    }
                    yield Double.longBitsToDouble(bits);
                }
                case CHAR -> (char) number();
                case STRING -> string();
                case BYTES -> Bytes.of(run());
                case LIST -> list(depth);
                case MAP -> map(depth);
                case ENUM -> constant(type, string());
                case RECORD -> record(depth);
                case TYPE -> new SqlType((int) number(), (int) number());
                case VALUE -> {
                    var of = new SqlType((int) number(), (int) number());
                    yield values.fromBytes(of, run());
                }
                default ->
                        throw new IllegalStateException(
                                "definition with an unknown kind of value: " + kind);
            };
        }

        private long number() {
            long value = 0;
            int shift = 0;
            int next;
            do {
                next = bytes[at++];
                value |= (next & 0x7FL) << shift;
                shift += 7;
            } while (next < 0);
            return value >>> 1 ^ -(value & 1);
        }

        private byte[] run() {
            int length = (int) number();
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        private String string() {
            return new String(run(), java.nio.charset.StandardCharsets.UTF_8);
        }

        private List<@Nullable Object> list(int depth) {
            int size = (int) number();
            var list = new ArrayList<@Nullable Object>(Math.min(size, 1_000));
            for (int i = 0; i < size; i++) {
                list.add(read(Object.class, depth + 1));
            }
            return list;
        }

        private Map<Object, Object> map(int depth) {
            int size = (int) number();
            var map = new HashMap<Object, Object>();
            for (int i = 0; i < size; i++) {
                Object key = read(Object.class, depth + 1);
                map.put(
                        java.util.Objects.requireNonNull(key),
                        java.util.Objects.requireNonNull(read(Object.class, depth + 1)));
            }
            return map;
        }

        private Object record(int depth) {
            int tag = (int) number();
            int count = (int) number();
            Shape shape = byTag.get(tag);
            if (shape == null || count > shape.components.length) {
                throw new IllegalStateException(
                        "definition of a newer version: tag " + tag + ", " + count + " components");
            }
            var components = new @Nullable Object[shape.components.length];
            for (int i = 0; i < components.length; i++) {
                components[i] =
                        i < count
                                ? read(shape.components[i], depth + 1)
                                : missing(shape.components[i]);
            }
            try {
                return (Object) shape.maker.invokeExact(components);
            } catch (Throwable e) {
                throw new IllegalStateException("cannot make " + shape.type, e);
            }
        }
    }

    private static Object constant(Class<?> type, String name) {
        if (type.getEnumConstants() instanceof Object[] constants) {
            for (Object constant : constants) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
        }
        throw new IllegalStateException(
                "definition of a newer version: " + type + " has no " + name);
    }

    /** What a component reads as that older bytes do not have. */
    private static @Nullable Object missing(Class<?> type) {
        if (type == int.class) {
            return 0;
        } else if (type == long.class) {
            return 0L;
        } else if (type == double.class) {
            return 0d;
        } else if (type == boolean.class) {
            return false;
        } else if (type == char.class) {
            return '\0';
        } else if (type == List.class) {
            return List.of();
        } else if (type == Map.class) {
            return Map.of();
        } else if (type == String.class) {
            return "";
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return null;
    }
}
