package dev.borealis.engine.observe;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What one cluster tells of itself. All of it counts from the start of the process, and none of it makes a session wait.
 * Figures of the storage, which clusters share, are by themselves.
 */
public interface DatabaseFigures {
    /** Counters and gauges of sessions, transactions and conflicts. */
    List<Figure> figures();

    /** Counters and gauges of the storage: of the whole installation, so the same for all its clusters. */
    List<Figure> storageFigures();

    /** How long commits took from handing them to the store to its answer. */
    Histogram.Counted commitTimes();

    /** Sessions with an open transaction, the longest open first. */
    List<OpenTransaction> transactions();

    /** Conflicts told to clients, by relation; most conflicts first. */
    List<RelationConflicts> conflicts();

    /** The keys that were fought over most; about a hundred are remembered. */
    List<KeyConflicts> conflictKeys();

    /** What a session with an open transaction does. */
    enum State {
        ACTIVE("active"),
        IDLE_IN_TRANSACTION("idle in transaction"),
        FAILED("idle in transaction (aborted)");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** As pg_stat_activity of PostgreSQL calls it. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A transaction that has begun and not ended.
     *
     * @param id the id by which it will commit
     * @param session the session's id, 26 characters
     * @param processId as the client was told, 0 inside this process
     * @param clientAddress empty inside this process
     * @param startedMicros microseconds since 2000-01-01 UTC
     * @param snapshotMicros when its first statement began, from which its age limit runs; null before
     * @param snapshot number of the view it reads; null before its first statement, and when the age limit has ended it
     * @param rows table rows changed
     * @param bytes keys and values that its commit would write
     */
    record OpenTransaction(
            String id,
            String session,
            String user,
            String applicationName,
            String clientAddress,
            int processId,
            State state,
            boolean readOnly,
            long startedMicros,
            @Nullable Long snapshotMicros,
            @Nullable Long snapshot,
            int rows,
            long bytes) {}

    /**
     * Conflicts of one relation.
     *
     * @param oid of the table or index, 0 for the catalog
     * @param relation schema and name, as of now
     * @param index of a unique index on which they met; null when on rows
     */
    record RelationConflicts(
            int oid, String relation, @Nullable String index, long data, long schema) {}

    /**
     * Conflicts of one key.
     *
     * @param key columns and values, null when the store had forgotten which key of the relation it was
     * @param code OC000 or OC001
     * @param conflicts how many, counting at most {@code uncertain} too many
     * @param winner id of the transaction that last won, {@code injected} for a fault on purpose, null when no longer known
     */
    record KeyConflicts(
            int oid,
            String relation,
            @Nullable String index,
            @Nullable String key,
            String code,
            long conflicts,
            long uncertain,
            long lastMicros,
            @Nullable String winner) {}
}
