package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.SlotRow;
import dev.borealis.engine.plan.Plan;
import dev.borealis.engine.plan.WindowFunctionSpec;
import dev.borealis.types.Carrier;

import java.util.ArrayList;

/**
 * Window functions over one window: stores all rows, sorts them by partition and order, then gives them back partition by
 * partition with the results beside them.
 */
final class WindowOperator extends Operator {
    private final Plan.Window plan;
    private final Operator input;
    private final Frame frame;
    private final Execution execution;
    private final Expression[] keys;
    private final int partitionKeys;
    private final RowStore store;
    private final StoredRanges stored;
    private final AddressList addresses;
    private final SlotRow output;
    private final WindowPartition partition;
    private int at;
    private int partitionEnd;

    WindowOperator(Plan.Window plan, Operator input, Frame frame, Execution execution) {
        this.plan = plan;
        this.input = input;
        this.frame = frame;
        this.execution = execution;
        var all = new ArrayList<>(plan.window().partitionBy());
        partitionKeys = all.size();
        all.addAll(plan.window().orderBy());
        keys = all.toArray(Expression[]::new);
        Carrier[] carriers = new Carrier[keys.length];
        for (int i = 0; i < keys.length; i++) {
            carriers[i] = keys[i].carrier();
        }
        store = new RowStore(StoredRanges.carriers(plan.columns(), carriers), execution.memory);
        stored = new StoredRanges(plan.columns(), store, keys.length);
        addresses = new AddressList(execution.memory);
        output = new SlotRow(plan.functions().size());
        partition = new WindowPartition(plan, store, stored, addresses, frame, execution);
    }

    @Override
    void open() {
        store.clear();
        addresses.clear();
        input.open();
        int steps = 0;
        while (input.next()) {
            if ((++steps & 1023) == 0) {
                execution.checkCancelled();
            }
            store.begin();
            for (int i = 0; i < keys.length; i++) {
                store.set(i, keys[i], frame);
            }
            stored.write(store, frame);
            addresses.add(store.end());
        }
        input.close();
        var order = new ArrayList<Plan.SortColumn>();
        for (int i = 0; i < partitionKeys; i++) {
            order.add(new Plan.SortColumn(i, plan.window().partitionOrders().get(i), false, false));
        }
        order.addAll(plan.window().order());
        if (!order.isEmpty()) {
            addresses.sort(new SortOrder(store, order, 0, execution), execution);
        }
        at = 0;
        partitionEnd = 0;
    }

    @Override
    boolean next() {
        if (at == addresses.size()) {
            return false;
        }
        if (at == partitionEnd) {
            partitionEnd = endOfPartition(at);
            partition.start(at, partitionEnd);
        }
        partition.moveTo(at);
        for (int i = 0; i < plan.functions().size(); i++) {
            WindowFunctionSpec function = plan.functions().get(i);
            output.setBoxed(i, function.result(), partition.result(i));
        }
        stored.show(addresses.get(at), frame);
        frame.rows[plan.range()] = output;
        at++;
        return true;
    }

    private int endOfPartition(int from) {
        if (partitionKeys == 0) {
            return addresses.size();
        }
        var order =
                new SortOrder(
                        store,
                        java.util.stream.IntStream.range(0, partitionKeys)
                                .mapToObj(
                                        i ->
                                                new Plan.SortColumn(
                                                        i,
                                                        plan.window().partitionOrders().get(i),
                                                        false,
                                                        false))
                                .toList(),
                        0,
                        execution);
        int end = from + 1;
        while (end < addresses.size()
                && order.compare(addresses.get(from), addresses.get(end)) == 0) {
            end++;
        }
        return end;
    }

    @Override
    void close() {
        input.close();
    }
}
