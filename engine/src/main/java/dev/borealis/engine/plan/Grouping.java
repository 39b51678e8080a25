package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.CallSpec;
import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.tree.LevelShift;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.error.SessionErrors;

import java.util.ArrayList;
import java.util.List;

/**
 * Plans GROUP BY and aggregates. Everything above the grouping is rewritten to read its output row: keys, aggregates,
 * columns that depend on the keys, and GROUPING numbers become columns of one computed range.
 */
final class Grouping {
    private final Level level;
    private final Environment environment;
    private final Query.Select select;
    private final int range;
    private final List<Scalar.AggregateCall> calls = new ArrayList<>();
    private final List<Scalar.Column> carried = new ArrayList<>();
    private final List<Scalar.Grouping> groupings = new ArrayList<>();

    Grouping(Level level, Query.Select select) {
        this.level = level;
        this.select = select;
        environment = level.compiler().environment();
        range = level.newRange();
    }

    /** Marks which slot of the output row a rewritten node reads; positions are final only in {@link #finish}. */
    private enum Part {
        KEY,
        CALL,
        CARRIED,
        GROUPING
    }

    // Slots are numbered in four blocks whose sizes are known only at the end, so rewriting leaves
    // block and index in the
    // column number and a second pass makes them positions.
    private static final int BLOCK = 1 << 20;

    private Scalar slot(Part part, int index, Scalar original, int depth) {
        return new Scalar.Column(original.type(), depth, range, part.ordinal() * BLOCK + index + 1);
    }

    /** First pass over an expression that stands above the grouping. */
    Scalar rewrite(Scalar scalar) {
        // a constant key is NULL in the sets without it, but only as a column of its own
        if (scalar instanceof Scalar.Constant && select.groupingSets().size() > 1) {
            int key = select.groupKeys().indexOf(scalar);
            if (key >= 0) {
                return slot(Part.KEY, key, scalar, 0);
            }
        }
        return Trees.map(scalar, 0, this::replace);
    }

    private @org.jspecify.annotations.Nullable Scalar replace(Scalar node, int depth) {
        Scalar atLevel = depth == 0 ? node : null;
        for (int i = 0; i < select.groupKeys().size(); i++) {
            Scalar key = select.groupKeys().get(i);
            boolean same =
                    atLevel != null
                            ? key.equals(atLevel)
                            : !(key instanceof Scalar.Constant)
                                    && LevelShift.shift(key, depth).equals(node);
            if (same && !(key instanceof Scalar.Constant)) {
                return slot(Part.KEY, i, node, depth);
            }
        }
        if (node instanceof Scalar.AggregateCall call && call.levelsUp() == depth) {
            Scalar.AggregateCall own =
                    depth == 0 ? call : (Scalar.AggregateCall) unshift(call, depth);
            return slot(Part.CALL, indexOf(own, calls), node, depth);
        }
        if (node instanceof Scalar.Grouping grouping && depth == 0) {
            groupings.add(grouping);
            return slot(Part.GROUPING, groupings.size() - 1, node, depth);
        }
        if (node instanceof Scalar.Column column
                && column.levelsUp() == depth
                && column.range() < level.ranges.size()) {
            var own = new Scalar.Column(column.type(), 0, column.range(), column.column());
            return slot(Part.CARRIED, indexOf(own, carried), node, depth);
        }
        return null;
    }

    /** Where it is in the list, at the end of which it is put when it is not there yet. */
    private static <T> int indexOf(T one, List<T> list) {
        int index = list.indexOf(one);
        if (index >= 0) {
            return index;
        }
        list.add(one);
        return list.size() - 1;
    }

    /** An aggregate written inside a sub-query but belonging to this level, as an expression of this level. */
    private static Scalar unshift(Scalar.AggregateCall call, int depth) {
        var lifted =
                Trees.mapChildren(
                        call,
                        0,
                        (node, inner) ->
                                node instanceof Scalar.Column column
                                                && column.levelsUp() >= inner + depth
                                        ? new Scalar.Column(
                                                column.type(),
                                                column.levelsUp() - depth,
                                                column.range(),
                                                column.column())
                                        : null);
        Scalar.AggregateCall node = (Scalar.AggregateCall) lifted;
        return new Scalar.AggregateCall(
                node.type(),
                node.function(),
                node.directArguments(),
                node.arguments(),
                node.star(),
                node.distinct(),
                node.orderBy(),
                node.withinGroup(),
                node.filter(),
                node.variadic(),
                0);
    }

    /** Second pass: block and index become the position in the output row. */
    Scalar finish(Scalar scalar) {
        int keys = select.groupKeys().size();
        return Trees.map(
                scalar,
                0,
                (node, depth) -> {
                    if (!(node instanceof Scalar.Column column)
                            || column.levelsUp() != depth
                            || column.range() != range) {
                        return null;
                    }
                    int block = (column.column() - 1) / BLOCK;
                    int index = (column.column() - 1) % BLOCK;
                    int position =
                            switch (Part.values()[block]) {
                                case KEY -> index;
                                case CALL -> keys + index;
                                case CARRIED -> keys + calls.size() + index;
                                case GROUPING -> keys + calls.size() + carried.size() + index;
                            };
                    return new Scalar.Column(column.type(), depth, range, position + 1);
                });
    }

    /** The grouping itself; after all expressions above were rewritten. */
    Plan plan(Plan input) {
        List<Expression> keys = level.compileAll(select.groupKeys());
        var orders = new ArrayList<ValueOrder>();
        for (Scalar key : select.groupKeys()) {
            orders.add(ValueOrder.of(key.type(), environment));
        }
        var specs = new ArrayList<AggregateSpec>();
        for (Scalar.AggregateCall call : calls) {
            specs.add(spec(level, call));
        }
        double rows = 0;
        for (List<Integer> set : select.groupingSets()) {
            List<Scalar> by = set.stream().map(select.groupKeys()::get).toList();
            rows += GroupEstimate.of(by, level, input.rows());
        }
        return new Plan.Aggregate(
                input,
                range,
                keys,
                select.groupKeys(),
                orders,
                select.groupingSets(),
                specs,
                level.compileAll(carried),
                groupings.stream().map(Scalar.Grouping::keys).toList(),
                false,
                Math.max(1, rows));
    }

    static AggregateSpec spec(Level level, Scalar.AggregateCall call) {
        Environment environment = level.compiler().environment();
        Implementation implementation = environment.functions().implementation(call.function());
        Implementation.Aggregate aggregate =
                implementation instanceof Implementation.Aggregate found ? found : null;
        Implementation.Hypothetical hypothetical =
                implementation instanceof Implementation.Hypothetical found ? found : null;
        if (aggregate == null && hypothetical == null) {
            throw new IllegalStateException("no aggregate: " + call.function());
        }
        if (!call.directArguments().isEmpty() && !call.withinGroup()) {
            throw SessionErrors.notYetImplemented("direct arguments of an aggregate");
        }
        var arguments = new ArrayList<Scalar>(call.directArguments());
        arguments.addAll(call.arguments());
        var types = arguments.stream().map(Scalar::type).toList();
        var distinctOrders = new ArrayList<ValueOrder>();
        if (call.distinct()) {
            call.arguments()
                    .forEach(
                            argument ->
                                    distinctOrders.add(
                                            ValueOrder.of(argument.type(), environment)));
        }
        var orderKeys = new ArrayList<Expression>();
        var order = new ArrayList<Plan.SortColumn>();
        for (Scalar.Ordering key : call.orderBy()) {
            order.add(
                    new Plan.SortColumn(
                            arguments.size() + orderKeys.size(),
                            ValueOrder.of(key.value().type(), environment),
                            key.descending(),
                            key.nullsFirst()));
            orderKeys.add(level.compile(key.value()));
        }
        Scalar filter = call.filter();
        return new AggregateSpec(
                call,
                aggregate,
                hypothetical,
                level.compileAll(arguments),
                filter == null ? null : level.compile(filter),
                Aggregates.skipsNulls(environment.functions(), call.function()),
                distinctOrders,
                orderKeys,
                order,
                new CallSpec(environment.sites().next(), call.type(), types),
                environment.carrier(call.type()));
    }
}
