package dev.borealis.engine.transaction;

import dev.borealis.engine.key.KeyFormat;
import dev.borealis.store.Cursor;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;
import dev.borealis.store.ScanOptions;
import dev.borealis.store.Snapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a view has no keys: what a bulk load need not look up. When several keys of a relation were looked for in ascending
 * order and none was there, the next look-up asks for the next key that is; until then all are known to be absent. A view
 * never changes, so what was empty stays empty. Not thread-safe.
 */
final class EmptyStretches {
    /** So many keys in ascending order are a load; of keys in no order one in 40,000 looks so. */
    private static final int ASCENDING = 8;

    /** A row has at most so many keys that are looked up: its own and those of unique indexes. */
    private static final int RELATIONS = 25;

    private final List<Stretch> stretches = new ArrayList<>();

    /** Of one relation. */
    private static final class Stretch {
        private final byte[] prefix;
        private byte[] last; // looked for and not there
        private int ascending;
        private @Nullable KeyRange empty;

        private Stretch(byte[] key) {
            this.prefix = Arrays.copyOf(key, KeyFormat.PREFIX_BYTES);
            this.last = key;
        }

        private boolean isOf(byte[] key) {
            int length = Math.min(prefix.length, key.length);
            return Arrays.equals(prefix, 0, prefix.length, key, 0, length);
        }
    }

    /** Whether a key is known not to be there. */
    boolean contain(byte[] key) {
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            if (stretch.isOf(key)) {
                return stretch.empty != null && stretch.empty.contains(key);
            }
        }
        return false;
    }

    /** A key was looked up and is not there. */
    void missed(byte[] key, Snapshot view) {
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            if (stretch.isOf(key)) {
                missed(stretch, key, view);
                return;
            }
        }
        if (stretches.size() < RELATIONS && key.length >= KeyFormat.PREFIX_BYTES) {
            stretches.add(new Stretch(key));
        }
    }

    private static void missed(Stretch stretch, byte[] key, Snapshot view) {
        boolean ascends = Arrays.compareUnsigned(stretch.last, key) < 0;
        stretch.last = key;
        stretch.ascending = ascends ? stretch.ascending + 1 : 0;
        if (stretch.ascending >= ASCENDING) {
            stretch.ascending = 0;
            stretch.empty = emptyFrom(key, KeyRange.afterPrefix(stretch.prefix), view);
        }
    }

    /** From a key that is not there to the next one of its relation. */
    private static KeyRange emptyFrom(byte[] key, byte @Nullable [] end, Snapshot view) {
        KeyRange rest = KeyRange.of(key, end);
        try (Cursor cursor = view.scan(rest, new ScanOptions(false, 1, null))) {
            for (Page page = cursor.next(); page != null; page = cursor.next()) {
                if (page.size() > 0) {
                    return KeyRange.of(key, page.key(0));
                }
            }
            return rest;
        }
    }
}
