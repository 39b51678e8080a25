package dev.borealis.engine.job;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Job;
import dev.borealis.engine.catalog.JobIds;
import dev.borealis.engine.catalog.JobTable;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.SchemaDefinition;
import dev.borealis.engine.catalog.TableStatistics;
import dev.borealis.engine.observe.ChangedRows;
import dev.borealis.engine.transaction.StoreTransaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Submits an ANALYZE of each table of which many rows have changed since the last one. Used by one thread at a time, that of
 * the worker.
 */
final class AutomaticAnalysis {
    /** So many rows changed, and this part of the table. Source: PostgreSQL's autovacuum_analyze_threshold. */
    private static final int ROWS = 50;

    /** Source: PostgreSQL's autovacuum_analyze_scale_factor. */
    private static final double PART = 0.1;

    /** A table is not analyzed more often: plans are made anew afterwards. Source: PostgreSQL's autovacuum_naptime. */
    private static final long PAUSE_MICROS = 60_000_000;

    /** Jobs submitted at once; the next ones when these are done. */
    private static final int AT_ONCE = 10;

    private final Jobs.Parts parts;
    private final ChangedRows changes;
    private final Map<Integer, Long> submitted = new HashMap<>();

    AutomaticAnalysis(Jobs.Parts parts, ChangedRows changes) {
        this.parts = parts;
        this.changes = changes;
    }

    /**
     * Looks at what has changed.
     *
     * @param open jobs that are not done
     * @return whether there are jobs now that were not there before
     */
    boolean submit(List<Job> open) {
        long now = StoreTransaction.micros(parts.clock());
        submitted.values().removeIf(when -> now - when >= PAUSE_MICROS);
        Map<Integer, Long> changed = changes.atLeast(ROWS);
        changed.keySet().removeAll(submitted.keySet());
        if (changed.isEmpty()) {
            return false;
        }
        Set<Integer> waiting = new HashSet<>();
        for (Job job : open) {
            if (job.kind() == Job.Kind.ANALYZE) {
                waiting.add(job.object());
            }
        }
        if (waiting.size() >= AT_ONCE) {
            return false;
        }
        changed.keySet().removeAll(waiting);
        Map<Integer, Long> due = new HashMap<>();
        try (StoreTransaction transaction = parts.begin(false)) {
            Catalog catalog = parts.catalogs().of(transaction);
            for (Map.Entry<Integer, Long> table : changed.entrySet()) {
                if (due.size() == AT_ONCE) {
                    break;
                }
                if (!(catalog.relation(table.getKey()) instanceof Relation.Table found)) {
                    changes.forget(table.getKey());
                } else if (table.getValue() >= threshold(catalog, found)) {
                    JobTable.put(transaction, job(catalog, found, now));
                    due.put(table.getKey(), table.getValue());
                }
            }
            if (!due.isEmpty()) {
                transaction.commit(); // keys of its own: nobody can be in the way
            }
        }
        due.forEach(
                (table, rows) -> {
                    changes.analyzed(table, rows);
                    submitted.put(table, now);
                });
        return !due.isEmpty();
    }

    private static double threshold(Catalog catalog, Relation.Table table) {
        TableStatistics statistics = catalog.statistics(table.oid());
        return ROWS + PART * (statistics == null ? 0 : statistics.rows());
    }

    private Job job(Catalog catalog, Relation.Table table, long now) {
        SchemaDefinition schema = catalog.schema(table.schema());
        return Job.submitted(
                JobIds.random(parts.random()),
                Job.Kind.ANALYZE,
                table.oid(),
                (schema == null ? "" : schema.name() + ".") + table.name(),
                0,
                List.of(),
                now);
    }
}
