package dev.borealis.engine.evaluate;

import dev.borealis.engine.function.Call;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The {@link Call} of one call site in one execution. */
final class CallSite implements Call {
    private final Runtime runtime;
    private final SqlType resultType;
    private final List<SqlType> argumentTypes;
    private final List<NameResolver.Field> wantedColumns;
    private @Nullable Object memo;

    CallSite(
            Runtime runtime,
            SqlType resultType,
            List<SqlType> argumentTypes,
            List<NameResolver.Field> wantedColumns) {
        this.runtime = runtime;
        this.resultType = resultType;
        this.argumentTypes = argumentTypes;
        this.wantedColumns = wantedColumns;
    }

    @Override
    public TypeContext context() {
        return runtime.context();
    }

    @Override
    public NameResolver names() {
        return runtime.names();
    }

    @Override
    public RandomGenerator random() {
        return runtime.random();
    }

    @Override
    public long clockMicros() {
        return runtime.clockMicros();
    }

    @Override
    public SqlType resultType() {
        return resultType;
    }

    @Override
    public List<SqlType> argumentTypes() {
        return argumentTypes;
    }

    @Override
    public List<NameResolver.Field> wantedColumns() {
        return wantedColumns;
    }

    @Override
    public void reserve(long bytes) {
        runtime.reserve(bytes);
    }

    @Override
    public void checkCancelled() {
        runtime.checkCancelled();
    }

    @Override
    public <T> T memo(Class<T> type, Supplier<T> maker) {
        if (!type.isInstance(memo)) {
            memo = maker.get();
        }
        return type.cast(memo);
    }

    @Override
    public <T> T service(Class<T> type) {
        return runtime.service(type);
    }
}
