/**
 * A store that gives every answer the contract allows, more often than any real one: for the tests of whoever stands on the
 * store. {@link Faults} says how often, {@link FaultyStorage} wraps any storage; the seed makes it repeatable on one thread. {@link InjectedConflicts} makes commits of one session lose, for programs under test.
 */
@NullMarked
package dev.borealis.store.fault;

import org.jspecify.annotations.NullMarked;
