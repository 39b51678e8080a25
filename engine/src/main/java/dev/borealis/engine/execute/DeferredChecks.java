package dev.borealis.engine.execute;

/** Collects checks that run at COMMIT, or when SET CONSTRAINTS makes them immediate. */
@FunctionalInterface
public interface DeferredChecks {
    /** @param constraint OID; {@code check} throws the error */
    void add(int constraint, Runnable check);

    /** Whether a deferrable constraint is to be deferred in this transaction. */
    default boolean isDeferred(int constraint, boolean initiallyDeferred) {
        return initiallyDeferred;
    }
}
