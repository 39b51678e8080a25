package dev.borealis.store.paged;

import dev.borealis.store.StoreProblem;

import org.jspecify.annotations.Nullable;

/** A group was not written, or perhaps was. */
public final class BackingException extends Exception {
    private static final long serialVersionUID = 1L;
    private final StoreProblem problem;
    private final boolean certain;

    /** @param certain nothing was written */
    public BackingException(
            StoreProblem problem, boolean certain, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.certain = certain;
    }

    /** What a store says of it. */
    public StoreProblem problem() {
        return problem;
    }

    /** Nothing was written. */
    public boolean certain() {
        return certain;
    }
}
