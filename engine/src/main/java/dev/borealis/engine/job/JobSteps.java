package dev.borealis.engine.job;

import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.JobTable;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.transaction.StoreProblems;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.StoreException;
import dev.borealis.types.error.ExecutionErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;
import dev.borealis.types.error.SyntaxErrors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one step of one job: reads a view, then writes what came of it. Used by one thread at a time. */
final class JobSteps {
    private static final Logger LOG = LoggerFactory.getLogger(JobSteps.class);

    /** Finished jobs stay visible so long. Source: guide. */
    private static final long KEEP_MICROS = 30L * 60 * 1_000_000;

    /** The short transaction of an outcome is tried so often before the whole step is taken anew. */
    private static final int ATTEMPTS = 10;

    private final Jobs.Parts parts;
    private final CatalogStore catalogs;

    JobSteps(Jobs.Parts parts) {
        this.parts = parts;
        this.catalogs = parts.catalogs();
    }

    /** What became of a step. */
    enum Result {
        /** It goes on. */
        WORKED,
        /** It has ended, now or before. */
        ENDED,
        /** Something came between: nothing was written. */
        LOST
    }

    Result take(Job seen, JobRun.Worker worker) {
        try (StoreTransaction view = parts.begin(true)) {
            Job job = JobTable.get(view, seen.id());
            if (job == null || job.isFinished()) {
                return Result.ENDED;
            }
            try (var run = new JobRun(parts, view, job, worker)) {
                return settle(job, outcome(run));
            } catch (JobStopped stopped) {
                return Result.LOST;
            }
        }
    }

    private Outcome outcome(JobRun run) {
        try {
            return step(run);
        } catch (SqlException failure) {
            if (StoreProblems.isUnavailable(failure)) {
                throw failure;
            }
            return failure.state() == SqlState.SERIALIZATION_FAILURE
                    ? new Outcome.Again() // its view is gone
                    : failed(run, failure);
        } catch (JobStopped | StoreException failure) {
            throw failure;
        } catch (StackOverflowError failure) {
            LOG.info("job {} {}: stack overflow", run.job.kind(), run.job.textId());
            return failed(run, SyntaxErrors.stackDepthLimitExceeded());
        } catch (OutOfMemoryError failure) {
            LOG.info("job {} {}: out of memory", run.job.kind(), run.job.textId());
            return failed(run, ExecutionErrors.outOfTempSpace());
        } catch (RuntimeException | AssertionError | LinkageError defect) {
            LOG.error("job {} {} failed", run.job.kind(), run.job.textId(), defect);
            return failed(run, "internal error");
        }
    }

    private Outcome step(JobRun run) {
        return switch (run.job.kind()) {
            case INDEX_BUILD -> new IndexBuild(run).step();
            case VALIDATE_CONSTRAINT -> new Validation(run).step();
            case ANALYZE -> Analysis.step(run);
            case DROP -> {
                for (int relation : run.job.discard()) {
                    catalogs.store().discard(KeyFormat.all(relation));
                }
                yield Outcome.completed((String) null);
            }
        };
    }

    private Outcome failed(JobRun run, SqlException failure) {
        return failed(run, failure.text());
    }

    /** The job ends with a failure that came from the data: an expression that fails for a row, a key too large. */
    private Outcome failed(JobRun run, String details) {
        return Outcome.failed(
                details,
                run.job.kind() != Job.Kind.INDEX_BUILD
                        ? Outcome.Change.NONE
                        : now -> {
                            IndexBuild.end(
                                    catalogs, now, run.job.object(), Relation.IndexState.INVALID);
                            return true;
                        });
    }

    private Result settle(Job job, Outcome outcome) {
        if (outcome instanceof Outcome.Again) {
            return Result.LOST;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (StoreTransaction now = parts.begin(false)) {
                if (!job.equals(JobTable.get(now, job.id())) || !write(now, job, outcome)) {
                    return Result.LOST;
                }
                purge(now);
                now.commit();
                return outcome instanceof Outcome.Ends ? Result.ENDED : Result.WORKED;
            } catch (SqlException conflict) {
                if (conflict.state() != SqlState.SERIALIZATION_FAILURE) {
                    throw conflict;
                }
            }
        }
        return Result.LOST;
    }

    /** False when the outcome does not hold any more. */
    private boolean write(StoreTransaction now, Job job, Outcome outcome) {
        long micros = StoreTransaction.micros(parts.clock());
        return switch (outcome) {
            case Outcome.Proceeds(var position) -> {
                JobTable.put(now, job.with(Job.Status.PROCESSING, null, micros, position));
                yield true;
            }
            case Outcome.Ends(boolean failed, var details, var change) -> {
                Job.Status status = failed ? Job.Status.FAILED : Job.Status.COMPLETED;
                JobTable.put(now, job.with(status, details, micros, job.position()));
                yield change.write(now);
            }
            case Outcome.Again _ -> false;
        };
    }

    /** Removes what finished long ago; done when a job runs, as the service does. */
    private void purge(StoreTransaction now) {
        long before = StoreTransaction.micros(parts.clock()) - KEEP_MICROS;
        for (Job job : JobTable.all(now)) {
            if (job.isFinished() && job.updateMicros() < before) {
                JobTable.remove(now, job);
            }
        }
    }
}
