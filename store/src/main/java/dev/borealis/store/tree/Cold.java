package dev.borealis.store.tree;

import dev.borealis.store.Entry;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Where the pages come from that are not in memory, the data as of one view; and who counts those that are. */
public interface Cold {
    /** For trees that always have all pages. */
    Cold NONE =
            new Cold() {
                @Override
                public Page read(Leaf leaf, byte[] low, boolean once) {
                    throw new IllegalStateException("a page is missing from a tree in memory");
                }

                @Override
                public Reading readRun(ColdRun run, boolean once) {
                    throw new IllegalStateException("a page is missing from a tree in memory");
                }

                @Override
                public boolean reserveAhead(long bytes) {
                    return false;
                }

                @Override
                public void countAhead(long bytes) {
                    throw new IllegalStateException("nothing is read ahead in memory");
                }

                @Override
                public @Nullable Entry get(PageTree tree, Leaf leaf, byte[] key) {
                    throw new IllegalStateException("a page is missing from a tree in memory");
                }

                @Override
                public void countHit() {}

                @Override
                public void countPacked(int heapBytes) {}
            };

    /**
     * All entries of a leaf. May put the page into the leaf.
     *
     * @param low where it begins
     * @param once a scan that will probably not come back: better not kept when memory is short
     */
    Page read(Leaf leaf, byte[] low, boolean once);

    /** Begins to read leaves at once. May put their pages into them. */
    Reading readRun(ColdRun run, boolean once);

    /** Leaves that are being read. */
    interface Reading {
        /** Waits for the pages, in the order of the leaves. Need not be asked. */
        List<Page> pages();

        /** Nobody will ask: what has not begun need not. */
        void cancel();
    }

    /**
     * Counts bytes of leaves that a cursor is about to read before they are wanted; false, and nothing is counted, when all
     * cursors together would hold too much of that.
     */
    boolean reserveAhead(long bytes);

    /** That a cursor holds so many bytes more of leaves read ahead, whatever there is room for; fewer when negative. */
    void countAhead(long bytes);

    /**
     * One entry, or null.
     *
     * @param leaf of {@code tree}, where the key would be
     */
    @Nullable Entry get(PageTree tree, Leaf leaf, byte[] key);

    /** That a leaf was in memory when it was asked for. */
    void countHit();

    /** That changes were packed into a page; what it was before may live on in other trees. */
    void countPacked(int heapBytes);
}
