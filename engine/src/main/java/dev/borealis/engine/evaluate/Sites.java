package dev.borealis.engine.evaluate;

/** Hands out site numbers while one plan is made. */
public final class Sites {
    private int count;

    /** The number of a further call site. */
    public int next() {
        return count++;
    }

    /** Call sites so far, which is how many states an execution needs. */
    public int count() {
        return count;
    }
}
