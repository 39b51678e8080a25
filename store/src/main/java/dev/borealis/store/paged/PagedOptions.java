package dev.borealis.store.paged;

import dev.borealis.store.RelationPrefix;
import dev.borealis.store.tree.PageTree;

/**
 * How an embedded storage behaves.
 *
 * @param pageBytes bytes of a page at most; small ones for tests
 * @param pageBudgetBytes heap for pages, where pages can be read again
 * @param marksBudgetBytes heap for the memory of conflicts
 * @param seed of the hash in the memory of conflicts
 * @param drive who runs the Committer
 */
public record PagedOptions(
        RelationPrefix relation,
        int pageBytes,
        long pageBudgetBytes,
        long marksBudgetBytes,
        long seed,
        Drive drive) {
    /** Smallest heap for the memory of conflicts. */
    public static final long MIN_MARKS_BYTES = 32L << 20;

    /** Who runs the Committer. */
    public enum Drive {
        /** A platform thread of its own. */
        THREAD,
        /** Whoever commits, one at a time: no hand-over, right where nothing waits for a disk. */
        CALLER,
        /**
         * Nobody: {@link PagedStorage#step()} does, so that a simulation decides when a commit is judged. The storage has no
         * thread of its own at all then.
         */
        STEPS
    }

    /** For a heap of this size: 35 % for pages, 5 % for the memory of conflicts. */
    public static PagedOptions forHeap(
            RelationPrefix relation, long maxHeapBytes, long seed, Drive drive) {
        return new PagedOptions(
                relation,
                PageTree.PAGE_BYTES,
                maxHeapBytes / 100 * 35,
                Math.max(MIN_MARKS_BYTES, maxHeapBytes / 100 * 5),
                seed,
                drive);
    }

    /** @param bytes of a page at most */
    public PagedOptions withPageBytes(int bytes) {
        return new PagedOptions(relation, bytes, pageBudgetBytes, marksBudgetBytes, seed, drive);
    }

    /** @param bytes of heap for pages */
    public PagedOptions withPageBudget(long bytes) {
        return new PagedOptions(relation, pageBytes, bytes, marksBudgetBytes, seed, drive);
    }

    /** @param bytes of heap for the memory of conflicts */
    public PagedOptions withMarksBudget(long bytes) {
        return new PagedOptions(relation, pageBytes, pageBudgetBytes, bytes, seed, drive);
    }
}
