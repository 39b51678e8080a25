package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.plan.Plan;
import dev.borealis.types.Carrier;

/**
 * Sorts output rows, stably. With a limit it keeps only as many as can still come out: whenever twice as many are there,
 * the worse half is forgotten.
 */
final class SortOperator extends Operator {
    /** Below this a limit is not worth sorting twice. */
    private static final int SMALLEST_KEPT = 1_000;

    private final Plan.Sort plan;
    private final Operator input;
    private final Frame frame;
    private final Execution execution;
    private RowStore store;
    private final AddressList addresses;
    private RowStore.View view;
    private int at;

    SortOperator(Plan.Sort plan, Operator input, Frame frame, Execution execution) {
        this.plan = plan;
        this.input = input;
        this.frame = frame;
        this.execution = execution;
        store = newStore();
        view = store.view();
        addresses = new AddressList(execution.memory);
    }

    private RowStore newStore() {
        return new RowStore(plan.carriers().toArray(Carrier[]::new), execution.memory);
    }

    @Override
    void open() {
        store.clear();
        addresses.clear();
        at = 0;
        long kept = LimitOperator.rowsWanted(plan.limit(), plan.offset(), frame);
        if (kept == 0) {
            return;
        }
        input.open();
        int steps = 0;
        while (input.next()) {
            if ((++steps & 1023) == 0) {
                execution.checkCancelled();
            }
            addresses.add(store.add(frame.rows[plan.range()]));
            if (kept <= Integer.MAX_VALUE / 4
                    && addresses.size() >= 2 * Math.max(kept, SMALLEST_KEPT)) {
                forget((int) kept);
            }
        }
        input.close();
        addresses.sort(new SortOrder(store, plan.keys(), 0, execution), execution);
        view = store.view();
    }

    private void forget(int kept) {
        addresses.sort(new SortOrder(store, plan.keys(), 0, execution), execution);
        RowStore smaller = newStore();
        RowStore.View old = store.view();
        for (int i = 0; i < kept; i++) {
            old.moveTo(addresses.get(i));
            addresses.set(i, smaller.add(old));
        }
        addresses.truncate(kept);
        store.clear();
        store = smaller;
    }

    @Override
    boolean next() {
        if (at == addresses.size()) {
            return false;
        }
        view.moveTo(addresses.get(at++));
        frame.rows[plan.range()] = view;
        return true;
    }

    @Override
    void close() {
        input.close();
    }
}
