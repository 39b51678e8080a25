package dev.borealis.engine.evaluate;

/** Hands out site numbers while one plan is made. */
public final class Sites {
    private int count;

    public int next() {
        return count++;
    }

    public int count() {
        return count;
    }
}
