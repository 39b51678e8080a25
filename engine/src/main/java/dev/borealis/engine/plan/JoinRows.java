package dev.borealis.engine.plan;

import dev.borealis.engine.function.OperatorSignature;
import dev.borealis.engine.tree.Scalar;

import java.util.BitSet;
import java.util.List;

/** How many rows come of a join, whichever way it is done. */
final class JoinRows {
    private final Level level;

    JoinRows(Level level) {
        this.level = level;
    }

    /**
     * Of two sides whose own conditions are reckoned with already.
     *
     * @param across conditions over both
     */
    double of(Plan.JoinKind kind, Plan left, Plan right, List<Scalar> across) {
        double pairs = Selectivity.rows(left.rows() * right.rows(), Selectivity.all(across, level));
        return switch (kind) {
            case INNER -> pairs;
            case LEFT -> Math.max(left.rows(), pairs);
            case RIGHT -> Math.max(right.rows(), pairs);
            case FULL -> Math.max(Math.max(left.rows(), right.rows()), pairs);
            case SEMI, ANTI -> throw new IllegalStateException("a join of partners");
        };
    }

    /**
     * How many rows of the left side have a partner, or none.
     *
     * @param leftRanges of the left side
     */
    double partners(
            Plan.JoinKind kind, Plan left, BitSet leftRanges, Plan right, List<Scalar> across) {
        double part = 1;
        for (Scalar condition : across) {
            part *= partner(condition, leftRanges, right);
        }
        return Selectivity.rows(left.rows(), kind == Plan.JoinKind.ANTI ? 1 - part : part);
    }

    private double partner(Scalar condition, BitSet leftRanges, Plan right) {
        if (condition instanceof Scalar.FunctionCall call
                && call.operator() != 0
                && call.arguments().size() == 2) {
            OperatorSignature operator =
                    level.compiler().environment().functions().operator(call.operator());
            Variable first = Variable.of(call.arguments().get(0), level, new BitSet());
            Variable second = Variable.of(call.arguments().get(1), level, new BitSet());
            boolean equality = operator != null && "eqjoinsel".equals(operator.join());
            if (equality && first != null && second != null) {
                boolean inOrder =
                        Trees.isSubset(Trees.ranges(call.arguments().getFirst()), leftRanges);
                return inOrder
                        ? JoinSelectivity.partner(first, second, right.rows())
                        : JoinSelectivity.partner(second, first, right.rows());
            }
        }
        return Selectivity.of(condition, level);
    }
}
