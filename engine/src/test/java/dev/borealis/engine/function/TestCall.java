package dev.borealis.engine.function;

import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.SessionErrors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A call outside any session: defaults of all settings, a seeded source of chance. */
final class TestCall implements Call {
    private final SqlType resultType;
    private final List<SqlType> argumentTypes;
    private final Map<Class<?>, Object> memo = new HashMap<>();
    private final RandomGenerator random = new SplittableRandom(1);

    TestCall(SqlType resultType, List<SqlType> argumentTypes) {
        this.resultType = resultType;
        this.argumentTypes = argumentTypes;
    }

    @Override
    public TypeContext context() {
        return TypeContext.DEFAULT;
    }

    @Override
    public NameResolver names() {
        return NameResolver.BUILT_IN;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public long clockMicros() {
        return 0;
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
    public void reserve(long bytes) {}

    @Override
    public void checkCancelled() {}

    @Override
    public <T> T memo(Class<T> type, Supplier<T> maker) {
        return type.cast(memo.computeIfAbsent(type, _ -> maker.get()));
    }

    @Override
    public <T> T service(Class<T> type) {
        throw SessionErrors.notYetImplemented(type.getSimpleName());
    }
}
