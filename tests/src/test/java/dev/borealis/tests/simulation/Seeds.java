package dev.borealis.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongFunction;

/** Runs many seeds of a world, each twice. */
public final class Seeds {
    private Seeds() {}

    /**
     * Runs the seeds 1 to {@code count}; stops at the first that fails and names it.
     *
     * @param run gives the history of a seed
     */
    public static void each(String world, int count, LongFunction<String> run) {
        long start = System.nanoTime();
        long lines = 0;
        for (long seed = 1; seed <= count; seed++) {
            String first = run.apply(seed);
            String second = run.apply(seed);
            if (!first.equals(second)) {
                assertThat(second).as("seed %d runs twice alike", seed).isEqualTo(first);
            }
            lines += first.lines().count();
        }
        System.out.printf(
                "%s: %d seeds, each twice, %d events, %.1f s%n",
                world, count, lines, (System.nanoTime() - start) / 1e9);
    }

    /** How many seeds: few, or with {@code -Dborealis.long=true} many. */
    public static int count(int few, int many) {
        return Boolean.getBoolean("borealis.long") ? many : few;
    }
}
