package dev.borealis.store.tree;

/** A node of a {@link PageTree}. */
sealed interface Node permits Leaf, Inner {}
