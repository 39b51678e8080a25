package dev.borealis.engine.session;

import dev.borealis.engine.execute.Privileges;
import dev.borealis.engine.plan.ParameterSteps;
import dev.borealis.engine.plan.StatementPlan;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.types.NameResolver;

import org.jspecify.annotations.Nullable;

/**
 * A query or a change of rows with its plan. Immutable; shared by all executions, and by sessions through {@link
 * PlanCache}.
 *
 * @param steps what is computed from the parameters before it runs; null for nothing
 * @param changesRows whether it is a change of rows, or a query with one in its WITH
 * @param madeNanos when, by the clock of {@link System#nanoTime}
 */
record PlannedQuery(
        BoundQuery bound,
        StatementPlan plan,
        @Nullable ParameterSteps steps,
        boolean changesRows,
        long madeNanos) {
    /** How long a plan with estimated sizes is used: tables grow. */
    private static final long ESTIMATES_HOLD_NANOS = 30_000_000_000L;

    /** Throws when the current role may not call a function in it. */
    static PlannedQuery of(
            BoundQuery bound,
            StatementPlan plan,
            @Nullable ParameterSteps steps,
            SessionContext context) {
        Privileges.checkCalls(context.catalog, context.role.oid(), plan);
        var query = plan.query();
        boolean changes =
                query == null || query.ctes().stream().anyMatch(cte -> cte.modification() != null);
        return new PlannedQuery(bound, plan, steps, changes, System.nanoTime());
    }

    /**
     * What it runs with; null when it does not serve these values. Throws the errors of what is computed from parameters
     * alone.
     *
     * @param given the parameters of the statement, or its literals where they stand for them
     */
    @Nullable Object @Nullable [] parameters(@Nullable Object[] given, NameResolver names) {
        return steps == null ? given : steps.values(given, names);
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
