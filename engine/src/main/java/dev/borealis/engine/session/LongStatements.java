package dev.borealis.engine.session;

import java.util.function.BooleanSupplier;

/**
 * Where a statement runs whose plan has no small bound (the planner says so). A session calls it round the execution of
 * such a plan, on the thread that called the session; the call returns when the statement has ended. The server brings
 * one that uses platform threads, because virtual threads are not time-sliced: two long sorts would stop every other
 * session. What the statement throws comes out of {@link #run}.
 */
@FunctionalInterface
public interface LongStatements {
    /**
     * Runs a statement, perhaps after others.
     *
     * @param mustEnd whether it was cancelled or has become too old: it then no longer waits for its turn, and ends as soon
     *     as it looks. Asked by the thread that waits or runs it
     */
    void run(Runnable statement, BooleanSupplier mustEnd);

    /**
     * Waits for something, called by a statement that runs: another may run meanwhile. Statements that sleep, wait for a job
     * or for their commit must not keep others from running.
     */
    default void whileWaiting(Runnable waiting) {
        waiting.run();
    }

    /** Called now and then by a statement that runs: others that wait may have their turn before it goes on. */
    default void giveWay() {}

    /** On the calling thread: for tests and for callers that have platform threads already. */
    LongStatements HERE = (statement, _) -> statement.run();
}
