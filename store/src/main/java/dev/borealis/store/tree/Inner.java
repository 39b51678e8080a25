package dev.borealis.store.tree;

import dev.borealis.store.Page;

/**
 * Children in key order. A tree whose boundaries stay the same shares {@code separators} with the one it was made from.
 *
 * @param separators keys without values; child {@code i + 1} begins at separator {@code i}
 */
record Inner(Page separators, Node[] children) implements Node {
    /** Index of the child in whose interval a key lies. */
    int childFor(byte[] key) {
        int index = separators.find(key);
        return index >= 0 ? index + 1 : -(index + 1);
    }

    /** Index of the child that holds the greatest keys less than {@code key}. */
    int childBelow(byte[] key) {
        return separators.lowerBound(key);
    }
}
