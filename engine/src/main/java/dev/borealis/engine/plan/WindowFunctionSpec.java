package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.CallSpec;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A window function or an aggregate over a window: exactly one of {@code window} and {@code aggregate} is there.
 *
 * @param skipsNulls of aggregates: rows with a null argument are not given to it
 */
public record WindowFunctionSpec(
        Scalar.WindowCall tree,
        Implementation.@Nullable Window window,
        Implementation.@Nullable Aggregate aggregate,
        List<Expression> arguments,
        @Nullable Expression filter,
        boolean skipsNulls,
        CallSpec call,
        Carrier result) {
    public WindowFunctionSpec {
        arguments = List.copyOf(arguments);
    }
}
