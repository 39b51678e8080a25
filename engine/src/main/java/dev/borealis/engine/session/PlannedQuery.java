package dev.borealis.engine.session;

import dev.borealis.engine.bind.RequiredPrivilege;
import dev.borealis.engine.plan.PlannerSwitches;
import dev.borealis.engine.plan.StatementPlan;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Statement;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A query or a change of rows, bound and planned for one version of the catalog and one set of settings. Immutable;
 * shared by all executions, and by sessions through {@link PlanCache}.
 *
 * @param key under what it holds
 * @param resultColumns the columns as they are described, in text format; null when it gives no rows
 * @param madeNanos when, by the clock of {@link System#nanoTime}
 * @param changesRows whether it is a change of rows, or a query with one in its WITH
 */
record PlannedQuery(
        Key key,
        Statement tree,
        List<SqlType> parameterTypes,
        @Nullable List<Query.Target> columns,
        List<RequiredPrivilege> privileges,
        StatementPlan plan,
        @Nullable List<ResultSink.ResultColumn> resultColumns,
        boolean changesRows,
        long madeNanos) {
    /** How long a plan with estimated sizes is used: tables grow. */
    private static final long ESTIMATES_HOLD_NANOS = 30_000_000_000L;

    /** Whether it is to be made anew. */
    boolean isStale() {
        return plan.isEstimated()
                && !plan.isBounded()
                && System.nanoTime() - madeNanos > ESTIMATES_HOLD_NANOS;
    }

    static PlannedQuery of(
            Key key,
            Statement tree,
            List<SqlType> parameterTypes,
            @Nullable List<Query.Target> columns,
            List<RequiredPrivilege> privileges,
            StatementPlan plan,
            NameResolver names) {
        var query = plan.query();
        boolean changes =
                query == null || query.ctes().stream().anyMatch(cte -> cte.modification() != null);
        return new PlannedQuery(
                key,
                tree,
                parameterTypes,
                columns,
                privileges,
                plan,
                columns == null ? null : described(columns, names),
                changes,
                System.nanoTime());
    }

    /** A domain is described as the type it is over. */
    private static List<ResultSink.ResultColumn> described(
            List<Query.Target> columns, NameResolver names) {
        return columns.stream()
                .map(
                        target ->
                                new ResultSink.ResultColumn(
                                        target.name(),
                                        target.originRelation(),
                                        target.originColumn(),
                                        withoutDomain(target.value().type(), names),
                                        false))
                .toList();
    }

    private static SqlType withoutDomain(SqlType type, NameResolver names) {
        SqlType base = names.domainBase(type.oid());
        return base == null ? type : withoutDomain(base, names);
    }

    /** What a plan depends on, apart from the text. */
    record Key(
            long catalogVersion,
            List<Integer> parameterTypes,
            List<String> searchPath,
            String role,
            String timeZone,
            String dateStyle,
            String intervalStyle,
            PlannerSwitches switches) {
        Key with(List<Integer> types) {
            return new Key(
                    catalogVersion,
                    types,
                    searchPath,
                    role,
                    timeZone,
                    dateStyle,
                    intervalStyle,
                    switches);
        }
    }

    /** SELECT, with the clause of its first row lock, INSERT, UPDATE or DELETE. */
    String command() {
        return switch (tree) {
            case Query _ -> plan.rowLock() == null ? "SELECT" : "SELECT " + plan.rowLock();
            case Modification.Insert _ -> "INSERT";
            case Modification.Update _ -> "UPDATE";
            case Modification.Delete _ -> "DELETE";
        };
    }
}
