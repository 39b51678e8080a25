package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * What a commit conflicts with, in the order in which it is judged: touches, packed one behind the other so that thousands of
 * them are three arrays. Immutable.
 */
public final class Touches {
    private static final int MARKS_AT = 3;
    private static final int LABEL_AT = 6;

    private final byte[] bytes;
    private final int[] offsets; // where each key begins, and the end
    private final byte[] kinds; // checks, marks, label
    private final Tag @Nullable [] seen; // null: none has one

    private Touches(byte[] bytes, int[] offsets, byte[] kinds, Tag @Nullable [] seen) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.kinds = kinds;
        this.seen = seen;
    }

    /** In this order. */
    public static Touches of(List<Touch> touches) {
        var builder = builder(touches.size(), 32 * touches.size());
        touches.forEach(builder::add);
        return builder.build();
    }

    /**
     * @param touches how many are expected
     * @param bytes of their keys
     */
    public static Builder builder(int touches, int bytes) {
        return new Builder(touches, bytes);
    }

    /** Number of touches. */
    public int size() {
        return kinds.length;
    }

    /** Bytes of the keys and of what is said of them. */
    public long packedBytes() {
        return offsets[size()] + (Integer.BYTES + 1L) * size();
    }

    /** All keys: only to be read. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the key of touch {@code i} begins in {@link #bytes}. */
    public int keyStart(int i) {
        return offsets[i];
    }

    /** Where the key has ended. */
    public int keyEnd(int i) {
        return offsets[i + 1];
    }

    /** See {@link Touch#checks}. */
    public int checks(int i) {
        return kinds[i] & Touch.ALL;
    }

    /** See {@link Touch#marks}. */
    public int marks(int i) {
        return kinds[i] >>> MARKS_AT & Touch.ALL;
    }

    /** See {@link Touch#label}. */
    public Label label(int i) {
        return (kinds[i] & 1 << LABEL_AT) == 0 ? Label.DATA : Label.SCHEMA;
    }

    /** One of them, its key copied. */
    public Touch get(int i) {
        return new Touch(
                Arrays.copyOfRange(bytes, offsets[i], offsets[i + 1]),
                checks(i),
                marks(i),
                label(i),
                seen == null ? null : seen[i]);
    }

    /** Adds one after the other; grows. Used by one thread. */
    public static final class Builder {
        private byte[] bytes;
        private int[] offsets;
        private byte[] kinds;
        private Tag @Nullable [] seen;
        private int used;
        private int size;

        private Builder(int touches, int bytes) {
            this.bytes = new byte[bytes];
            this.offsets = new int[touches + 1];
            this.kinds = new byte[touches];
        }

        /** Its key is copied. */
        public void add(Touch touch) {
            byte[] key = touch.key();
            add(key, 0, key.length, touch.checks(), touch.marks(), touch.label());
            if (touch.seen() != null) {
                seen = seen == null ? new Tag[size] : Arrays.copyOf(seen, size);
                seen[size - 1] = touch.seen();
            }
        }

        /** As a {@link Touch} of the key that lies there. */
        public void add(byte[] from, int start, int end, int checks, int marks, Label label) {
            Touch.requireLanes(checks, marks);
            int length = end - start;
            if (bytes.length - used < length) {
                bytes = Arrays.copyOf(bytes, Math.max(used + length, 2 * bytes.length));
            }
            if (size == kinds.length) {
                int capacity = Math.max(4, 2 * size);
                kinds = Arrays.copyOf(kinds, capacity);
                offsets = Arrays.copyOf(offsets, capacity + 1);
            }
            System.arraycopy(from, start, bytes, used, length);
            used += length;
            kinds[size++] =
                    (byte) (checks | marks << MARKS_AT | (label == Label.DATA ? 0 : 1) << LABEL_AT);
            offsets[size] = used;
        }

        /** What was added; nothing can be added after it. */
        public Touches build() {
            boolean exact = kinds.length == size;
            return new Touches(
                    bytes,
                    exact ? offsets : Arrays.copyOf(offsets, size + 1),
                    exact ? kinds : Arrays.copyOf(kinds, size),
                    seen == null ? null : Arrays.copyOf(seen, size));
        }
    }
}
