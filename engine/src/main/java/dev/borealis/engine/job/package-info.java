/**
 * Work in the background: building indexes, validating constraints, giving back the space of dropped relations, counting
 * rows. A job is a row in the store with a lease; it goes forward in small transactions, and after a crash from where its
 * last one left off.
 *
 * <p>Reading order: {@link dev.borealis.engine.job.Jobs} (the queue and its worker), {@code JobRun} (one step of one
 * job), then one class per kind of job.
 */
@NullMarked
package dev.borealis.engine.job;

import org.jspecify.annotations.NullMarked;
