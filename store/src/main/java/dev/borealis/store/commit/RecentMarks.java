package dev.borealis.store.commit;

import dev.borealis.store.RelationPrefix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The newest commit that marked each lane of each key, within a budget.
 *
 * <p>Kept as generations of equal size, each a table from the hash of a key to three commit numbers, which is small at first
 * and doubles until it has that size; a look-up reads only the generations that hold marks newer than the snapshot, mostly
 * one. When the budget is used up the oldest generation is dropped. What it held is either older than every transaction that
 * can still commit, or it is folded: per relation the newest number is kept, and a transaction older than that number which
 * touches the relation loses, which is always allowed. Equal hashes of different keys (once in 2^62) only make a transaction
 * lose that could have won.
 *
 * <p>In a large table each place is a cache miss. A slot is therefore two numbers, and four keys that differ in the last two
 * bits only, as those of a load in order do, have their slots beside each other.
 *
 * <p>Not thread-safe.
 */
public final class RecentMarks {
    /** Generations the budget is divided into. */
    static final int GENERATIONS = 8;

    /** Relations remembered by themselves in the fold; past this number they share one number. */
    static final int MAX_RELATIONS = 10_000;

    /** Slots of a table at first: a server where nothing happens keeps 128 KiB. */
    private static final int FIRST_SLOTS = 1 << 13;

    private static final int LONGS_PER_SLOT =
            2; // hash, and three commit numbers, one for each lane: ROW, KEY, SHARE
    private static final int SLOTS_PER_LINE = 4;
    private static final int LANES = 3;

    /** Of a commit number in a slot, counted from the first of its generation. */
    private static final int NUMBER_BITS = 21;

    private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final RelationPrefix relation;
    private final long seed;
    private final int slotsPerGeneration;
    private final ArrayDeque<Generation> generations = new ArrayDeque<>(); // newest first
    private final Map<Long, Long> forgotten =
            new HashMap<>(); // hash of relation -> newest folded number
    private long forgottenOfAll;

    /** The relation asked for last, and the newest mark at that time: checks of one commit ask for few relations. */
    private long asked;

    private long askedAt;
    private long newestOfAsked;
    private long oldestOpen;
    private long folds;

    /**
     * @param budgetBytes of all tables together
     * @param seed of the hash: clients cannot aim at each other's keys
     */
    public RecentMarks(RelationPrefix relation, long budgetBytes, long seed) {
        this.relation = relation;
        this.seed = seed;
        long slots = Math.clamp(budgetBytes / GENERATIONS / (8 * LONGS_PER_SLOT), 16, 1 << 24);
        this.slotsPerGeneration = Integer.highestOneBit((int) slots);
    }

    /** No mark is newer, remembered or forgotten; 0 when there was none. */
    long newestOfAll() {
        Generation newest = generations.peekFirst();
        return newest == null ? 0 : newest.newest;
    }

    /** The newest number in any of the lanes that is greater than {@code after}, or a number that is not. */
    long newest(int store, byte[] bytes, int start, int end, int lanes, long after) {
        if (newestOfRelation(store, bytes, start, end) <= after) {
            return 0; // without a look at the place of the key, which is a cache miss
        }
        long hash = hash(store, bytes, start, end);
        for (Generation generation : generations) {
            if (generation.newest <= after) {
                break; // the others are older still
            }
            long found = generation.newest(hash, lanes);
            if (found > after) {
                return found;
            }
        }
        return 0;
    }

    /** The newest mark that is remembered of any key of the relation of a key, 0 when there is none. */
    private long newestOfRelation(int store, byte[] bytes, int start, int end) {
        long hash = hash(store, bytes, start, start + relation.length(bytes, start, end));
        if (hash != asked || askedAt != newestOfAll()) {
            asked = hash;
            askedAt = newestOfAll();
            newestOfAsked = 0;
            for (Generation generation : generations) {
                newestOfAsked = generation.newestOfRelation(hash);
                if (newestOfAsked != 0) {
                    break;
                }
            }
        }
        return newestOfAsked;
    }

    /** The newest number known to have been folded into the relation of a key, 0 when none was. */
    long forgotten(int store, byte[] bytes, int start, int end) {
        if (forgotten.isEmpty()) {
            return 0;
        }
        return forgotten.getOrDefault(
                hash(store, bytes, start, start + relation.length(bytes, start, end)), 0L);
    }

    /** The newest number folded into a relation that is not remembered by itself, 0 when none was. */
    long forgottenOfAll() {
        return forgottenOfAll;
    }

    /** How all keys of the relation of a key begin. */
    byte[] relation(byte[] key) {
        return Arrays.copyOf(key, relation.length(key, 0, key.length));
    }

    void mark(int store, byte[] bytes, int start, int end, int lanes, long number) {
        Generation generation = generations.peekFirst();
        if (generation == null || generation.isFull(number)) {
            generation = begin(number);
        }
        generation.mark(hash(store, bytes, start, end), lanes, number);
        int relationEnd = start + relation.length(bytes, start, end);
        generation.markRelation(hash(store, bytes, start, relationEnd), number);
        generation.newest = number;
    }

    private Generation begin(long number) {
        Generation reused = null;
        if (generations.size() == GENERATIONS) {
            reused = generations.getLast();
            if (reused.newest > oldestOpen) {
                fold(reused); // before it is gone: there may be no memory for it
            }
            generations.removeLast();
        }
        Generation generation =
                reused == null ? new Generation(slotsPerGeneration) : reused.cleared();
        generation.before = number - 1;
        generations.addFirst(generation);
        return generation;
    }

    private void fold(Generation generation) {
        folds++;
        generation.leaveRelation();
        for (Map.Entry<Long, Long> entry : generation.relations.entrySet()) {
            if (entry.getValue() > oldestOpen) {
                forgotten.merge(entry.getKey(), entry.getValue(), Math::max);
            }
        }
        if (forgotten.size() > MAX_RELATIONS) {
            for (long number : forgotten.values()) {
                forgottenOfAll = Math.max(forgottenOfAll, number);
            }
            forgotten.clear();
        }
    }

    /** Says that no transaction with an older snapshot will be judged any more: marks up to this number count no longer. */
    public void oldestOpen(long number) {
        if (number <= oldestOpen) {
            return;
        }
        oldestOpen = number;
        while (generations.size() > 1 && generations.getLast().newest <= number) {
            generations.removeLast();
        }
        if (!forgotten.isEmpty()) {
            forgotten.values().removeIf(newest -> newest <= number);
        }
    }

    /** What was said to {@link #oldestOpen(long)} last. */
    long oldestOpen() {
        return oldestOpen;
    }

    /** Bytes of the tables. */
    public long bytes() {
        long bytes = 0;
        for (Generation generation : generations) {
            bytes += 8L * generation.table.length;
        }
        return bytes;
    }

    /** How often marks that could still matter were folded. */
    public long folds() {
        return folds;
    }

    /** Its last two bits are those of the key; never 0, which is an empty slot. */
    private long hash(int store, byte[] bytes, int start, int end) {
        long hash = seed ^ store * 0x9e3779b97f4a7c15L;
        int i = start;
        for (; i + 8 < end; i += 8) {
            hash = mix(hash ^ (long) LONGS.get(bytes, i));
        }
        long rest = 0;
        for (; i < end; i++) {
            rest = rest << 8 | bytes[i] & 0xff;
        }
        hash = mix(mix(hash ^ end - start) ^ rest >>> 2) << 2 | rest & 3;
        return hash == 0 ? SLOTS_PER_LINE : hash;
    }

    private static long mix(long z) {
        z = (z ^ z >>> 32) * 0xd6e8feb86659fd93L;
        z = (z ^ z >>> 32) * 0xd6e8feb86659fd93L;
        return z ^ z >>> 32;
    }

    private static final class Generation {
        private final int maxSlots;
        private long[] table;
        private int lineMask;
        private int count;
        private long before; // number of the last commit before its first
        private long newest;
        private final Map<Long, Long> relations = new HashMap<>(); // without the last one marked
        private long relation; // the last one marked, 0 when none was
        private long newestOfRelation;

        Generation(int maxSlots) {
            this.maxSlots = maxSlots;
            use(new long[Math.min(maxSlots, FIRST_SLOTS) * LONGS_PER_SLOT]);
        }

        private void use(long[] empty) {
            table = empty;
            lineMask = slots() / SLOTS_PER_LINE - 1;
        }

        private int slots() {
            return table.length / LONGS_PER_SLOT;
        }

        Generation cleared() {
            Arrays.fill(table, 0);
            relations.clear();
            relation = 0;
            count = 0;
            newest = 0;
            return this;
        }

        boolean isFull(long number) {
            return count >= maxSlots / 4 * 3 || number - before > NUMBER_MASK;
        }

        private void grow() {
            long[] smaller = table;
            use(new long[smaller.length * 2]);
            for (int from = 0; from < smaller.length; from += LONGS_PER_SLOT) {
                if (smaller[from] != 0) {
                    System.arraycopy(smaller, from, table, slot(smaller[from]), LONGS_PER_SLOT);
                }
            }
        }

        /** Where a hash is, or the empty slot where it would go. */
        private int slot(long hash) {
            int line = (int) (hash >>> 2) & lineMask;
            while (true) {
                for (int i = 0; i < SLOTS_PER_LINE; i++) {
                    int slot = line * SLOTS_PER_LINE + ((int) hash + i & SLOTS_PER_LINE - 1);
                    long there = table[slot * LONGS_PER_SLOT];
                    if (there == hash || there == 0) {
                        return slot * LONGS_PER_SLOT;
                    }
                }
                line = line + 1 & lineMask;
            }
        }

        long newest(long hash, int lanes) {
            long numbers = table[slot(hash) + 1];
            long found = 0;
            for (int lane = 0; lane < LANES; lane++) {
                if ((lanes & 1 << lane) != 0) {
                    found = Math.max(found, numbers >>> lane * NUMBER_BITS & NUMBER_MASK);
                }
            }
            return found == 0 ? 0 : before + found;
        }

        /** One after the other are mostly of one relation. */
        void markRelation(long hash, long number) {
            if (hash != relation) {
                leaveRelation();
                relation = hash;
            }
            newestOfRelation = number;
        }

        /** 0 when nothing of it is marked here. */
        long newestOfRelation(long hash) {
            return hash == relation ? newestOfRelation : relations.getOrDefault(hash, 0L);
        }

        void leaveRelation() {
            if (relation != 0) {
                relations.put(relation, newestOfRelation);
            }
        }

        void mark(long hash, int lanes, long number) {
            int at = slot(hash);
            if (table[at] == 0) {
                if (count >= slots() / 4 * 3) {
                    grow();
                    at = slot(hash);
                }
                table[at] = hash;
                count++;
            }
            long numbers = table[at + 1];
            for (int lane = 0; lane < LANES; lane++) {
                if ((lanes & 1 << lane) != 0) {
                    int shift = lane * NUMBER_BITS;
                    numbers = numbers & ~(NUMBER_MASK << shift) | number - before << shift;
                }
            }
            table[at + 1] = numbers;
        }
    }
}
