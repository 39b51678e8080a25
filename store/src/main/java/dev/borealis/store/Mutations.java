package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts and deletes in key order, one per key. Immutable; the arrays are not copied and must not change.
 */
public final class Mutations {
    public static final Mutations NONE = new Mutations(new byte[0][], new byte[0][]);

    private final byte[][] keys;
    private final byte[] @Nullable [] values;
    private final long bytes;

    private Mutations(byte[][] keys, byte[] @Nullable [] values) {
        this.keys = keys;
        this.values = values;
        long sum = 0;
        for (int i = 0; i < keys.length; i++) {
            byte[] value = values[i];
            sum += keys[i].length + (value == null ? 0 : value.length);
        }
        this.bytes = sum;
    }

    /** From a map in unsigned byte order; a null value deletes. */
    public static Mutations of(SortedMap<byte[], byte @Nullable []> changes) {
        byte[][] keys = new byte[changes.size()][];
        byte[][] values = new byte[keys.length][];
        Iterator<Map.Entry<byte[], byte @Nullable []>> entries = changes.entrySet().iterator();
        for (int i = 0; i < keys.length; i++) {
            var entry = entries.next();
            keys[i] = entry.getKey();
            values[i] = entry.getValue();
        }
        return ofSorted(keys, values);
    }

    /**
     * From parallel arrays that the caller gives away.
     *
     * @param values null deletes
     * @throws IllegalArgumentException when the keys do not ascend
     */
    public static Mutations ofSorted(byte[][] keys, byte[] @Nullable [] values) {
        if (keys.length != values.length) {
            throw new IllegalArgumentException(keys.length + " keys, " + values.length + " values");
        }
        for (int i = 1; i < keys.length; i++) {
            if (Arrays.compareUnsigned(keys[i - 1], keys[i]) >= 0) {
                throw new IllegalArgumentException("keys do not ascend at " + i);
            }
        }
        return keys.length == 0 ? NONE : new Mutations(keys, values);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Number of keys changed. */
    public int size() {
        return keys.length;
    }

    public boolean isEmpty() {
        return keys.length == 0;
    }

    /** The array itself: only to be read. */
    public byte[] key(int i) {
        return keys[i];
    }

    /** The array itself: only to be read; null deletes the key, which need not exist. */
    public byte @Nullable [] value(int i) {
        return values[i];
    }

    /** Bytes of all keys and values. */
    public long bytes() {
        return bytes;
    }

    /** Takes changes in any order; a later change of a key replaces the earlier one. */
    public static final class Builder {
        private final TreeMap<byte[], byte @Nullable []> changes =
                new TreeMap<>(Arrays::compareUnsigned);

        private Builder() {}

        public Builder put(byte[] key, byte[] value) {
            changes.put(key, value);
            return this;
        }

        public Builder delete(byte[] key) {
            changes.put(key, null);
            return this;
        }

        public Mutations build() {
            return Mutations.of(changes);
        }
    }
}
