package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.ExecutionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Joins that keep the rows of their right side: in a hash table, or in order for a nested loop. */
final class StoredJoins {
    private final Level level;
    private final Environment environment;

    StoredJoins(Level level) {
        this.level = level;
        this.environment = level.compiler().environment();
    }

    /**
     * A hash join where an equality and the settings allow it, else a nested loop over the stored right side.
     *
     * @param rows that come of it
     */
    Plan join(
            Plan.JoinKind kind,
            Plan left,
            BitSet leftRanges,
            Plan right,
            BitSet rightRanges,
            List<Scalar> conditions,
            double rows) {
        var leftKeys = new ArrayList<Expression>();
        var rightKeys = new ArrayList<Expression>();
        var orders = new ArrayList<ValueOrder>();
        var keyTrees = new ArrayList<Scalar>();
        var rest = new ArrayList<Scalar>();
        for (Scalar condition : conditions) {
            HashKey key = hashKey(condition, leftRanges, rightRanges);
            if (key == null) {
                rest.add(condition);
            } else {
                leftKeys.add(level.compile(key.left));
                rightKeys.add(level.compile(key.right));
                orders.add(ValueOrder.of(key.left.type(), environment));
                keyTrees.add(condition);
            }
        }
        StoredColumns rightColumns = level.stored(rightRanges);
        List<Integer> leftList = leftRanges.stream().boxed().toList();
        List<Integer> rightList = rightRanges.stream().boxed().toList();
        if (kind == Plan.JoinKind.FULL
                && leftKeys.isEmpty()
                && !rest.stream().allMatch(condition -> condition instanceof Scalar.Constant)) {
            throw ExecutionErrors.fullJoinCondition();
        }
        PlannerSwitches switches = level.planner.switches;
        Plan hash = null;
        if (!leftKeys.isEmpty() || kind == Plan.JoinKind.FULL) {
            hash =
                    new Plan.HashJoin(
                            kind,
                            left,
                            right,
                            leftKeys,
                            rightKeys,
                            orders,
                            keyTrees,
                            level.condition(rest),
                            rightColumns,
                            leftList,
                            rightList,
                            rows,
                            left.cost()
                                    + right.cost()
                                    + left.rows() * 0.5
                                    + right.rows() * 1.5
                                    + PlannerSwitches.penalty(switches.hashJoin()));
            if (kind == Plan.JoinKind.FULL || switches.hashJoin() || !switches.nestedLoop()) {
                return hash;
            }
        }
        Plan stored =
                right instanceof Plan.Result ? right : new Plan.Materialize(right, rightColumns);
        return new Plan.NestedLoop(
                kind,
                left,
                stored,
                level.condition(conditions),
                rightList,
                rows,
                left.cost()
                        + stored.cost()
                        + left.rows() * right.rows() * 0.3
                        + PlannerSwitches.penalty(switches.nestedLoop()));
    }

    private record HashKey(Scalar left, Scalar right) {}

    private @Nullable HashKey hashKey(Scalar condition, BitSet leftRanges, BitSet rightRanges) {
        if (!(condition instanceof Scalar.FunctionCall call)
                || call.arguments().size() != 2
                || call.operator() == 0) {
            return null;
        }
        OperatorSignature operator = environment.functions().operator(call.operator());
        if (operator == null
                || !operator.name().equals("=")
                || !(operator.hashes() || operator.merges())) {
            return null;
        }
        Scalar first = call.arguments().get(0);
        Scalar second = call.arguments().get(1);
        if (!isSameHash(environment.baseType(first.type()), environment.baseType(second.type()))) {
            return null;
        }
        BitSet firstRanges = Trees.ranges(first);
        BitSet secondRanges = Trees.ranges(second);
        if (firstRanges.isEmpty()
                || secondRanges.isEmpty()
                || Selectivity.isVolatile(condition, level)) {
            return null;
        }
        if (Trees.isSubset(firstRanges, leftRanges) && Trees.isSubset(secondRanges, rightRanges)) {
            return new HashKey(first, second);
        }
        if (Trees.isSubset(firstRanges, rightRanges) && Trees.isSubset(secondRanges, leftRanges)) {
            return new HashKey(second, first);
        }
        return null;
    }

    /** Whether equal values of both types have equal hashes here. */
    private static boolean isSameHash(SqlType a, SqlType b) {
        return a.oid() == b.oid()
                || AccessPaths.isInteger(a.oid()) && AccessPaths.isInteger(b.oid())
                || AccessPaths.isTextLike(a.oid()) && AccessPaths.isTextLike(b.oid());
    }
}
