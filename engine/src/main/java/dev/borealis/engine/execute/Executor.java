package dev.borealis.engine.execute;

import dev.borealis.engine.evaluate.NullRow;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.plan.CtePlan;
import dev.borealis.engine.plan.Explain;
import dev.borealis.engine.plan.ModifyPlan;
import dev.borealis.engine.plan.Plan;
import dev.borealis.engine.plan.QueryPlan;
import dev.borealis.engine.plan.StatementPlan;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Starts statements. Stateless. */
public final class Executor {
    private Executor() {}

    /**
     * Starts a plan. Nothing is read or changed before the first {@link RowSource#next}; a statement that changes rows
     * does all of it then, whether or not it gives rows back, and begins the next command of the transaction.
     */
    public static RowSource start(StatementPlan plan, ExecutionContext context) {
        var execution = new Execution(context, plan.sites());
        QueryPlan query = plan.query();
        return query != null
                ? new QuerySource(query, execution)
                : new ChangeSource(Objects.requireNonNull(plan.modification()), execution);
    }

    /** A change whose rows come from outside, one after the other: COPY. Used by one thread. */
    public interface Feed extends AutoCloseable {
        /**
         * Makes the change for the parameters as they are now.
         *
         * @return how many rows it changed
         */
        long change();

        /** The last row was given: what is checked at the end of a statement is checked, and the next command begins. */
        void finish();

        @Override
        void close();
    }

    /** Starts a change that is made again and again as one statement, the parameters of the context being others each time. */
    public static Feed startFeed(StatementPlan plan, ExecutionContext context) {
        var execution = new Execution(context, plan.sites());
        var run = new ModifyRun(Objects.requireNonNull(plan.modification()), null, execution);
        run.begin();
        return new Feed() {
            @Override
            public long change() {
                return run.change();
            }

            @Override
            public void finish() {
                run.finish();
                context.transaction().nextCommand();
            }

            @Override
            public void close() {
                execution.close();
            }
        };
    }

    /** What each step of a watched execution did. */
    public interface Observation {
        /** By identity of the steps. */
        Map<Plan, Explain.Seen> seen();
    }

    /** As {@link #start}, counting and timing every step: for EXPLAIN ANALYZE. */
    public static RowSource startObserved(
            StatementPlan plan, ExecutionContext context, Consumer<Observation> observer) {
        var execution = new Execution(context, plan.sites(), true);
        observer.accept(
                () -> {
                    var seen = new IdentityHashMap<Plan, Explain.Seen>();
                    Objects.requireNonNull(execution.observed)
                            .forEach((step, operator) -> seen.put(step, operator.seen()));
                    return seen;
                });
        QueryPlan query = plan.query();
        return query != null
                ? new QuerySource(query, execution)
                : new ChangeSource(Objects.requireNonNull(plan.modification()), execution);
    }

    private abstract static class Source implements RowSource {
        final Execution execution;
        Row current = NullRow.INSTANCE;
        boolean started;
        boolean closed;

        Source(Execution execution) {
            this.execution = execution;
        }

        @Override
        public final Row row() {
            return current;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                execution.close();
            }
        }
    }

    private static final class QuerySource extends Source {
        private final QueryPlan plan;
        private final QueryRun run;
        private final boolean changesRows;
        private boolean done;
        private long count;

        QuerySource(QueryPlan plan, Execution execution) {
            super(execution);
            this.plan = plan;
            changesRows = changesRows(plan.ctes());
            run = new QueryRun(plan, null, execution);
        }

        private static boolean changesRows(List<CtePlan> ctes) {
            for (CtePlan cte : ctes) {
                if (cte.modification() != null) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean next() {
            if (done) {
                return false;
            }
            if (!started) {
                started = true;
                run.open();
            }
            if (run.next()) {
                current = run.row();
                count++;
                return true;
            }
            done = true;
            if (changesRows) {
                for (CtePlan cte : plan.ctes()) {
                    if (cte.modification() != null) {
                        CteState.of(cte, execution).finish();
                    }
                }
                execution.context.transaction().nextCommand();
            }
            run.close();
            return false;
        }

        @Override
        public long count() {
            return count;
        }
    }

    private static final class ChangeSource extends Source {
        private final ModifyPlan plan;
        private ModifyRun run;

        @SuppressWarnings("NullAway.Init")
        ChangeSource(ModifyPlan plan, Execution execution) {
            super(execution);
            this.plan = plan;
        }

        @Override
        public boolean next() {
            if (!started) {
                started = true;
                run = new ModifyRun(plan, null, execution);
                run.open();
                execution.context.transaction().nextCommand();
            }
            if (!run.next()) {
                return false;
            }
            current = run.row();
            return true;
        }

        @Override
        public long count() {
            return started ? run.changed() : 0;
        }
    }
}
