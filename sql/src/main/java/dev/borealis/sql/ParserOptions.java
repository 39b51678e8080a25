package dev.borealis.sql;

import dev.borealis.types.StackDepth;

/**
 * How to parse.
 *
 * @param memory told of the tree's growth
 * @param maxDepth nesting after which a statement fails with 54001
 */
public record ParserOptions(MemoryAccount memory, int maxDepth) {
    /** Nesting that fits the stack of a thread. */
    public static final int DEFAULT_MAX_DEPTH = StackDepth.LIMIT;

    public static final ParserOptions DEFAULT = new ParserOptions(_ -> {}, DEFAULT_MAX_DEPTH);

    /** Whoever pays for the memory of a syntax tree. */
    @FunctionalInterface
    public interface MemoryAccount {
        /** The tree has grown by about so many bytes; throws when that is too much. */
        void grow(long bytes);
    }
}
