/**
 * Work in the background: building indexes, validating constraints, giving back the space of dropped relations, counting
 * rows. A job is a row in the store with a lease. It goes forward by steps, each of which reads a view for as long as it takes, and
 * stores what came of it in a short transaction; what dies in the middle of a step takes that step anew.
 *
 * <p>Reading order: {@link dev.borealis.engine.job.Jobs} (the queue and its worker), {@link
 * dev.borealis.engine.job.JobScheduler} (the threads, shared by all clusters), {@code Leases}, {@code JobSteps} with {@code
 * JobRun} and {@code Outcome} (one step of one job), then one class per kind of job: {@code IndexBuild} with {@code
 * EntryCollection}, {@code SortedEntries} and {@code EntryLoad}, {@code Validation}, {@code Analysis} with {@code RowSample} and {@code ColumnAnalysis}.
 */
@NullMarked
package dev.borealis.engine.job;

import org.jspecify.annotations.NullMarked;
