package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/** The answers to a {@link Commit}. */
public sealed interface CommitResult {
    /** Durable, and in every view from this one on. */
    record Committed(SnapshotToken visibleAt) implements CommitResult {}

    /**
     * Not committed: another transaction was first, and new snapshots see it.
     *
     * @param winner for logs
     */
    record Conflict(Scope scope, Label label, @Nullable TransactionId winner)
            implements CommitResult {
        /** The key that both touched, if the store remembers it. */
        public byte @Nullable [] key() {
            return switch (scope) {
                case Scope.Key(byte[] key) -> key;
                case Scope.Relation _, Scope.Store _ -> null;
            };
        }
    }

    /** What is known of where two transactions met. A snapshot may be older than what the store remembers. */
    sealed interface Scope {
        /** Both touched this key. */
        record Key(byte[] key) implements Scope {}

        /** Both touched the relation whose keys begin so; with which keys is no longer known. */
        record Relation(byte[] prefix) implements Scope {}

        /** The snapshot is older than all that is remembered. */
        record Store() implements Scope {}
    }

    /** Certainly not committed. */
    record Refused(StoreProblem problem) implements CommitResult {}

    /** Ask {@link Store#outcome}; embedded: a failed log sync. */
    record Unknown(TransactionId id) implements CommitResult {}
}
