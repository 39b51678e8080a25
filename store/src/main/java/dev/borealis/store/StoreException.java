package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/**
 * A call on a store that could not be answered. Nothing was changed, unless what failed was the writing itself: the methods
 * that write outside of commits say so.
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final StoreProblem problem;

    /** @param cause null: the store found it itself */
    public StoreException(StoreProblem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** Of a problem that the store found itself. */
    public StoreException(StoreProblem problem, String message) {
        this(problem, message, null);
    }

    /** Why it could not be answered. */
    public StoreProblem problem() {
        return problem;
    }
}
