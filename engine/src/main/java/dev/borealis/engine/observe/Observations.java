package dev.borealis.engine.observe;

import static dev.borealis.engine.observe.Figure.counter;
import static dev.borealis.engine.observe.Figure.gauge;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.store.CommitResult;
import dev.borealis.store.StorageMetrics;
import dev.borealis.types.NameResolver;
import dev.borealis.types.error.ConflictErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts what the sessions of one cluster do. The counters are striped: nothing here makes one session wait for another.
 * Thread-safe.
 */
public final class Observations {
    /** Relations counted by themselves; conflicts of further ones are counted with the catalog's. */
    private static final int RELATIONS = 10_000;

    private final Clock clock;
    private final Function<Catalog, NameResolver> resolvers;
    private final Supplier<StorageMetrics> storage;
    private final @Nullable ChangedRows changes;
    private final ConflictLog log;
    private final Set<SessionActivity> sessions = ConcurrentHashMap.newKeySet();
    private final LongAdder sessionsOpened = new LongAdder();
    private final LongAdder writing = new LongAdder();
    private final LongAdder readOnly = new LongAdder();
    private final LongAdder rowsWritten = new LongAdder();
    private final LongAdder bytesWritten = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder tooOld = new LongAdder();
    private final Histogram commitTimes = new Histogram();
    private final Map<Integer, RelationCount> byRelation = new ConcurrentHashMap<>();
    private final TopConflicts top = new TopConflicts();
    final LongAdder rolledBack = new LongAdder();
    final LongAdder notCommitted = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder definitionsRunAgain = new LongAdder();

    private record RelationCount(LongAdder data, LongAdder schema) {}

    /**
     * @param resolvers makes the names of types for a version of the catalog
     * @param storage what the storage of the cluster has done
     * @param changes is told of changed rows; null when nobody asks
     */
    public Observations(
            Clock clock,
            Function<Catalog, NameResolver> resolvers,
            Supplier<StorageMetrics> storage,
            @Nullable ChangedRows changes) {
        this.clock = clock;
        this.resolvers = resolvers;
        this.storage = storage;
        this.changes = changes;
        this.log = new ConflictLog(clock);
    }

    /**
     * A session begins; it is forgotten when what is returned is closed.
     *
     * @param clientAddress empty inside this process
     * @param processId as its client is told, 0 inside this process
     */
    public SessionActivity session(String id, String user, String clientAddress, int processId) {
        var session = new SessionActivity(this, id, user, clientAddress, processId);
        sessions.add(session);
        sessionsOpened.increment();
        return session;
    }

    void forget(SessionActivity session) {
        sessions.remove(session);
    }

    void committed(StoreTransaction transaction, long bytes, long nanos) {
        if (nanos == 0) {
            readOnly.increment();
            return;
        }
        writing.increment();
        rowsWritten.add(transaction.changedRows());
        if (changes != null) {
            changes.count(transaction);
        }
        bytesWritten.add(bytes);
        commitTimes.add(nanos);
    }

    void failed(SqlException error) {
        errors.increment();
        if (ConflictErrors.isAgeLimit(error)) {
            tooOld.increment();
        }
    }

    void lost(
            SessionActivity session, StoreTransaction transaction, CommitResult.Conflict conflict) {
        RelationCount count = count(KeyNames.relation(conflict.scope()));
        switch (conflict.label()) {
            case DATA -> count.data.increment();
            case SCHEMA -> count.schema.increment();
        }
        top.count(conflict, StoreTransaction.micros(clock));
        log.lost(conflict, transaction.id(), session, () -> names(transaction));
    }

    private @Nullable KeyNames names(StoreTransaction transaction) {
        return transaction.schema() instanceof Catalog catalog
                ? new KeyNames(catalog, resolvers.apply(catalog))
                : null;
    }

    private RelationCount count(int relation) {
        RelationCount known = byRelation.get(relation);
        if (known != null) {
            return known;
        }
        int own = byRelation.size() < RELATIONS ? relation : 0;
        return byRelation.computeIfAbsent(
                own, _ -> new RelationCount(new LongAdder(), new LongAdder()));
    }

    /** What is to be told, with the names of one version of the catalog. */
    public DatabaseFigures figures(Catalog catalog) {
        return new Figures(new KeyNames(catalog, resolvers.apply(catalog)));
    }

    private final class Figures implements DatabaseFigures {
        private final KeyNames names;

        Figures(KeyNames names) {
            this.names = names;
        }

        @Override
        public List<Figure> figures() {
            long data = 0;
            long schema = 0;
            for (RelationCount count : byRelation.values()) {
                data += count.data.sum();
                schema += count.schema.sum();
            }
            Histogram.Counted commits = commitTimes.counted();
            long open = sessions.stream().filter(session -> session.open() != null).count();
            return List.of(
                    gauge("sessions", "", sessions.size(), "Sessions connected"),
                    counter("sessions_opened", "", sessionsOpened.sum(), "Sessions ever connected"),
                    gauge("transactions_open", "", open, "Transactions begun and not ended"),
                    counter(
                            "transactions_committed",
                            "",
                            writing.sum(),
                            "Transactions committed that changed or locked something"),
                    counter(
                            "transactions_read_only",
                            "",
                            readOnly.sum(),
                            "Transactions committed that changed nothing"),
                    counter(
                            "transactions_rolled_back",
                            "",
                            rolledBack.sum(),
                            "Transactions ended by ROLLBACK or by an error of a statement"),
                    counter(
                            "transactions_refused",
                            "",
                            notCommitted.sum(),
                            "Commits that failed for another reason than a conflict"),
                    counter(
                            "conflicts_data",
                            "",
                            data,
                            "Commits that lost against a change of the same row (OC000)"),
                    counter(
                            "conflicts_schema",
                            "",
                            schema,
                            "Commits that lost against a change of the schema (OC001)"),
                    counter(
                            "transactions_after_conflict",
                            "",
                            retries.sum(),
                            "Transactions of sessions whose transaction before lost: retries"),
                    counter(
                            "definitions_run_again",
                            "",
                            definitionsRunAgain.sum(),
                            "DDL statements that lost and were run again by the server"),
                    counter(
                            "transactions_too_old",
                            "",
                            tooOld.sum(),
                            "Transactions ended by the age limit"),
                    counter("errors", "", errors.sum(), "Errors told to clients"),
                    counter("rows_written", "", rowsWritten.sum(), "Table rows changed by commits"),
                    counter(
                            "bytes_written",
                            "bytes",
                            bytesWritten.sum(),
                            "Keys and values written by commits"),
                    counter(
                            "commit_time",
                            "seconds",
                            commits.seconds(),
                            "Time that commits waited for the store"),
                    gauge(
                            "commit_time_median",
                            "seconds",
                            commits.quantile(0.5),
                            "Half of all commits took at most this"),
                    gauge(
                            "commit_time_p99",
                            "seconds",
                            commits.quantile(0.99),
                            "Of a hundred commits 99 took at most this"));
        }

        @Override
        public List<Figure> storageFigures() {
            return StorageFigures.of(storage.get());
        }

        @Override
        public Histogram.Counted commitTimes() {
            return commitTimes.counted();
        }

        @Override
        public List<OpenTransaction> transactions() {
            List<OpenTransaction> open = new ArrayList<>();
            for (SessionActivity session : sessions) {
                OpenTransaction transaction = session.open();
                if (transaction != null) {
                    open.add(transaction);
                }
            }
            open.sort(Comparator.comparingLong(OpenTransaction::startedMicros));
            return open;
        }

        @Override
        public List<RelationConflicts> conflicts() {
            List<RelationConflicts> conflicts = new ArrayList<>();
            byRelation.forEach(
                    (relation, count) -> {
                        KeyNames.Named named = names.of(relation);
                        conflicts.add(
                                new RelationConflicts(
                                        named.table(),
                                        named.relation(),
                                        named.index(),
                                        count.data.sum(),
                                        count.schema.sum()));
                    });
            conflicts.sort(
                    Comparator.comparingLong(
                                    (RelationConflicts count) -> count.data() + count.schema())
                            .reversed());
            return conflicts;
        }

        @Override
        public List<KeyConflicts> conflictKeys() {
            return top.all().stream().map(this::named).toList();
        }

        private KeyConflicts named(TopConflicts.Counter counter) {
            KeyNames.Named named = names.of(counter.scope());
            return new KeyConflicts(
                    named.table(),
                    named.relation(),
                    named.index(),
                    named.text(),
                    ConflictLog.code(counter.label()),
                    counter.conflicts(),
                    counter.uncertain(),
                    counter.lastMicros(),
                    counter.winner() == null ? null : ConflictLog.winner(counter.winner()));
        }
    }
}
