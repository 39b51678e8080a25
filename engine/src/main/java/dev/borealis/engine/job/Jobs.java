package dev.borealis.engine.job;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogEditor;
import dev.borealis.engine.catalog.CatalogKeys;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.JobIds;
import dev.borealis.engine.catalog.JobTable;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.key.KeyFormat;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.store.StoreException;
import dev.borealis.store.TransactionId;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.DefinitionErrors;
import dev.borealis.types.error.JobErrors;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SqlState;
import dev.borealis.types.error.TransactionErrors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The jobs of one cluster and the worker that does them. A job belongs to the process whose incarnation its lease names,
 * until the lease runs out; each step is a transaction of its own that also stores how far the job is, so a crash costs
 * one step.
 *
 * <p>Thread-safe.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** How long a lease lasts unless it is renewed. */
    private static final long LEASE_MICROS = 5_000_000;

    /** Finished jobs stay visible so long. Source: guide. */
    private static final long KEEP_MICROS = 30L * 60 * 1_000_000;

    /** The worker looks for jobs so often when nobody tells it of one: another process may have made some. */
    private static final long IDLE_MILLIS = 5_000;

    /** It looks so often at jobs that it could not go on with: whether a lease has run out, whether the store is back. */
    private static final long RETRY_MILLIS = 500;

    private static final long WAIT_MILLIS = 20;

    /**
     * Memory for the entries one step of an index build collects: some three million small ones, fewer in a small heap. An
     * index larger than that is written by several steps; with more memory, entries are read in an order in which no cache
     * has them, which costs more than the steps do.
     */
    private static final long SORT_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 32);

    /**
     * A job and what became of its object.
     *
     * @param objectGone it has ended and its object is no more
     */
    public record Listed(Job job, boolean objectGone) {}

    private final CatalogStore catalogs;
    private final FunctionRegistry registry;
    private final CatalogNames.DomainChecker domains;
    private final Clock clock;
    private final RandomGenerator random;
    private final byte[] incarnation;
    private final long sortBytes;
    private final Map<Bytes, Long> leases = new HashMap<>();
    private final Object signal = new Object();
    private final @Nullable JobScheduler scheduler;
    private final JobScheduler.@Nullable Worker worker;
    private volatile boolean closed;

    /** With memory for sorting as the heap allows. */
    public Jobs(
            CatalogStore catalogs,
            FunctionRegistry registry,
            CatalogNames.DomainChecker domains,
            Clock clock,
            RandomGenerator random,
            @Nullable JobScheduler scheduler) {
        this(catalogs, registry, domains, clock, random, scheduler, SORT_BYTES);
    }

    /**
     * @param scheduler does them, beginning at once; null when somebody else calls {@link #step}: a simulation, a test
     * @param sortBytes memory for the entries one step of an index build collects
     */
    public Jobs(
            CatalogStore catalogs,
            FunctionRegistry registry,
            CatalogNames.DomainChecker domains,
            Clock clock,
            RandomGenerator random,
            @Nullable JobScheduler scheduler,
            long sortBytes) {
        this.catalogs = catalogs;
        this.registry = registry;
        this.domains = domains;
        this.clock = clock;
        this.random = random;
        this.sortBytes = sortBytes;
        this.scheduler = scheduler;
        this.incarnation = JobRun.array(JobIds.random(random));
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
                case WAITING -> RETRY_MILLIS;
                case NOTHING -> IDLE_MILLIS;
            };
        } catch (SqlException | StoreException failure) {
            if (!closed) {
                LOG.info("job worker: {}; it tries again", failure.getMessage());
            }
        } catch (RuntimeException defect) {
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
        return next() == Found.WORKED;
    }

    private Found next() {
        List<Job> open = new ArrayList<>();
        try (StoreTransaction transaction = begin(true)) {
            for (Job job : JobTable.all(transaction)) {
                if (!job.isFinished()) {
                    open.add(job);
                }
            }
        }
        for (Job job : open) {
            if (lease(job)) {
                run(job);
                return Found.WORKED;
            }
        }
        return open.isEmpty() ? Found.NOTHING : Found.WAITING;
    }

    private StoreTransaction begin(boolean readOnly) {
        return new StoreTransaction(catalogs.store(), clock, random, readOnly);
    }

    private long now() {
        return StoreTransaction.micros(clock);
    }

    /** Whether the job is ours, for a while at least. */
    private synchronized boolean lease(Job job) {
        long now = now();
        Long held = leases.get(job.id());
        if (held != null && held - now > LEASE_MICROS / 2) {
            return true;
        }
        byte[] mine = Arrays.copyOf(incarnation, incarnation.length + Long.BYTES);
        java.nio.ByteBuffer.wrap(mine).putLong(incarnation.length, now + LEASE_MICROS);
        byte[] after =
                catalogs.store()
                        .update(
                                CatalogKeys.lease(JobRun.array(job.id())),
                                before -> isFree(before, now) ? mine : before);
        if (!Arrays.equals(after, mine)) {
            leases.remove(job.id());
            return false;
        }
        leases.put(job.id(), now + LEASE_MICROS);
        return true;
    }

    private boolean isFree(byte @Nullable [] lease, long now) {
        return lease == null
                || Arrays.equals(lease, 0, incarnation.length, incarnation, 0, incarnation.length)
                || java.nio.ByteBuffer.wrap(lease).getLong(incarnation.length) < now;
    }

    private synchronized void release(Job job) {
        leases.remove(job.id());
        catalogs.store().update(CatalogKeys.lease(JobRun.array(job.id())), _ -> null);
    }

    private void run(Job seen) {
        try (StoreTransaction transaction = begin(false)) {
            Job job = JobTable.get(transaction, seen.id());
            if (job == null || job.isFinished()) {
                release(seen);
                return;
            }
            purge(transaction);
            var run =
                    new JobRun(transaction, catalogs, registry, domains, job, now(), environs(job));
            step(run, job);
            boolean finished = isFinished(transaction, job);
            transaction.commit();
            if (finished) {
                wake(); // first who waits: letting go of the lease is a commit
                release(job);
            }
        } catch (SqlException failure) {
            if (failure.state() == SqlState.SERIALIZATION_FAILURE) {
                return; // somebody changed what this step read: the next one sees it
            }
            if (failure.state() == SqlState.INTERNAL_ERROR
                    || failure.state() == SqlState.ADMIN_SHUTDOWN) {
                throw failure;
            }
            fail(seen, failure.text());
        } catch (StoreException failure) {
            throw failure;
        } catch (RuntimeException defect) {
            LOG.error("job {} {} failed", seen.kind(), seen.textId(), defect);
            fail(seen, "internal error");
        }
    }

    private JobRun.Environs environs(Job job) {
        return new JobRun.Environs() {
            @Override
            public boolean goesOn() {
                return !closed && lease(job);
            }

            @Override
            public StoreTransaction begin() {
                return Jobs.this.begin(true);
            }

            @Override
            public TransactionId newTransactionId() {
                return TransactionId.random(random);
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

    private static boolean isFinished(StoreTransaction transaction, Job job) {
        transaction.nextCommand();
        Job after = JobTable.get(transaction, job.id());
        return after != null && after.isFinished();
    }

    private void step(JobRun run, Job job) {
        switch (job.kind()) {
            case INDEX_BUILD -> new IndexBuild(run).step();
            case VALIDATE_CONSTRAINT -> new Validation(run).step();
            case DROP -> {
                for (int relation : job.discard()) {
                    catalogs.store().discard(KeyFormat.all(relation));
                }
                run.complete(null);
            }
            case ANALYZE -> {
                if (run.catalog.relation(job.object()) instanceof Relation.Table table) {
                    Analysis.analyze(catalogs, run.transaction, table);
                    run.complete(null);
                } else {
                    run.complete("Skipped job for nonexistent table.");
                }
            }
        }
    }

    /** Removes what finished long ago; done when a job runs, as the service does. */
    private void purge(StoreTransaction transaction) {
        for (Job job : JobTable.all(transaction)) {
            if (job.isFinished() && job.updateMicros() < now() - KEEP_MICROS) {
                JobTable.remove(transaction, job);
            }
        }
    }

    /** The job ends with a failure that came from the data: an expression that fails for a row, a key too large. */
    private void fail(Job seen, String details) {
        try (StoreTransaction transaction = begin(false)) {
            Job job = JobTable.get(transaction, seen.id());
            if (job == null || job.isFinished()) {
                return;
            }
            if (job.kind() == Job.Kind.INDEX_BUILD
                    && catalogs.of(transaction).relation(job.object())
                            instanceof Relation.Index index) {
                CatalogEditor editor = catalogs.edit(transaction);
                editor.put(IndexBuild.withState(index, Relation.IndexState.INVALID));
                editor.apply();
            }
            JobTable.put(transaction, job.with(Job.Status.FAILED, details, now(), job.position()));
            transaction.commit();
            release(job);
            wake();
        } catch (SqlException again) {
            if (again.state() != SqlState.SERIALIZATION_FAILURE) {
                throw again;
            }
        }
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
            try (StoreTransaction transaction = begin(true)) {
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

    /** ANALYZE by command, at once and in transactions of its own; without names all tables of the role's schemas. */
    public void analyze(UtilityStatement.Analyze statement, CatalogNames names) {
        List<Relation.Table> tables = new ArrayList<>();
        if (statement.targets().isEmpty()) {
            for (Relation relation : names.catalog().relations()) {
                if (relation instanceof Relation.Table table) {
                    tables.add(table);
                }
            }
        }
        for (UtilityStatement.AnalyzeTarget target : statement.targets()) {
            Relation relation =
                    names.relation(target.relation().schema(), target.relation().last());
            if (relation == null) {
                throw NameErrors.relationDoesNotExist(target.relation().dotted());
            }
            for (String column : target.columns()) {
                if (relation instanceof Relation.Table table && table.findColumn(column) == null) {
                    throw DefinitionErrors.undefinedColumnOf(column, relation.name());
                }
            }
            if (relation instanceof Relation.Table table) {
                tables.add(table);
            }
        }
        tables.forEach(this::analyze);
    }

    private void analyze(Relation.Table table) {
        while (true) {
            try (StoreTransaction transaction = begin(false)) {
                if (catalogs.of(transaction).relation(table.oid())
                        instanceof Relation.Table current) {
                    Analysis.analyze(catalogs, transaction, current);
                    transaction.commit();
                }
                return;
            } catch (SqlException conflict) {
                if (conflict.state() != SqlState.SERIALIZATION_FAILURE) {
                    throw conflict;
                }
            }
        }
    }

    /** All jobs that are still remembered, in the order of submission. */
    public List<Listed> all() {
        var rows = new ArrayList<Listed>();
        try (StoreTransaction transaction = begin(true)) {
            Catalog catalog = catalogs.of(transaction);
            for (Job job : JobTable.all(transaction)) {
                boolean gone = job.isFinished() && catalog.relation(job.object()) == null;
                rows.add(new Listed(job, gone));
            }
        }
        return rows;
    }

    /** Stops the worker after its current step. */
    @Override
    public void close() {
        closed = true;
        wake();
        if (worker != null) {
            worker.close(LEASE_MICROS / 1_000);
        }
    }
}
