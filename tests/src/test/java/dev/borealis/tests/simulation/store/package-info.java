/**
 * Adjudicator, page tree, committer and crash under a seed.
 *
 * <p>Reading order: {@link dev.borealis.tests.simulation.Use} (the conflict matrix, as the specification has it),
 * {@link dev.borealis.tests.simulation.store.StoreModel} (the sorted map of versions), {@link
 * dev.borealis.tests.simulation.store.Actor} (a session), {@link dev.borealis.tests.simulation.store.Judge} (which answers
 * are allowed), {@link dev.borealis.tests.simulation.store.StoreWorld} (who does what next).
 */
@NullMarked
package dev.borealis.tests.simulation.store;

import org.jspecify.annotations.NullMarked;
