package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/** A call on a store that could not be answered; nothing was changed. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final StoreProblem problem;

    public StoreException(StoreProblem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public StoreException(StoreProblem problem, String message) {
        this(problem, message, null);
    }

    public StoreProblem problem() {
        return problem;
    }
}
