package dev.borealis.engine.function.text;

import dev.borealis.engine.function.Call;
import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.format.ValueFormats;

/** Text forms of arguments of any type. */
public final class Values {
    private Values() {}

    /** The text form of an argument, by its type at this call site. */
    public static Bytes text(Call call, int argument, Object value) {
        return textOfType(call, call.argumentTypes().get(argument).oid(), value);
    }

    /** The text form of a value of a type. */
    public static Bytes textOfType(Call call, int type, Object value) {
        var out = new ByteAppender(32);
        ValueFormats.of(type, call.names()).print(value, call.context(), call.names(), out);
        return out.toBytes();
    }
}
