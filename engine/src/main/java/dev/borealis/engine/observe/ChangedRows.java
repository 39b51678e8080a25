package dev.borealis.engine.observe;

import dev.borealis.engine.transaction.StoreTransaction;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many rows of each table were changed since it was analyzed, by the sessions of this process. In memory alone: a
 * commit costs nothing for it, and after a restart counting begins anew. Thread-safe.
 */
public final class ChangedRows {
    private final Map<Integer, LongAdder> byTable = new ConcurrentHashMap<>();

    /** A transaction has committed. */
    void count(StoreTransaction committed) {
        committed
                .changedTables()
                .forEach(
                        (table, rows) ->
                                byTable.computeIfAbsent(table, _ -> new LongAdder()).add(rows));
    }

    /** How many of a table. */
    public long of(int table) {
        LongAdder rows = byTable.get(table);
        return rows == null ? 0 : rows.sum();
    }

    /** Tables of which at least so many were changed, and how many. */
    public Map<Integer, Long> atLeast(long rows) {
        Map<Integer, Long> found = new TreeMap<>();
        byTable.forEach(
                (table, changed) -> {
                    long sum = changed.sum();
                    if (sum >= rows) {
                        found.put(table, sum);
                    }
                });
        return found;
    }

    /** So many of a table have been looked at by an ANALYZE. */
    public void analyzed(int table, long rows) {
        LongAdder changed = byTable.get(table);
        if (changed != null) {
            changed.add(-rows);
        }
    }

    /** The table is gone. */
    public void forget(int table) {
        byTable.remove(table);
    }
}
