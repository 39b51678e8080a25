package dev.borealis.store;

/** Names a view of one store. Equal tokens are equal views; a larger value is a later view. */
public record SnapshotToken(long value) implements Comparable<SnapshotToken> {
    @Override
    public int compareTo(SnapshotToken other) {
        return Long.compare(value, other.value);
    }
}
