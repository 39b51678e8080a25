package dev.borealis.bench.network;

/** Counts of latencies in buckets 3 % wide. Not thread-safe. */
final class Latencies {
    /** Buckets for each doubling. */
    private static final int PRECISION = 32;

    private final long[] counts = new long[64 * PRECISION];
    private long total;

    void add(long nanos) {
        int exponent = 63 - Long.numberOfLeadingZeros(Math.max(nanos, PRECISION));
        int fraction = (int) (nanos >>> exponent - 5) & PRECISION - 1;
        counts[exponent * PRECISION + fraction]++;
        total++;
    }

    long total() {
        return total;
    }

    /** @param share 0.99 for the 99th percentile */
    double micros(double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted && seen > 0) {
                int exponent = bucket / PRECISION;
                double fraction = bucket % PRECISION + 0.5;
                return (1L << exponent) * (1 + fraction / PRECISION) / 1_000;
            }
        }
        return Double.NaN;
    }
}
