package dev.borealis.engine.job;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.JobIds;
import dev.borealis.engine.catalog.JobTable;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.observe.ChangedRows;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.store.StoreException;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.JobErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.TransactionErrors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The jobs of one cluster and the worker that does them, those that are ours ({@link Leases}), a step at a time ({@link
 * JobSteps}).
 *
 * <p>Thread-safe.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** The worker looks for jobs so often when nobody tells it of one: another process may have made some. */
    private static final long IDLE_MILLIS = 5_000;

    /** It looks so often at jobs that it could not go on with: whether a lease has run out, whether the store is back. */
    static final long RETRY_MILLIS = 500;

    /** The first pause after steps that came to nothing; each further one is twice as long, up to {@link #RETRY_MILLIS}. */
    private static final long LOST_MILLIS = 1;

    /** Steps in a row that came to nothing: so many are told of, again and again. */
    private static final int LOST_STEPS = 10;

    private static final long WAIT_MILLIS = 20;

    /**
     * Memory for the entries one step of an index build collects: some three million small ones, fewer in a small heap. An
     * index larger than that is written by several steps; with more memory, entries are read in an order in which no cache
     * has them, which costs more than the steps do.
     */
    private static final long SORT_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 32);

    /**
     * What jobs need of their database.
     *
     * @param memory that the expressions of indexes and constraints draw from
     * @param changes of rows, after which tables are analyzed; null when that is left to commands
     */
    public record Parts(
            CatalogStore catalogs,
            FunctionRegistry registry,
            CatalogNames.DomainChecker domains,
            MemoryPool memory,
            Clock clock,
            RandomGenerator random,
            @Nullable ChangedRows changes) {
        StoreTransaction begin(boolean readOnly) {
            return new StoreTransaction(catalogs.store(), clock, random, readOnly);
        }
    }

    /**
     * A job and what became of its object.
     *
     * @param objectGone it has ended and its object is no more
     */
    public record Listed(Job job, boolean objectGone) {}

    private final Parts parts;
    private final long sortBytes;
    private final Leases leases;
    private final JobSteps steps;
    private final @Nullable AutomaticAnalysis automatic;
    private final Map<Bytes, Integer> lostSteps = new HashMap<>(); // of the worker
    private final Object signal = new Object();
    private final @Nullable JobScheduler scheduler;
    private final JobScheduler.@Nullable Worker worker;
    private volatile boolean closed;

    /** With memory for sorting as the heap allows. */
    public Jobs(Parts parts, @Nullable JobScheduler scheduler) {
        this(parts, scheduler, SORT_BYTES);
    }

    /**
     * @param scheduler does them, beginning at once; null when somebody else calls {@link #step}: a simulation, a test
     * @param sortBytes memory for the entries one step of an index build collects
     */
    public Jobs(Parts parts, @Nullable JobScheduler scheduler, long sortBytes) {
        this.parts = parts;
        this.sortBytes = sortBytes;
        this.leases = new Leases(parts.catalogs().store(), parts.clock(), parts.random());
        this.steps = new JobSteps(parts);
        ChangedRows changes = parts.changes();
        this.automatic = changes == null ? null : new AutomaticAnalysis(parts, changes);
        this.scheduler = scheduler;
        this.worker = scheduler == null ? null : scheduler.start(this::turn);
    }

    /** A step on a thread of the scheduler; after how many milliseconds to come again. */
    private long turn() {
        if (closed) {
            return IDLE_MILLIS;
        }
        try {
            return switch (next()) {
                case WORKED -> 0;
                case LOST -> pauseMillis();
                case WAITING -> RETRY_MILLIS;
                case NOTHING -> IDLE_MILLIS;
            };
        } catch (SqlException | StoreException failure) {
            if (!closed) {
                LOG.info("job worker: {}; it tries again", failure.getMessage());
            }
        } catch (RuntimeException | Error defect) {
            LOG.error("job worker", defect);
        }
        return RETRY_MILLIS;
    }

    /** A job may have been submitted, or has ended: the worker looks at once, and so does who waits for it. */
    public void wake() {
        JobScheduler.Worker woken = worker;
        if (woken != null) {
            woken.wake();
        }
        synchronized (signal) {
            signal.notifyAll();
        }
    }

    private enum Found {
        WORKED,
        /** Steps were taken that came to nothing. */
        LOST,
        /** There are jobs, and somebody else does them. */
        WAITING,
        NOTHING
    }

    /**
     * Takes one step of one job.
     *
     * @return false when there was nothing to do
     */
    public boolean step() {
        Found found = next();
        return found == Found.WORKED || found == Found.LOST;
    }

    /** A step of the first job that is ours and of which it comes to something. */
    private Found next() {
        List<Job> open = open();
        if (automatic != null && automatic.submit(open)) {
            open = open();
        }
        Found found = open.isEmpty() ? Found.NOTHING : Found.WAITING;
        for (Job job : open) {
            if (!leases.take(job)) {
                lostSteps.remove(job.id());
                continue;
            }
            switch (steps.take(job, worker(job))) {
                case WORKED -> {
                    lostSteps.remove(job.id());
                    return Found.WORKED;
                }
                case ENDED -> {
                    lostSteps.remove(job.id());
                    wake(); // first who waits: letting go of the lease is a commit
                    leases.release(job);
                    return Found.WORKED;
                }
                case LOST -> {
                    lost(job);
                    found = Found.LOST;
                }
            }
        }
        return found;
    }

    private List<Job> open() {
        List<Job> open = new ArrayList<>();
        try (StoreTransaction transaction = parts.begin(true)) {
            for (Job job : JobTable.all(transaction)) {
                if (!job.isFinished()) {
                    open.add(job);
                }
            }
        }
        return open;
    }

    private void lost(Job job) {
        int times = lostSteps.merge(job.id(), 1, Integer::sum);
        if (times % LOST_STEPS == 0 && !closed) {
            LOG.info(
                    "job {} {}: {} steps in a row came to nothing, because of changes meanwhile",
                    job.kind(),
                    job.textId(),
                    times);
        }
    }

    private long pauseMillis() {
        int times = lostSteps.values().stream().mapToInt(Integer::intValue).min().orElse(1);
        return Math.min(RETRY_MILLIS, LOST_MILLIS << Math.min(times - 1, 10));
    }

    private JobRun.Worker worker(Job job) {
        return new JobRun.Worker() {
            @Override
            public boolean goesOn() {
                return !closed && leases.take(job);
            }

            @Override
            public long sortBytes() {
                return sortBytes;
            }

            @Override
            public void together(Runnable work) {
                if (scheduler == null) {
                    work.run();
                } else {
                    scheduler.together(work);
                }
            }
        };
    }

    /**
     * Blocks until a job has ended.
     *
     * @param cancelled asked every now and then; the wait then ends with 57014
     * @return whether it succeeded
     */
    public boolean waitFor(String id, BooleanSupplier cancelled) {
        Bytes key = JobIds.parse(id);
        if (key == null) {
            throw JobErrors.notAnId();
        }
        while (true) {
            try (StoreTransaction transaction = parts.begin(true)) {
                Job job = JobTable.get(transaction, key);
                if (job == null) {
                    throw JobErrors.unknownJob(id);
                }
                if (job.isFinished()) {
                    return job.status() == Job.Status.COMPLETED;
                }
            }
            if (cancelled.getAsBoolean() || closed) {
                throw TransactionErrors.cancelled();
            }
            if (worker == null) {
                step();
                continue;
            }
            synchronized (signal) {
                try {
                    signal.wait(WAIT_MILLIS);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    throw TransactionErrors.cancelled();
                }
            }
        }
    }

    /**
     * ANALYZE by command, at once and in transactions of its own; without names all tables of the role's schemas.
     *
     * @param stopping throws when it is not to go on; asked now and then
     */
    public void analyze(UtilityStatement.Analyze statement, CatalogNames names, Runnable stopping) {
        new AnalyzeCommand(parts, stopping).run(statement, names);
    }

    /** All jobs that are still remembered, in the order of submission. */
    public List<Listed> all() {
        var rows = new ArrayList<Listed>();
        try (StoreTransaction transaction = parts.begin(true)) {
            Catalog catalog = parts.catalogs().of(transaction);
            for (Job job : JobTable.all(transaction)) {
                boolean gone = job.isFinished() && catalog.relation(job.object()) == null;
                rows.add(new Listed(job, gone));
            }
        }
        return rows;
    }

    /** Stops the worker after its current step, which ends as soon as it asks whether to go on. */
    @Override
    public void close() {
        closed = true;
        wake();
        if (worker != null) {
            worker.close(Leases.MICROS / 1_000);
        }
    }
}
