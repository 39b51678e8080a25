package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.plan.Plan;
import dev.borealis.types.Carrier;

import java.util.Arrays;

/** UNION, INTERSECT, EXCEPT. UNION passes rows on as they come, the others store the left side first. */
final class SetOperationOperator extends Operator {
    private final Plan.SetOperation plan;
    private final Frame frame;
    private final Execution execution;
    private final QueryRun left;
    private final QueryRun right;
    private final RowStore store;
    private final RowHash hash;
    private final RowStore.View view;

    /** For INTERSECT and EXCEPT: how often each stored row is to come out. */
    private long[] counts = new long[16];

    private boolean onRight;
    private int entry;
    private long repeats;
    private int steps;

    SetOperationOperator(Plan.SetOperation plan, Frame frame, Execution execution) {
        this.plan = plan;
        this.frame = frame;
        this.execution = execution;
        left = new QueryRun(plan.left(), frame, execution);
        right = new QueryRun(plan.right(), frame, execution);
        store = new RowStore(plan.carriers().toArray(Carrier[]::new), execution.memory);
        hash = new RowHash(store, plan.orders().toArray(ValueOrder[]::new), execution);
        view = store.view();
    }

    private boolean isUnion() {
        return plan.operator() == dev.borealis.engine.tree.Query.SetOperation.Operator.UNION;
    }

    @Override
    void open() {
        store.clear();
        hash.clear();
        onRight = false;
        entry = 0;
        repeats = 0;
        left.open();
        if (!isUnion()) {
            countSides();
        }
    }

    @Override
    boolean next() {
        return isUnion() ? nextOfUnion() : nextCounted();
    }

    private boolean nextOfUnion() {
        while (true) {
            if ((++steps & 1023) == 0) {
                execution.checkCancelled();
            }
            if (!onRight && !left.next()) {
                onRight = true;
                right.open();
                continue;
            }
            if (onRight && !right.next()) {
                return false;
            }
            Row row = (onRight ? right : left).row();
            if (!plan.all()) {
                int code = hash.hash(row);
                if (hash.find(row, code) >= 0) {
                    continue;
                }
                hash.add(store.add(row), code);
            }
            frame.rows[plan.range()] = row;
            return true;
        }
    }

    private void countSides() {
        long[] leftCounts = new long[16];
        while (left.next()) {
            if ((++steps & 1023) == 0) {
                execution.checkCancelled();
            }
            Row row = left.row();
            int code = hash.hash(row);
            int found = hash.find(row, code);
            if (found < 0) {
                found = hash.add(store.add(row), code);
                if (found == leftCounts.length) {
                    execution.memory.take(16L * found);
                    leftCounts = Arrays.copyOf(leftCounts, found * 2);
                }
            }
            leftCounts[found]++;
        }
        long[] rightCounts = new long[leftCounts.length];
        right.open();
        while (right.next()) {
            if ((++steps & 1023) == 0) {
                execution.checkCancelled();
            }
            Row row = right.row();
            int found = hash.find(row, hash.hash(row));
            if (found >= 0) {
                rightCounts[found]++;
            }
        }
        counts = leftCounts;
        for (int i = 0; i < hash.size(); i++) {
            boolean intersect =
                    plan.operator()
                            == dev.borealis.engine.tree.Query.SetOperation.Operator.INTERSECT;
            long many =
                    intersect
                            ? Math.min(leftCounts[i], rightCounts[i])
                            : Math.max(0, leftCounts[i] - rightCounts[i]);
            long once = intersect ? Math.min(1, rightCounts[i]) : rightCounts[i] == 0 ? 1 : 0;
            counts[i] = plan.all() ? many : once;
        }
    }

    private boolean nextCounted() {
        while (repeats == 0) {
            if (entry == hash.size()) {
                return false;
            }
            repeats = counts[entry];
            view.moveTo(hash.address(entry));
            entry++;
        }
        repeats--;
        frame.rows[plan.range()] = view;
        return true;
    }

    @Override
    void close() {
        left.close();
        right.close();
    }
}
