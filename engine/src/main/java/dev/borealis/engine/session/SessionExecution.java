package dev.borealis.engine.session;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.define.Sequences;
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

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.random.RandomGenerator;

/** What one execution of a statement is given by its session. */
final class SessionExecution implements ExecutionContext {
    private final StatementRunner runner;
    private final SessionContext context;
    private final List<@Nullable Object> parameters;
    private final DeferredChecks deferred;
    private final TypeContext typeContext;
    private final Cancellation cancellation;
    private @Nullable SessionServices services;

    SessionExecution(
            StatementRunner runner,
            SessionContext context,
            List<@Nullable Object> parameters,
            DeferredChecks deferred) {
        this.runner = runner;
        this.context = context;
        this.parameters = parameters;
        this.deferred = deferred;
        this.typeContext = runner.typeContext();
        this.cancellation = runner.cancellation();
    }

    private SessionServices services() {
        SessionServices made = services;
        if (made == null) {
            made = new SessionServices(runner, context);
            services = made;
        }
        return made;
    }

    @Override
    public Transaction transaction() {
        return runner.control.current();
    }

    @Override
    public Catalog catalog() {
        return context.catalog;
    }

    @Override
    public FunctionRegistry functions() {
        return runner.parts.registry();
    }

    @Override
    public NameResolver names() {
        return context.names;
    }

    @Override
    public TypeContext typeContext() {
        return typeContext;
    }

    @Override
    public List<@Nullable Object> parameters() {
        return parameters;
    }

    @Override
    public MemoryPool memoryPool() {
        return runner.parts.memory();
    }

    @Override
    public void checkAge() {
        runner.control.current().checkAge();
    }

    @Override
    public void giveWay() {
        runner.parts.longStatements().giveWay();
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public RandomGenerator random() {
        return runner.parts.random();
    }

    @Override
    public long clockMicros() {
        return StoreTransaction.micros(runner.parts.clock());
    }

    @Override
    public <T> T service(Class<T> type) {
        return services().find(type);
    }

    @Override
    public long nextRowId(int table) {
        return runner.parts.rowIds().next(table);
    }

    @Override
    public SystemRelations systemRelations() {
        return (relation, lookup) -> {
            var system = services().system();
            if (system.catalog().relation(relation) instanceof Relation.Sequence sequence) {
                return List.<@Nullable Object[]>of(position(sequence)).iterator();
            }
            return runner.parts.system().rows(relation, system, lookup).iterator();
        };
    }

    /** The one row that a sequence shows when it is read as a table. */
    private @Nullable Object[] position(Relation.Sequence sequence) {
        Sequences.Position position = runner.parts.sequences().position(sequence);
        return new Object[] {
            position.lastValue(), position.logCount(), position.called() ? 1L : 0L
        };
    }

    @Override
    public @Nullable Object sessionValue(Scalar.SessionValue value) {
        return services().sessionValue(value, typeContext);
    }

    @Override
    public SqlFunctions sqlFunctions() {
        return services().sqlFunctions();
    }

    @Override
    public DeferredChecks deferredChecks() {
        return deferred;
    }
}
