package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts and deletes in ascending key order, one per key, packed as the entries of a {@link Page} are. Immutable; slices share
 * the arrays.
 */
public final class Mutations {
    public static final Mutations NONE = new Mutations(Page.EMPTY, null, 0);

    private static final byte[] NOTHING = new byte[0];

    private final Page entries; // a delete has an empty value
    private final boolean @Nullable [] deletes; // null: there are none
    private final int first; // of the deletes

    private Mutations(Page entries, boolean @Nullable [] deletes, int first) {
        this.entries = entries;
        this.deletes = deletes;
        this.first = first;
    }

    /** Puts all entries of a page. */
    public static Mutations putting(Page entries) {
        return entries.size() == 0 ? NONE : new Mutations(entries, null, 0);
    }

    /**
     * As {@link #putting}, of entries some of which mean a delete.
     *
     * @param deletes one for each entry, given away; null: there are none
     */
    public static Mutations of(Page entries, boolean @Nullable [] deletes) {
        return entries.size() == 0 ? NONE : new Mutations(entries, deletes, 0);
    }

    /** Puts one entry, or deletes it where the value is null. */
    public static Mutations single(byte[] key, byte @Nullable [] value) {
        return value == null
                ? new Mutations(Page.single(key, NOTHING), new boolean[] {true}, 0)
                : new Mutations(Page.single(key, value), null, 0);
    }

    /** From a map in unsigned byte order; a null value deletes. */
    public static Mutations of(SortedMap<byte[], byte @Nullable []> changes) {
        int bytes = 0;
        for (var change : changes.entrySet()) {
            byte[] value = change.getValue();
            bytes += change.getKey().length + (value == null ? 0 : value.length);
        }
        var packer = new Packer(changes.size(), bytes);
        changes.forEach(packer::add);
        return packer.build();
    }

    /** Takes them in any order. */
    public static Builder builder() {
        return new Builder();
    }

    /** Number of keys changed. */
    public int size() {
        return entries.size();
    }

    /** Whether no key is changed. */
    public boolean isEmpty() {
        return entries.size() == 0;
    }

    /** Keys and values; of a delete: the key and no value. */
    public Page entries() {
        return entries;
    }

    /** Whether change {@code i} deletes its key. */
    public boolean isDelete(int i) {
        return deletes != null && deletes[first + i];
    }

    /** Whether any of them is a delete. Looks at all. */
    public boolean hasDeletes() {
        if (deletes != null) {
            for (int i = 0; i < size(); i++) {
                if (deletes[first + i]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A copy of the key. */
    public byte[] key(int i) {
        return entries.key(i);
    }

    /** A copy of the value; null deletes the key, which need not exist. */
    public byte @Nullable [] value(int i) {
        return isDelete(i) ? null : entries.value(i);
    }

    /** Bytes of all keys and values. */
    public int packedBytes() {
        return entries.packedBytes();
    }

    /** Those numbered {@code from} to {@code to}, exclusive; shares the arrays. */
    public Mutations slice(int from, int to) {
        return from == 0 && to == size()
                ? this
                : from == to ? NONE : new Mutations(entries.slice(from, to), deletes, first + from);
    }

    /** A copy that holds no more than it needs. */
    public Mutations compact() {
        Page packed = entries.compact();
        return packed == entries
                ? this
                : new Mutations(
                        packed,
                        hasDeletes() ? Arrays.copyOfRange(deletes, first, first + size()) : null,
                        0);
    }

    /** These made after others: the later of two changes of a key holds. */
    public Mutations after(Mutations earlier) {
        return earlier.isEmpty() ? this : isEmpty() ? earlier : inOrder(List.of(earlier, this));
    }

    /** One after the other: the last change of a key holds. */
    public static Mutations inOrder(List<Mutations> all) {
        return switch (all.size()) {
            case 0 -> NONE;
            case 1 -> all.getFirst();
            default -> new Merging(all).merge();
        };
    }

    /** Merges neighbours, then neighbours of what that gave, moving numbers only; then packs what is left. */
    private static final class Merging {
        private final List<Mutations> all;
        private long[] places; // number of the part, then index in it
        private final int[] ends; // of the runs in order
        private long[] spare;

        Merging(List<Mutations> all) {
            this.all = all;
            this.ends = new int[all.size()];
            int count = 0;
            for (Mutations part : all) {
                count += part.size();
            }
            places = new long[count];
            spare = new long[count];
            count = 0;
            for (int part = 0; part < ends.length; part++) {
                for (int i = 0; i < all.get(part).size(); i++) {
                    places[count++] = (long) part << 32 | i;
                }
                ends[part] = count;
            }
        }

        Mutations merge() {
            int runs = ends.length;
            while (runs > 1) {
                int from = 0;
                int to = 0;
                int merged = 0;
                for (int run = 0; run < runs; run += 2) {
                    int middle = ends[run];
                    int end = run + 1 < runs ? ends[run + 1] : middle;
                    to = merge(from, middle, end, to);
                    ends[merged++] = to;
                    from = end;
                }
                runs = merged;
                long[] swap = places;
                places = spare;
                spare = swap;
            }
            return packed(ends[0]);
        }

        /** Two neighbouring runs become one; gives its end. */
        private int merge(int from, int middle, int end, int to) {
            int left = from;
            int right = middle;
            int at = to;
            while (left < middle && right < end) {
                int order = compare(places[left], places[right]);
                if (order < 0) {
                    spare[at++] = places[left++];
                } else {
                    left += order == 0 ? 1 : 0; // was before
                    spare[at++] = places[right++];
                }
            }
            System.arraycopy(places, left, spare, at, middle - left);
            at += middle - left;
            System.arraycopy(places, right, spare, at, end - right);
            return at + end - right;
        }

        private Page entries(long place) {
            return all.get((int) (place >>> 32)).entries;
        }

        private int compare(long one, long other) {
            Page entries = entries(other);
            int i = (int) other;
            return entries(one)
                    .compareKey((int) one, entries.bytes(), entries.keyStart(i), entries.keyEnd(i));
        }

        private Mutations packed(int count) {
            int bytes = 0;
            for (int i = 0; i < count; i++) {
                Page entries = entries(places[i]);
                int at = (int) places[i];
                bytes += entries.valueEnd(at) - entries.keyStart(at);
            }
            var packer = new Packer(count, bytes);
            for (int i = 0; i < count; i++) {
                Mutations part = all.get((int) (places[i] >>> 32));
                packer.add(part, (int) places[i]);
            }
            return packer.build();
        }
    }

    /** Packs changes that come in ascending order of their keys; grows. Used by one thread. */
    public static final class Packer {
        private final PageBuilder entries;
        private boolean @Nullable [] deletes;

        /**
         * @param changes how many are expected
         * @param bytes of their keys and values
         */
        public Packer(int changes, int bytes) {
            entries = new PageBuilder(changes, bytes);
        }

        /**
         * @param value null deletes
         * @throws IllegalArgumentException when the key is not greater than the one before it
         */
        public void add(byte[] key, byte @Nullable [] value) {
            requireAscending(key, 0, key.length);
            if (value == null) {
                markDelete();
            }
            entries.add(key, value == null ? NOTHING : value);
        }

        /** Puts an entry that lies in an array, its value behind its key; as {@link #add(byte[], byte[])}. */
        public void put(byte[] from, int keyStart, int keyEnd, int valueEnd) {
            requireAscending(from, keyStart, keyEnd);
            entries.add(from, keyStart, keyEnd, valueEnd);
        }

        private void add(Mutations of, int i) {
            if (of.isDelete(i)) {
                markDelete();
            }
            Page from = of.entries;
            entries.add(from.bytes(), from.keyStart(i), from.keyEnd(i), from.valueEnd(i));
        }

        private void markDelete() {
            int at = entries.size();
            if (deletes == null) {
                deletes = new boolean[at + 1];
            } else if (deletes.length <= at) {
                deletes = Arrays.copyOf(deletes, 2 * at + 1);
            }
            deletes[at] = true;
        }

        private void requireAscending(byte[] from, int start, int end) {
            if (entries.size() > 0 && entries.compareLast(from, start, end) >= 0) {
                throw new IllegalArgumentException("keys do not ascend at " + entries.size());
            }
        }

        /** Number of changes so far. */
        public int size() {
            return entries.size();
        }

        /** Bytes of their keys and values. */
        public int packedBytes() {
            return entries.packedBytes();
        }

        /** What was added; nothing can be added after it. */
        public Mutations build() {
            boolean @Nullable [] marked = deletes;
            return Mutations.of(
                    entries.build(),
                    marked == null || marked.length >= entries.size()
                            ? marked
                            : Arrays.copyOf(marked, entries.size()));
        }
    }

    /** Takes changes in any order; a later change of a key replaces the earlier one. */
    public static final class Builder {
        private final TreeMap<byte[], byte @Nullable []> changes =
                new TreeMap<>(Arrays::compareUnsigned);

        private Builder() {}

        /** The arrays are copied by {@link #build} and must not change before. */
        public Builder put(byte[] key, byte[] value) {
            changes.put(key, value);
            return this;
        }

        /** Of a key that need not exist; as {@link #put}. */
        public Builder delete(byte[] key) {
            changes.put(key, null);
            return this;
        }

        /** What was put and deleted so far; more may follow. */
        public Mutations build() {
            return Mutations.of(changes);
        }
    }
}
