package dev.borealis.store.tree;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

/** Walks the leaves of a range. Holds the path to where it is; used by one thread at a time. */
public final class TreeCursor {
    private static final int MAX_HEIGHT = 16;

    private final KeyRange range;
    private final boolean reverse;
    private final boolean once;
    private final Inner[] path = new Inner[MAX_HEIGHT];
    private final int[] indexes = new int[MAX_HEIGHT];
    private int height;
    private @Nullable Node next; // where to go down from; null: at the end

    TreeCursor(Node root, KeyRange range, boolean reverse, boolean once) {
        this.range = range;
        this.reverse = reverse;
        this.once = once;
        if (!range.isEmpty()) {
            this.next = root;
            goToStart(root);
        }
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
        next = node;
    }

    /** The next entries, never an empty page; null at the end. */
    public @Nullable Page next(Cold cold) {
        while (next instanceof Leaf leaf) {
            Page page = leaf.page(once);
            if (page == null) {
                page = cold.read(leaf, low(), high(), once);
            }
            Page part = page.within(range);
            boolean ended = page.size() > 0 && ends(page);
            if (ended) {
                next = null;
            } else {
                step();
            }
            if (part.size() > 0) {
                return part;
            }
        }
        return null;
    }

    /** Whether a page reaches to the end of the range or beyond. */
    private boolean ends(Page page) {
        if (reverse) {
            byte[] from = range.from();
            return from != null && page.compareKey(0, from) <= 0;
        }
        byte[] to = range.to();
        return to != null && page.compareKey(page.size() - 1, to) >= 0;
    }

    private void step() {
        int level = height - 1;
        while (level >= 0 && indexes[level] == (reverse ? 0 : path[level].children().length - 1)) {
            level--;
        }
        if (level < 0 || isPast(level)) {
            next = null;
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
        next = node;
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

    private byte[] low() {
        for (int level = height - 1; level >= 0; level--) {
            if (indexes[level] > 0) {
                return path[level].separators().key(indexes[level] - 1);
            }
        }
        return PageTree.LOWEST;
    }

    private byte @Nullable [] high() {
        for (int level = height - 1; level >= 0; level--) {
            if (indexes[level] < path[level].children().length - 1) {
                return path[level].separators().key(indexes[level]);
            }
        }
        return null;
    }
}
