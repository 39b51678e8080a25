package dev.borealis.engine.session;

import dev.borealis.engine.execute.Executor;
import dev.borealis.engine.execute.RowSource;
import dev.borealis.engine.execute.SqlFunctionRunner;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.ByteAppender;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Runs planned queries and changes of rows. */
final class QueryRunner {
    private final StatementRunner runner;
    private final DeferredConstraints deferred;
    private final SqlFunctionRunner functions;

    QueryRunner(StatementRunner runner) {
        this.runner = runner;
        this.deferred = new DeferredConstraints(runner.control);
        this.functions = new SqlFunctionRunner(new FunctionCaller(runner, this));
        runner.control.onEnd(deferred::clear);
    }

    SqlFunctionRunner functions() {
        return functions;
    }

    DeferredConstraints deferred() {
        return deferred;
    }

    Rows start(Portal portal) {
        PlannedQuery plan = Objects.requireNonNull(portal.plan);
        List<ResultSink.ResultColumn> columns = portal.columns;
        RowSource source = open(plan, portal.parameters);
        return new QueryRows(
                plan, source, columns == null ? null : writer(portal.statement, columns));
    }

    /** What the columns need is found once for a prepared statement, as long as the catalog stays. */
    private FieldWriter writer(PreparedStatement statement, List<ResultSink.ResultColumn> columns) {
        SessionContext context = runner.context();
        FieldWriter before = statement.writer;
        FieldWriter writer =
                before != null && statement.writerContext == context && before.isOf(columns)
                        ? before.with(runner.typeContext())
                        : new FieldWriter(columns, runner.typeContext(), context.names);
        statement.writer = writer;
        statement.writerContext = context;
        return writer;
    }

    /** The value of an expression over parameters alone, boxed. */
    @Nullable Object evaluate(Scalar scalar, @Nullable Object[] parameters) {
        return OneRow.evaluate(
                scalar,
                new SessionExecution(
                        runner, runner.context(), Arrays.asList(parameters), deferred));
    }

    /** Starts a plan; its rows are for the caller. */
    RowSource open(PlannedQuery plan, @Nullable Object[] parameters) {
        noteChange(plan);
        return Executor.start(plan.plan(), execution(parameters));
    }

    /** Starts a change for many rows; {@code parameters} are read anew for each of them. */
    Executor.Feed feed(PlannedQuery plan, @Nullable Object[] parameters) {
        noteChange(plan);
        return Executor.startFeed(plan.plan(), execution(parameters));
    }

    /** As {@link #open}, watching every step. */
    RowSource openObserved(
            PlannedQuery plan,
            @Nullable Object[] parameters,
            Consumer<Executor.Observation> observer) {
        noteChange(plan);
        return Executor.startObserved(plan.plan(), execution(parameters), observer);
    }

    private void noteChange(PlannedQuery plan) {
        if (plan.changesRows()) {
            runner.control.noteDml();
        }
        if (plan.changesRows() || plan.plan().rowLock() != null) {
            runner.control.checkWritable(plan.command());
        }
    }

    SessionExecution execution(@Nullable Object[] parameters) {
        return new SessionExecution(runner, runner.context(), Arrays.asList(parameters), deferred);
    }

    /** Rows of a plan as fields of messages; {@link StatementRunner#step} chooses the thread that pulls them. */
    private final class QueryRows implements Rows {
        private final PlannedQuery plan;
        private final RowSource source;
        private final @Nullable FieldWriter writer;

        QueryRows(PlannedQuery plan, RowSource source, @Nullable FieldWriter writer) {
            this.plan = plan;
            this.source = source;
            this.writer = writer;
        }

        @Override
        public boolean next() {
            if (writer == null) {
                source.next(); // does all of it
                return false;
            }
            return source.next();
        }

        @Override
        public void write(ByteAppender out) {
            Objects.requireNonNull(writer).write(source.row(), out);
        }

        @Override
        public String tag(long count) {
            long changed = writer == null ? source.count() : count;
            return switch (plan.bound().tree()) {
                case Query _ -> "SELECT " + count;
                case Modification.Insert _ -> "INSERT 0 " + changed;
                case Modification.Update _ -> "UPDATE " + changed;
                case Modification.Delete _ -> "DELETE " + changed;
            };
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
