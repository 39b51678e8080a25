package dev.borealis.engine.evaluate;

import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Everything that changes while one execution of a plan runs, apart from frames. Compiled code refers to its own part by
 * site numbers, handed out by {@link Sites} while the plan is made. Used by one thread.
 */
public abstract class Runtime {
    private final @Nullable Object[] states;

    /** @param sites how many sites the plan has */
    protected Runtime(int sites) {
        states = new Object[sites];
    }

    /** The state of a site, or null before the first {@link #setState}. */
    public final @Nullable Object state(int site) {
        return states[site];
    }

    /** What a call site keeps from row to row of one execution. */
    public final void setState(int site, @Nullable Object state) {
        states[site] = state;
    }

    /** The state of a site, made at the first call. */
    @SuppressWarnings("unchecked")
    public final <T> T state(int site, Supplier<T> maker) {
        Object found = states[site];
        if (found == null) {
            found = maker.get();
            states[site] = found;
        }
        return (T) found;
    }

    /** Time zone, date style and what else the text of values depends on. */
    public abstract TypeContext context();

    /** For values that are names: the reg* types. */
    public abstract NameResolver names();

    /** For random() and its like. */
    public abstract RandomGenerator random();

    /** Wall clock, microseconds since 2000-01-01 UTC. */
    public abstract long clockMicros();

    /** Asks for memory before a large value is made. */
    public abstract void reserve(long bytes);

    /** Throws 57014 when the statement was cancelled. */
    public abstract void checkCancelled();

    /** What only some functions need: of sequences, jobs, settings. An error where it is not to be had. */
    public abstract <T> T service(Class<T> type);

    /** Value of parameter {@code $number}, boxed; null for NULL. */
    public abstract @Nullable Object parameter(int number);

    /** The rows of a sub-query in an expression of {@code frame}, not yet open. The same object at each call of a site. */
    public abstract SubqueryCursor subquery(SubqueryPlan plan, int site, Frame frame);

    /**
     * Calls a function in language sql; gives the rows of its last query, fields boxed.
     *
     * @param argumentTypes of this call: parameters may stand for any type
     */
    public abstract List<@Nullable Object[]> callSqlFunction(
            int function, List<SqlType> argumentTypes, @Nullable Object[] arguments);

    /** Value of CURRENT_USER and its like; text. */
    public abstract @Nullable Object sessionValue(
            dev.borealis.engine.tree.Scalar.SessionValue value);
}
