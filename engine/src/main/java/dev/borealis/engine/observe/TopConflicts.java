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
    private final Map<Place, Counter> counters = new HashMap<>();

    /** Where transactions met: a key, a relation, or no longer known. */
    private record Place(Class<?> kind, byte[] bytes, Label label) {
        static Place of(CommitResult.Conflict conflict) {
            byte[] bytes =
                    switch (conflict.scope()) {
                        case CommitResult.Scope.Key(byte[] key) -> key;
                        case CommitResult.Scope.Relation(byte[] prefix) -> prefix;
                        case CommitResult.Scope.Store _ -> new byte[0];
                    };
            return new Place(conflict.scope().getClass(), bytes, conflict.label());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place place
                    && kind == place.kind
                    && Arrays.equals(bytes, place.bytes)
                    && label == place.label;
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(bytes) + label.ordinal();
        }
    }

    /** As counted; a copy. */
    record Counter(
            CommitResult.Scope scope,
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
            Place place = Place.of(conflict);
            Counter before = counters.get(place);
            long inherited = 0;
            if (before == null && counters.size() >= KEYS) {
                inherited = removeLeast();
            }
            counters.put(
                    place,
                    new Counter(
                            conflict.scope(),
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
        Map.Entry<Place, Counter> least = null;
        for (Map.Entry<Place, Counter> entry : counters.entrySet()) {
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
