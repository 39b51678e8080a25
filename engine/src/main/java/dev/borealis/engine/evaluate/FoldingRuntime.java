package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;
import dev.borealis.types.TypeContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The runtime of constant folding: there is no statement, no session and no row. With a time it is that of a guess at what a
 * stable expression may give.
 */
public final class FoldingRuntime extends Runtime {
    /** Larger constants are not made at planning: a plan is kept, and counts nobody's memory. */
    private static final long MAX_BYTES = 8_192;

    /** The value would be too large for a plan. */
    public static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("too large for a plan", null, false, false);
        }
    }

    private final NameResolver names;
    private final List<@Nullable Object> parameters;
    private final @Nullable TypeContext moment;

    public FoldingRuntime(int sites, NameResolver names) {
        this(sites, names, List.of());
    }

    /** @param parameters those that count as constants */
    public FoldingRuntime(int sites, NameResolver names, List<@Nullable Object> parameters) {
        this(sites, names, parameters, null);
    }

    /** @param moment settings and time for which a stable expression is computed; what is computed holds for them alone */
    public FoldingRuntime(int sites, NameResolver names, TypeContext moment) {
        this(sites, names, List.of(), moment);
    }

    private FoldingRuntime(
            int sites,
            NameResolver names,
            List<@Nullable Object> parameters,
            @Nullable TypeContext moment) {
        super(sites);
        this.names = names;
        this.parameters = parameters;
        this.moment = moment;
    }

    @Override
    public TypeContext context() {
        return moment != null ? moment : TypeContext.DEFAULT; // immutable functions do not look
    }

    @Override
    public NameResolver names() {
        return names;
    }

    @Override
    public RandomGenerator random() {
        throw new IllegalStateException("an immutable function asks for chance");
    }

    @Override
    public long clockMicros() {
        if (moment != null) {
            return moment.transactionMicros();
        }
        throw new IllegalStateException("an immutable function asks for the time");
    }

    @Override
    public void reserve(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new TooLarge();
        }
    }

    @Override
    public void checkCancelled() {
        // short by nature
    }

    /** The function asks the session although it is immutable. */
    public static final class NeedsSession extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NeedsSession() {
            super("needs a session", null, false, false);
        }
    }

    @Override
    public <T> T service(Class<T> type) {
        throw new NeedsSession();
    }

    @Override
    public @Nullable Object parameter(int number) {
        return parameters.get(number - 1);
    }

    @Override
    public SubqueryCursor subquery(SubqueryPlan plan, int site, Frame frame) {
        throw new IllegalStateException("a sub-query is no constant");
    }

    @Override
    public List<@Nullable Object[]> callSqlFunction(
            int function, List<SqlType> argumentTypes, @Nullable Object[] arguments) {
        throw new IllegalStateException("a user function is no constant");
    }

    @Override
    public @Nullable Object sessionValue(Scalar.SessionValue value) {
        if (moment != null) {
            if (TransactionTimes.isTime(value)) {
                return TransactionTimes.of(value, moment);
            }
            throw new NeedsSession();
        }
        throw new IllegalStateException("a value of the session is no constant");
    }
}
