package dev.borealis.engine.plan;

import java.util.List;

/**
 * The costs EXPLAIN shows. Those of table accesses follow what was seen of DSQL, a large fixed start and little for each
 * row; those of other steps add their own share to what their inputs show, so that a step never costs less than what is
 * below it.
 */
final class ShownCosts {
    /** Of finding the start of a range. Source: 100.54 for few rows, 225.03 for 1,000. */
    private static final double ACCESS = 100.03;

    private static final double START_OF_ROW = 0.125;
    private static final double ROW = 0.018;

    /** Of fetching rows by the keys an index gave. */
    private static final double LOOKUP = 100;

    /** What the planner's units are worth here. */
    private static final double UNIT = 0.01;

    private ShownCosts() {}

    /** Until the first row. */
    static double startup(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> ACCESS + START_OF_ROW * read(scan) + penalty(scan.cost());
            case Plan.Sort sort -> total(sort.input());
            case Plan.Aggregate aggregate -> total(aggregate.input());
            case Plan.Distinct distinct ->
                    distinct.ordered() ? startup(distinct.input()) : total(distinct.input());
            case Plan.HashJoin join -> startup(join.left()) + total(join.right());
            case Plan.SubqueryScan scan -> startup(scan.query().root());
            case Plan.Result _, Plan.Source _ -> 0;
            case Plan.Filter _,
                    Plan.Gate _,
                    Plan.NestedLoop _,
                    Plan.Materialize _,
                    Plan.Window _,
                    Plan.Project _,
                    Plan.ProjectSet _,
                    Plan.Limit _,
                    Plan.LockRows _,
                    Plan.SetOperation _ ->
                    startup(inputs(plan).getFirst());
        };
    }

    /** For all rows. */
    static double total(Plan plan) {
        if (plan instanceof Plan.Scan scan) {
            boolean lookup = scan.index() != null && !scan.indexOnly();
            return startup(scan) + ROW * read(scan) + (lookup ? LOOKUP : 0);
        }
        if (plan instanceof Plan.Result) {
            return UNIT;
        }
        double below = 0;
        double own = plan.cost();
        for (Plan input : inputs(plan)) {
            below += total(input);
            own -= input.cost();
        }
        if (plan instanceof Plan.Limit limit) {
            double start = startup(limit.input());
            double part = Math.min(1, limit.rows() / Math.max(1, limit.input().rows()));
            return start + (below - start) * part;
        }
        double penalty = penalty(own);
        return below + penalty + Math.max(0, own - penalty) * UNIT;
    }

    /** What of a cost is for kinds of step that are switched off: it is shown as it is. */
    private static double penalty(double cost) {
        return cost < PlannerSwitches.DISABLED
                ? 0
                : Math.floor(cost / PlannerSwitches.DISABLED) * PlannerSwitches.DISABLED;
    }

    /** Whether it stands above other steps; a table access does not. */
    static boolean hasInputs(Plan plan) {
        return !inputs(plan).isEmpty();
    }

    private static double read(Plan.Scan scan) {
        return scan.atMostOne() ? 1 : Math.max(scan.rows(), 1);
    }

    /** The steps right below, also of another query level. */
    static List<Plan> inputs(Plan plan) {
        return switch (plan) {
            case Plan.Result _,
                    Plan.Scan _,
                    Plan.SystemScan _,
                    Plan.ValuesScan _,
                    Plan.FunctionScan _,
                    Plan.CteScan _,
                    Plan.WorkTableScan _ ->
                    List.of();
            case Plan.SubqueryScan scan -> List.of(scan.query().root());
            case Plan.Filter filter -> List.of(filter.input());
            case Plan.Gate gate -> List.of(gate.input());
            case Plan.NestedLoop join -> List.of(join.left(), join.right());
            case Plan.HashJoin join -> List.of(join.left(), join.right());
            case Plan.Materialize materialize -> List.of(materialize.input());
            case Plan.Aggregate aggregate -> List.of(aggregate.input());
            case Plan.Window window -> List.of(window.input());
            case Plan.Project project -> List.of(project.input());
            case Plan.ProjectSet project -> List.of(project.input());
            case Plan.Sort sort -> List.of(sort.input());
            case Plan.Distinct distinct -> List.of(distinct.input());
            case Plan.Limit limit -> List.of(limit.input());
            case Plan.LockRows locks -> List.of(locks.input());
            case Plan.SetOperation operation ->
                    List.of(operation.left().root(), operation.right().root());
        };
    }
}
