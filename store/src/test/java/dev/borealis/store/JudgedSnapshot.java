package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A snapshot and the sorted map that it must be equal to, for as long as it is open. Used by one thread at a time. */
public final class JudgedSnapshot implements AutoCloseable {
    /** Keys that {@link #everything} looks up of those there are: one in so many. */
    private static final int LOOKED_UP = 7;

    private final Snapshot snapshot;
    private final NavigableMap<byte[], byte[]> model;

    /** Nobody may read these any more. */
    private final List<KeyRange> discarded = new ArrayList<>();

    /** @param now what the snapshot must hold; copied */
    public JudgedSnapshot(Snapshot snapshot, SortedMap<byte[], byte[]> now) {
        this.snapshot = snapshot;
        this.model = new TreeMap<>(now);
    }

    /** An empty map in the order of keys. */
    public static NavigableMap<byte[], byte[]> emptyModel() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    /** Makes the changes in a map. */
    public static void apply(Mutations mutations, SortedMap<byte[], byte[]> model) {
        for (int i = 0; i < mutations.size(); i++) {
            byte[] value = mutations.value(i);
            if (value == null) {
                model.remove(mutations.key(i));
            } else {
                model.put(mutations.key(i), value);
            }
        }
    }

    public SnapshotToken token() {
        return snapshot.token();
    }

    /** The same view once more, opened by its token. */
    public JudgedSnapshot again(Store store) {
        var again = new JudgedSnapshot(store.snapshot(token()), model);
        again.discarded.addAll(discarded);
        return again;
    }

    /** From now on nobody may read this range in the snapshot. */
    public void discarded(KeyRange range) {
        discarded.add(range);
    }

    public boolean mayRead(KeyRange range) {
        return discarded.stream().allMatch(hole -> hole.intersect(range).isEmpty());
    }

    /** All but what was discarded. */
    private List<KeyRange> readable() {
        List<KeyRange> ranges = List.of(KeyRange.all());
        for (KeyRange hole : discarded) {
            ranges = ranges.stream().flatMap(range -> without(range, hole)).toList();
        }
        return ranges;
    }

    private static Stream<KeyRange> without(KeyRange range, KeyRange hole) {
        KeyRange before =
                hole.from() == null
                        ? KeyRange.of(null, new byte[0])
                        : KeyRange.of(null, hole.from());
        Stream<KeyRange> parts =
                hole.to() == null
                        ? Stream.of(before)
                        : Stream.of(before, KeyRange.of(hole.to(), null));
        return parts.map(range::intersect).filter(part -> !part.isEmpty());
    }

    /** Looks keys up, one by one and all at once. */
    public void lookUp(List<byte[]> keys) {
        List<byte[]> asked = keys.stream().filter(key -> mayRead(KeyRange.point(key))).toList();
        var together = snapshot.getAll(asked);
        require(together.size() == asked.size(), "getAll gives an answer for each key");
        for (int i = 0; i < asked.size(); i++) {
            compare("get", asked.get(i), snapshot.get(asked.get(i)));
            compare("getAll", asked.get(i), together.get(i));
        }
    }

    private void compare(String how, byte[] key, @Nullable Entry entry) {
        byte[] expected = model.get(key);
        if (expected == null || entry == null) {
            require(
                    expected == null && entry == null,
                    how + " " + KeyRange.point(key) + (entry == null ? " is lost" : " is there"));
        } else {
            require(Arrays.equals(entry.key(), key), how + " gives another key");
            require(
                    Arrays.equals(entry.value(), expected),
                    how + " " + KeyRange.point(key) + " has another value");
        }
    }

    /** @param range nothing of it may be discarded while the scan lasts */
    public Scan scan(KeyRange range, ScanOptions options) {
        return new Scan(range, options);
    }

    /** Reads all of it: forward, backward, and one key in {@value #LOOKED_UP}, with others that are not there. */
    public void everything(SplittableRandom random) {
        for (KeyRange range : readable()) {
            for (ScanOptions options : List.of(ScanOptions.FORWARD, ScanOptions.REVERSE)) {
                try (Scan scan = scan(range, options)) {
                    scan.finish();
                }
            }
        }
        var keys = new ArrayList<byte[]>();
        for (byte[] key : model.keySet()) {
            if (random.nextInt(LOOKED_UP) == 0) {
                keys.add(key);
                keys.add(Arrays.copyOf(key, key.length + 1));
                keys.add(Arrays.copyOf(key, Math.max(0, key.length - 1)));
            }
        }
        lookUp(keys);
    }

    @Override
    public void close() {
        snapshot.close();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** A cursor, held as long as one likes, of which every entry is compared. */
    public final class Scan implements AutoCloseable {
        private final KeyRange range;
        private final boolean reverse;
        private final List<byte[]> expected;
        private final Cursor cursor;
        private int at;

        private Scan(KeyRange range, ScanOptions options) {
            this.range = range;
            this.reverse = options.reverse();
            this.expected = new ArrayList<>(keys(range));
            if (reverse) {
                Collections.reverse(expected);
            }
            this.cursor = snapshot.scan(range, options);
        }

        private Set<byte[]> keys(KeyRange wanted) {
            if (wanted.isEmpty()) {
                return Set.of();
            }
            NavigableMap<byte[], byte[]> part = model;
            if (wanted.from() != null) {
                part = part.tailMap(wanted.from(), true);
            }
            return (wanted.to() == null ? part : part.headMap(wanted.to(), false)).keySet();
        }

        public JudgedSnapshot of() {
            return JudgedSnapshot.this;
        }

        public KeyRange range() {
            return range;
        }

        /** Reads a page; false at the end. */
        public boolean step() {
            Page page = cursor.next();
            if (page == null) {
                require(at == expected.size(), what() + " ends early");
                return false;
            }
            require(page.size() > 0, what() + " gives an empty page");
            for (int i = 0; i < page.size(); i++) {
                int index = reverse ? page.size() - 1 - i : i;
                require(at < expected.size(), what() + " gives more than there is");
                byte[] key = expected.get(at++);
                require(
                        Arrays.equals(page.key(index), key),
                        what() + " gives " + KeyRange.point(page.key(index)) + " next");
                require(
                        Arrays.equals(page.value(index), model.get(key)),
                        what() + " gives another value of " + KeyRange.point(key));
            }
            return true;
        }

        /** Reads to the end. */
        public void finish() {
            while (step()) {
                // each page is compared
            }
        }

        private String what() {
            return "the scan "
                    + (reverse ? "in reverse " : "")
                    + "of "
                    + range
                    + ", after "
                    + at
                    + " of "
                    + expected.size()
                    + " entries,";
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
