package dev.borealis.engine.execute;

import dev.borealis.engine.bind.BindContext;
import dev.borealis.engine.bind.LiteralSlots;
import dev.borealis.engine.bind.ParameterTypes;
import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.plan.Planner;
import dev.borealis.engine.transaction.MemoryPool;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.engine.transaction.Transaction;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.NameResolver;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What stored expressions, and the functions that they call, are given where there is no session. Used by one thread. */
final class StoredExecution implements ExecutionContext, SqlFunctionRunner.Caller {
    private static final String IN_EXPRESSION = " in an expression of an index or a constraint";

    private final StoredExpressions expressions;
    private final StoredExpressions.Surroundings surroundings;
    private final List<@Nullable Object> parameters;
    private final Cancellation cancellation = new Cancellation();
    private final SqlFunctions functions;
    private @Nullable StoreTransaction reader;

    StoredExecution(StoredExpressions expressions, List<@Nullable Object> parameters) {
        this.expressions = expressions;
        this.surroundings = expressions.surroundings();
        this.parameters = parameters;
        this.functions = new SqlFunctionRunner(this);
    }

    /** Of a statement in the body of a function that another one calls. */
    private StoredExecution(StoredExecution caller, List<@Nullable Object> parameters) {
        this.expressions = caller.expressions;
        this.surroundings = caller.surroundings;
        this.parameters = parameters;
        this.functions = caller.functions;
        this.reader = caller.reader();
    }

    private StoreTransaction reader() {
        StoreTransaction opened = reader;
        if (opened == null) {
            opened = expressions.reader();
            reader = opened;
        }
        return opened;
    }

    @Override
    public Transaction transaction() {
        return reader();
    }

    @Override
    public Catalog catalog() {
        return surroundings.catalog();
    }

    @Override
    public FunctionRegistry functions() {
        return surroundings.functions();
    }

    @Override
    public NameResolver names() {
        return surroundings.names();
    }

    @Override
    public TypeContext typeContext() {
        return TypeContext.DEFAULT; // immutable functions do not look at it
    }

    @Override
    public List<@Nullable Object> parameters() {
        return parameters;
    }

    @Override
    public MemoryPool memoryPool() {
        return surroundings.memory();
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    /** There is no age limit; but there may be no reason to go on. */
    @Override
    public void checkAge() {
        surroundings.stopping().run();
    }

    @Override
    public void giveWay() {
        // it has a thread of its own
    }

    @Override
    public RandomGenerator random() {
        return surroundings.random();
    }

    @Override
    public long clockMicros() {
        return StoreTransaction.micros(surroundings.clock());
    }

    @Override
    public <T> T service(Class<T> type) {
        throw SessionErrors.notYetImplemented("this function" + IN_EXPRESSION);
    }

    @Override
    public long nextRowId(int table) {
        throw new IllegalStateException("an expression writes no rows");
    }

    @Override
    public SystemRelations systemRelations() {
        throw SessionErrors.notYetImplemented("a system relation" + IN_EXPRESSION);
    }

    @Override
    public @Nullable Object sessionValue(Scalar.SessionValue value) {
        throw SessionErrors.notYetImplemented("a value of the session" + IN_EXPRESSION);
    }

    @Override
    public SqlFunctions sqlFunctions() {
        return functions;
    }

    @Override
    public DeferredChecks deferredChecks() {
        throw new IllegalStateException("an expression writes no rows");
    }

    // --- functions in language sql ---

    @Override
    public Object surroundings() {
        return surroundings;
    }

    @Override
    public BindContext bindContext() {
        return new BindContext(
                surroundings.catalog(),
                surroundings.functions(),
                surroundings.names(),
                List.of("public"),
                expressions.owner(),
                "postgres",
                TypeContext.DEFAULT,
                BindContext.LiteralReader.FORMATS,
                ParameterTypes.none(),
                LiteralSlots.NONE,
                _ -> {});
    }

    @Override
    public Planner planner() {
        return new Planner(surroundings.functions(), surroundings.catalog(), surroundings.names());
    }

    @Override
    public void changesRows(String command) {
        throw new IllegalStateException("an immutable function changes rows");
    }

    @Override
    public ExecutionContext execution(@Nullable Object[] arguments) {
        return new StoredExecution(this, Arrays.asList(arguments));
    }
}
