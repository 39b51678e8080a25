package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.plan.Plan;
import dev.borealis.types.error.ExecutionErrors;

/** Window functions over one window. */
final class WindowOperator extends Operator {
    WindowOperator(Plan.Window plan, Operator input, Frame frame, Execution execution) {
        throw ExecutionErrors.notYetImplemented("a window function");
    }

    @Override
    void open() {}

    @Override
    boolean next() {
        return false;
    }
}
