package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.evaluate.SubqueryCursor;
import dev.borealis.engine.plan.CtePlan;
import dev.borealis.engine.plan.QueryPlan;

import org.jspecify.annotations.Nullable;

/** One query level running in its own frame. */
final class QueryRun implements SubqueryCursor {
    final QueryPlan plan;
    final Frame frame;
    private final Execution execution;
    private final Operator root;

    QueryRun(QueryPlan plan, @Nullable Frame parent, Execution execution) {
        this.plan = plan;
        this.execution = execution;
        frame = new Frame(execution, parent, plan.ranges());
        root = Operators.build(plan.root(), frame, execution);
    }

    @Override
    public void open() {
        for (CtePlan cte : plan.ctes()) {
            CteState.start(cte, frame, execution);
        }
        root.open();
    }

    @Override
    public boolean next() {
        return root.next();
    }

    @Override
    public Row row() {
        return frame.rows[plan.outputRange()];
    }

    void close() {
        root.close();
    }
}
