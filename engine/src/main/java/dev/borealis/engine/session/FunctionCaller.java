package dev.borealis.engine.session;

import dev.borealis.engine.bind.BindContext;
import dev.borealis.engine.bind.ParameterTypes;
import dev.borealis.engine.execute.ExecutionContext;
import dev.borealis.engine.execute.SqlFunctionRunner;
import dev.borealis.engine.plan.Planner;

import org.jspecify.annotations.Nullable;

/** A session that calls functions in language sql: their statements are part of its own. */
record FunctionCaller(StatementRunner runner, QueryRunner queries)
        implements SqlFunctionRunner.Caller {
    @Override
    public Object surroundings() {
        return runner.context();
    }

    @Override
    public BindContext bindContext() {
        return runner.context()
                .bindContext(
                        runner.parts, runner.typeContext(), ParameterTypes.none(), runner::notice);
    }

    @Override
    public Planner planner() {
        return runner.planning().planner(runner.context());
    }

    @Override
    public void changesRows(String command) {
        runner.control.noteDml();
        runner.control.checkWritable(command);
    }

    @Override
    public ExecutionContext execution(@Nullable Object[] arguments) {
        return queries.execution(arguments);
    }
}
