package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

/** CURRENT_USER, CURRENT_DATE and their like; the runtime knows them. */
final class SessionValueExpression extends Expression.Boxed {
    private final Scalar.SessionValue value;

    SessionValueExpression(Carrier carrier, Scalar.SessionValue value) {
        super(carrier);
        this.value = value;
    }

    @Override
    public @Nullable Object evaluateObject(Frame frame) {
        return frame.runtime.sessionValue(value);
    }
}
