package dev.borealis.types.value;

import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

/** What a value takes on the heap, nearly: for counting memory before a limit is reached. */
public final class ValueMemory {
    private static final int OBJECT_BYTES = 24;
    private static final int REFERENCE_BYTES = 8;

    private ValueMemory() {}

    /** In bytes, with all that hangs on it; text that shares a larger array counts its own bytes only. */
    public static long bytes(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case Bytes text -> 2L * OBJECT_BYTES + text.length();
            case Numeric number -> OBJECT_BYTES + digits(number);
            case ArrayValue array -> 3L * OBJECT_BYTES + bytes(array.elements());
            case RecordValue record -> 2L * OBJECT_BYTES + bytes(record.values());
            case BitString bits -> 2L * OBJECT_BYTES + bits.bytes().length;
            case Jsonb json -> OBJECT_BYTES + content(json);
            default -> 2L * OBJECT_BYTES; // of fixed size: numbers, times, addresses, uuids
        };
    }

    private static long bytes(@Nullable Object[] values) {
        long bytes = (long) REFERENCE_BYTES * values.length;
        for (Object value : values) {
            bytes += bytes(value);
        }
        return bytes;
    }

    private static long digits(Numeric number) {
        return number.isSmall() || !number.isFinite()
                ? 0
                : 2L * OBJECT_BYTES + number.unscaled().bitLength() / 8;
    }

    private static long content(Jsonb json) {
        return switch (json) {
            case Jsonb.Null _, Jsonb.Bool _ -> 0;
            case Jsonb.Number number -> bytes(number.value());
            case Jsonb.Text text -> bytes(text.value());
            case Jsonb.Array array -> {
                long bytes = OBJECT_BYTES;
                for (Jsonb element : array.elements()) {
                    bytes += REFERENCE_BYTES + bytes(element);
                }
                yield bytes;
            }
            case Jsonb.Obj object -> {
                long bytes = 2L * OBJECT_BYTES;
                for (int i = 0; i < object.size(); i++) {
                    bytes += 2L * REFERENCE_BYTES + bytes(object.key(i)) + bytes(object.value(i));
                }
                yield bytes;
            }
        };
    }
}
