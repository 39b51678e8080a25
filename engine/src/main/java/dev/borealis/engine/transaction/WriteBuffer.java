package dev.borealis.engine.transaction;

import dev.borealis.store.Mutations;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A transaction's own writes in key order, each with the number of the command that made it. Several writes of one key
 * are kept as long as they come from different commands, so that a cursor opened by an earlier command still sees its
 * own past. Not thread-safe.
 */
final class WriteBuffer {
    /** Sees every write. */
    static final int ALL_COMMANDS = Integer.MAX_VALUE;

    private final KeyTable<Version> writes = new KeyTable<>();

    /** The command that wrote last, and how many keys were written before it. */
    private int newest;

    private int olderKeys;
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
        return writes.size() == 0;
    }

    /** Grows with every write. */
    int changes() {
        return changes;
    }

    /** Number of keys that a commit would change. */
    int size() {
        return writes.size();
    }

    /** Bytes of the keys and values that a commit would write. */
    long bytes() {
        return bytes;
    }

    /** @param value null deletes */
    void write(byte[] key, byte @Nullable [] value, int command) {
        changes++;
        if (command != newest) {
            newest = command;
            olderKeys = writes.size();
        }
        bytes += value == null ? 0 : value.length;
        int found = writes.find(key);
        if (found < 0) {
            bytes += key.length;
            writes.add(key, new Version(key, value, command, null));
            return;
        }
        Version before = writes.value(found);
        bytes -= before.value == null ? 0 : before.value.length;
        Version older = before.command == command ? before.older : before;
        writes.setValue(found, new Version(before.key, value, command, older));
    }

    /** What commands numbered below {@code command} left under a key; null when they left it alone. */
    @Nullable Version get(byte[] key, int command) {
        int found = writes.find(key);
        return found < 0 ? null : visible(writes.value(found), command);
    }

    /** Keys in order that a command may see: those that only its own writes added may be missing. */
    private int order(int command) {
        return writes.order(command > newest ? writes.size() : olderKeys);
    }

    /** The first write visible below {@code command} at or after a key, before {@code to} (null: no end). */
    @Nullable Version ceiling(
            byte @Nullable [] from, boolean inclusive, byte @Nullable [] to, int command) {
        int count = order(command);
        for (int i = from == null ? 0 : writes.place(from, inclusive); i < count; i++) {
            int number = writes.at(i);
            if (to != null && Arrays.compareUnsigned(writes.key(number), to) >= 0) {
                return null;
            }
            Version version = visible(writes.value(number), command);
            if (version != null) {
                return version;
            }
        }
        return null;
    }

    /** The last write visible below {@code command} before {@code to} (null: no end), at or after {@code from}. */
    @Nullable Version lower(byte @Nullable [] to, byte @Nullable [] from, int command) {
        int count = order(command);
        for (int i = (to == null ? count : writes.place(to, true)) - 1; i >= 0; i--) {
            int number = writes.at(i);
            if (from != null && Arrays.compareUnsigned(writes.key(number), from) < 0) {
                return null;
            }
            Version version = visible(writes.value(number), command);
            if (version != null) {
                return version;
            }
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
        int count = writes.order(writes.size());
        var packer = new Mutations.Packer(count, Math.toIntExact(bytes));
        for (int i = 0; i < count; i++) {
            Version version = writes.value(writes.at(i));
            packer.add(version.key, version.value);
        }
        return packer.build();
    }

    void clear() {
        writes.clear();
        newest = 0;
        olderKeys = 0;
        changes++;
        bytes = 0;
    }
}
