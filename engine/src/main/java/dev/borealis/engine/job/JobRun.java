package dev.borealis.engine.job;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.JobTable;
import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.evaluate.FoldingRuntime;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.KeyRange;
import dev.borealis.store.TransactionId;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** One step of a job: a transaction, what it sees, and what becomes of the job. Used by one thread. */
final class JobRun {
    /** Rows read by one step; keeps each transaction small and short. */
    private static final int ROWS = 1_000;

    /** Bytes read by one step; entries written are no larger, so the commit stays far below its limit. */
    private static final long BYTES = 1 << 20;

    final StoreTransaction transaction;
    final CatalogStore catalogs;
    final Catalog catalog;
    final CatalogNames names;
    final FunctionRegistry registry;
    final Job job;
    private final long nowMicros;
    private final Environs environs;

    /** What a step that lasts longer asks its worker for. */
    interface Environs {
        /** Whether to go on: the job is still ours and nobody is closing. */
        boolean goesOn();

        /** A transaction beside that of the step. */
        StoreTransaction begin();

        TransactionId newTransactionId();

        /** Memory for the entries one step collects. */
        long sortBytes();

        /** Does work on this thread and, where processors may be idle, on others at the same time; returns when all have ended. */
        void together(Runnable work);
    }

    JobRun(
            StoreTransaction transaction,
            CatalogStore catalogs,
            FunctionRegistry registry,
            CatalogNames.DomainChecker domains,
            Job job,
            long nowMicros,
            Environs environs) {
        this.transaction = transaction;
        this.catalogs = catalogs;
        this.catalog = catalogs.of(transaction);
        this.names = new CatalogNames(catalog, registry, List.of("public"), domains);
        this.registry = registry;
        this.job = job;
        this.nowMicros = nowMicros;
        this.environs = environs;
    }

    /** A compiler for expressions over the rows of tables; sub-queries cannot stand in them. */
    ExpressionCompiler compiler(Sites sites) {
        return new ExpressionCompiler(
                new Environment(
                        registry,
                        catalog,
                        names,
                        sites,
                        _ -> {
                            throw SessionErrors.notYetImplemented("a sub-query in a constraint");
                        },
                        _ -> {
                            throw SessionErrors.notYetImplemented("a whole-row reference in a job");
                        }));
    }

    Frame frame(Sites sites) {
        return new Frame(new FoldingRuntime(sites.count(), names), null, 1);
    }

    boolean goesOn() {
        return environs.goesOn();
    }

    StoreTransaction begin() {
        return environs.begin();
    }

    TransactionId newTransactionId() {
        return environs.newTransactionId();
    }

    long sortBytes() {
        return environs.sortBytes();
    }

    void together(Runnable work) {
        environs.together(work);
    }

    /** The keys of a table behind the job's position. */
    KeyRange rest(TableStorage storage) {
        KeyRange all = storage.keyFormat.all();
        if (job.position().isEmpty()) {
            return all;
        }
        byte[] last = array(job.position());
        return KeyRange.of(Arrays.copyOf(last, last.length + 1), all.to());
    }

    /** What is done with a row. */
    @FunctionalInterface
    interface RowWork {
        /** False ends the step, and the job, with a failure that the work has noted. */
        boolean row(byte[] key, @Nullable Object[] values);
    }

    /**
     * Goes through the next rows of a table after the job's position.
     *
     * @return the position afterwards; null at the end of the table
     */
    @Nullable Bytes rows(TableStorage storage, RowWork work) {
        int rows = 0;
        long bytes = 0;
        try (EntryCursor cursor = transaction.scan(rest(storage), false, ROWS)) {
            while (cursor.next()) {
                byte[] key = Arrays.copyOfRange(cursor.bytes(), cursor.keyStart(), cursor.keyEnd());
                @Nullable Object[] values =
                        storage.rowFormat.readAll(
                                cursor.bytes(), cursor.valueStart(), cursor.valueEnd());
                if (!work.row(key, values)) {
                    return Bytes.of(key);
                }
                rows++;
                bytes += cursor.valueEnd() - cursor.keyStart();
                if (rows >= ROWS || bytes >= BYTES) {
                    return Bytes.of(key);
                }
            }
        }
        return null;
    }

    static byte[] array(Bytes bytes) {
        return Arrays.copyOfRange(bytes.array(), bytes.offset(), bytes.offset() + bytes.length());
    }

    /** The job goes on from a position. */
    void proceed(Bytes position) {
        JobTable.put(transaction, job.with(Job.Status.PROCESSING, null, nowMicros, position));
    }

    void complete(@Nullable String details) {
        JobTable.put(
                transaction, job.with(Job.Status.COMPLETED, details, nowMicros, job.position()));
    }

    void fail(String details) {
        JobTable.put(transaction, job.with(Job.Status.FAILED, details, nowMicros, job.position()));
    }

    /** The text for a job whose object is gone. */
    String gone() {
        return "relation \"" + job.objectName() + "\" does not exist";
    }
}
