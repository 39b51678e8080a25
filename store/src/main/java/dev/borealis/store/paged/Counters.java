package dev.borealis.store.paged;

import dev.borealis.store.StoreProblem;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.LongAdder;

/** What the Committer counts. Written by one thread, read by any. */
final class Counters {
    final LongAdder groups = new LongAdder();
    final LongAdder requests = new LongAdder();
    final LongAdder conflicts = new LongAdder();
    final LongAdder failedGroups = new LongAdder();
    final LongAdder writes = new LongAdder();
    final LongAdder writeNanos = new LongAdder();
    volatile long slowestWriteNanos;
    volatile long marksBytes;
    volatile long folds;
    volatile @Nullable Throwable lastFailure;

    /** Why the newest group failed; null after one that did not. */
    volatile @Nullable Refusal refusal;

    /** @param nanos when, of the clock of the Committer */
    record Refusal(StoreProblem problem, long nanos) {}

    /** Nobody's commit would have been done. */
    void failed(Throwable failure, StoreProblem problem, long nanos) {
        failedGroups.increment();
        lastFailure = failure;
        refusal = new Refusal(problem, nanos);
    }

    void wrote(long nanos) {
        writes.increment();
        refusal = null;
        writeNanos.add(nanos);
        if (nanos > slowestWriteNanos) {
            slowestWriteNanos = nanos;
        }
    }
}
