package dev.borealis.engine.execute;

import dev.borealis.engine.plan.Explain;

/** Counts and times what an operator does: for EXPLAIN ANALYZE. */
final class ObservedOperator extends Operator {
    private final Operator operator;
    private long rows;
    private long loops;
    private long nanos;
    private long firstRowNanos;

    ObservedOperator(Operator operator) {
        this.operator = operator;
    }

    Explain.Seen seen() {
        return new Explain.Seen(rows, loops, firstRowNanos, nanos, operator.filtered);
    }

    @Override
    void open() {
        loops++;
        long start = System.nanoTime();
        operator.open();
        nanos += System.nanoTime() - start;
    }

    @Override
    boolean next() {
        long start = System.nanoTime();
        boolean any = operator.next();
        nanos += System.nanoTime() - start;
        if (any && rows++ == 0) {
            firstRowNanos = nanos;
        }
        return any;
    }

    @Override
    void reset() {
        operator.reset();
    }

    @Override
    void close() {
        operator.close();
    }
}
