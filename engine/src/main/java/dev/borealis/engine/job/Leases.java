package dev.borealis.engine.job;

import dev.borealis.engine.catalog.CatalogKeys;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.JobIds;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.Store;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which jobs are ours. A job belongs to the process whose incarnation its lease in the store names, until the lease runs out.
 *
 * <p>Thread-safe.
 */
final class Leases {
    /** How long a lease lasts unless it is renewed. */
    static final long MICROS = 5_000_000;

    private final Store store;
    private final Clock clock;
    private final byte[] incarnation;
    private final Map<Bytes, Long> untilMicros = new HashMap<>();

    Leases(Store store, Clock clock, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.incarnation = JobRun.array(JobIds.random(random));
    }

    /** Whether the job is ours, for a while at least; takes or renews its lease if need be. */
    synchronized boolean take(Job job) {
        long now = StoreTransaction.micros(clock);
        Long held = untilMicros.get(job.id());
        if (held != null && held - now > MICROS / 2) {
            return true;
        }
        byte[] mine = Arrays.copyOf(incarnation, incarnation.length + Long.BYTES);
        ByteBuffer.wrap(mine).putLong(incarnation.length, now + MICROS);
        byte[] after = store.update(key(job), before -> isFree(before, now) ? mine : before);
        if (!Arrays.equals(after, mine)) {
            untilMicros.remove(job.id());
            return false;
        }
        untilMicros.put(job.id(), now + MICROS);
        return true;
    }

    private boolean isFree(byte @Nullable [] lease, long now) {
        return lease == null
                || Arrays.equals(lease, 0, incarnation.length, incarnation, 0, incarnation.length)
                || ByteBuffer.wrap(lease).getLong(incarnation.length) < now;
    }

    /** Of a job that has ended. */
    synchronized void release(Job job) {
        untilMicros.remove(job.id());
        store.update(key(job), _ -> null);
    }

    private static byte[] key(Job job) {
        return CatalogKeys.lease(JobRun.array(job.id()));
    }
}
