package dev.borealis.engine.plan;

/** Whether a plan takes little time whatever the data: it may then run on a connection's virtual thread. */
final class Boundedness {
    private Boundedness() {}

    /** Rows of a VALUES list in a bounded plan. */
    private static final double MAX_ROWS = 100;

    /** Rows that a bounded scan of a range is expected to read; when there are more, it yields as it goes on. */
    static final double MAX_SCANNED = 1_000;

    static boolean isBounded(QueryPlan plan) {
        return plan.ctes().isEmpty() && isBounded(plan.root());
    }

    static boolean isBounded(ModifyPlan plan) {
        return plan.ctes().isEmpty()
                && isBounded(plan.source())
                && plan.target().referencing().isEmpty();
    }

    private static boolean isShortRange(Plan.Scan scan) {
        Access access = scan.access();
        boolean narrow =
                !access.equal().isEmpty() || access.lower() != null && access.upper() != null;
        return narrow && scan.scanned() <= MAX_SCANNED;
    }

    private static boolean isBounded(Plan plan) {
        return switch (plan) {
            case Plan.Result _ -> true;
            case Plan.Scan scan -> scan.atMostOne() || isShortRange(scan);
            case Plan.ValuesScan values -> values.values().size() <= MAX_ROWS;
            case Plan.Filter filter -> isBounded(filter.input());
            case Plan.Gate gate -> isBounded(gate.input());
            case Plan.Project project -> isBounded(project.input());
            case Plan.Limit limit -> isBounded(limit.input());
            case Plan.LockRows locks -> isBounded(locks.input());
            case Plan.NestedLoop join -> isBounded(join.left()) && isBounded(join.right());
            case Plan.SubqueryScan scan -> isBounded(scan.query());
            case Plan.Sort sort -> isBounded(sort.input());
            case Plan.Aggregate aggregate -> isBounded(aggregate.input());
            case Plan.SystemScan _,
                    Plan.FunctionScan _,
                    Plan.CteScan _,
                    Plan.WorkTableScan _,
                    Plan.HashJoin _,
                    Plan.Materialize _,
                    Plan.Window _,
                    Plan.ProjectSet _,
                    Plan.Distinct _,
                    Plan.SetOperation _ ->
                    false;
        };
    }

    // --- plans that cannot be others ---

    /** Whether its rows come from functions and lists alone, one of them: there was nothing to choose between. */
    static boolean readsNoData(QueryPlan plan) {
        return plan.ctes().isEmpty() && readsNoData(plan.root());
    }

    static boolean readsNoData(ModifyPlan plan) {
        return plan.ctes().isEmpty() && readsNoData(plan.source());
    }

    private static boolean readsNoData(Plan plan) {
        return switch (plan) {
            case Plan.Result _, Plan.FunctionScan _, Plan.ValuesScan _ -> true;
            case Plan.Filter filter -> readsNoData(filter.input());
            case Plan.Gate gate -> readsNoData(gate.input());
            case Plan.Project project -> readsNoData(project.input());
            case Plan.ProjectSet project -> readsNoData(project.input());
            case Plan.Limit limit -> readsNoData(limit.input());
            case Plan.SubqueryScan scan -> readsNoData(scan.query());
            case Plan.Scan _,
                    Plan.SystemScan _,
                    Plan.CteScan _,
                    Plan.WorkTableScan _,
                    Plan.NestedLoop _,
                    Plan.HashJoin _,
                    Plan.LockRows _,
                    Plan.Sort _,
                    Plan.Aggregate _,
                    Plan.Materialize _,
                    Plan.Window _,
                    Plan.Distinct _,
                    Plan.SetOperation _ ->
                    false;
        };
    }
}
