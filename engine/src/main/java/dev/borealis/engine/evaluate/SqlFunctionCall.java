package dev.borealis.engine.evaluate;

import dev.borealis.types.Carrier;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A call of a function in language sql that was not put in its place: the first row of its last query. */
final class SqlFunctionCall extends Expression.Boxed {
    private final int function;
    private final List<SqlType> argumentTypes;
    private final Expression[] arguments;
    private final boolean strict;

    SqlFunctionCall(
            Carrier carrier,
            int function,
            List<SqlType> argumentTypes,
            Expression[] arguments,
            boolean strict) {
        super(carrier);
        this.function = function;
        this.argumentTypes = argumentTypes;
        this.arguments = arguments;
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
        List<@Nullable Object[]> rows =
                frame.runtime.callSqlFunction(function, argumentTypes, values);
        return rows.isEmpty() ? null : rows.getFirst()[0];
    }
}
