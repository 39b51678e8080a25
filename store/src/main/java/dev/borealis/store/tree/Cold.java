package dev.borealis.store.tree;

import dev.borealis.store.Entry;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;

/** Where the pages come from that are not in memory: the data as of one view. */
public interface Cold {
    /** For trees that always have all pages. */
    Cold NONE =
            new Cold() {
                @Override
                public Page read(Leaf leaf, byte[] low, boolean once) {
                    throw new IllegalStateException("a page is missing from a tree in memory");
                }

                @Override
                public Supplier<List<Page>> readRun(ColdRun run, boolean once) {
                    throw new IllegalStateException("a page is missing from a tree in memory");
                }

                @Override
                public boolean hasRoomAhead() {
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
            };

    /**
     * All entries of a leaf. May put the page into the leaf.
     *
     * @param low where it begins
     * @param once a scan that will probably not come back: better not kept when memory is short
     */
    Page read(Leaf leaf, byte[] low, boolean once);

    /**
     * Begins to read leaves at once. May put their pages into them.
     *
     * @return waits for the pages, in the order of the leaves; need not be asked
     */
    Supplier<List<Page>> readRun(ColdRun run, boolean once);

    /** Whether more may be read than is wanted at once: all cursors together hold little of that. */
    boolean hasRoomAhead();

    /** That a cursor holds so many bytes more of leaves read ahead; fewer when negative. */
    void countAhead(long bytes);

    /**
     * One entry, or null.
     *
     * @param leaf of {@code tree}, where the key would be
     */
    @Nullable Entry get(PageTree tree, Leaf leaf, byte[] key);
}
