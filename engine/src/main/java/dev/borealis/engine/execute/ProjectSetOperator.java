package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.SlotRow;
import dev.borealis.engine.plan.Plan;

/** For each row of the input the rows of set-returning functions in the output list. */
final class ProjectSetOperator extends Operator {
    private final Plan.ProjectSet plan;
    private final Operator input;
    private final Frame frame;
    private final Execution execution;
    private final SlotRow row;
    private final SetFunctionCalls calls;
    private boolean onRow;

    ProjectSetOperator(Plan.ProjectSet plan, Operator input, Frame frame, Execution execution) {
        this.plan = plan;
        this.input = input;
        this.frame = frame;
        this.execution = execution;
        row = new SlotRow(plan.carriers().size());
        calls = new SetFunctionCalls(plan.functions(), row, frame, execution);
    }

    @Override
    void open() {
        input.open();
        onRow = false;
    }

    @Override
    boolean next() {
        while (true) {
            execution.checkCancelled();
            if (!onRow) {
                if (!input.next()) {
                    return false;
                }
                calls.start();
                onRow = true;
            }
            if (calls.next()) {
                frame.rows[plan.functionRange()] = row;
                return true;
            }
            onRow = false;
        }
    }

    @Override
    void close() {
        input.close();
    }
}
