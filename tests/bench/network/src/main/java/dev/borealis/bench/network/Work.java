package dev.borealis.bench.network;

/** Processor time as a statement would use it: pure arithmetic, the same number of steps in every server. */
final class Work {
    private Work() {}

    /** Mixes {@code steps} times; the result must be used, or the compiler removes the work. */
    static long mix(long seed, int steps) {
        long value = seed;
        for (int i = 0; i < steps; i++) {
            value = (value ^ value >>> 29) * 0x9E3779B97F4A7C15L + i;
        }
        return value;
    }

    /** How many steps take a microsecond on this machine: the best of many short runs, so that other load is not in it. */
    static double stepsPerMicrosecond() {
        int steps = 20_000;
        long best = Long.MAX_VALUE;
        long result = 1;
        for (int run = 0; run < 5_000; run++) {
            long start = System.nanoTime();
            result = mix(result, steps);
            best = Math.min(best, System.nanoTime() - start);
        }
        if (result == 0) {
            throw new IllegalStateException("never mixed to zero");
        }
        return steps * 1_000.0 / best;
    }
}
