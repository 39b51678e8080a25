package dev.borealis.engine.job;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.execute.StoredExpressions;
import dev.borealis.engine.plan.TableStorage;
import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.KeyRange;
import dev.borealis.store.TransactionId;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** One step of a job: the view it reads, and what it asks its worker for. Used by one thread, but for what says otherwise. */
final class JobRun implements AutoCloseable {
    /** Rows read by a step that goes through rows one by one, before it stores how far it is. */
    private static final int ROWS = 1_000;

    /** Bytes read by such a step. */
    private static final long BYTES = 1 << 20;

    /** Writes nothing; open as long as this is. */
    final StoreTransaction view;

    final CatalogStore catalogs;
    final Catalog catalog;
    final CatalogNames names;
    final Job job;
    private final Jobs.Parts parts;
    private final Worker worker;
    private final List<StoredExpressions> expressions = new ArrayList<>();

    /** Who takes the step. Thread-safe. */
    interface Worker {
        /** Whether to go on: the job is still ours and nobody is closing. */
        boolean goesOn();

        /** Memory for the entries one step collects. */
        long sortBytes();

        /** Does work on this thread and on others at the same time, where there are processors for them; returns when all have ended. */
        void together(Runnable work);
    }

    JobRun(Jobs.Parts parts, StoreTransaction view, Job job, Worker worker) {
        this.parts = parts;
        this.view = view;
        this.catalogs = parts.catalogs();
        this.catalog = catalogs.of(view);
        this.names =
                new CatalogNames(catalog, parts.registry(), List.of("public"), parts.domains());
        this.job = job;
        this.worker = worker;
    }

    /** What stored expressions of a table are computed with, until the step has ended. */
    StoredExpressions expressions(Relation.Table table) {
        var made =
                new StoredExpressions(
                        new StoredExpressions.Surroundings(
                                view,
                                catalog,
                                names,
                                parts.registry(),
                                parts.memory(),
                                parts.clock(),
                                parts.random(),
                                this::checkGoesOn),
                        table.owner());
        expressions.add(made);
        return made;
    }

    /** Asked now and then by whoever works at it, on any thread; throws {@link JobStopped}. */
    void checkGoesOn() {
        if (!worker.goesOn()) {
            throw new JobStopped();
        }
    }

    /** A view of today, beside that of the step. */
    StoreTransaction today() {
        return parts.begin(true);
    }

    RandomGenerator random() {
        return parts.random();
    }

    TransactionId newTransactionId() {
        return TransactionId.random(parts.random());
    }

    long sortBytes() {
        return worker.sortBytes();
    }

    void together(Runnable work) {
        worker.together(work);
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
        /** False ends the step. */
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
        try (EntryCursor cursor = view.scan(rest(storage), false, ROWS)) {
            while (cursor.next()) {
                byte[] key = Arrays.copyOfRange(cursor.bytes(), cursor.keyStart(), cursor.keyEnd());
                @Nullable Object[] values =
                        storage.rowFormat.readAll(
                                cursor.bytes(), cursor.valueStart(), cursor.valueEnd());
                rows++;
                bytes += cursor.valueEnd() - cursor.keyStart();
                if (!work.row(key, values) || rows >= ROWS || bytes >= BYTES) {
                    return Bytes.of(key);
                }
            }
        }
        return null;
    }

    static byte[] array(Bytes bytes) {
        return Arrays.copyOfRange(bytes.array(), bytes.offset(), bytes.offset() + bytes.length());
    }

    /** The text for a job whose object is gone. */
    String gone() {
        return "relation \"" + job.objectName() + "\" does not exist";
    }

    @Override
    public void close() {
        expressions.forEach(StoredExpressions::close);
    }
}
