package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.SubqueryPlan;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;
import dev.borealis.types.SqlType;

import java.util.List;

/**
 * The plan of one query level. It runs in a frame of its own, whose parent is the frame of the level around it; its
 * output row is the row of range {@code outputRange}.
 *
 * @param ranges size of the frame
 * @param targets visible ones only
 * @param isCorrelated whether it reads rows of levels around it
 * @param entries the ranges as written, for EXPLAIN
 * @param subplans the sub-queries in its expressions, for EXPLAIN
 * @param ctes the common tables of its WITH, to be forgotten when it starts anew
 */
public record QueryPlan(
        Plan root,
        int ranges,
        int outputRange,
        List<Query.Target> targets,
        List<Carrier> carriers,
        boolean isCorrelated,
        List<CtePlan> ctes,
        List<dev.borealis.engine.tree.RangeEntry> entries,
        List<Subplan> subplans)
        implements SubqueryPlan {
    /** A sub-query of an expression and its plan. */
    public record Subplan(Scalar.Subquery subquery, QueryPlan plan) {}

    public QueryPlan {
        targets = List.copyOf(targets);
        carriers = List.copyOf(carriers);
        ctes = List.copyOf(ctes);
        entries = List.copyOf(entries);
        subplans = List.copyOf(subplans);
    }

    @Override
    public List<SqlType> columnTypes() {
        return targets.stream().map(target -> target.value().type()).toList();
    }
}
