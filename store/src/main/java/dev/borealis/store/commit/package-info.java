/**
 * Who wins: {@link Adjudicator} decides, {@link RecentMarks} remembers what was marked lately within a budget.
 *
 * <p>Pure: no threads, no clock, no I/O. The caller is the one thread that orders commits.
 */
@NullMarked
package dev.borealis.store.commit;

import org.jspecify.annotations.NullMarked;
