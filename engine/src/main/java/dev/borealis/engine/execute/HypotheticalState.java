package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.plan.AggregateSpec;
import dev.borealis.engine.plan.Plan;
import dev.borealis.types.Bytes;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A hypothetical-set aggregate in one group: counts the rows before a row that is not there. That row, the direct
 * arguments, stands first in the store; of the others those are kept that may have to be compared with each other.
 */
final class HypotheticalState extends GroupState {
    /** Rows in the store after which it is emptied, where none of them is needed any more. */
    private static final int ROWS_KEPT = 1_000;

    private final AggregateSpec spec;
    private final Implementation.Hypothetical implementation;
    private final Execution execution;
    private final RowStore store;
    private final SortOrder order;

    /** For those who count rows that differ: the ones before it. */
    private final AddressList before;

    private final @Nullable Object[] hypothetical;
    private boolean isStarted;
    private long hypotheticalAddress;
    private long rowsBefore;
    private long peers;
    private long rows;

    HypotheticalState(
            AggregateSpec spec, Implementation.Hypothetical implementation, Execution execution) {
        this.spec = spec;
        this.implementation = implementation;
        this.execution = execution;
        List<Expression> keys = spec.orderKeys();
        store =
                new RowStore(
                        keys.stream().map(Expression::carrier).toArray(Carrier[]::new),
                        execution.memory);
        var columns = new ArrayList<Plan.SortColumn>();
        for (Plan.SortColumn key : spec.order()) {
            columns.add(
                    new Plan.SortColumn(
                            columns.size(), key.order(), key.descending(), key.nullsFirst()));
        }
        order = new SortOrder(store, columns, 0, execution);
        before = new AddressList(execution.memory);
        hypothetical = new Object[keys.size()];
    }

    @Override
    void addRow(Frame frame) {
        if (!isStarted) {
            // they depend on nothing but the group
            for (int i = 0; i < hypothetical.length; i++) {
                Object value = spec.arguments().get(i).evaluateObject(frame);
                hypothetical[i] = value instanceof Bytes bytes ? bytes.compact() : value;
            }
            isStarted = true;
            storeHypothetical();
        }
        Expression filter = spec.filter();
        if (filter != null && !filter.test(frame)) {
            return;
        }
        rows++;
        store.begin();
        for (int i = 0; i < hypothetical.length; i++) {
            store.set(i, spec.orderKeys().get(i), frame);
        }
        long address = store.end();
        int comparison = order.compare(address, hypotheticalAddress);
        if (comparison < 0) {
            rowsBefore++;
            if (implementation.countsDistinct()) {
                before.add(address);
            }
        } else if (comparison == 0) {
            peers++;
        }
        if (!implementation.countsDistinct() && store.rows() > ROWS_KEPT) {
            store.clear();
            storeHypothetical();
        }
    }

    private void storeHypothetical() {
        store.begin();
        for (int i = 0; i < hypothetical.length; i++) {
            store.setBoxed(i, hypothetical[i]);
        }
        hypotheticalAddress = store.end();
    }

    @Override
    Object result() {
        return implementation
                .place()
                .of(implementation.countsDistinct() ? distinctBefore() : rowsBefore, peers, rows);
    }

    private long distinctBefore() {
        before.sort(order, execution);
        long distinct = 0;
        for (int i = 0; i < before.size(); i++) {
            if (i == 0 || order.compare(before.get(i - 1), before.get(i)) != 0) {
                distinct++;
            }
        }
        return distinct;
    }
}
