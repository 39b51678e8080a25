package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.CallSpec;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ValueOrder;
import dev.borealis.engine.function.Accumulator;
import dev.borealis.engine.function.Call;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * One aggregate of a grouping: exactly one of {@code aggregate} and {@code hypothetical} is there.
 *
 * @param skipsNulls rows with a null argument are not given to it
 * @param distinctOrders of the arguments, for DISTINCT; empty without
 * @param orderKeys ORDER BY inside: values to sort by, after the arguments in the stored row
 */
public record AggregateSpec(
        Scalar.AggregateCall tree,
        Implementation.@Nullable Aggregate aggregate,
        Implementation.@Nullable Hypothetical hypothetical,
        List<Expression> arguments,
        @Nullable Expression filter,
        boolean skipsNulls,
        List<ValueOrder> distinctOrders,
        List<Expression> orderKeys,
        List<Plan.SortColumn> order,
        CallSpec call,
        Carrier result) {
    public AggregateSpec {
        arguments = List.copyOf(arguments);
        distinctOrders = List.copyOf(distinctOrders);
        orderKeys = List.copyOf(orderKeys);
        order = List.copyOf(order);
    }

    /** A new group. */
    public Accumulator start(Call group) {
        return Objects.requireNonNull(aggregate).start(group);
    }

    /** Rows go straight into the accumulator as they come. */
    public boolean isDirect() {
        return distinctOrders.isEmpty() && order.isEmpty();
    }
}
