package dev.borealis.engine.define;

import dev.borealis.engine.catalog.CatalogKeys;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.store.Entry;
import dev.borealis.store.Snapshot;
import dev.borealis.store.Store;
import dev.borealis.types.error.SequenceErrors;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The positions of sequences, kept in the store outside all transactions. The process takes some values ahead of those
 * asked for, as PostgreSQL's log does, so that CACHE 1 does not cost a synced write for each; what it took and did not
 * hand out is lost when it ends. Thread-safe.
 */
public final class Sequences {
    /** Values taken ahead by the process. Source: PostgreSQL's SEQ_LOG_VALS. */
    private static final int AHEAD = 32;

    private final Store store;
    private final Map<Integer, Reserve> reserves = new ConcurrentHashMap<>();

    /** What SELECT * FROM sequence shows. */
    public record Position(long lastValue, long logCount, boolean called) {}

    /** Values {@code next}, {@code next + increment}, … {@code last} belong to the process while {@code left} is not 0. */
    private static final class Reserve {
        private long next;
        private long left;
        private long end;
        private @Nullable Position position;
    }

    /** A session's own values. */
    private static final class Block {
        private long next;
        private long left;
    }

    public Sequences(Store store) {
        this.store = store;
    }

    /**
     * What one session remembers: its cached values, currval and lastval. Used by one thread.
     */
    public final class Session {
        private final Map<Integer, Block> blocks = new HashMap<>();
        private final Map<Integer, Long> current = new HashMap<>();
        private @Nullable Long last;

        /** nextval: from the block that this session has taken, if the sequence has CACHE. 2200H at the end. */
        public long next(Relation.Sequence sequence) {
            Block block = blocks.get(sequence.oid());
            long value;
            if (block != null && block.left > 0) {
                value = block.next;
            } else if (sequence.cache() > 1) {
                block = new Block();
                long[] taken = takeBlock(sequence, sequence.cache());
                block.next = taken[0];
                block.left = taken[1];
                blocks.put(sequence.oid(), block);
                value = block.next;
            } else {
                block = null;
                value = takeOne(sequence);
            }
            if (block != null) {
                block.left--;
                block.next += block.left > 0 ? sequence.increment() : 0;
            }
            current.put(sequence.oid(), value);
            last = value;
            return value;
        }

        /** 55000 before the first nextval of this session. */
        public long current(Relation.Sequence sequence) {
            Long value = current.get(sequence.oid());
            if (value == null) {
                throw SequenceErrors.currvalNotDefined(sequence.name());
            }
            return value;
        }

        /** lastval: the latest value of {@link #next} of any sequence. 55000 before the first. */
        public long last() {
            if (last == null) {
                throw SequenceErrors.lastvalNotDefined();
            }
            return last;
        }

        /**
         * setval. 22003 for a value that the sequence never gives.
         *
         * @param called whether the value counts as given, so that the next one follows it
         */
        public long set(Relation.Sequence sequence, long value, boolean called) {
            if (value < sequence.min() || value > sequence.max()) {
                throw SequenceErrors.setvalOutOfBounds(
                        value, sequence.name(), sequence.min(), sequence.max());
            }
            blocks.remove(sequence.oid());
            Sequences.this.set(sequence, value, called);
            if (called) {
                current.put(sequence.oid(), value);
            }
            return value;
        }

        /** lastval lives as long as the transaction. Source: guide. */
        public void endTransaction() {
            last = null;
        }
    }

    /** What one session remembers of the sequences it has used. */
    public Session session() {
        return new Session();
    }

    /** What the sequence would show now. */
    public Position position(Relation.Sequence sequence) {
        Reserve reserve = reserves.get(sequence.oid());
        if (reserve != null) {
            synchronized (reserve) {
                if (reserve.position != null) {
                    return reserve.position;
                }
            }
        }
        try (Snapshot snapshot = store.snapshot()) {
            Entry stored = snapshot.get(CatalogKeys.sequence(sequence.oid()));
            return stored == null
                    ? new Position(sequence.start(), 0, false)
                    : decode(stored.value());
        }
    }

    /** Sets the position at once and for all sessions, except for blocks they hold already. */
    public void set(Relation.Sequence sequence, long value, boolean called) {
        Reserve reserve = reserves.computeIfAbsent(sequence.oid(), _ -> new Reserve());
        synchronized (reserve) {
            store.update(CatalogKeys.sequence(sequence.oid()), _ -> encode(value, called));
            reserve.left = 0;
            reserve.position = new Position(value, 0, called);
        }
    }

    /** Gives back values taken ahead, because the sequence has other rules now. */
    void forget(int sequence) {
        Reserve reserve = reserves.remove(sequence);
        if (reserve == null) {
            return;
        }
        synchronized (reserve) {
            Position position = reserve.position;
            if (position != null && reserve.left > 0) {
                store.update(
                        CatalogKeys.sequence(sequence),
                        before ->
                                before != null && decode(before).lastValue == reserve.end
                                        ? encode(position.lastValue, position.called)
                                        : before);
            }
            reserve.left = 0;
        }
    }

    private long takeOne(Relation.Sequence sequence) {
        Reserve reserve = reserves.computeIfAbsent(sequence.oid(), _ -> new Reserve());
        synchronized (reserve) {
            if (reserve.left == 0) {
                long[] taken = advance(sequence, AHEAD);
                reserve.next = taken[0];
                reserve.left = taken[1];
                reserve.end = taken[0] + (taken[1] - 1) * sequence.increment();
            }
            long value = reserve.next;
            reserve.left--;
            reserve.next += reserve.left > 0 ? sequence.increment() : 0;
            reserve.position = new Position(value, reserve.left, true);
            return value;
        }
    }

    private long[] takeBlock(Relation.Sequence sequence, long count) {
        Reserve reserve = reserves.computeIfAbsent(sequence.oid(), _ -> new Reserve());
        synchronized (reserve) {
            reserve.left = 0;
            reserve.position = null;
            return advance(sequence, count);
        }
    }

    /**
     * Takes up to {@code count} values from the store: the first one and how many.
     *
     * @throws dev.borealis.types.error.SqlException 2200H when there is not a single one
     */
    private long[] advance(Relation.Sequence sequence, long count) {
        long[] taken = new long[2];
        store.update(
                CatalogKeys.sequence(sequence.oid()),
                before -> {
                    Position position =
                            before == null
                                    ? new Position(sequence.start(), 0, false)
                                    : decode(before);
                    Long first =
                            position.called
                                    ? following(sequence, position.lastValue)
                                    : (Long) position.lastValue;
                    if (first == null) {
                        taken[1] = 0;
                        return before;
                    }
                    long room =
                            sequence.increment() > 0
                                    ? Long.divideUnsigned(
                                            sequence.max() - first, sequence.increment())
                                    : Long.divideUnsigned(
                                            first - sequence.min(), -sequence.increment());
                    long steps = Long.compareUnsigned(room, count - 1) < 0 ? room : count - 1;
                    taken[0] = first;
                    taken[1] = steps + 1;
                    return encode(first + steps * sequence.increment(), true);
                });
        if (taken[1] == 0) {
            boolean up = sequence.increment() > 0;
            throw SequenceErrors.sequenceReachedLimit(
                    up, sequence.name(), up ? sequence.max() : sequence.min());
        }
        return taken;
    }

    /** The value after {@code last}; null when the sequence is used up. */
    private static @Nullable Long following(Relation.Sequence sequence, long last) {
        long increment = sequence.increment();
        boolean up = increment > 0;
        boolean atEnd =
                up
                        ? last > sequence.max()
                                || Long.compareUnsigned(sequence.max() - last, increment) < 0
                        : last < sequence.min()
                                || Long.compareUnsigned(last - sequence.min(), -increment) < 0;
        if (!atEnd) {
            return last + increment;
        }
        if (!sequence.cycle()) {
            return null;
        }
        return up ? sequence.min() : sequence.max();
    }

    private static byte[] encode(long value, boolean called) {
        return ByteBuffer.allocate(9).putLong(value).put((byte) (called ? 1 : 0)).array();
    }

    private static Position decode(byte[] stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        return new Position(buffer.getLong(), 0, buffer.get() == 1);
    }

    static Relation.Sequence ownedBy(Relation.Sequence sequence, int table, int column) {
        return new Relation.Sequence(
                sequence.oid(),
                sequence.schema(),
                sequence.name(),
                sequence.owner(),
                sequence.start(),
                sequence.increment(),
                sequence.min(),
                sequence.max(),
                sequence.cache(),
                sequence.cycle(),
                table,
                column,
                sequence.identity(),
                sequence.privileges());
    }
}
