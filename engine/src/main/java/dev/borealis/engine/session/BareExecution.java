package dev.borealis.engine.session;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.execute.DeferredChecks;
import dev.borealis.engine.execute.ExecutionContext;
import dev.borealis.engine.execute.SqlFunctions;
import dev.borealis.engine.execute.SystemRelations;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.engine.transaction.Transaction;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.NameResolver;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** For expressions that read no rows and know no session: the constraints of domains. */
record BareExecution(
        Catalog catalog,
        FunctionRegistry functions,
        NameResolver names,
        MemoryPool memoryPool,
        Clock clock,
        RandomGenerator random)
        implements ExecutionContext {
    @Override
    public Transaction transaction() {
        throw new IllegalStateException("a domain's constraint reads no rows");
    }

    @Override
    public TypeContext typeContext() {
        return TypeContext.DEFAULT;
    }

    @Override
    public List<@Nullable Object> parameters() {
        return List.of();
    }

    @Override
    public void checkAge() {
        // a constraint is quick
    }

    @Override
    public void giveWay() {}

    @Override
    public Cancellation cancellation() {
        return new Cancellation();
    }

    @Override
    public long clockMicros() {
        return StoreTransaction.micros(clock);
    }

    @Override
    public <T> T service(Class<T> type) {
        throw SessionErrors.notYetImplemented("this function in a constraint of a domain");
    }

    @Override
    public long nextRowId(int table) {
        throw new IllegalStateException("a domain's constraint writes no rows");
    }

    @Override
    public SystemRelations systemRelations() {
        throw new IllegalStateException("a domain's constraint reads no rows");
    }

    @Override
    public @Nullable Object sessionValue(Scalar.SessionValue value) {
        throw SessionErrors.notYetImplemented("a session value in a constraint of a domain");
    }

    @Override
    public SqlFunctions sqlFunctions() {
        throw SessionErrors.notYetImplemented(
                "a function in language sql in a constraint of a domain");
    }

    @Override
    public DeferredChecks deferredChecks() {
        throw new IllegalStateException("a domain's constraint defers nothing");
    }
}
