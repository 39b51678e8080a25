package dev.borealis.engine.observe;

import dev.borealis.store.CommitResult;
import dev.borealis.store.Label;
import dev.borealis.store.TransactionId;
import dev.borealis.store.fault.InjectedConflicts;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Writes conflicts into the server's log, never all of a storm: each relation may write {@value #BURST} lines at once and one
 * more every {@value #SECONDS_PER_LINE} seconds, all together {@value #BURST_OF_ALL} and one a second, so that a day of
 * conflicts takes less than 30 MB. What was left out is counted and said in the next line. Thread-safe; waits for nobody.
 */
final class ConflictLog {
    static final int BURST = 10;
    static final int SECONDS_PER_LINE = 10;
    static final int BURST_OF_ALL = 100;

    /** Relations that have a bound of their own; further ones share one. */
    private static final int RELATIONS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger("dev.borealis.conflicts");

    private final InstantSource clock;
    private final Allowance all;
    private final Map<Integer, Allowance> byRelation = new ConcurrentHashMap<>();

    ConflictLog(InstantSource clock) {
        this.clock = clock;
        this.all = new Allowance(BURST_OF_ALL, 1);
    }

    /**
     * A conflict was told to a client.
     *
     * @param names asked only when a line is written
     */
    void lost(
            CommitResult.Conflict conflict,
            TransactionId loser,
            SessionActivity session,
            Supplier<@Nullable KeyNames> names) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        CommitResult.Scope scope = conflict.scope();
        Allowance allowance = allowance(KeyNames.relation(scope));
        long now = clock.millis();
        if (!allowance.take(now) || !all.take(now)) {
            allowance.leaveOut();
            return;
        }
        KeyNames known = names.get();
        KeyNames.Named named = known == null ? null : known.of(scope);
        LOG.info(
                "conflict code={} table={} index={} key={} winner={} loser={} session={} user={} client={} notLogged={}",
                code(conflict.label()),
                named == null ? "unknown" : named.relation(),
                named == null || named.index() == null ? "none" : named.index(),
                key(scope, named),
                winner(conflict.winner()),
                loser,
                session.id(),
                session.user(),
                session.clientAddress().isEmpty() ? "none" : session.clientAddress(),
                allowance.takeLeftOut());
    }

    private static String key(CommitResult.Scope scope, KeyNames.@Nullable Named named) {
        return switch (scope) {
            case CommitResult.Scope.Key _ ->
                    named == null || named.text() == null ? "none" : named.text();
            case CommitResult.Scope.Relation _ ->
                    "forgotten (the snapshot is older than what is remembered of this table)";
            case CommitResult.Scope.Store _ ->
                    "forgotten (the snapshot is older than the memory of conflicts)";
        };
    }

    private Allowance allowance(int relation) {
        Allowance known = byRelation.get(relation);
        if (known != null) {
            return known;
        }
        int own = byRelation.size() < RELATIONS ? relation : -1;
        return byRelation.computeIfAbsent(own, _ -> new Allowance(BURST, SECONDS_PER_LINE));
    }

    static String code(Label label) {
        return switch (label) {
            case DATA -> "OC000";
            case SCHEMA -> "OC001";
        };
    }

    /** In words: the transaction that won, if it is known and there was one. */
    static String winner(@Nullable TransactionId winner) {
        if (InjectedConflicts.WINNER.equals(winner)) {
            return "injected";
        }
        return winner == null ? "unknown" : winner.toString();
    }
}
