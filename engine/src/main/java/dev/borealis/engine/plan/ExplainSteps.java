package dev.borealis.engine.plan;

import dev.borealis.engine.tree.Scalar;

import java.util.BitSet;

/** What a step's description depends on. */
final class ExplainSteps {
    private ExplainSteps() {}

    /** Whether the plan below can be left out: there is none to speak of, or no row will be asked for. */
    static boolean isNothing(Plan.Gate gate) {
        return gate.input() instanceof Plan.Result
                || gate.condition().trees().stream()
                        .anyMatch(
                                tree ->
                                        tree instanceof Scalar.Constant constant
                                                && (constant.value() == null
                                                        || constant.value().equals(0L)));
    }

    static boolean readsOneRange(QueryPlan plan) {
        return plan.root() instanceof Plan.Project project
                && (project.input() instanceof Plan.Source || project.input() instanceof Plan.Scan);
    }

    /** An equality with the side first that looks the other up. */
    static Scalar probingSideFirst(Scalar key, BitSet hashed) {
        if (!(key instanceof Scalar.FunctionCall call) || call.arguments().size() != 2) {
            return key;
        }
        return Trees.ranges(call.arguments().getFirst()).intersects(hashed)
                ? call.withArguments(call.arguments().reversed())
                : call;
    }

    /** The range that a step computes; −1 when it computes none. */
    static int computed(Plan plan) {
        return switch (plan) {
            case Plan.Aggregate aggregate -> aggregate.range();
            case Plan.Window window -> window.range();
            case Plan.ProjectSet project -> project.functionRange();
            case Plan.Filter filter -> computed(filter.input());
            case Plan.Result _,
                    Plan.Scan _,
                    Plan.Source _,
                    Plan.Gate _,
                    Plan.NestedLoop _,
                    Plan.HashJoin _,
                    Plan.Materialize _,
                    Plan.Project _,
                    Plan.Sort _,
                    Plan.Distinct _,
                    Plan.Limit _,
                    Plan.LockRows _,
                    Plan.SetOperation _ ->
                    -1;
        };
    }
}
