package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.evaluate.SlotRow;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.plan.Plan;
import dev.borealis.types.Carrier;

import java.util.List;

/** Passes the first row of each set of equal ones. */
final class DistinctOperator extends Operator {
    private final Plan.Distinct plan;
    private final Operator input;
    private final Frame frame;
    private final Execution execution;
    private final List<Plan.SortColumn> columns;
    private final RowStore store;
    private final RowHash hash;
    private final SlotRow key;
    private int steps;

    DistinctOperator(Plan.Distinct plan, Operator input, Frame frame, Execution execution) {
        this.plan = plan;
        this.input = input;
        this.frame = frame;
        this.execution = execution;
        columns = plan.columns();
        ValueOrder[] orders =
                columns.stream().map(Plan.SortColumn::order).toArray(ValueOrder[]::new);
        Carrier[] carriers =
                columns.stream().map(column -> column.order().carrier()).toArray(Carrier[]::new);
        store = new RowStore(carriers, execution.memory);
        hash = new RowHash(store, orders, execution);
        key = new SlotRow(carriers.length);
    }

    @Override
    void open() {
        store.clear();
        hash.clear();
        input.open();
    }

    @Override
    boolean next() {
        while (input.next()) {
            if ((++steps & 1023) == 0) {
                execution.checkCancelled();
            }
            Row row = frame.rows[plan.range()];
            for (int i = 0; i < columns.size(); i++) {
                key.copy(i, columns.get(i).order().carrier(), row, columns.get(i).column());
            }
            int code = hash.hash(key);
            if (hash.find(key, code) >= 0) {
                continue;
            }
            if (plan.ordered()) {
                // equal rows come together: only the last key matters
                store.clear();
                hash.clear();
            }
            hash.add(store.add(key), code);
            return true;
        }
        return false;
    }

    @Override
    void close() {
        input.close();
    }
}
