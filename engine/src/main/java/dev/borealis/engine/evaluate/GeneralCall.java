package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.Implementation;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

/** A call of a function with boxed arguments. */
final class GeneralCall extends Expression.Boxed {
    private final Implementation.General implementation;
    private final Expression[] arguments;
    private final CallSpec call;
    private final boolean strict;

    GeneralCall(
            Carrier carrier,
            Implementation.General implementation,
            Expression[] arguments,
            CallSpec call,
            boolean strict) {
        super(carrier);
        this.implementation = implementation;
        this.arguments = arguments;
        this.call = call;
        this.strict = strict;
    }

    @Override
    public @Nullable Object evaluateObject(Frame frame) {
        @Nullable Object[] values = new Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            Object value = arguments[i].evaluateObject(frame);
            if (value == null && strict) {
                return null;
            }
            values[i] = value;
        }
        return implementation.apply(call.of(frame.runtime), values);
    }
}
