package dev.borealis.store.tree;

import dev.borealis.store.Page;
import dev.borealis.store.PageBuilder;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/** Nodes of one level in key order, while a tree is being made. */
final class Siblings {
    final ArrayList<Node> nodes = new ArrayList<>();

    /** Where each node begins; of the first: null, its parent knows. */
    final ArrayList<byte @Nullable []> lows = new ArrayList<>();

    static Siblings of(Node node) {
        var siblings = new Siblings();
        siblings.add(null, node);
        return siblings;
    }

    void add(byte @Nullable [] low, Node node) {
        nodes.add(node);
        lows.add(low);
    }

    int size() {
        return nodes.size();
    }

    /** The root over these; an empty leaf when there are none. */
    Node root() {
        if (nodes.isEmpty()) {
            return new Leaf(Page.EMPTY);
        }
        Siblings level = this;
        while (level.size() > 1) {
            level = level.parents(true);
        }
        Node root = level.nodes.getFirst();
        while (root instanceof Inner inner && inner.children().length == 1) {
            root = inner.children()[0];
        }
        return root;
    }

    /**
     * The level above.
     *
     * @param full as many children in each as it can hold, but the last; otherwise all about the same
     */
    Siblings parents(boolean full) {
        var parents = new Siblings();
        int count = (size() + PageTree.MAX_CHILDREN - 1) / PageTree.MAX_CHILDREN;
        int each = full ? PageTree.MAX_CHILDREN : (size() + count - 1) / count;
        for (int start = 0; start < size(); start += each) {
            parents.add(lows.get(start), inner(start, Math.min(size(), start + each)));
        }
        return parents;
    }

    private Inner inner(int from, int to) {
        var separators = new PageBuilder(to - from, 32 * (to - from));
        for (int i = from + 1; i < to; i++) {
            byte[] low = lows.get(i);
            if (low == null) {
                throw new IllegalStateException("a node without a beginning");
            }
            separators.add(low, PageTree.LOWEST);
        }
        return new Inner(separators.build(), nodes.subList(from, to).toArray(new Node[0]));
    }
}
