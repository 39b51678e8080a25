package dev.borealis.engine.catalog;

import dev.borealis.engine.transaction.EntryCursor;
import dev.borealis.engine.transaction.EntryView;
import dev.borealis.engine.transaction.Transaction;
import dev.borealis.store.Label;
import dev.borealis.store.Touch;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Jobs as rows in the store. */
public final class JobTable {
    private JobTable() {}

    /** Writes a job; two transactions that change the same one conflict. */
    public static void put(Transaction transaction, Job job) {
        byte[] key = CatalogKeys.job(array(job.id()));
        transaction.put(key, DefinitionFormat.CODEC.encode(job));
        transaction.touch(key, Touch.ROW, Touch.ROW, Label.SCHEMA);
    }

    /** Whoever works at it meanwhile loses. */
    public static void remove(Transaction transaction, Job job) {
        byte[] key = CatalogKeys.job(array(job.id()));
        transaction.delete(key);
        transaction.touch(key, Touch.ROW, Touch.ROW, Label.SCHEMA);
    }

    /** Null when there is none, or no more. */
    public static @Nullable Job get(Transaction transaction, Bytes id) {
        EntryView view = transaction.get(CatalogKeys.job(array(id)));
        return view == null ? null : read(view);
    }

    /** All jobs, in the order of submission. */
    public static List<Job> all(Transaction transaction) {
        var jobs = new ArrayList<Job>();
        try (EntryCursor cursor = transaction.scan(CatalogKeys.jobs(), false, 100)) {
            while (cursor.next()) {
                jobs.add(read(cursor));
            }
        }
        jobs.sort(java.util.Comparator.comparingLong(Job::startMicros));
        return jobs;
    }

    private static Job read(EntryView view) {
        return DefinitionFormat.CODEC.decode(
                Job.class, Arrays.copyOfRange(view.bytes(), view.valueStart(), view.valueEnd()));
    }

    private static byte[] array(Bytes id) {
        return Arrays.copyOfRange(id.array(), id.offset(), id.offset() + id.length());
    }
}
