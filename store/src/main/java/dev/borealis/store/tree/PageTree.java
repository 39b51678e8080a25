package dev.borealis.store.tree;

import dev.borealis.store.Entry;
import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;
import dev.borealis.store.Piece;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An immutable B+tree whose leaves are packed pages. A change gives a new tree that shares everything beside the changed
 * paths; readers of the old one notice nothing.
 */
public final class PageTree {
    /** Bytes of keys and values a page holds at most, unless one entry alone is larger. */
    public static final int PAGE_BYTES = 16 << 10;

    /** Children of an inner node at most. */
    static final int MAX_CHILDREN = 128;

    static final byte[] LOWEST = new byte[0];

    final Node root;
    private final int pageBytes;
    private final long madeBytes;
    private final long replacedBytes;

    private PageTree(Node root, int pageBytes, long madeBytes, long replacedBytes) {
        this.root = root;
        this.pageBytes = pageBytes;
        this.madeBytes = madeBytes;
        this.replacedBytes = replacedBytes;
    }

    /** Without entries. */
    public static PageTree empty(int pageBytes) {
        return new PageTree(new Leaf(Page.EMPTY), pageBytes, 0, 0);
    }

    /**
     * A tree of cold leaves.
     *
     * @param lows where the leaves begin, ascending, without the first leaf, which begins at the lowest key
     * @param bytes about what each leaf holds: one more than {@code lows}
     */
    public static PageTree cold(List<byte[]> lows, List<Integer> bytes, int pageBytes) {
        var level = new Siblings();
        for (int i = 0; i < bytes.size(); i++) {
            int size = bytes.get(i);
            level.add(i == 0 ? null : lows.get(i - 1), new Leaf(size, Math.max(1, size / 100), 0));
        }
        return new PageTree(level.root(), pageBytes, 0, 0);
    }

    /** The tree with changes made. Reads what it needs of cold leaves as of the view that {@code this} is. */
    public PageTree apply(Mutations changes, Cold cold, Leaves leaves) {
        if (changes.isEmpty()) {
            return this;
        }
        var change = new TreeChange(pageBytes, cold, leaves);
        return rooted(change.apply(root, changes, LOWEST), change, leaves);
    }

    /** The tree without a range. Reads nothing. */
    public PageTree without(KeyRange range, Cold cold, Leaves leaves) {
        if (range.isEmpty()) {
            return this;
        }
        byte[] from = range.from() == null ? LOWEST : leafBehind(range.from());
        byte[] to = range.to() == null ? null : interval(range.to()).from();
        if (from != null && (to == null || Arrays.compareUnsigned(from, to) < 0)) {
            leaves.removedAll(from, to);
        }
        var change = new TreeChange(pageBytes, cold, leaves);
        return rooted(change.remove(root, range, LOWEST, null), change, leaves);
    }

    /** Where the first leaf begins that begins at a key or behind it; null when none does. */
    private byte @Nullable [] leafBehind(byte[] key) {
        KeyRange interval = interval(key);
        return Arrays.equals(interval.from(), key) ? key : interval.to();
    }

    private PageTree rooted(Siblings top, TreeChange change, Leaves leaves) {
        if (top.size() == 0) {
            leaves.written(LOWEST, Page.EMPTY);
        }
        return new PageTree(
                top.root(),
                pageBytes,
                madeBytes + change.madeBytes(),
                replacedBytes + change.replacedBytes());
    }

    /** Heap of all that was ever made for this tree and those it was made from, whatever became of it. */
    public long madeBytes() {
        return madeBytes;
    }

    /**
     * Heap of what these trees had and this one has not: garbage as soon as nobody has an older one. What was removed as a
     * whole is not in it.
     */
    public long replacedBytes() {
        return replacedBytes;
    }

    /** The entry with a key, or null. */
    public @Nullable Entry get(byte[] key, Cold cold) {
        Node node = root;
        while (node instanceof Inner inner) {
            node = inner.children()[inner.childFor(key)];
        }
        Leaf.Content content = ((Leaf) node).use();
        if (content == null) {
            return cold.get(this, (Leaf) node, key);
        }
        cold.countHit();
        Mutations pending = content.pending();
        if (!pending.isEmpty()) {
            int index = pending.entries().find(key);
            if (index >= 0) {
                return pending.isDelete(index) ? null : new Entry(pending.entries(), index);
            }
        }
        int index = content.base().find(key);
        return index < 0 ? null : new Entry(content.base(), index);
    }

    /** The leaf in whose interval a key lies. */
    public Leaf leaf(byte[] key) {
        Node node = root;
        while (node instanceof Inner inner) {
            node = inner.children()[inner.childFor(key)];
        }
        return (Leaf) node;
    }

    /** The interval of the leaf in which a key lies. */
    public KeyRange interval(byte[] key) {
        byte[] low = LOWEST;
        byte[] high = null;
        Node node = root;
        while (node instanceof Inner inner) {
            int index = inner.childFor(key);
            low = index == 0 ? low : inner.separators().key(index - 1);
            high = index == inner.children().length - 1 ? high : inner.separators().key(index);
            node = inner.children()[index];
        }
        return new KeyRange(low, high);
    }

    /**
     * Walks a range; see {@link dev.borealis.store.Cursor#next()} for the order.
     *
     * @param expectedEntries sizes read-ahead
     * @param once the scan will probably not come back to the same pages
     */
    public TreeCursor scan(KeyRange range, boolean reverse, int expectedEntries, boolean once) {
        return new TreeCursor(root, range, reverse, expectedEntries, once);
    }

    /** Consecutive pieces of about the same size, cut at boundaries of leaves. At least one. */
    public List<Piece> pieces(KeyRange range, int wanted) {
        var lows = new ArrayList<byte[]>();
        var sizes = new ArrayList<Integer>();
        collect(root, LOWEST, null, range, lows, sizes);
        long total = 0;
        for (int size : sizes) {
            total += size;
        }
        var pieces = new ArrayList<Piece>();
        byte[] start = range.from();
        long sum = 0;
        long before = 0;
        for (int i = 0; i < sizes.size(); i++) {
            sum += sizes.get(i);
            boolean last = i == sizes.size() - 1;
            if (last || sum >= total * (pieces.size() + 1) / Math.max(1, wanted)) {
                byte[] end = last ? range.to() : lows.get(i + 1);
                pieces.add(new Piece(new KeyRange(start, end), sum - before, null));
                start = end;
                before = sum;
            }
        }
        if (pieces.isEmpty()) {
            pieces.add(new Piece(range, 0, null));
        }
        return pieces;
    }

    private static void collect(
            Node node,
            byte[] low,
            byte @Nullable [] high,
            KeyRange range,
            List<byte[]> lows,
            List<Integer> sizes) {
        switch (node) {
            case Leaf leaf -> {
                lows.add(low);
                sizes.add(partInRange(leaf, low, high, range));
            }
            case Inner inner -> {
                byte[] from = range.from();
                byte[] to = range.to();
                int first = from == null ? 0 : inner.childFor(from);
                int last = to == null ? inner.children().length - 1 : inner.childBelow(to);
                for (int i = first; i <= last; i++) {
                    byte[] childLow = i == 0 ? low : inner.separators().key(i - 1);
                    byte[] childHigh =
                            i == inner.children().length - 1 ? high : inner.separators().key(i);
                    collect(inner.children()[i], childLow, childHigh, range, lows, sizes);
                }
            }
        }
    }

    /** Exact for a leaf in memory, half of one that is cold and only partly in the range. */
    private static int partInRange(Leaf leaf, byte[] low, byte @Nullable [] high, KeyRange range) {
        byte[] from = range.from();
        byte[] to = range.to();
        boolean whole =
                (from == null || Arrays.compareUnsigned(from, low) <= 0)
                        && (to == null || high != null && Arrays.compareUnsigned(high, to) <= 0);
        if (whole) {
            return leaf.bytes();
        }
        Leaf.Content content = leaf.content();
        return content == null ? leaf.bytes() / 2 : content.base().within(range).packedBytes();
    }

    /** Is told of leaves and where they begin and end; null: unbounded. */
    public interface LeafVisitor {
        /** @param high exclusive; null: it is the last leaf */
        void visit(Leaf leaf, byte[] low, byte @Nullable [] high);
    }

    /** Every leaf with its interval, in key order. */
    public void forEachInterval(LeafVisitor visitor) {
        forEachInterval(root, LOWEST, null, visitor);
    }

    private static void forEachInterval(
            Node node, byte[] low, byte @Nullable [] high, LeafVisitor visitor) {
        switch (node) {
            case Leaf leaf -> visitor.visit(leaf, low, high);
            case Inner inner -> {
                int last = inner.children().length - 1;
                for (int i = 0; i <= last; i++) {
                    byte[] childLow = i == 0 ? low : inner.separators().key(i - 1);
                    byte[] childHigh = i == last ? high : inner.separators().key(i);
                    forEachInterval(inner.children()[i], childLow, childHigh, visitor);
                }
            }
        }
    }

    /**
     * Every leaf that was not met before in trees walked with the same set: trees made from one another share most. A cold one
     * may be met again, so that the set need not hold them: there may be many more of them than there is memory.
     *
     * @param met nodes, by identity
     */
    public void forEachNewLeaf(Set<Object> met, Consumer<Leaf> consumer) {
        forEachNewLeaf(root, met, consumer);
    }

    private static void forEachNewLeaf(Node node, Set<Object> met, Consumer<Leaf> consumer) {
        switch (node) {
            case Leaf leaf -> {
                if (leaf.isCold() || met.add(leaf)) {
                    consumer.accept(leaf);
                }
            }
            case Inner inner -> {
                if (met.add(inner)) {
                    for (Node child : inner.children()) {
                        forEachNewLeaf(child, met, consumer);
                    }
                }
            }
        }
    }
}
