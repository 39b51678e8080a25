package dev.borealis.engine.execute;

/**
 * A running step of a plan. {@link #open} starts it, again where it ran before (then with the outer rows current that it
 * reads); {@link #next} makes the next row of its ranges current in the frame. Never {@code next} before {@code open} or
 * after false.
 */
abstract class Operator {
    /** Rows a filter dropped. */
    long filtered;

    abstract void open();

    abstract boolean next();

    /** Gives back what it holds; it may be opened again. */
    void close() {}

    /** Forgets kept rows: what they depend on may have changed. */
    void reset() {}

    /** Rows it can skip without looking, for count(*); −1 when it cannot. See {@link ScanOperator}. */
    long skipAll() {
        return -1;
    }
}
