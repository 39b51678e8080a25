/**
 * An immutable B+tree of packed pages.
 *
 * <p>Reading order: {@link dev.borealis.store.Mutations} (what a commit group does to the keys of one store), {@link Leaf} (a
 * key interval and its page, or the knowledge that the page must be read first), {@link Inner}, {@link Node} (either of them),
 * {@link PageTree} (look-up, the changed tree).
 *
 * <p>Changing: {@link TreeChange} (which nodes take the place of which), {@link Packing} (pages out of pages), {@link Siblings}
 * (nodes while a level is being made), {@link Leaves} (who stores what became of the leaves).
 *
 * <p>Scanning: {@link TreeCursor}, {@link TreeWalk} (where it stands), {@link ReadAhead} and {@link ColdRun} (what it will come
 * to), {@link Cold} (where pages come from that are not in memory).
 *
 * <p>Starts no threads, has no clock, no I/O but through {@link Cold}. Trees are shared by all threads: of a {@link Leaf}
 * changes only whether its page is in memory, and what is counted about it.
 */
@NullMarked
package dev.borealis.store.tree;

import org.jspecify.annotations.NullMarked;
