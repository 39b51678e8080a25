/**
 * An immutable B+tree of packed pages.
 *
 * <p>Reading order: {@link dev.borealis.store.Mutations} (what a commit group does to the keys of one store), {@link Leaf} (a
 * key interval and its page, or the knowledge that the page must be read first), {@link Inner}, {@link Packing} (pages out of
 * pages), {@link Leaves} (who stores them), {@link PageTree} (look-up, the changed tree), {@link TreeCursor}, {@link
 * ReadAhead}, {@link Cold} (where pages come from that are not in memory).
 *
 * <p>Pure: no threads, no clock, no I/O but through {@link Cold}.
 */
@NullMarked
package dev.borealis.store.tree;

import org.jspecify.annotations.NullMarked;
