package dev.borealis.engine.transaction;

import dev.borealis.store.Mutations;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A transaction's own writes in key order, each with the number of the command that made it. Several writes of one key
 * are kept as long as they come from different commands, so that a cursor opened by an earlier command still sees its
 * own past. Not thread-safe.
 */
final class WriteBuffer {
    /** Sees every write. */
    static final int ALL_COMMANDS = Integer.MAX_VALUE;

    private final TreeMap<byte[], Version> writes = new TreeMap<>(Arrays::compareUnsigned);
    private int changes;
    private long bytes;

    /** What one command left under a key; {@code older} is what an earlier command left. */
    static final class Version {
        final byte[] key;
        final byte @Nullable [] value;
        final int command;
        final @Nullable Version older;
        private @Nullable Page page;

        private Version(byte[] key, byte @Nullable [] value, int command, @Nullable Version older) {
            this.key = key;
            this.value = value;
            this.command = command;
            this.older = older;
        }

        boolean isDelete() {
            return value == null;
        }

        /** Key and value as a page of one entry; only of a put. */
        Page page() {
            if (page == null) {
                if (value == null) {
                    throw new IllegalStateException("a delete has no entry");
                }
                page = Page.single(key, value);
            }
            return page;
        }
    }

    boolean isEmpty() {
        return writes.isEmpty();
    }

    /** Grows with every write. */
    int changes() {
        return changes;
    }

    /** Bytes of the keys and values that a commit would write. */
    long bytes() {
        return bytes;
    }

    /** @param value null deletes */
    void write(byte[] key, byte @Nullable [] value, int command) {
        changes++;
        Version before = writes.get(key);
        bytes += value == null ? 0 : value.length;
        bytes -= before == null || before.value == null ? 0 : before.value.length;
        bytes += before == null ? key.length : 0;
        Version older = before != null && before.command == command ? before.older : before;
        writes.put(before == null ? key : before.key, new Version(key, value, command, older));
    }

    /** What commands numbered below {@code command} left under a key; null when they left it alone. */
    @Nullable Version get(byte[] key, int command) {
        return visible(writes.get(key), command);
    }

    /** The first write visible below {@code command} at or after a key, before {@code to} (null: no end). */
    @Nullable Version ceiling(
            byte @Nullable [] from, boolean inclusive, byte @Nullable [] to, int command) {
        Map.Entry<byte[], Version> entry =
                from == null
                        ? writes.firstEntry()
                        : inclusive ? writes.ceilingEntry(from) : writes.higherEntry(from);
        while (entry != null) {
            if (to != null && Arrays.compareUnsigned(entry.getKey(), to) >= 0) {
                return null;
            }
            Version version = visible(entry.getValue(), command);
            if (version != null) {
                return version;
            }
            entry = writes.higherEntry(entry.getKey());
        }
        return null;
    }

    /** The last write visible below {@code command} before {@code to} (null: no end), at or after {@code from}. */
    @Nullable Version lower(byte @Nullable [] to, byte @Nullable [] from, int command) {
        Map.Entry<byte[], Version> entry = to == null ? writes.lastEntry() : writes.lowerEntry(to);
        while (entry != null) {
            if (from != null && Arrays.compareUnsigned(entry.getKey(), from) < 0) {
                return null;
            }
            Version version = visible(entry.getValue(), command);
            if (version != null) {
                return version;
            }
            entry = writes.lowerEntry(entry.getKey());
        }
        return null;
    }

    private static @Nullable Version visible(@Nullable Version version, int command) {
        while (version != null && version.command >= command) {
            version = version.older;
        }
        return version;
    }

    /** The last write of each key. */
    Mutations mutations() {
        byte[][] keys = new byte[writes.size()][];
        byte[][] values = new byte[keys.length][];
        int i = 0;
        for (Version version : writes.values()) {
            keys[i] = version.key;
            values[i++] = version.value;
        }
        return Mutations.ofSorted(keys, values);
    }

    void clear() {
        writes.clear();
        changes++;
        bytes = 0;
    }
}
