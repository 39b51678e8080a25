package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.plan.Plan;

/**
 * Keeps the rows of its input at the first start and gives them again at each further one. Its input must not read rows
 * of other ranges of the level; when the join above starts anew, it calls {@link #reset}, since rows of the levels around
 * may have changed.
 */
final class MaterializeOperator extends Operator {
    private final Operator input;
    private final Frame frame;
    private final Execution execution;
    private final RowStore store;
    private final StoredRanges stored;
    private final AddressList addresses;
    private boolean isFilled;
    private int at;

    MaterializeOperator(Plan.Materialize plan, Operator input, Frame frame, Execution execution) {
        this.input = input;
        this.frame = frame;
        this.execution = execution;
        store = new RowStore(StoredRanges.carriers(plan.columns()), execution.memory);
        stored = new StoredRanges(plan.columns(), store, 0);
        addresses = new AddressList(execution.memory);
    }

    @Override
    void open() {
        at = 0;
        if (isFilled) {
            return;
        }
        store.clear();
        addresses.clear();
        input.open();
        int steps = 0;
        while (input.next()) {
            if ((++steps & 1023) == 0) {
                execution.checkCancelled();
            }
            store.begin();
            stored.write(store, frame);
            addresses.add(store.end());
        }
        input.close();
        isFilled = true;
    }

    /** The next start reads the input again. */
    @Override
    void reset() {
        isFilled = false;
    }

    @Override
    boolean next() {
        if (at == addresses.size()) {
            return false;
        }
        stored.show(addresses.get(at++), frame);
        return true;
    }
}
