package dev.borealis.engine.check;

/**
 * A sum over entries that does not depend on their order: two hashes of 64 bits, and how many. Equal sums mean equal sets of
 * entries, but for a chance in 2^128; nobody here makes entries that collide on purpose.
 */
final class EntrySum {
    private static final long FIRST_SEED = 0x9E3779B97F4A7C15L;
    private static final long SECOND_SEED = 0xC2B2AE3D27D4EB4FL;

    private long count;
    private long first;
    private long second;

    void add(byte[] key, int keyFrom, int keyTo, byte[] value, int valueFrom, int valueTo) {
        count++;
        first += hash(hash(FIRST_SEED, key, keyFrom, keyTo), value, valueFrom, valueTo);
        second += hash(hash(SECOND_SEED, key, keyFrom, keyTo), value, valueFrom, valueTo);
    }

    long count() {
        return count;
    }

    boolean equals(EntrySum other) {
        return count == other.count && first == other.first && second == other.second;
    }

    private static long hash(long seed, byte[] bytes, int from, int to) {
        long hash = seed ^ (to - from);
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x100000001B3L;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        return hash ^ hash >>> 32;
    }
}
