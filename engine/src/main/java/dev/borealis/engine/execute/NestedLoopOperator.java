package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.NullRow;
import dev.borealis.engine.plan.Plan;

import org.jspecify.annotations.Nullable;

/** For each row of the left side starts the right side anew. */
final class NestedLoopOperator extends Operator {
    private final Plan.JoinKind kind;
    private final int[] rightRanges;
    private final @Nullable Expression condition;
    private final Operator left;
    private final Operator right;
    private final Frame frame;
    private final Execution execution;
    private boolean onLeft;
    private boolean matched;
    private int steps;

    NestedLoopOperator(
            Plan.NestedLoop plan, Operator left, Operator right, Frame frame, Execution execution) {
        kind = plan.kind();
        rightRanges = plan.rightRanges().stream().mapToInt(Integer::intValue).toArray();
        condition = plan.condition() == null ? null : plan.condition().code();
        this.left = left;
        this.right = right;
        this.frame = frame;
        this.execution = execution;
    }

    @Override
    void open() {
        right.reset();
        left.open();
        onLeft = false;
    }

    @Override
    boolean next() {
        while (true) {
            if (!onLeft) {
                if (!left.next()) {
                    return false;
                }
                right.open();
                onLeft = true;
                matched = false;
            }
            while (right.next()) {
                if ((++steps & 1023) == 0) {
                    execution.checkCancelled();
                }
                if (condition != null && !condition.test(frame)) {
                    continue;
                }
                matched = true;
                switch (kind) {
                    case INNER, LEFT -> {
                        return true;
                    }
                    case SEMI -> {
                        onLeft = false;
                        return true;
                    }
                    case ANTI -> onLeft = false;
                    case RIGHT, FULL ->
                            throw new IllegalStateException("nested loop of kind " + kind);
                }
                break;
            }
            if (!onLeft) {
                continue;
            }
            onLeft = false;
            if (!matched && kind == Plan.JoinKind.LEFT) {
                for (int range : rightRanges) {
                    frame.rows[range] = NullRow.INSTANCE;
                }
                return true;
            }
            if (!matched && kind == Plan.JoinKind.ANTI) {
                return true;
            }
        }
    }

    @Override
    void close() {
        left.close();
        right.close();
    }
}
