package dev.borealis.engine.session;

import dev.borealis.engine.plan.StatementPlan;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;

/**
 * A query or a change of rows with its plan. Immutable; shared by all executions, and by sessions through {@link
 * PlanCache}.
 *
 * @param changesRows whether it is a change of rows, or a query with one in its WITH
 * @param madeNanos when, by the clock of {@link System#nanoTime}
 */
record PlannedQuery(BoundQuery bound, StatementPlan plan, boolean changesRows, long madeNanos) {
    /** How long a plan with estimated sizes is used: tables grow. */
    private static final long ESTIMATES_HOLD_NANOS = 30_000_000_000L;

    static PlannedQuery of(BoundQuery bound, StatementPlan plan) {
        var query = plan.query();
        boolean changes =
                query == null || query.ctes().stream().anyMatch(cte -> cte.modification() != null);
        return new PlannedQuery(bound, plan, changes, System.nanoTime());
    }

    /** Whether it is to be made anew. */
    boolean isStale() {
        return plan.isEstimated()
                && !plan.isBounded()
                && System.nanoTime() - madeNanos > ESTIMATES_HOLD_NANOS;
    }

    /** SELECT, with the clause of its first row lock, INSERT, UPDATE or DELETE. */
    String command() {
        return switch (bound.tree()) {
            case Query _ -> plan.rowLock() == null ? "SELECT" : "SELECT " + plan.rowLock();
            case Modification.Insert _ -> "INSERT";
            case Modification.Update _ -> "UPDATE";
            case Modification.Delete _ -> "DELETE";
        };
    }
}
