package dev.borealis.store;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Short words for tests of stores. */
public final class StoreFixture {
    private static final SplittableRandom IDS = new SplittableRandom(1);

    private StoreFixture() {}

    public static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(byte @Nullable [] bytes) {
        return bytes == null ? "-" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The value of a key, "-" when there is none. */
    public static String read(Snapshot snapshot, String key) {
        Entry entry = snapshot.get(key(key));
        return entry == null ? "-" : text(entry.value());
    }

    /** The value of a key in a new snapshot. */
    public static String readNow(Store store, String key) {
        try (Snapshot snapshot = store.snapshot()) {
            return read(snapshot, key);
        }
    }

    /** "k=v" of all entries in the order of the scan. */
    public static List<String> scan(Snapshot snapshot, KeyRange range, ScanOptions options) {
        try (Cursor cursor = snapshot.scan(range, options)) {
            return rest(cursor, options.reverse());
        }
    }

    /** "k=v" of what a cursor still gives. */
    public static List<String> rest(Cursor cursor, boolean reverse) {
        var found = new ArrayList<String>();
        for (Page page = cursor.next(); page != null; page = cursor.next()) {
            if (page.size() == 0) {
                throw new AssertionError("an empty page");
            }
            for (int i = 0; i < page.size(); i++) {
                int at = reverse ? page.size() - 1 - i : i;
                found.add(text(page.key(at)) + "=" + text(page.value(at)));
            }
        }
        return found;
    }

    public static synchronized TransactionId newId() {
        return TransactionId.random(IDS);
    }

    public static Mutations put(String key, String value) {
        return Mutations.builder().put(key(key), key(value)).build();
    }

    /** A commit on a snapshot. */
    public static Commit commitOn(Snapshot snapshot, List<Touch> touches, Mutations mutations) {
        return new Commit(newId(), snapshot.token(), touches, mutations);
    }

    /** Commits on a new snapshot; must win. */
    public static SnapshotToken commit(Store store, List<Touch> touches, Mutations mutations) {
        try (Snapshot snapshot = store.snapshot()) {
            CommitResult result = store.commit(commitOn(snapshot, touches, mutations)).join();
            if (result instanceof CommitResult.Committed(SnapshotToken visibleAt)) {
                return visibleAt;
            }
            throw new AssertionError("did not commit: " + result);
        }
    }

    public static SnapshotToken commit(Store store, Mutations mutations) {
        return commit(store, List.of(), mutations);
    }

    /** Puts one key, blindly. */
    public static SnapshotToken set(Store store, String key, String value) {
        return commit(store, put(key, value));
    }

    /** Entries k00000, k00001, ... of about 100 bytes, in commits of 500. */
    public static void fill(Store store, int count) {
        String padding = "x".repeat(90);
        for (int start = 0; start < count; start += 500) {
            var mutations = Mutations.builder();
            for (int i = start; i < Math.min(count, start + 500); i++) {
                mutations.put(key("k%05d".formatted(i)), key(padding + i));
            }
            commit(store, mutations.build());
        }
    }
}
