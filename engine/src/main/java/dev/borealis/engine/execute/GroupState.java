package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.function.Accumulator;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.plan.AggregateSpec;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** One aggregate in one group. */
abstract class GroupState {
    abstract void addRow(Frame frame);

    void addRows(long rows) {
        throw new IllegalStateException("not count(*)");
    }

    abstract @Nullable Object result();

    static GroupState of(AggregateSpec spec, Execution execution) {
        if (spec.hypothetical() != null) {
            return new HypotheticalState(spec, spec.hypothetical(), execution);
        }
        if (!spec.isDirect()) {
            return new Gathered(spec, execution);
        }
        if (spec.arguments().isEmpty() && spec.filter() == null) {
            return new OfRows(spec, execution);
        }
        boolean oneArgument =
                spec.arguments().size() == 1 && spec.filter() == null && spec.skipsNulls();
        if (oneArgument && spec.arguments().getFirst().carrier() == Carrier.LONG) {
            return new OfLong(spec, execution);
        }
        return new General(spec, execution);
    }

    /** One argument that travels as a long, no FILTER: the common case. */
    private static final class OfLong extends GroupState {
        private final Accumulator accumulator;
        private final Expression argument;
        private final Call call;

        OfLong(AggregateSpec spec, Execution execution) {
            call = spec.call().of(execution);
            accumulator = spec.start(call);
            argument = spec.arguments().getFirst();
        }

        @Override
        void addRow(Frame frame) {
            long value = argument.evaluateLong(frame);
            if (!frame.isNull) {
                accumulator.addLong(call, value);
            }
        }

        @Override
        @Nullable Object result() {
            return accumulator.result(call);
        }
    }

    /** Without arguments, no FILTER: count(*). */
    private static final class OfRows extends GroupState {
        private final Accumulator accumulator;
        private final Call call;
        private long rows;

        OfRows(AggregateSpec spec, Execution execution) {
            call = spec.call().of(execution);
            accumulator = spec.start(call);
        }

        @Override
        void addRow(Frame frame) {
            rows++;
        }

        @Override
        void addRows(long more) {
            rows += more;
        }

        @Override
        @Nullable Object result() {
            accumulator.addRows(call, rows);
            rows = 0;
            return accumulator.result(call);
        }
    }

    private static final class General extends GroupState {
        private final AggregateSpec spec;
        private final Expression[] arguments;
        private final Accumulator accumulator;
        private final Call call;
        private final Execution execution;
        private long charged;

        General(AggregateSpec spec, Execution execution) {
            this.spec = spec;
            this.execution = execution;
            call = spec.call().of(execution);
            arguments = spec.arguments().toArray(Expression[]::new);
            accumulator = spec.start(call);
        }

        @Override
        void addRow(Frame frame) {
            Expression filter = spec.filter();
            if (filter != null && !filter.test(frame)) {
                return;
            }
            if (arguments.length == 0) {
                accumulator.addRows(call, 1);
                return;
            }
            if (arguments.length == 1
                    && arguments[0].carrier() == Carrier.DOUBLE
                    && spec.skipsNulls()) {
                double value = arguments[0].evaluateDouble(frame);
                if (!frame.isNull) {
                    accumulator.addDouble(call, value);
                }
                return;
            }
            @Nullable Object[] values = new Object[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i].evaluateObject(frame);
                if (values[i] == null && spec.skipsNulls()) {
                    return;
                }
            }
            accumulator.add(call, values);
            long bytes = accumulator.bytes();
            if (bytes != charged) {
                execution.memory.take(bytes - charged);
                charged = bytes;
            }
        }

        @Override
        void addRows(long rows) {
            accumulator.addRows(call, rows);
        }

        @Override
        @Nullable Object result() {
            return accumulator.result(call);
        }
    }

    /** DISTINCT or ORDER BY inside: the rows are kept, sorted at the end, and only then taken in. */
    private static final class Gathered extends GroupState {
        private final AggregateSpec spec;
        private final Execution execution;
        private final RowStore store;
        private final AddressList addresses;
        private final int arguments;

        Gathered(AggregateSpec spec, Execution execution) {
            this.spec = spec;
            this.execution = execution;
            arguments = spec.arguments().size();
            Carrier[] carriers = new Carrier[arguments + spec.orderKeys().size()];
            for (int i = 0; i < carriers.length; i++) {
                carriers[i] = expression(i).carrier();
            }
            store = new RowStore(carriers, execution.memory);
            addresses = new AddressList(execution.memory);
        }

        private Expression expression(int i) {
            return i < arguments ? spec.arguments().get(i) : spec.orderKeys().get(i - arguments);
        }

        @Override
        void addRow(Frame frame) {
            Expression filter = spec.filter();
            if (filter != null && !filter.test(frame)) {
                return;
            }
            if (spec.skipsNulls()) {
                for (Expression argument : spec.arguments()) {
                    if (argument.evaluateObject(frame) == null) {
                        return;
                    }
                }
            }
            store.begin();
            for (int i = 0; i < arguments + spec.orderKeys().size(); i++) {
                store.set(i, expression(i), frame);
            }
            addresses.add(store.end());
        }

        @Override
        @Nullable Object result() {
            boolean distinct = !spec.distinctOrders().isEmpty();
            int direct = spec.tree().directArguments().size();
            if (distinct) {
                // equal arguments come together; ORDER BY of a DISTINCT aggregate is over its
                // arguments
                addresses.sort((a, b) -> compareArguments(a, b, direct), execution);
            }
            if (!spec.order().isEmpty()) {
                if (distinct) {
                    dropEqual(direct);
                }
                addresses.sort(new SortOrder(store, spec.order(), 0, execution), execution);
            }
            Call call = spec.call().of(execution);
            Accumulator accumulator = spec.start(call);
            long before = -1;
            for (int i = 0; i < addresses.size(); i++) {
                long address = addresses.get(i);
                if (distinct
                        && spec.order().isEmpty()
                        && before >= 0
                        && compareArguments(before, address, direct) == 0) {
                    continue;
                }
                before = address;
                @Nullable Object[] values = new Object[arguments];
                for (int j = 0; j < arguments; j++) {
                    values[j] = store.getBoxed(address, j);
                }
                accumulator.add(call, values);
            }
            return accumulator.result(call);
        }

        private void dropEqual(int direct) {
            int kept = 0;
            for (int i = 0; i < addresses.size(); i++) {
                if (kept == 0
                        || compareArguments(addresses.get(kept - 1), addresses.get(i), direct)
                                != 0) {
                    addresses.set(kept++, addresses.get(i));
                }
            }
            addresses.truncate(kept);
        }

        private int compareArguments(long a, long b, int direct) {
            for (int i = direct; i < arguments; i++) {
                ValueOrder order = Objects.requireNonNull(spec.distinctOrders().get(i - direct));
                boolean nullA = store.isNull(a, i);
                boolean nullB = store.isNull(b, i);
                if (nullA || nullB) {
                    if (nullA != nullB) {
                        return nullA ? 1 : -1;
                    }
                    continue;
                }
                int comparison = store.compare(execution, order, a, b, i);
                if (comparison != 0) {
                    return comparison;
                }
            }
            return 0;
        }
    }
}
