package dev.borealis.store.tree;

import dev.borealis.store.KeyRange;
import dev.borealis.store.Page;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** Makes the nodes of a changed tree. */
final class TreeChange {
    /** Changes that may hang beside a page before they are packed into it. */
    static final int MAX_PENDING = 16;

    private final int pageBytes;
    private final Cold cold;
    private final Boundaries boundaries;

    TreeChange(int pageBytes, Cold cold, Boundaries boundaries) {
        this.pageBytes = pageBytes;
        this.cold = cold;
        this.boundaries = boundaries;
    }

    /** What takes the place of a node. Depth of recursion: height of the tree. */
    Siblings apply(Node node, Changes changes, byte[] low, byte @Nullable [] high) {
        return switch (node) {
            case Leaf leaf -> applyToLeaf(leaf, changes, low, high);
            case Inner inner -> applyToInner(inner, changes, low, high);
        };
    }

    private Siblings applyToInner(
            Inner inner, Changes changes, byte[] low, byte @Nullable [] high) {
        Node[] children = inner.children();
        Node[] fresh = children.clone();
        Siblings @Nullable [] grown = null;
        boolean grownAtEnd = false;
        int from = 0;
        while (from < changes.size()) {
            int i = inner.childFor(changes.key(from));
            boolean last = i == children.length - 1;
            byte[] childLow = i == 0 ? low : inner.separators().key(i - 1);
            byte[] childHigh = last ? high : inner.separators().key(i);
            int to =
                    last || childHigh == null
                            ? changes.size()
                            : changes.lowerBound(childHigh, from);
            Siblings result = apply(children[i], changes.slice(from, to), childLow, childHigh);
            if (result.size() == 1 && !isSmall(result.nodes.getFirst(), changes, from, to)) {
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
                : assemble(inner, fresh, grown, grownAtEnd);
    }

    /** Whether it should be united with a neighbour; only asked where something was deleted. */
    private boolean isSmall(Node node, Changes changes, int from, int to) {
        boolean small =
                switch (node) {
                    case Leaf leaf -> leaf.bytes() < pageBytes / 4;
                    case Inner inner -> inner.children().length < PageTree.MAX_CHILDREN / 4;
                };
        if (small) {
            for (int i = from; i < to; i++) {
                if (changes.value(i) == null) {
                    return true;
                }
            }
        }
        return false;
    }

    private Siblings assemble(
            Inner inner, Node[] fresh, @Nullable Siblings[] grown, boolean grownAtEnd) {
        var out = new Siblings();
        boolean shrunk = false;
        for (int i = 0; i < fresh.length; i++) {
            byte[] low = i == 0 ? null : inner.separators().key(i - 1);
            Siblings parts = grown[i];
            if (parts == null) {
                append(out, low, fresh[i]);
                continue;
            }
            shrunk |= parts.size() <= 1;
            if (parts.size() == 0 && low != null) {
                boundaries.removed(low);
            }
            for (int k = 0; k < parts.size(); k++) {
                append(out, k == 0 ? low : parts.lows.get(k), parts.nodes.get(k));
            }
        }
        if (shrunk) {
            out = unite(out);
        }
        return out.size() == 0 ? out : out.parents(grownAtEnd);
    }

    private void append(Siblings out, byte @Nullable [] low, Node node) {
        if (out.size() == 0 && low != null) {
            boundaries.removed(low); // everything before it is gone: it takes over that interval
            out.add(null, node);
        } else {
            out.add(low, node);
        }
    }

    private Siblings unite(Siblings level) {
        var out = new Siblings();
        for (int i = 0; i < level.size(); i++) {
            byte[] low = level.lows.get(i);
            Node right = level.nodes.get(i);
            Node left = out.size() == 0 ? null : out.nodes.getLast();
            Node united = left == null || low == null ? null : unite(left, low, right);
            if (united == null) {
                out.add(low, right);
            } else {
                out.nodes.set(out.size() - 1, united);
            }
        }
        return out;
    }

    /** Both as one, or null when they should stay apart. */
    private @Nullable Node unite(Node left, byte[] low, Node right) {
        if (left instanceof Leaf a && right instanceof Leaf b) {
            boolean small =
                    Math.min(a.bytes(), b.bytes()) < pageBytes / 4
                            && a.bytes() + b.bytes() <= pageBytes * 3 / 4;
            Page leftPage = small ? a.page(true) : null;
            Page rightPage = small ? b.page(true) : null;
            if (leftPage == null || rightPage == null) {
                return null;
            }
            boundaries.removed(low);
            return new Leaf(Packing.concatenate(leftPage, rightPage));
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

    private Siblings applyToLeaf(Leaf leaf, Changes changes, byte[] low, byte @Nullable [] high) {
        Leaf.Content content = leaf.content();
        if (content == null) {
            Leaf stillCold = coldAfter(leaf, changes);
            if (stillCold != null) {
                return Siblings.of(stillCold);
            }
            content = new Leaf.Content(cold.read(leaf, low, high, false), Changes.NONE);
        }
        Changes pending = changes.after(content.pending());
        Page base = content.base();
        int pendingBytes = pending.bytes();
        if (pending.size() <= MAX_PENDING
                && pendingBytes <= pageBytes / 8
                && base.packedBytes() + pendingBytes <= pageBytes
                && base.size() > pending.size()) {
            return Siblings.of(new Leaf(new Leaf.Content(base, pending.compact())));
        }
        Page page = Packing.merge(base, pending);
        if (page.size() == 0) {
            return new Siblings();
        }
        return page.packedBytes() <= pageBytes
                ? Siblings.of(new Leaf(page))
                : leaves(Packing.split(page, pageBytes, runEnd(base, pending)), low);
    }

    /**
     * A cold leaf need not be read to be changed, as long as it is about the right size; what changed is in the data that
     * will be read. Null when it must be read.
     */
    private @Nullable Leaf coldAfter(Leaf leaf, Changes changes) {
        int bytes = leaf.bytes();
        int entries = leaf.entries();
        int average = bytes / Math.max(1, entries);
        for (int i = 0; i < changes.size(); i++) {
            byte[] value = changes.value(i);
            bytes += value == null ? -average : changes.key(i).length + value.length;
            entries += value == null ? -1 : 1;
        }
        return bytes < pageBytes / 4 || bytes > pageBytes * 3 / 2
                ? null
                : new Leaf(bytes, Math.max(1, entries));
    }

    /**
     * Where keys come in ascending order, pages are left full: the number of entries up to the end of the run that all the
     * changes form between two neighbours of the page; 0 when they are no such run.
     */
    private static int runEnd(Page base, Changes pending) {
        int gap = -(base.find(pending.key(0)) + 1);
        if (gap < 0 || pending.size() < 4 && gap < base.size()) {
            return 0;
        }
        if (gap < base.size() && base.compareKey(gap, pending.key(pending.size() - 1)) <= 0) {
            return 0;
        }
        for (int i = 0; i < pending.size(); i++) {
            if (pending.value(i) == null) {
                return 0;
            }
        }
        return gap + pending.size();
    }

    private Siblings leaves(List<Page> pages, byte[] firstLow) {
        var leaves = new Siblings();
        for (Page page : pages) {
            boolean first = leaves.size() == 0;
            byte[] low = first ? firstLow : page.key(0);
            boundaries.added(low, page.packedBytes()); // of the first: its size changed
            leaves.add(first ? null : low, new Leaf(page));
        }
        return leaves;
    }

    /** What is left of a node without a range; nothing when all of it is gone. */
    Siblings remove(Node node, KeyRange range, byte[] low, byte @Nullable [] high) {
        byte[] from = range.from();
        byte[] to = range.to();
        boolean whole =
                (from == null || Arrays.compareUnsigned(from, low) <= 0)
                        && (to == null || high != null && Arrays.compareUnsigned(high, to) <= 0);
        if (whole) {
            forget(node);
            return new Siblings();
        }
        return switch (node) {
            case Leaf leaf -> removeFromLeaf(leaf, range);
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
                yield assemble(inner, children, grown, false);
            }
        };
    }

    private static Siblings removeFromLeaf(Leaf leaf, KeyRange range) {
        Page page = leaf.page(true);
        if (page == null) {
            return Siblings.of(new Leaf(leaf.bytes() / 2, Math.max(1, leaf.entries() / 2)));
        }
        Page gone = page.within(range);
        if (gone.size() == 0) {
            return Siblings.of(leaf);
        }
        int start = page.find(gone.key(0));
        Page left =
                Packing.concatenate(
                        page.slice(0, start), page.slice(start + gone.size(), page.size()));
        return left.size() == 0 ? new Siblings() : Siblings.of(new Leaf(left));
    }

    private void forget(Node node) {
        if (node instanceof Inner inner) {
            for (int i = 0; i < inner.separators().size(); i++) {
                boundaries.removed(inner.separators().key(i));
            }
            for (Node child : inner.children()) {
                forget(child);
            }
        }
    }
}
