package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Runtime;
import dev.borealis.engine.evaluate.SubqueryCursor;
import dev.borealis.engine.evaluate.SubqueryPlan;
import dev.borealis.engine.plan.Plan;
import dev.borealis.engine.plan.QueryPlan;
import dev.borealis.engine.transaction.MemoryAccount;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.ExecutionErrors;
import dev.borealis.types.error.TransactionErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** One execution of a plan: the runtime of its expressions, its memory, what must be closed at its end. */
final class Execution extends Runtime implements AutoCloseable {
    /** As long as a virtual thread may compute before it lets others run. */
    private static final long SLICE_NANOS = 500_000;

    /** A look at the clock costs as much as some rows. */
    private static final int CHECKS_PER_LOOK_AT_THE_CLOCK = 256;

    final ExecutionContext context;
    final MemoryAccount memory;

    /** By identity of the step; null unless somebody watches. */
    final @Nullable Map<Plan, ObservedOperator> observed;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ExecutionContext.Cancellation cancellation;
    private int checks;

    private final boolean isVirtual = Thread.currentThread().isVirtual();
    private long sinceYield = System.nanoTime();

    Execution(ExecutionContext context, int sites) {
        this(context, sites, false);
    }

    Execution(ExecutionContext context, int sites, boolean observes) {
        super(sites);
        observed = observes ? new IdentityHashMap<>() : null;
        this.context = context;
        memory = new MemoryAccount(context.memoryPool());
        cancellation = context.cancellation();
    }

    /** Closed at the end of the execution, if not before. */
    void closeAtEnd(AutoCloseable resource) {
        open.add(resource);
    }

    @Override
    public TypeContext context() {
        return context.typeContext();
    }

    @Override
    public NameResolver names() {
        return context.names();
    }

    @Override
    public RandomGenerator random() {
        return context.random();
    }

    @Override
    public long clockMicros() {
        return context.clockMicros();
    }

    @Override
    public void reserve(long bytes) {
        memory.check(bytes);
    }

    @Override
    public void checkCancelled() {
        if (cancellation.isCancelled()) {
            throw TransactionErrors.cancelled();
        }
        if (++checks % CHECKS_PER_LOOK_AT_THE_CLOCK == 0) {
            context.checkAge();
            context.giveWay();
        }
        if (isVirtual) {
            letOthersRun();
        }
    }

    /** Virtual threads are not time-sliced: a statement that was thought to be short and is not gives way. */
    private void letOthersRun() {
        long now = System.nanoTime();
        if (now - sinceYield > SLICE_NANOS) {
            Thread.yield();
            sinceYield = System.nanoTime();
        }
    }

    @Override
    public <T> T service(Class<T> type) {
        return context.service(type);
    }

    @Override
    public @Nullable Object parameter(int number) {
        List<@Nullable Object> parameters = context.parameters();
        if (number > parameters.size()) {
            throw ExecutionErrors.parameterMissing(number);
        }
        return parameters.get(number - 1);
    }

    @Override
    public SubqueryCursor subquery(SubqueryPlan plan, int site, Frame frame) {
        Object state = state(site);
        if (state != null) {
            return (SubqueryCursor) state;
        }
        var run = new QueryRun((QueryPlan) plan, frame, this);
        setState(site, run);
        return run;
    }

    @Override
    public List<@Nullable Object[]> callSqlFunction(
            int function, List<SqlType> argumentTypes, @Nullable Object[] arguments) {
        return context.sqlFunctions().call(context, function, argumentTypes, arguments);
    }

    @Override
    public @Nullable Object sessionValue(Scalar.SessionValue value) {
        return context.sessionValue(value);
    }

    @Override
    public void close() {
        for (AutoCloseable resource : open) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing failed", e);
            }
        }
        open.clear();
        memory.close();
    }
}
