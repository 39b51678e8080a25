package dev.borealis.store;

/** What became of a transaction. */
public sealed interface Outcome {
    /** @param visibleAt a view that shows it */
    record Committed(SnapshotToken visibleAt) implements Outcome {}

    /** It changed nothing and never will. */
    record NotCommitted() implements Outcome {}

    /** Longer ago than the store remembers, or never heard of. */
    record Forgotten() implements Outcome {}
}
