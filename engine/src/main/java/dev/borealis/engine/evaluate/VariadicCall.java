package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.Implementation;
import dev.borealis.types.Carrier;
import dev.borealis.types.SqlType;
import dev.borealis.types.value.ArrayValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A call with {@code VARIADIC array} of a function that takes arguments of any types, {@code concat(VARIADIC a)}: the
 * elements are the arguments. How many there are is known only when it runs.
 */
final class VariadicCall extends Expression.Boxed {
    private final Implementation.General implementation;
    private final Expression[] arguments;
    private final int site;
    private final SqlType resultType;
    private final List<SqlType> fixedTypes;
    private final SqlType elementType;
    private final boolean nullIsEmpty;

    /**
     * @param arguments the last one is the array
     * @param fixedTypes of those before it
     * @param nullIsEmpty whether NULL stands for no arguments; else the result is NULL, too
     */
    VariadicCall(
            Carrier carrier,
            Implementation.General implementation,
            Expression[] arguments,
            int site,
            SqlType resultType,
            List<SqlType> fixedTypes,
            SqlType elementType,
            boolean nullIsEmpty) {
        super(carrier);
        this.implementation = implementation;
        this.arguments = arguments;
        this.site = site;
        this.resultType = resultType;
        this.fixedTypes = fixedTypes;
        this.elementType = elementType;
        this.nullIsEmpty = nullIsEmpty;
    }

    @Override
    public @Nullable Object evaluateObject(Frame frame) {
        int fixed = arguments.length - 1;
        @Nullable Object[] values = new Object[fixed];
        for (int i = 0; i < fixed; i++) {
            values[i] = arguments[i].evaluateObject(frame);
        }
        Object array = arguments[fixed].evaluateObject(frame);
        if (array == null && !nullIsEmpty) {
            return null;
        }
        if (array != null) {
            @Nullable Object[] elements = ((ArrayValue) array).elements();
            values = Arrays.copyOf(values, fixed + elements.length);
            System.arraycopy(elements, 0, values, fixed, elements.length);
        }
        return implementation.apply(call(frame.runtime, values.length), values);
    }

    /** The call object of this site for so many arguments. */
    private CallSite call(Runtime runtime, int count) {
        if (runtime.state(site) instanceof CallSite known
                && known.argumentTypes().size() == count) {
            return known;
        }
        var types = new ArrayList<SqlType>(fixedTypes);
        while (types.size() < count) {
            types.add(elementType);
        }
        var call = new CallSite(runtime, resultType, types, List.of());
        runtime.setState(site, call);
        return call;
    }
}
