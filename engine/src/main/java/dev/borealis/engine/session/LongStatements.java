package dev.borealis.engine.session;

/**
 * Where a statement runs whose plan has no small bound (the planner says so). A session calls it round the execution of
 * such a plan, on the thread that called the session; the call returns when the statement has ended. The server brings
 * one that uses platform threads, because virtual threads are not time-sliced: two long sorts would stop every other
 * session. What the statement throws comes out of {@link #run}.
 */
@FunctionalInterface
public interface LongStatements {
    void run(Runnable statement);

    /** On the calling thread: for tests and for callers that have platform threads already. */
    LongStatements HERE = Runnable::run;
}
