package dev.borealis.cli;

import org.jspecify.annotations.Nullable;

/**
 * Who may use how much of a server's memory, decided once at start. Of the heap a fifth or more is left to sessions, plans,
 * the catalog and the garbage collector's work. Everything is taken as it is needed: an idle server holds little of it.
 *
 * @param pageBytes heap for pages of the store; less means more reads from disk
 * @param marksBytes heap for the memory of conflicts
 * @param statementBytes heap that statements share for sorting, hashing and results
 * @param cacheBytes native memory of RocksDB: blocks, indexes, filters and write buffers together
 */
record MemoryPlan(long pageBytes, long marksBytes, long statementBytes, long cacheBytes) {
    private static final int PAGES_PERCENT = 35;
    private static final int MARKS_PERCENT = 5;
    private static final int STATEMENTS_PERCENT = 35;
    private static final long MIN_MARKS_BYTES = 32L << 20;

    /** Native memory as a part of the heap: filters and indexes of 100,000,000 rows want some 200 MB. */
    private static final long CACHE_PART = 16;

    private static final long MIN_CACHE_BYTES = 64L << 20;
    private static final long MAX_CACHE_BYTES = 1L << 30;

    /**
     * For a heap of this size.
     *
     * @param pages {@code BOREALIS_PAGE_BUDGET}, such as {@code 64m}: heap for pages instead of the usual part
     */
    static MemoryPlan of(long maxHeapBytes, @Nullable String pages) {
        return new MemoryPlan(
                pages == null ? maxHeapBytes / 100 * PAGES_PERCENT : bytes(pages),
                Math.max(MIN_MARKS_BYTES, maxHeapBytes / 100 * MARKS_PERCENT),
                maxHeapBytes / 100 * STATEMENTS_PERCENT,
                Math.clamp(maxHeapBytes / CACHE_PART, MIN_CACHE_BYTES, MAX_CACHE_BYTES));
    }

    /** @throws IllegalArgumentException when it is not a size such as 512m or 4g */
    private static long bytes(String size) {
        int unit = "kmg".indexOf(Character.toLowerCase(size.charAt(size.length() - 1)));
        if (unit < 0 || !size.matches("[1-9][0-9]*[kKmMgG]")) {
            throw new IllegalArgumentException(
                    "BOREALIS_PAGE_BUDGET must be a size such as 512m or 4g: " + size);
        }
        return Long.parseLong(size.substring(0, size.length() - 1)) << 10 * (unit + 1);
    }
}
