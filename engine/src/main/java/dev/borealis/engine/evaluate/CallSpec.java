package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.Call;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;

import java.util.List;

/**
 * What a call site needs for its {@link Call}: known at compilation, turned into an object once per execution.
 *
 * @param wantedColumns see {@link Call#wantedColumns}
 */
public record CallSpec(
        int site,
        SqlType resultType,
        List<SqlType> argumentTypes,
        List<NameResolver.Field> wantedColumns) {
    public CallSpec {
        argumentTypes = List.copyOf(argumentTypes);
        wantedColumns = List.copyOf(wantedColumns);
    }

    public CallSpec(int site, SqlType resultType, List<SqlType> argumentTypes) {
        this(site, resultType, argumentTypes, List.of());
    }

    /** The call object of this site in the running execution. */
    public Call of(Runtime runtime) {
        Object state = runtime.state(site);
        if (state != null) {
            return (Call) state;
        }
        var call = new CallSite(runtime, resultType, argumentTypes, wantedColumns);
        runtime.setState(site, call);
        return call;
    }
}
