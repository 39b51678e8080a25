package dev.borealis.engine.observe;

import dev.borealis.store.CommitResult;
import dev.borealis.store.Label;
import dev.borealis.store.TransactionId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys with the most conflicts, in bounded memory: the space-saving counters of Metwally, Agrawal and El Abbadi. A new
 * key takes the place of the one counted least and inherits its count, which so may be too high by what {@link
 * Counter#uncertain} says. A key with more conflicts than all others' share is always among them.
 *
 * <p>Thread-safe. A session that meets another one here does not wait: its conflict is not counted here.
 */
final class TopConflicts {
    private static final int KEYS = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Counter> counters = new HashMap<>();

    /** A key of the store, or null for one forgotten. */
    private record Key(byte @Nullable [] bytes, Label label) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Arrays.equals(bytes, key.bytes)
                    && label == key.label;
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(bytes) + label.ordinal();
        }
    }

    /** As counted; a copy. */
    record Counter(
            byte @Nullable [] key,
            Label label,
            long conflicts,
            long uncertain,
            long lastMicros,
            @Nullable TransactionId winner) {}

    void count(CommitResult.Conflict conflict, long nowMicros) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            var key = new Key(conflict.key(), conflict.label());
            Counter before = counters.get(key);
            long inherited = 0;
            if (before == null && counters.size() >= KEYS) {
                inherited = removeLeast();
            }
            counters.put(
                    key,
                    new Counter(
                            conflict.key(),
                            conflict.label(),
                            before == null ? inherited + 1 : before.conflicts + 1,
                            before == null ? inherited : before.uncertain,
                            nowMicros,
                            conflict.winner()));
        } finally {
            lock.unlock();
        }
    }

    private long removeLeast() {
        Map.Entry<Key, Counter> least = null;
        for (Map.Entry<Key, Counter> entry : counters.entrySet()) {
            if (least == null || entry.getValue().conflicts < least.getValue().conflicts) {
                least = entry;
            }
        }
        if (least == null) {
            return 0;
        }
        counters.remove(least.getKey());
        return least.getValue().conflicts;
    }

    /** Most conflicts first. */
    List<Counter> all() {
        List<Counter> copy;
        lock.lock();
        try {
            copy = new ArrayList<>(counters.values());
        } finally {
            lock.unlock();
        }
        copy.sort((one, other) -> Long.compare(other.conflicts, one.conflicts));
        return copy;
    }
}
