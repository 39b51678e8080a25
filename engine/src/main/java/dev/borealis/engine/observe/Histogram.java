package dev.borealis.engine.observe;

import java.util.concurrent.atomic.LongAdder;

/** Durations, counted in steps of a factor of two from one microsecond. Thread-safe; counting waits for nobody. */
public final class Histogram {
    /** The last bucket holds what took longer than 2^25 µs, half a minute. */
    private static final int BUCKETS = 27;

    private final LongAdder[] counts = new LongAdder[BUCKETS];
    private final LongAdder nanos = new LongAdder();

    Histogram() {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = new LongAdder();
        }
    }

    void add(long duration) {
        nanos.add(duration);
        long micros = Math.max(1, duration / 1_000);
        int bucket = Long.SIZE - Long.numberOfLeadingZeros(micros - 1);
        counts[Math.min(bucket, BUCKETS - 1)].increment();
    }

    Counted counted() {
        long[] now = new long[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            now[i] = counts[i].sum();
        }
        return new Counted(now, nanos.sum() / 1e9);
    }

    /**
     * What was counted.
     *
     * @param counts bucket i holds durations of at most 2^i microseconds that no bucket before holds; the last one all longer
     * @param seconds the sum of all durations
     */
    public record Counted(long[] counts, double seconds) {
        /** Upper bound of a bucket in seconds; infinite for the last one. */
        public double bound(int bucket) {
            return bucket == counts.length - 1 ? Double.POSITIVE_INFINITY : (1L << bucket) / 1e6;
        }

        /** All that were counted. */
        public long count() {
            long sum = 0;
            for (long count : counts) {
                sum += count;
            }
            return sum;
        }

        /** The duration, in seconds, that this part of all did not exceed; 0 when there were none. */
        public double quantile(double part) {
            long wanted = (long) Math.ceil(count() * part);
            long met = 0;
            for (int i = 0; i < counts.length && wanted > 0; i++) {
                met += counts[i];
                if (met >= wanted) {
                    return (1L << i) / 1e6;
                }
            }
            return 0;
        }
    }
}
