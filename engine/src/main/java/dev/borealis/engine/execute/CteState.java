package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.plan.CtePlan;
import dev.borealis.engine.plan.ModifyPlan;
import dev.borealis.engine.plan.QueryPlan;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * The rows of a common table in one start of the query that has it. A query is read as far as somebody asks (so LIMIT
 * over an endless recursion ends); a data-modifying one runs whole.
 */
final class CteState {
    private final CtePlan plan;
    private final Frame frame;
    private final Execution execution;
    private final RowStore store;
    private final AddressList addresses;
    private final @Nullable RowHash seen;
    private @Nullable QueryRun first;
    private @Nullable QueryRun recursive;
    private @Nullable ModifyRun modification;
    private boolean done;

    // the step of the recursion that runs: rows from..to are its working table
    private int workFrom;
    private int workTo;
    private boolean inRecursion;

    private CteState(CtePlan plan, Frame frame, Execution execution) {
        this.plan = plan;
        this.frame = frame;
        this.execution = execution;
        store = new RowStore(plan.carriers.toArray(Carrier[]::new), execution.memory);
        addresses = new AddressList(execution.memory);
        seen =
                plan.isDistinct()
                        ? new RowHash(store, plan.orders().toArray(ValueOrder[]::new), execution)
                        : null;
    }

    /** The query that has it starts: forget what was there. */
    static void start(CtePlan plan, Frame frame, Execution execution) {
        CteState before = (CteState) execution.state(plan.site);
        if (before != null) {
            before.store.clear();
            before.addresses.clear();
        }
        execution.setState(plan.site, new CteState(plan, frame, execution));
    }

    static CteState of(CtePlan plan, Execution execution) {
        return (CteState)
                Objects.requireNonNull(
                        execution.state(plan.site), "the query of a common table did not start");
    }

    /** Runs a data-modifying one to its end, whether or not anybody reads it. */
    void finish() {
        while (!done) {
            produce();
        }
    }

    /** Adds at least one row, or sets done. */
    private void produce() {
        execution.checkCancelled();
        ModifyPlan change = plan.modification();
        if (change != null) {
            ModifyRun run = modification;
            if (run == null) {
                run = new ModifyRun(change, frame, execution);
                modification = run;
                run.open();
            }
            while (run.next()) {
                add(run.row());
            }
            run.close();
            done = true;
            return;
        }
        QueryPlan query = Objects.requireNonNull(plan.query());
        boolean isRecursive = plan.recursive() != null;
        QueryRun run = first;
        if (run == null) {
            // the sides of a recursion stand one level further in
            Frame parent = isRecursive ? new Frame(execution, frame, 1) : frame;
            run = new QueryRun(query, parent, execution);
            first = run;
            if (isRecursive) {
                for (CtePlan inner : plan.innerTables()) {
                    start(inner, parent, execution);
                }
                recursive =
                        new QueryRun(Objects.requireNonNull(plan.recursive()), parent, execution);
            }
            run.open();
        }
        if (!inRecursion) {
            while (run.next()) {
                if (add(run.row())) {
                    return;
                }
            }
            if (!isRecursive) {
                done = true;
                return;
            }
            inRecursion = true;
            startStep(0);
            return;
        }
        QueryRun step = Objects.requireNonNull(recursive);
        while (step.next()) {
            if (add(step.row())) {
                return;
            }
        }
        startStep(workTo);
    }

    private void startStep(int from) {
        workFrom = from;
        workTo = addresses.size();
        if (workFrom == workTo) {
            done = true;
            return;
        }
        Objects.requireNonNull(recursive).open();
    }

    private boolean add(Row row) {
        if (seen != null) {
            int code = seen.hash(row);
            if (seen.find(row, code) >= 0) {
                return false;
            }
            long address = store.add(row);
            seen.add(address, code);
            addresses.add(address);
            return true;
        }
        addresses.add(store.add(row));
        return true;
    }

    Reader reader() {
        return new Reader(0, Integer.MAX_VALUE);
    }

    Reader workTable() {
        return new Reader(workFrom, workTo);
    }

    /** Steps through rows. */
    final class Reader {
        private final RowStore.View view = store.view();
        private final int end;
        private int at;

        private Reader(int from, int end) {
            at = from;
            this.end = end;
        }

        boolean next() {
            if (at >= end) {
                return false;
            }
            while (at >= addresses.size()) {
                if (done) {
                    return false;
                }
                produce();
            }
            view.moveTo(addresses.get(at++));
            return true;
        }

        Row row() {
            return view;
        }
    }
}
