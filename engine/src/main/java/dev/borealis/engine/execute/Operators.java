package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.plan.Plan;

import java.util.Map;

/** Makes the operators of a plan for one execution. */
final class Operators {
    private Operators() {}

    static Operator build(Plan plan, Frame frame, Execution execution) {
        Operator operator = make(plan, frame, execution);
        Map<Plan, ObservedOperator> observed = execution.observed;
        if (observed == null) {
            return operator;
        }
        var watched = new ObservedOperator(operator);
        observed.put(plan, watched);
        return watched;
    }

    private static Operator make(Plan plan, Frame frame, Execution execution) {
        return switch (plan) {
            case Plan.Result result -> new SimpleOperators.Result(result, frame);
            case Plan.Scan scan ->
                    scan.index() == null
                            ? new ScanOperator(scan, frame, execution)
                            : new IndexScanOperator(scan, frame, execution);
            case Plan.SystemScan scan -> new SourceOperators.SystemScan(scan, frame, execution);
            case Plan.SubqueryScan scan -> new SourceOperators.SubqueryScan(scan, frame, execution);
            case Plan.ValuesScan scan -> new SourceOperators.ValuesScan(scan, frame);
            case Plan.FunctionScan scan -> new SourceOperators.FunctionScan(scan, frame, execution);
            case Plan.CteScan scan ->
                    new SourceOperators.StoredScan(
                            scan.range(), scan.table(), false, scan.filter(), frame, execution);
            case Plan.WorkTableScan scan ->
                    new SourceOperators.StoredScan(
                            scan.range(), scan.table(), true, scan.filter(), frame, execution);
            case Plan.Filter filter ->
                    new SimpleOperators.Filter(
                            build(filter.input(), frame, execution),
                            filter.condition().code(),
                            frame,
                            execution);
            case Plan.Gate gate ->
                    new SimpleOperators.Gate(
                            build(gate.input(), frame, execution), gate.condition().code(), frame);
            case Plan.NestedLoop join ->
                    new NestedLoopOperator(
                            join,
                            build(join.left(), frame, execution),
                            build(join.right(), frame, execution),
                            frame,
                            execution);
            case Plan.HashJoin join ->
                    new HashJoinOperator(
                            join,
                            build(join.left(), frame, execution),
                            build(join.right(), frame, execution),
                            frame,
                            execution);
            case Plan.Materialize materialize ->
                    new MaterializeOperator(
                            materialize,
                            build(materialize.input(), frame, execution),
                            frame,
                            execution);
            case Plan.Aggregate aggregate ->
                    new AggregateOperator(
                            aggregate,
                            build(aggregate.input(), frame, execution),
                            frame,
                            execution);
            case Plan.Window window ->
                    new WindowOperator(
                            window, build(window.input(), frame, execution), frame, execution);
            case Plan.Project project ->
                    new SimpleOperators.Project(
                            project, build(project.input(), frame, execution), frame);
            case Plan.ProjectSet project ->
                    new ProjectSetOperator(
                            project, build(project.input(), frame, execution), frame, execution);
            case Plan.Sort sort ->
                    new SortOperator(sort, build(sort.input(), frame, execution), frame, execution);
            case Plan.Distinct distinct ->
                    new DistinctOperator(
                            distinct, build(distinct.input(), frame, execution), frame, execution);
            case Plan.Limit limit ->
                    new LimitOperator(
                            limit, build(limit.input(), frame, execution), frame, execution);
            case Plan.LockRows locks ->
                    new SimpleOperators.LockRows(
                            locks, build(locks.input(), frame, execution), frame, execution);
            case Plan.SetOperation operation ->
                    new SetOperationOperator(operation, frame, execution);
        };
    }
}
