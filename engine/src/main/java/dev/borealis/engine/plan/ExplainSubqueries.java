package dev.borealis.engine.plan;

import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which sub-queries of FROM are told as a step. One that merely filters and joins is told as part of the query around it,
 * and one whose rows are passed on as they are needs no step either. Source: PostgreSQL 16.
 */
final class ExplainSubqueries {
    private ExplainSubqueries() {}

    /** @param targets what is computed from its rows right above; null when that is not known */
    static boolean isStep(Plan.SubqueryScan scan, @Nullable List<Scalar> targets) {
        return !isPulledUp(scan)
                && (scan.filter() != null || targets != null && !passesOn(scan, targets));
    }

    /** Whether it is told as part of the query around it. */
    static boolean isPulledUp(Plan.SubqueryScan scan) {
        QueryPlan query = scan.query();
        return query.ctes().isEmpty()
                && query.root() instanceof Plan.Project project
                && isPlain(project.input());
    }

    private static boolean isPlain(Plan plan) {
        return switch (plan) {
            case Plan.Result _,
                    Plan.Scan _,
                    Plan.SystemScan _,
                    Plan.SubqueryScan _,
                    Plan.ValuesScan _,
                    Plan.FunctionScan _,
                    Plan.CteScan _,
                    Plan.WorkTableScan _,
                    Plan.Filter _,
                    Plan.Gate _,
                    Plan.NestedLoop _,
                    Plan.HashJoin _,
                    Plan.Materialize _ ->
                    ShownCosts.inputs(plan).isEmpty()
                            || plan instanceof Plan.SubqueryScan
                            || ShownCosts.inputs(plan).stream()
                                    .allMatch(ExplainSubqueries::isPlain);
            case Plan.SetOperation operation ->
                    operation.all() && operation.operator() == Query.SetOperation.Operator.UNION;
            case Plan.Aggregate _,
                    Plan.Window _,
                    Plan.Project _,
                    Plan.ProjectSet _,
                    Plan.Sort _,
                    Plan.Distinct _,
                    Plan.Limit _,
                    Plan.LockRows _ ->
                    false;
        };
    }

    /** Whether the targets are all its columns in their order. */
    private static boolean passesOn(Plan.SubqueryScan scan, List<Scalar> targets) {
        if (targets.size() != scan.query().targets().size()) {
            return false;
        }
        for (int i = 0; i < targets.size(); i++) {
            if (!(targets.get(i) instanceof Scalar.Column column)
                    || column.levelsUp() != 0
                    || column.range() != scan.range()
                    || column.column() != i + 1) {
                return false;
            }
        }
        return true;
    }
}
