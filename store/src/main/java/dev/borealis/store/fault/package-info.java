/**
 * A store that gives every answer the contract allows, more often than any real one: for the tests of whoever stands on the
 * store.
 *
 * <p>Reading order: {@link dev.borealis.store.fault.Faults} says how often, {@link dev.borealis.store.fault.FaultyStorage}
 * wraps any storage; the seed makes it repeatable on one thread. {@link dev.borealis.store.fault.InjectedConflicts}, a
 * {@link dev.borealis.store.fault.ForwardingStore}, makes commits of one session lose, for programs under test.
 */
@NullMarked
package dev.borealis.store.fault;

import org.jspecify.annotations.NullMarked;
