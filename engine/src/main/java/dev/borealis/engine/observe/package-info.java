/**
 * What a database tells of itself: counts of transactions and conflicts, who holds a transaction open, what conflicts are
 * about. Read by the views {@code sys.borealis_…}, by the metrics of the server and by the log.
 *
 * <p>Reading order: {@link dev.borealis.engine.observe.DatabaseFigures} (what can be asked), {@link
 * dev.borealis.engine.observe.Observations} (who counts), {@link dev.borealis.engine.observe.SessionActivity} (one session's
 * part), {@link dev.borealis.engine.observe.KeyNames} and {@link dev.borealis.engine.observe.ConflictLog} (a conflict in
 * words).
 *
 * <p>Nothing here makes a session wait: counters are striped, and where a structure needs a lock a session that does not get
 * it at once goes on without.
 */
@NullMarked
package dev.borealis.engine.observe;

import org.jspecify.annotations.NullMarked;
