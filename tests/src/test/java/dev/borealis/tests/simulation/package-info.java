/**
 * Deterministic simulation: the real store and the real database on one thread, driven by a seed, judged by a model.
 *
 * <p>A world is a number of sessions whose statements are interleaved by chance, a disk that fails by chance, a process that
 * dies by chance, and a judge that knows every version of every key and nothing of the code under test. A run is a function
 * of its seed: it writes a {@link dev.borealis.tests.simulation.History}, each seed runs twice, and the two histories must be
 * equal to the last byte. What the judge does not allow is a {@link dev.borealis.tests.simulation.Violation}.
 *
 * <p>Reading order: {@code disk} (what stands behind the pages, and how it fails), {@code store} (adjudicator, page tree,
 * committer and crash), {@code sql} (the whole database), {@code mutation} (the proof that the simulation can fail: the program is broken on purpose, one
 * place at a time, and the judge must notice).
 */
@NullMarked
package dev.borealis.tests.simulation;

import org.jspecify.annotations.NullMarked;
