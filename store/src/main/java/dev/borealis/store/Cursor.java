package dev.borealis.store;

import org.jspecify.annotations.Nullable;

/**
 * Walks the entries of a range. Used by one thread at a time. Between calls it pins nothing but its snapshot.
 */
public interface Cursor extends AutoCloseable {
    /**
     * The next entries in order, never an empty page; null at the end. Holds only entries of the range. A page is immutable:
     * it may be shared, kept, handed on. When scanning in reverse the pages come in descending order, while the entries
     * inside a page are ascending as always: the reader walks each from its last entry to its first.
     */
    @Nullable Page next();

    @Override
    void close();
}
