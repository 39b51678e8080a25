package dev.borealis.store.tree;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Mutations;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** Makes the nodes of a changed tree. */
final class TreeChange {
    /** Changes that may hang beside a page before they are packed into it. */
    static final int MAX_PENDING = 16;

    /** Bytes that storing a change takes beside its key and value, about. */
    private static final int BYTES_PER_CHANGE = 8;

    private final int pageBytes;
    private final Cold cold;
    private final Leaves leaves;
    private long madeBytes;
    private long replacedBytes;

    TreeChange(int pageBytes, Cold cold, Leaves leaves) {
        this.pageBytes = pageBytes;
        this.cold = cold;
        this.leaves = leaves;
    }

    /** Heap of the pages made so far, and of changes that hang beside pages. */
    long madeBytes() {
        return madeBytes;
    }

    /** Heap of pages and changes that the tree had and the changed one has not, but of removed nodes. */
    long replacedBytes() {
        return replacedBytes;
    }

    private Leaf made(Page page, int behind) {
        madeBytes += page.heapBytes();
        return new Leaf(new Leaf.Content(page, Mutations.NONE), behind);
    }

    private Leaf made(Page base, Mutations pending, int behind) {
        madeBytes += pending.entries().heapBytes(); // the page is that of another leaf
        return new Leaf(new Leaf.Content(base, pending), behind);
    }

    /** What takes the place of a node. Depth of recursion: height of the tree. */
    Siblings apply(Node node, Mutations changes, byte[] low) {
        return switch (node) {
            case Leaf leaf -> applyToLeaf(leaf, changes, low);
            case Inner inner -> applyToInner(inner, changes, low);
        };
    }

    private Siblings applyToInner(Inner inner, Mutations changes, byte[] low) {
        Node[] children = inner.children();
        Node[] fresh = children.clone();
        Siblings @Nullable [] grown = null;
        boolean grownAtEnd = false;
        int from = 0;
        while (from < changes.size()) {
            int i = inner.childFor(changes.key(from));
            boolean last = i == children.length - 1;
            byte[] childLow = i == 0 ? low : inner.separators().key(i - 1);
            int to = last ? changes.size() : firstBehind(inner.separators(), i, changes, from);
            Mutations part = changes.slice(from, to);
            Siblings result = apply(children[i], part, childLow);
            if (result.size() == 1 && !isSmall(result.nodes.getFirst(), part)) {
                fresh[i] = result.nodes.getFirst();
            } else {
                if (grown == null) {
                    grown = new Siblings[children.length];
                }
                grown[i] = result;
                grownAtEnd = last && result.size() > 1;
            }
            from = to;
        }
        return grown == null
                ? Siblings.of(new Inner(inner.separators(), fresh))
                : assemble(inner, low, fresh, grown, grownAtEnd);
    }

    /** The first change, from one on, at or behind a separator. */
    private static int firstBehind(Page separators, int i, Mutations changes, int from) {
        int found =
                changes.entries()
                        .find(
                                separators.bytes(),
                                separators.keyStart(i),
                                separators.keyEnd(i),
                                from);
        return found >= 0 ? found : -(found + 1);
    }

    /** Whether it should be united with a neighbour; only where something was deleted. */
    private boolean isSmall(Node node, Mutations changes) {
        boolean small =
                switch (node) {
                    case Leaf leaf -> leaf.bytes() < pageBytes / 4;
                    case Inner inner -> inner.children().length < PageTree.MAX_CHILDREN / 4;
                };
        return small && changes.hasDeletes();
    }

    /** @param innerLow where the first child begins, and what takes its place */
    private Siblings assemble(
            Inner inner,
            byte[] innerLow,
            Node[] fresh,
            @Nullable Siblings[] grown,
            boolean grownAtEnd) {
        var out = new Siblings();
        boolean shrunk = false;
        boolean firstIsGone = false;
        for (int i = 0; i < fresh.length; i++) {
            byte[] low = i == 0 ? null : inner.separators().key(i - 1);
            Siblings parts = grown[i];
            if (parts == null) {
                out.add(low, fresh[i]);
                continue;
            }
            shrunk |= parts.size() <= 1;
            firstIsGone |= i == 0 && parts.size() == 0;
            for (int k = 0; k < parts.size(); k++) {
                out.add(k == 0 ? low : parts.lows.get(k), parts.nodes.get(k));
            }
        }
        if (out.size() == 0) {
            return out;
        }
        if (firstIsGone) { // no leaf before it here: an empty one takes its place
            out.nodes.addFirst(emptyLike(out.nodes.getFirst()));
            out.lows.addFirst(null);
            leaves.written(innerLow, Page.EMPTY);
        }
        if (shrunk) {
            out = unite(out, innerLow);
        }
        return out.parents(grownAtEnd);
    }

    /** A node of the same height without entries. */
    private static Node emptyLike(Node node) {
        return node instanceof Inner inner
                ? new Inner(Page.EMPTY, new Node[] {emptyLike(inner.children()[0])})
                : new Leaf(Page.EMPTY);
    }

    private Siblings unite(Siblings level, byte[] levelLow) {
        var out = new Siblings();
        for (int i = 0; i < level.size(); i++) {
            byte[] low = level.lows.get(i);
            Node right = level.nodes.get(i);
            Node united = null;
            if (low != null && out.size() > 0) {
                byte[] leftLow = out.lows.getLast();
                united =
                        unite(
                                out.nodes.getLast(),
                                leftLow == null ? levelLow : leftLow,
                                right,
                                low);
            }
            if (united == null) {
                out.add(low, right);
            } else {
                out.nodes.set(out.size() - 1, united);
            }
        }
        return out;
    }

    /** Both as one, or null when they should stay apart. */
    private @Nullable Node unite(Node left, byte[] leftLow, Node right, byte[] low) {
        if (left instanceof Leaf a && right instanceof Leaf b) {
            boolean small =
                    Math.min(a.bytes(), b.bytes()) < pageBytes / 4
                            && a.bytes() + b.bytes() <= pageBytes * 3 / 4;
            Page leftPage = small ? a.page(true, cold) : null;
            Page rightPage = small ? b.page(true, cold) : null;
            if (leftPage == null || rightPage == null) {
                return null;
            }
            replacedBytes += a.heapBytes() + b.heapBytes();
            Page page = Packing.concatenate(leftPage, rightPage);
            leaves.removed(low);
            leaves.written(leftLow, page);
            return made(page, 0);
        }
        if (left instanceof Inner a && right instanceof Inner b) {
            int sum = a.children().length + b.children().length;
            if (Math.min(a.children().length, b.children().length) >= PageTree.MAX_CHILDREN / 4
                    || sum > PageTree.MAX_CHILDREN * 3 / 4) {
                return null;
            }
            Page middle = Page.single(low, PageTree.LOWEST);
            Page separators =
                    Packing.concatenate(
                            Packing.concatenate(a.separators(), middle), b.separators());
            Node[] children = Arrays.copyOf(a.children(), sum);
            System.arraycopy(b.children(), 0, children, a.children().length, b.children().length);
            return new Inner(separators, children);
        }
        return null;
    }

    private Siblings applyToLeaf(Leaf leaf, Mutations changes, byte[] low) {
        Leaf.Content content = leaf.content();
        int changedBytes = changes.packedBytes();
        if (content == null) {
            Leaf stillCold = coldAfter(leaf, changes, changedBytes);
            if (stillCold != null) {
                leaves.changed(low, changes);
                return Siblings.of(stillCold);
            }
            content = new Leaf.Content(cold.read(leaf, low, false), Mutations.NONE);
        }
        int behind = leaf.behind() + changedBytes + BYTES_PER_CHANGE * changes.size();
        Mutations pending = changes.after(content.pending());
        Page base = content.base();
        int pendingBytes = pending.packedBytes();
        boolean rewritten = isRewritten(base, changes, changedBytes, behind);
        if (!rewritten
                && pending.size() <= MAX_PENDING
                && pendingBytes <= pageBytes / 8
                && base.packedBytes() + pendingBytes <= pageBytes
                && base.size() > pending.size()) {
            leaves.changed(low, changes);
            replacedBytes += leaf.isCold() ? 0 : content.pendingHeapBytes();
            return Siblings.of(made(base, pending.compact(), behind));
        }
        replacedBytes += leaf.isCold() ? 0 : content.heapBytes();
        Page page = Packing.merge(base, pending);
        if (page.size() == 0) {
            return gone(low);
        }
        if (page.packedBytes() > pageBytes && page.size() > 1) {
            return written(Packing.split(page, pageBytes, runEnd(base, pending)), low);
        }
        if (rewritten) {
            return written(List.of(page), low);
        }
        leaves.changed(low, changes);
        return Siblings.of(made(page, behind));
    }

    /**
     * Whether a leaf is stored anew as a page rather than its changes behind the page it was: when they would be half of
     * what a page may hold, or at once most of it.
     */
    private boolean isRewritten(Page base, Mutations changes, int changedBytes, int behind) {
        return behind > pageBytes / 2
                || changes.size() >= MAX_PENDING && changedBytes >= base.packedBytes();
    }

    /**
     * A cold leaf need not be read to be changed, as long as it is about the right size and has not too many changes behind
     * its page; what changed is in the data that will be read. Null when it must be read.
     */
    private @Nullable Leaf coldAfter(Leaf leaf, Mutations changes, int changedBytes) {
        int bytes = leaf.bytes();
        int entries = leaf.entries();
        int average = bytes / Math.max(1, entries);
        Page changed = changes.entries();
        for (int i = 0; i < changes.size(); i++) {
            boolean delete = changes.isDelete(i);
            bytes += delete ? -average : changed.valueEnd(i) - changed.keyStart(i);
            entries += delete ? -1 : 1;
        }
        int behind = leaf.behind() + changedBytes + BYTES_PER_CHANGE * changes.size();
        return bytes < pageBytes / 4 || bytes > pageBytes * 3 / 2 || behind > pageBytes
                ? null
                : new Leaf(bytes, Math.max(1, entries), behind);
    }

    /**
     * Where keys come in ascending order, pages are left full: the number of entries up to the end of the run that all the
     * changes form between two neighbours of the page; 0 when they are no such run.
     */
    private static int runEnd(Page base, Mutations pending) {
        Page changed = pending.entries();
        int gap = -(base.find(changed.bytes(), changed.keyStart(0), changed.keyEnd(0), 0) + 1);
        if (gap < 0 || pending.size() < 4 && gap < base.size()) {
            return 0;
        }
        int last = pending.size() - 1;
        boolean interleaved =
                gap < base.size()
                        && base.compareKey(
                                        gap,
                                        changed.bytes(),
                                        changed.keyStart(last),
                                        changed.keyEnd(last))
                                <= 0;
        return interleaved || pending.hasDeletes() ? 0 : gap + pending.size();
    }

    private Siblings gone(byte[] low) {
        leaves.removed(low);
        return new Siblings();
    }

    private Siblings written(List<Page> pages, byte[] firstLow) {
        var nodes = new Siblings();
        for (Page page : pages) {
            boolean first = nodes.size() == 0;
            byte[] low = first ? firstLow : page.key(0);
            leaves.written(low, page);
            nodes.add(first ? null : low, made(page, 0));
        }
        return nodes;
    }

    /**
     * What is left of a node without a range; nothing when all of it is gone. That leaves which lie in the range as a whole
     * are no more was told already.
     */
    Siblings remove(Node node, KeyRange range, byte[] low, byte @Nullable [] high) {
        byte[] from = range.from();
        byte[] to = range.to();
        boolean whole =
                (from == null || Arrays.compareUnsigned(from, low) <= 0)
                        && (to == null || high != null && Arrays.compareUnsigned(high, to) <= 0);
        if (whole) {
            return new Siblings();
        }
        return switch (node) {
            case Leaf leaf -> removeFromLeaf(leaf, range, low);
            case Inner inner -> {
                Node[] children = inner.children();
                int first = from == null ? 0 : inner.childFor(from);
                int last = to == null ? children.length - 1 : inner.childBelow(to);
                Siblings[] grown = new Siblings[children.length];
                for (int i = first; i <= last; i++) {
                    byte[] childLow = i == 0 ? low : inner.separators().key(i - 1);
                    byte[] childHigh = i == children.length - 1 ? high : inner.separators().key(i);
                    grown[i] = remove(children[i], range, childLow, childHigh);
                }
                yield assemble(inner, low, children, grown, false);
            }
        };
    }

    private Siblings removeFromLeaf(Leaf leaf, KeyRange range, byte[] low) {
        Page page = leaf.page(true, cold);
        if (page == null) {
            leaves.cut(low, range);
            return Siblings.of(
                    new Leaf(
                            leaf.bytes() / 2, Math.max(1, leaf.entries() / 2), leaf.behind() + 64));
        }
        Page left = Packing.without(page, range);
        if (left == page) {
            return Siblings.of(leaf);
        }
        replacedBytes += leaf.heapBytes();
        return left.size() == 0 ? gone(low) : written(List.of(left), low);
    }
}
