package dev.borealis.store;

/** What became of a transaction. */
public sealed interface Outcome {
    record Committed(SnapshotToken visibleAt) implements Outcome {}

    record NotCommitted() implements Outcome {}

    /** Longer ago than the store remembers, or never heard of. */
    record Forgotten() implements Outcome {}
}
