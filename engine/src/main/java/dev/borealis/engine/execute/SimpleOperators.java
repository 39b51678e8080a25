package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.evaluate.SlotRow;
import dev.borealis.engine.plan.Plan;
import dev.borealis.engine.transaction.Transaction;
import dev.borealis.store.Label;
import dev.borealis.store.Touch;
import dev.borealis.types.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Operators of a few lines. */
final class SimpleOperators {
    private SimpleOperators() {}

    /** One row without columns. */
    static final class Result extends Operator {
        private final @Nullable Expression condition;
        private final Frame frame;
        private boolean done;

        Result(Plan.Result plan, Frame frame) {
            condition = plan.filter() == null ? null : plan.filter().code();
            this.frame = frame;
        }

        @Override
        void open() {
            done = false;
        }

        @Override
        boolean next() {
            if (done) {
                return false;
            }
            done = true;
            return condition == null || condition.test(frame);
        }
    }

    static final class Filter extends Operator {
        private final Operator input;
        private final Expression condition;
        private final Frame frame;
        private final Execution execution;
        private int steps;

        Filter(Operator input, Expression condition, Frame frame, Execution execution) {
            this.input = input;
            this.condition = condition;
            this.frame = frame;
            this.execution = execution;
        }

        @Override
        void open() {
            input.open();
        }

        @Override
        boolean next() {
            while (input.next()) {
                if (condition.evaluateLong(frame) != 0) {
                    return true;
                }
                if ((++steps & 1023) == 0) {
                    execution.checkCancelled();
                }
            }
            return false;
        }
    }

    /** Opens its input only when the condition holds. */
    static final class Gate extends Operator {
        private final Operator input;
        private final Expression condition;
        private final Frame frame;
        private boolean isOpen;

        Gate(Operator input, Expression condition, Frame frame) {
            this.input = input;
            this.condition = condition;
            this.frame = frame;
        }

        @Override
        void open() {
            isOpen = condition.test(frame);
            if (isOpen) {
                input.open();
            }
        }

        @Override
        boolean next() {
            return isOpen && input.next();
        }

        @Override
        long skipAll() {
            return isOpen ? input.skipAll() : 0;
        }
    }

    /** Computes the output row. */
    static final class Project extends Operator {
        private final Operator input;
        private final Expression[] targets;
        private final SlotRow row;
        private final Frame frame;
        private final int range;

        Project(Plan.Project plan, Operator input, Frame frame) {
            this.input = input;
            this.frame = frame;
            targets = plan.targets().toArray(Expression[]::new);
            row = new SlotRow(targets.length);
            range = plan.range();
        }

        @Override
        void open() {
            input.open();
        }

        @Override
        boolean next() {
            if (!input.next()) {
                return false;
            }
            for (int i = 0; i < targets.length; i++) {
                row.store(i, targets[i], frame);
            }
            frame.rows[range] = row;
            return true;
        }
    }

    /** Touches the rows that come through. */
    static final class LockRows extends Operator {
        private final List<Plan.Lock> locks;
        private final Operator input;
        private final Frame frame;
        private final Transaction transaction;
        private final Execution execution;

        LockRows(Plan.LockRows plan, Operator input, Frame frame, Execution execution) {
            locks = plan.locks();
            this.input = input;
            this.frame = frame;
            this.execution = execution;
            transaction = execution.context.transaction();
        }

        @Override
        void open() {
            for (Plan.Lock lock : locks) {
                RowWriter.touchFence(transaction, lock.table().table.oid());
            }
            input.open();
        }

        @Override
        boolean next() {
            if (!input.next()) {
                return false;
            }
            execution.checkCancelled();
            for (Plan.Lock lock : locks) {
                Row row = frame.rows[lock.range()];
                if (row.isNull(lock.keyColumn())) {
                    continue; // the absent side of an outer join
                }
                byte[] key = ((Bytes) row.getObject(lock.keyColumn())).toByteArray();
                if (lock.keyShare()) {
                    transaction.touch(key, Touch.KEY, Touch.SHARE, Label.DATA);
                } else {
                    transaction.touch(key, Touch.ALL, Touch.ROW | Touch.KEY, Label.DATA);
                }
            }
            return true;
        }
    }
}
