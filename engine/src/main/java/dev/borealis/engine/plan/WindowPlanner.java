package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.CallSpec;
import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * Plans window functions: one step per window in use, each over the rows of the one before. Calls in the output become
 * columns of the window's computed range.
 */
final class WindowPlanner {
    private final Level level;
    private final Environment environment;

    WindowPlanner(Level level) {
        this.level = level;
        environment = level.compiler().environment();
    }

    /**
     * @param targets rewritten in place
     * @param ranges the ranges of FROM when their rows are still read above; null over a grouping
     */
    Plan plan(
            Plan input, List<Query.Window> windows, List<Scalar> targets, @Nullable BitSet ranges) {
        Plan plan = input;
        for (int i = 0; i < windows.size(); i++) {
            var calls = new ArrayList<Scalar.WindowCall>();
            int range = level.newRange();
            int window = i;
            targets.replaceAll(
                    target ->
                            Trees.map(
                                    target,
                                    0,
                                    (node, depth) -> {
                                        if (depth != 0
                                                || !(node instanceof Scalar.WindowCall call)
                                                || call.window() != window) {
                                            return null;
                                        }
                                        int index = calls.indexOf(call);
                                        if (index < 0) {
                                            index = calls.size();
                                            calls.add(call);
                                        }
                                        return new Scalar.Column(call.type(), 0, range, index + 1);
                                    }));
            if (!calls.isEmpty()) {
                plan =
                        step(
                                plan,
                                windows.get(i),
                                calls,
                                range,
                                stored(ranges, targets, windows, calls, range));
            }
        }
        return plan;
    }

    /** Everything that is read above this step, or by it. */
    private StoredColumns stored(
            @Nullable BitSet ranges,
            List<Scalar> targets,
            List<Query.Window> windows,
            List<Scalar.WindowCall> calls,
            int own) {
        StoredColumns kept = ranges == null ? StoredColumns.NONE : level.stored(ranges);
        var computed = new LinkedHashSet<StoredColumns.Column>();
        Trees.Mapper note =
                (node, depth) -> {
                    if (node instanceof Scalar.Column column
                            && column.levelsUp() == depth
                            && column.range() >= level.ranges.size()
                            && column.range() != own) {
                        computed.add(
                                new StoredColumns.Column(
                                        column.range(),
                                        column.column() - 1,
                                        environment.carrier(column.type())));
                    }
                    return null;
                };
        targets.forEach(target -> Trees.map(target, 0, note));
        calls.forEach(call -> Trees.map(call, 0, note));
        windows.forEach(window -> Trees.map(window, 0, note));
        return kept.and(new StoredColumns(List.copyOf(computed)));
    }

    private Plan step(
            Plan input,
            Query.Window window,
            List<Scalar.WindowCall> calls,
            int range,
            StoredColumns stored) {
        var partitionOrders = new ArrayList<ValueOrder>();
        for (Scalar key : window.partitionBy()) {
            partitionOrders.add(ValueOrder.of(key.type(), environment));
        }
        var orderBy = new ArrayList<Expression>();
        var order = new ArrayList<Plan.SortColumn>();
        for (Scalar.Ordering key : window.orderBy()) {
            order.add(
                    new Plan.SortColumn(
                            window.partitionBy().size() + orderBy.size(),
                            ValueOrder.of(key.value().type(), environment),
                            key.descending(),
                            key.nullsFirst()));
            orderBy.add(level.compile(key.value()));
        }
        Scalar start = window.start().offset();
        Scalar end = window.end().offset();
        var spec =
                new WindowSpec(
                        window,
                        level.compileAll(window.partitionBy()),
                        partitionOrders,
                        orderBy,
                        order,
                        start == null ? null : level.compile(start),
                        end == null ? null : level.compile(end),
                        inRange(window, window.start()),
                        inRange(window, window.end()));
        var functions = new ArrayList<WindowFunctionSpec>();
        for (Scalar.WindowCall call : calls) {
            functions.add(function(call));
        }
        return new Plan.Window(input, range, spec, functions, stored);
    }

    private WindowSpec.@Nullable InRange inRange(Query.Window window, Query.FrameBound bound) {
        Scalar offset = bound.offset();
        if (window.mode() != Query.FrameMode.RANGE || offset == null) {
            return null;
        }
        SqlType key = window.orderBy().getFirst().value().type();
        var sites = new ArrayList<Integer>();
        for (int i = 0; i < 5; i++) {
            sites.add(level.planner.nextSite());
        }
        Expression code =
                level.compiler()
                        .compileOnPlaceholders(
                                bound.rangeFunction(),
                                SqlType.BOOL,
                                List.of(key, key, offset.type(), SqlType.BOOL, SqlType.BOOL),
                                sites);
        return new WindowSpec.InRange(code, sites);
    }

    private WindowFunctionSpec function(Scalar.WindowCall call) {
        Implementation implementation = environment.functions().implementation(call.function());
        var types = call.arguments().stream().map(Scalar::type).toList();
        Scalar filter = call.filter();
        Implementation.Window window =
                implementation instanceof Implementation.Window found ? found : null;
        Implementation.Aggregate aggregate =
                implementation instanceof Implementation.Aggregate found ? found : null;
        if (window == null && aggregate == null) {
            throw new IllegalStateException("no window function: " + call.function());
        }
        return new WindowFunctionSpec(
                call,
                window,
                aggregate,
                level.compileAll(call.arguments()),
                filter == null ? null : level.compile(filter),
                Aggregates.skipsNulls(environment.functions(), call.function()),
                new CallSpec(
                        Objects.requireNonNull(environment.sites()).next(), call.type(), types),
                environment.carrier(call.type()));
    }
}
