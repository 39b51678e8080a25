package dev.borealis.server;

import dev.borealis.types.error.SqlState;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of the connections since the start of the process. Thread-safe. */
final class ConnectionCounters {
    private final LongAdder accepted = new LongAdder();
    private final Map<SqlState, LongAdder> refused = new EnumMap<>(SqlState.class);

    ConnectionCounters() {
        for (SqlState state : SqlState.values()) {
            refused.put(state, new LongAdder());
        }
    }

    /** One was taken from the port, whatever it will want. */
    void accepted() {
        accepted.increment();
    }

    /** A client was told why it gets no session. */
    void refused(SqlState reason) {
        refused.get(reason).increment();
    }

    long acceptedCount() {
        return accepted.sum();
    }

    /** By reason; only those that occurred. */
    Map<SqlState, Long> refusedCounts() {
        Map<SqlState, Long> counts = new EnumMap<>(SqlState.class);
        refused.forEach(
                (state, count) -> {
                    if (count.sum() > 0) {
                        counts.put(state, count.sum());
                    }
                });
        return counts;
    }
}
