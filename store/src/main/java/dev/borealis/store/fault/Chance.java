package dev.borealis.store.fault;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** The dice. Thread-safe. */
final class Chance {
    private final SplittableRandom random;
    private Faults faults;

    Chance(Faults faults, SplittableRandom random) {
        this.faults = faults;
        this.random = random;
    }

    synchronized void faults(Faults newFaults) {
        faults = newFaults;
    }

    /** Whether it happens this time. */
    synchronized boolean hits(ToDoubleFunction<Faults> probability) {
        double wanted = probability.applyAsDouble(faults);
        return wanted > 0 && random.nextDouble() < wanted;
    }

    synchronized int upTo(int bound) {
        return random.nextInt(bound);
    }
}
