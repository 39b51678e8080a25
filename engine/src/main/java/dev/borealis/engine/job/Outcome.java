package dev.borealis.engine.job;

import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

/**
 * What a step of a job has come to. A step reads a view, for as long as it takes; its outcome is written in a transaction of
 * its own, which is short and so seldom loses to anybody.
 */
sealed interface Outcome {
    /** The job goes on behind a position: the key of the last row done. */
    record Proceeds(Bytes position) implements Outcome {}

    /**
     * The job has ended.
     *
     * @param failed whether badly
     * @param details for sys.jobs
     * @param change what else is written with it
     */
    record Ends(boolean failed, @Nullable String details, Change change) implements Outcome {}

    /** Something came between: nothing is written, and the step is to be taken anew. */
    record Again() implements Outcome {}

    /** What the end of a job changes. */
    @FunctionalInterface
    interface Change {
        Change NONE = _ -> true;

        /**
         * Writes it.
         *
         * @param now may be newer than what the step has read
         * @return false when it does not hold any more: nothing of the outcome is written then
         */
        boolean write(StoreTransaction now);
    }

    static Outcome completed(@Nullable String details) {
        return new Ends(false, details, Change.NONE);
    }

    static Outcome completed(Change change) {
        return new Ends(false, null, change);
    }

    static Outcome failed(String details, Change change) {
        return new Ends(true, details, change);
    }
}
