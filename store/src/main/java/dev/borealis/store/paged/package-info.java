/**
 * The embedded stores: page trees in memory, one thread that commits, and something behind that makes it durable.
 *
 * <p>Reading order: {@link PagedStorage}, {@link PagedStore}, {@link View} (a published tree and who holds it; {@link
 * PagedSnapshot} is one who does), {@link Committer} (how commits become the next view), {@link Backing} (durability and cold
 * pages), {@link LeafRecord} (how a leaf is stored), {@link PageBudget} (which pages stay) and {@link Sweeper} (whose thread
 * sees to it), {@link Reclaimer} (space of what was dropped), {@link ViewCheck} (whether tree and data agree).
 *
 * <pre>
 * commit -> queue -> Committer: Adjudicator -> PageTree.apply -> Backing.write (synced) -> publish View -> answer
 * snapshot -> the published View -> PageTree -> Page
 * </pre>
 */
@NullMarked
package dev.borealis.store.paged;

import org.jspecify.annotations.NullMarked;
