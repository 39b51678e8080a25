package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/** What became of a transaction. */
public sealed interface Outcome {
    /** @param visibleAt a view that shows it */
    record Committed(SnapshotToken visibleAt) implements Outcome {}

    /**
     * It changed nothing and never will.
     *
     * @param because null: it lost to another
     */
    record NotCommitted(@Nullable StoreProblem because) implements Outcome {}

    /** Longer ago than the store remembers, or never heard of. */
    record Forgotten() implements Outcome {}
}
