package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.function.Accumulator;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.WindowFrame;
import dev.borealis.engine.plan.Plan;
import dev.borealis.engine.plan.WindowFunctionSpec;
import dev.borealis.engine.plan.WindowSpec;
import dev.borealis.engine.tree.Query;
import dev.borealis.types.Carrier;
import dev.borealis.types.error.ExecutionErrors;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/** One partition of a window: peers, frames, and the results for its current row. */
final class WindowPartition implements WindowFrame {
    private final WindowSpec window;
    private final WindowFunctionSpec[] functions;
    private final RowStore store;
    private final StoredRanges stored;
    private final AddressList addresses;
    private final Frame frame;
    private final Execution execution;
    private final SortOrder peerOrder;
    private final Running[] running;
    private WindowFunctionSpec current;
    private int first;
    private int size;
    private int row;

    /** By row: first row of its peer group. */
    private int[] peerStart = new int[0];

    /** By row: number of its peer group. */
    private int[] groupNumber = new int[0];

    /** By group: its first row; one more at the end. */
    private int[] groupStart = new int[0];

    private int groups;

    /** Rows whose ORDER BY value is null, counted where a frame goes by value. */
    private int nulls;

    private long frameStart;
    private long frameEnd;

    /** The aggregate over the frame of the row before, kept as long as frames only grow at their end. */
    private static final class Running {
        @Nullable Accumulator accumulator;
        long start;
        long end;
        @Nullable Object result;
    }

    WindowPartition(
            Plan.Window plan,
            RowStore store,
            StoredRanges stored,
            AddressList addresses,
            Frame frame,
            Execution execution) {
        window = plan.window();
        functions = plan.functions().toArray(WindowFunctionSpec[]::new);
        this.store = store;
        this.stored = stored;
        this.addresses = addresses;
        this.frame = frame;
        this.execution = execution;
        peerOrder = new SortOrder(store, window.order(), 0, execution);
        running = new Running[functions.length];
        current = functions[0];
    }

    /** A partition begins: rows of the address list. */
    void start(int from, int to) {
        first = from;
        size = to - from;
        peerStart = new int[size];
        groupNumber = new int[size];
        groupStart = new int[size + 1];
        groups = 0;
        for (int i = 0; i < size; i++) {
            boolean peer =
                    i > 0
                            && (window.order().isEmpty()
                                    || peerOrder.compare(
                                                    addresses.get(first + i - 1),
                                                    addresses.get(first + i))
                                            == 0);
            if (!peer) {
                groupStart[groups++] = i;
            }
            groupNumber[i] = groups - 1;
            peerStart[i] = groupStart[groups - 1];
        }
        groupStart[groups] = size;
        Arrays.fill(running, null);
        nulls = 0;
        if (window.inRangeStart() != null || window.inRangeEnd() != null) {
            int column = window.partitionBy().size();
            for (int i = 0; i < size; i++) {
                nulls += store.getBoxed(addresses.get(first + i), column) == null ? 1 : 0;
            }
        }
    }

    void moveTo(int index) {
        row = index - first;
        execution.checkCancelled();
        frameStart =
                bound(window.tree().start(), window.startOffset(), window.inRangeStart(), true);
        frameEnd =
                Math.max(
                        frameStart,
                        bound(window.tree().end(), window.endOffset(), window.inRangeEnd(), false));
    }

    // --- frames ---

    private long bound(
            Query.FrameBound bound,
            @Nullable Expression offset,
            WindowSpec.@Nullable InRange inRange,
            boolean isStart) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> 0;
            case UNBOUNDED_FOLLOWING -> size;
            case CURRENT_ROW ->
                    switch (window.tree().mode()) {
                        case ROWS -> isStart ? row : row + 1;
                        case RANGE, GROUPS ->
                                isStart ? peerStart[row] : groupStart[groupNumber[row] + 1];
                    };
            case PRECEDING -> offset(Objects.requireNonNull(offset), inRange, isStart, true);
            case FOLLOWING -> offset(Objects.requireNonNull(offset), inRange, isStart, false);
        };
    }

    private long offset(
            Expression offset,
            WindowSpec.@Nullable InRange inRange,
            boolean isStart,
            boolean preceding) {
        stored.show(addresses.get(first + row), frame);
        Object value = offset.evaluateObject(frame);
        if (value == null) {
            throw isStart ? ExecutionErrors.frameStartNull() : ExecutionErrors.frameEndNull();
        }
        if (inRange != null) {
            return range(inRange, offset.carrier(), value, isStart, preceding);
        }
        long count = (Long) value;
        if (count < 0) {
            throw isStart
                    ? ExecutionErrors.frameStartNegative()
                    : ExecutionErrors.frameEndNegative();
        }
        count = Math.min(count, size);
        if (window.tree().mode() == Query.FrameMode.ROWS) {
            long at = preceding ? row - count : row + count;
            return Math.clamp(isStart ? at : at + 1, 0, size);
        }
        long group = preceding ? groupNumber[row] - count : groupNumber[row] + count;
        long edge = isStart ? group : group + 1;
        return edge <= 0 ? 0 : edge >= groups ? size : groupStart[(int) edge];
    }

    /** The first row inside for a start, one past the last for an end, by the in_range function of the type. */
    private long range(
            WindowSpec.InRange inRange,
            Carrier offsetCarrier,
            Object offset,
            boolean isStart,
            boolean preceding) {
        int column = window.partitionBy().size();
        Plan.SortColumn order = window.order().getFirst();
        Object base = store.getBoxed(addresses.get(first + row), column);
        if (base == null) {
            // nulls are only near each other
            return isStart ? peerStart[row] : groupStart[groupNumber[row] + 1];
        }
        boolean subtract = preceding != order.descending();
        Carrier carrier = order.order().carrier();
        ExpressionCompiler.setPlaceholder(frame, inRange.sites().get(1), carrier, base);
        ExpressionCompiler.setPlaceholder(frame, inRange.sites().get(2), offsetCarrier, offset);
        ExpressionCompiler.setPlaceholder(
                frame, inRange.sites().get(3), Carrier.LONG, subtract ? 1L : 0L);
        // in order of the sort: "value <= base ± offset" tells the rows up to the edge, ">=" those
        // from it
        boolean less = isStart == order.descending();
        ExpressionCompiler.setPlaceholder(
                frame, inRange.sites().get(4), Carrier.LONG, less ? 1L : 0L);
        // nulls stand together at one end; the rest is in order, so the edge is found by halving
        int low = order.nullsFirst() ? nulls : 0;
        int high = order.nullsFirst() ? size : size - nulls;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Object value =
                    Objects.requireNonNull(store.getBoxed(addresses.get(first + middle), column));
            ExpressionCompiler.setPlaceholder(frame, inRange.sites().get(0), carrier, value);
            boolean inside = inRange.code().test(frame);
            if (inside == isStart) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    // --- results ---

    /** The value of a function for the current row. */
    @Nullable Object result(int function) {
        WindowFunctionSpec spec = functions[function];
        current = spec;
        Call call = spec.call().of(execution);
        if (spec.window() != null) {
            return spec.window().apply(call, this);
        }
        return aggregate(function, spec, call);
    }

    private @Nullable Object aggregate(int function, WindowFunctionSpec spec, Call call) {
        Running state = running[function];
        boolean excludes = window.tree().exclusion() != Query.Exclusion.NO_OTHERS;
        if (state == null || state.start != frameStart || state.end > frameEnd || excludes) {
            state = new Running();
            state.accumulator = Objects.requireNonNull(spec.aggregate()).start(call);
            state.start = frameStart;
            state.end = frameStart;
            running[function] = state;
        } else if (state.end == frameEnd) {
            return state.result;
        }
        Accumulator accumulator = Objects.requireNonNull(state.accumulator);
        for (long i = state.end; i < frameEnd; i++) {
            if (!excludes || !isExcluded(i)) {
                addRow(accumulator, spec, call, i);
            }
        }
        state.end = frameEnd;
        state.result = accumulator.result(call);
        return state.result;
    }

    private void addRow(Accumulator accumulator, WindowFunctionSpec spec, Call call, long number) {
        stored.show(addresses.get(first + (int) number), frame);
        Expression filter = spec.filter();
        if (filter != null && !filter.test(frame)) {
            return;
        }
        @Nullable Object[] values = new Object[spec.arguments().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = spec.arguments().get(i).evaluateObject(frame);
            if (values[i] == null && spec.skipsNulls()) {
                return;
            }
        }
        if (values.length == 0) {
            accumulator.addRows(call, 1);
        } else {
            accumulator.add(call, values);
        }
    }

    // --- what a window function sees ---

    @Override
    public long currentRow() {
        return row;
    }

    @Override
    public long partitionSize() {
        return size;
    }

    @Override
    public long frameStart() {
        return frameStart;
    }

    @Override
    public long frameEnd() {
        return frameEnd;
    }

    @Override
    public boolean isExcluded(long number) {
        return switch (window.tree().exclusion()) {
            case NO_OTHERS -> false;
            case CURRENT_ROW -> number == row;
            case GROUP -> groupNumber[(int) number] == groupNumber[row];
            case TIES -> number != row && groupNumber[(int) number] == groupNumber[row];
        };
    }

    @Override
    public long firstPeer(long number) {
        return peerStart[(int) number];
    }

    @Override
    public long lastPeer(long number) {
        return groupStart[groupNumber[(int) number] + 1];
    }

    @Override
    public long peerGroup(long number) {
        return groupNumber[(int) number];
    }

    @Override
    public @Nullable Object argument(int argument, long number) {
        stored.show(addresses.get(first + (int) number), frame);
        return current.arguments().get(argument).evaluateObject(frame);
    }
}
