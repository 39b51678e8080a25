package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.BoxedRow;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.SlotRow;
import dev.borealis.engine.plan.Condition;
import dev.borealis.engine.plan.CtePlan;
import dev.borealis.engine.plan.Plan;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Operators that give the rows of a range that is no table. */
final class SourceOperators {
    private SourceOperators() {}

    /** Steps, filters and makes the row current; subclasses step. */
    private abstract static class Source extends Operator {
        final Frame frame;
        final int range;
        private final @Nullable Expression filter;

        Source(Frame frame, int range, @Nullable Condition filter) {
            this.frame = frame;
            this.range = range;
            this.filter = filter == null ? null : filter.code();
        }

        /** Makes the next row current, whatever the filter says. */
        abstract boolean step();

        @Override
        final boolean next() {
            while (step()) {
                if (filter == null || filter.evaluateLong(frame) != 0) {
                    return true;
                }
                filtered++;
            }
            return false;
        }
    }

    static final class SystemScan extends Source {
        private final Plan.SystemScan scan;
        private final Execution execution;
        private final BoxedRow row = new BoxedRow(new Object[0]);
        private Iterator<@Nullable Object[]> rows = Collections.emptyIterator();

        SystemScan(Plan.SystemScan scan, Frame frame, Execution execution) {
            super(frame, scan.range(), scan.filter());
            this.scan = scan;
            this.execution = execution;
        }

        @Override
        void open() {
            Map<Integer, Object> lookup = new HashMap<>();
            for (Plan.Lookup condition : scan.lookups()) {
                Object value = condition.value().evaluateObject(frame);
                if (value == null) {
                    rows = Collections.emptyIterator();
                    return;
                }
                lookup.put(condition.column(), value);
            }
            rows = execution.context.systemRelations().rows(scan.relation().oid(), lookup);
        }

        @Override
        boolean step() {
            if (!rows.hasNext()) {
                return false;
            }
            execution.checkCancelled();
            row.set(rows.next());
            frame.rows[range] = row;
            return true;
        }
    }

    static final class SubqueryScan extends Source {
        private final QueryRun query;

        SubqueryScan(Plan.SubqueryScan scan, Frame frame, Execution execution) {
            super(frame, scan.range(), scan.filter());
            query = new QueryRun(scan.query(), frame, execution);
        }

        @Override
        void open() {
            query.open();
        }

        @Override
        boolean step() {
            if (!query.next()) {
                return false;
            }
            frame.rows[range] = query.row();
            return true;
        }

        @Override
        void close() {
            query.close();
        }
    }

    static final class ValuesScan extends Source {
        private final Plan.ValuesScan scan;
        private final SlotRow row;
        private int at;

        ValuesScan(Plan.ValuesScan scan, Frame frame) {
            super(frame, scan.range(), scan.filter());
            this.scan = scan;
            row = new SlotRow(scan.carriers().size());
        }

        @Override
        void open() {
            at = 0;
        }

        @Override
        boolean step() {
            if (at == scan.values().size()) {
                return false;
            }
            Expression[] values = scan.values().get(at++);
            for (int i = 0; i < values.length; i++) {
                row.store(i, values[i], frame);
            }
            frame.rows[range] = row;
            return true;
        }
    }

    static final class FunctionScan extends Source {
        private final Plan.FunctionScan scan;
        private final Execution execution;
        private final SlotRow row;
        private final SetFunctionCalls calls;
        private long number;

        FunctionScan(Plan.FunctionScan scan, Frame frame, Execution execution) {
            super(frame, scan.range(), scan.filter());
            this.scan = scan;
            this.execution = execution;
            row = new SlotRow(scan.carriers().size());
            calls = new SetFunctionCalls(scan.functions(), row, frame, execution);
        }

        @Override
        void open() {
            calls.start();
            number = 0;
        }

        @Override
        boolean step() {
            if (!calls.next()) {
                return false;
            }
            execution.checkCancelled();
            number++;
            if (scan.ordinality()) {
                row.setLong(scan.carriers().size() - 1, number);
            }
            frame.rows[range] = row;
            return true;
        }
    }

    /** The rows of a common table, or of the last step of its recursion. */
    static final class StoredScan extends Source {
        private final CtePlan table;
        private final boolean workTable;
        private final Execution execution;
        private CteState.@Nullable Reader reader;

        StoredScan(
                int range,
                CtePlan table,
                boolean workTable,
                @Nullable Condition filter,
                Frame frame,
                Execution execution) {
            super(frame, range, filter);
            this.table = table;
            this.workTable = workTable;
            this.execution = execution;
        }

        @Override
        void open() {
            CteState state = CteState.of(table, execution);
            reader = workTable ? state.workTable() : state.reader();
        }

        @Override
        boolean step() {
            CteState.Reader current = reader;
            if (current == null || !current.next()) {
                return false;
            }
            frame.rows[range] = current.row();
            return true;
        }
    }
}
