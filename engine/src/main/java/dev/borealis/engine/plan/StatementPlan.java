package dev.borealis.engine.plan;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The plan of a whole statement: exactly one of {@code query} and {@code modification} is there. Immutable, shared by
 * executions.
 *
 * @param sites how many sites an execution has state for
 * @param userFunctions OIDs of the functions made by users that it calls, for who runs it needs EXECUTE of each: also for
 *     those that stand in views, defaults and constraints
 * @param isBounded whether it may run on a connection's virtual thread: index access with few rows, nothing that hashes
 *     or makes rows out of nothing; see {@link Boundedness}
 * @param isShareable whether there is no other plan for it, whatever the values of literals: it is bounded, or functions
 *     make its rows and nothing is joined to them
 * @param isEstimated whether sizes of tables never analyzed went into it: it is to be made anew now and then
 * @param rowLock the clause of the first row lock in it, {@code FOR UPDATE} or {@code FOR KEY SHARE}; null for none
 */
public record StatementPlan(
        @Nullable QueryPlan query,
        @Nullable ModifyPlan modification,
        int sites,
        List<Integer> userFunctions,
        boolean isBounded,
        boolean isShareable,
        boolean isEstimated,
        @Nullable String rowLock) {}
