package dev.borealis.store.tree;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

/** A place among the leaves of a range, as the path that leads there. Used by one thread at a time. */
final class TreeWalk {
    private static final int MAX_HEIGHT = 16;

    private final KeyRange range;
    private final boolean reverse;
    private final Inner[] path;
    private final int[] indexes;
    private int height;
    private @Nullable Leaf leaf; // null: at the end

    TreeWalk(Node root, KeyRange range, boolean reverse) {
        this.range = range;
        this.reverse = reverse;
        this.path = new Inner[MAX_HEIGHT];
        this.indexes = new int[MAX_HEIGHT];
        if (!range.isEmpty()) {
            goToStart(root);
        }
    }

    private TreeWalk(TreeWalk other) {
        this.range = other.range;
        this.reverse = other.reverse;
        this.path = other.path.clone();
        this.indexes = other.indexes.clone();
        this.height = other.height;
        this.leaf = other.leaf;
    }

    /** Another one at the same place. */
    TreeWalk copy() {
        return new TreeWalk(this);
    }

    private void goToStart(Node root) {
        byte[] start = reverse ? range.to() : range.from();
        Node node = root;
        while (node instanceof Inner inner) {
            int index;
            if (start == null) {
                index = reverse ? inner.children().length - 1 : 0;
            } else {
                index = reverse ? inner.childBelow(start) : inner.childFor(start);
            }
            path[height] = inner;
            indexes[height++] = index;
            node = inner.children()[index];
        }
        leaf = (Leaf) node;
    }

    /** Null at the end. */
    @Nullable Leaf leaf() {
        return leaf;
    }

    boolean isReverse() {
        return reverse;
    }

    /** The part of a page that lies in the range. */
    Page within(Page page) {
        return page.within(range);
    }

    /** Whether the page of this leaf reaches to the end of the range or beyond. */
    boolean endsWith(Page page) {
        if (page.size() == 0) {
            return false;
        }
        if (reverse) {
            byte[] from = range.from();
            return from != null && page.compareKey(0, from) <= 0;
        }
        byte[] to = range.to();
        return to != null && page.compareKey(page.size() - 1, to) >= 0;
    }

    /** No further. */
    void end() {
        leaf = null;
    }

    /** To the next leaf that may have entries of the range. */
    void step() {
        int level = levelOfNext();
        if (level < 0) {
            leaf = null;
            return;
        }
        indexes[level] += reverse ? -1 : 1;
        Node node = path[level].children()[indexes[level]];
        height = level + 1;
        while (node instanceof Inner inner) {
            int index = reverse ? inner.children().length - 1 : 0;
            path[height] = inner;
            indexes[height++] = index;
            node = inner.children()[index];
        }
        leaf = (Leaf) node;
    }

    /** Whether a further leaf may have entries of the range. */
    boolean hasNext() {
        return levelOfNext() >= 0;
    }

    /** Where the path to the next leaf of the range leaves this one; negative when there is none. */
    private int levelOfNext() {
        int level = height - 1;
        while (level >= 0 && indexes[level] == (reverse ? 0 : path[level].children().length - 1)) {
            level--;
        }
        return level < 0 || isPast(level) ? -1 : level;
    }

    /** Whether the next leaf, which begins (in reverse: ends) at this boundary, lies outside the range. */
    private boolean isPast(int level) {
        Page separators = path[level].separators();
        if (reverse) {
            byte[] from = range.from();
            return from != null && separators.compareKey(indexes[level] - 1, from) <= 0;
        }
        byte[] to = range.to();
        return to != null && separators.compareKey(indexes[level], to) >= 0;
    }

    /** Where the leaf begins. */
    byte[] low() {
        for (int level = height - 1; level >= 0; level--) {
            if (indexes[level] > 0) {
                return path[level].separators().key(indexes[level] - 1);
            }
        }
        return PageTree.LOWEST;
    }
}
