package dev.borealis.engine.observe;

import static dev.borealis.engine.observe.Figure.counter;
import static dev.borealis.engine.observe.Figure.gauge;

import dev.borealis.store.StorageMetrics;

import java.util.List;

/** The figures of a storage by name. */
final class StorageFigures {
    private StorageFigures() {}

    static List<Figure> of(StorageMetrics m) {
        return List.of(
                counter("storage_groups", "", m.groups(), "Commit groups judged"),
                counter("storage_requests", "", m.requests(), "Commits and updates in them"),
                gauge(
                        "storage_requests_per_group",
                        "",
                        m.groups() == 0 ? 0 : (double) m.requests() / m.groups(),
                        "Requests that shared a group, on average"),
                counter("storage_conflicts", "", m.conflicts(), "Commits that lost"),
                counter("storage_failed_groups", "", m.failedGroups(), "Groups that failed"),
                counter("storage_syncs", "", m.writes(), "Groups written and synced"),
                counter(
                        "storage_sync_time",
                        "seconds",
                        m.writeNanos() / 1e9,
                        "Time spent writing and syncing groups"),
                gauge(
                        "storage_slowest_sync",
                        "seconds",
                        m.slowestWriteNanos() / 1e9,
                        "The longest that one took"),
                gauge("storage_page_memory", "bytes", m.pageBytes(), "Memory of pages, about"),
                gauge(
                        "storage_page_budget",
                        "bytes",
                        m.pageBudgetBytes() == Long.MAX_VALUE
                                ? Double.POSITIVE_INFINITY
                                : m.pageBudgetBytes(),
                        "Memory that pages may take"),
                gauge(
                        "storage_read_ahead",
                        "bytes",
                        m.aheadBytes(),
                        "Memory of pages that scans have read before they want them"),
                counter(
                        "storage_page_hits",
                        "",
                        m.pagesHit(),
                        "Pages that statements found in memory"),
                counter(
                        "storage_cold_pages_read",
                        "",
                        m.pagesRead(),
                        "Pages read by scans and commits because they were not in memory"),
                counter(
                        "storage_cold_keys_read",
                        "",
                        m.pointsRead(),
                        "Pages read for single keys because they were not in memory"),
                counter("storage_pages_evicted", "", m.pagesEvicted(), "Pages put out of memory"),
                gauge(
                        "storage_conflict_memory",
                        "bytes",
                        m.marksBytes(),
                        "Memory of what was changed lately"),
                counter(
                        "storage_conflict_memory_folds",
                        "",
                        m.marksFolds(),
                        "Times it forgot changes that could still matter"),
                gauge("storage_clusters", "", m.stores(), "Clusters stored"),
                gauge("storage_open_views", "", m.openViews(), "Versions of the data held open"));
    }
}
