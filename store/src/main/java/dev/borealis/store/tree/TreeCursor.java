package dev.borealis.store.tree;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

/** Hands out the pages of a range, leaf by leaf; reads cold ones ahead when many are wanted. Used by one thread at a time. */
public final class TreeCursor {
    private final TreeWalk walk;
    private final boolean once;
    private @Nullable ReadAhead ahead; // null: one leaf is expected to be enough

    /**
     * @param expectedEntries how many will probably be read
     * @param once the scan will probably not come back to the same pages
     */
    TreeCursor(Node root, KeyRange range, boolean reverse, int expectedEntries, boolean once) {
        this.walk = new TreeWalk(root, range, reverse);
        this.once = once;
        Leaf first = walk.leaf();
        boolean several = // a range begins within a leaf, in the middle of it on average
                first != null && expectedEntries > first.entries() / 2 && walk.hasNext();
        this.ahead = several ? new ReadAhead(expectedEntries, once) : null;
    }

    /** The next entries, never an empty page; null at the end. */
    public @Nullable Page next(Cold cold) {
        for (Leaf leaf = walk.leaf(); leaf != null; leaf = walk.leaf()) {
            Page page = leaf.page(once, cold);
            if (page != null) {
                cold.countHit();
            } else if (ahead != null) {
                page = ahead.page(walk, cold);
            } else {
                page = cold.read(leaf, walk.low(), once);
                ahead = new ReadAhead(page.size(), once); // who comes back wants more than that
            }
            if (walk.endsWith(page)) {
                walk.end();
            } else {
                walk.step();
            }
            Page part = walk.within(page);
            if (part.size() > 0) {
                return part;
            }
        }
        close(cold);
        return null;
    }

    /** Lets go of what was read ahead; there is no next page any more. */
    public void close(Cold cold) {
        walk.end();
        if (ahead != null) {
            ahead.close(cold);
        }
    }
}
