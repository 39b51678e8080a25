package dev.borealis.store.tree;

import dev.borealis.store.Mutations;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** Puts and deletes in ascending key order, one per key. Immutable; shares its arrays. */
public final class Changes {
    public static final Changes NONE = new Changes(new byte[0][], new byte[0][], 0, 0);

    private final byte[][] keys;
    private final byte[] @Nullable [] values; // null deletes
    private final int from;
    private final int to;

    private Changes(byte[][] keys, byte[] @Nullable [] values, int from, int to) {
        this.keys = keys;
        this.values = values;
        this.from = from;
        this.to = to;
    }

    public static Changes of(Mutations mutations) {
        byte[][] keys = new byte[mutations.size()][];
        byte[] @Nullable [] values = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = mutations.key(i);
            values[i] = mutations.value(i);
        }
        return new Changes(keys, values, 0, keys.length);
    }

    /** One after the other: the last change of a key wins. */
    public static Changes inOrder(List<Mutations> all) {
        if (all.size() == 1) {
            return of(all.getFirst());
        }
        Changes[] parts = new Changes[all.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = of(all.get(i));
        }
        for (int width = 1;
                width < parts.length;
                width *= 2) { // pairwise, neighbours first: the order is kept
            for (int i = 0; i + width < parts.length; i += 2 * width) {
                parts[i] = parts[i + width].after(parts[i]);
            }
        }
        return parts.length == 0 ? NONE : parts[0];
    }

    public int size() {
        return to - from;
    }

    public boolean isEmpty() {
        return to == from;
    }

    public byte[] key(int i) {
        return keys[from + i];
    }

    /** Null deletes the key. */
    public byte @Nullable [] value(int i) {
        return values[from + i];
    }

    /** Part of the changes; shares the arrays. */
    Changes slice(int start, int end) {
        return start == 0 && end == size()
                ? this
                : new Changes(keys, values, from + start, from + end);
    }

    /** A copy that holds no more than it needs. */
    Changes compact() {
        return size() == keys.length
                ? this
                : new Changes(
                        Arrays.copyOfRange(keys, from, to),
                        Arrays.copyOfRange(values, from, to),
                        0,
                        size());
    }

    /** Bytes of keys and values. */
    int bytes() {
        int sum = 0;
        for (int i = from; i < to; i++) {
            byte[] value = values[i];
            sum += keys[i].length + (value == null ? 0 : value.length);
        }
        return sum;
    }

    /** Index of the key or {@code -(insertion point) - 1}. */
    public int find(byte[] key) {
        int index = Arrays.binarySearch(keys, from, to, key, Arrays::compareUnsigned);
        return index >= 0 ? index - from : index + from;
    }

    /** Index of the first change at or after a key, searched from {@code start}. */
    int lowerBound(byte[] key, int start) {
        int index = Arrays.binarySearch(keys, from + start, to, key, Arrays::compareUnsigned);
        return (index >= 0 ? index : -(index + 1)) - from;
    }

    /** These changes made after others. */
    Changes after(Changes older) {
        if (older.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return older;
        }
        byte[][] mergedKeys = new byte[size() + older.size()][];
        byte[] @Nullable [] mergedValues = new byte[mergedKeys.length][];
        int count = 0;
        int mine = from;
        int theirs = older.from;
        while (mine < to || theirs < older.to) {
            int order =
                    mine == to
                            ? 1
                            : theirs == older.to
                                    ? -1
                                    : Arrays.compareUnsigned(keys[mine], older.keys[theirs]);
            if (order <= 0) {
                mergedKeys[count] = keys[mine];
                mergedValues[count++] = values[mine++];
                theirs += order == 0 ? 1 : 0;
            } else {
                mergedKeys[count] = older.keys[theirs];
                mergedValues[count++] = older.values[theirs++];
            }
        }
        return new Changes(mergedKeys, mergedValues, 0, count);
    }
}
