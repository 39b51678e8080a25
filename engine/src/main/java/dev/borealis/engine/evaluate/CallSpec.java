package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.Call;
import dev.borealis.types.SqlType;

import java.util.List;

/** What a call site needs for its {@link Call}: known at compilation, turned into an object once per execution. */
public record CallSpec(int site, SqlType resultType, List<SqlType> argumentTypes) {
    public CallSpec {
        argumentTypes = List.copyOf(argumentTypes);
    }

    /** The call object of this site in the running execution. */
    public Call of(Runtime runtime) {
        Object state = runtime.state(site);
        if (state != null) {
            return (Call) state;
        }
        var call = new CallSite(runtime, resultType, argumentTypes);
        runtime.setState(site, call);
        return call;
    }
}
