/**
 * Work in the background: building indexes, validating constraints, giving back the space of dropped relations, counting
 * rows. A job is a row in the store with a lease; it goes forward in small transactions, and after a crash from where its
 * last one left off.
 *
 * <p>Reading order: {@link dev.borealis.engine.job.Jobs} (the queue and its worker), {@link
 * dev.borealis.engine.job.JobScheduler} (the threads, shared by all clusters), {@code JobRun} (one step of one job), then one
 * class per kind of job: {@code IndexBuild} with {@code EntryCollection}, {@code EntryMaker}, {@code SortedEntries} and {@code
 * EntryLoad}, {@code Validation}, {@code Analysis}.
 */
@NullMarked
package dev.borealis.engine.job;

import org.jspecify.annotations.NullMarked;
