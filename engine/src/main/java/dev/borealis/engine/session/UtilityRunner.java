package dev.borealis.engine.session;

import dev.borealis.engine.bind.Binder;
import dev.borealis.engine.bind.ParameterTypes;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.UtilityStatement;
import dev.borealis.types.Bytes;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.DialectErrors;
import dev.borealis.types.error.SessionErrors;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** EXPLAIN, ANALYZE, COPY and CALL. */
final class UtilityRunner {
    private final StatementRunner runner;
    private final QueryRunner queries;
    private final CopyRunner copies;
    private final ExplainRunner explains;

    UtilityRunner(StatementRunner runner, QueryRunner queries) {
        this.runner = runner;
        this.queries = queries;
        this.copies = new CopyRunner(runner, queries);
        this.explains = new ExplainRunner(runner, queries);
    }

    /** Finds out the parameters of what has some. */
    void prepare(PreparedStatement prepared, UtilityStatement utility) {
        switch (utility) {
            case UtilityStatement.Explain explain -> {
                if (explain.statement() instanceof QueryStatement query) {
                    ExplainOptions.of(explain);
                    SessionContext context = runner.context();
                    BoundQuery bound = runner.planning().bind(query, prepared.givenTypes, context);
                    prepared.bound = bound;
                    prepared.parameterTypes = bound.parameterTypes();
                } else {
                    throw SessionErrors.notYetImplemented("EXPLAIN of this statement");
                }
            }
            case UtilityStatement.Call call -> {
                var types = parameterTypes(prepared);
                bindCall(call, types);
                prepared.parameterTypes = types.result();
            }
            case UtilityStatement.Analyze _, UtilityStatement.Copy _ -> {} // when they run
        }
    }

    private static ParameterTypes parameterTypes(PreparedStatement prepared) {
        return ParameterTypes.inferred(
                java.util.Arrays.stream(prepared.givenTypes).boxed().toList());
    }

    private Scalar.FunctionCall bindCall(UtilityStatement.Call call, ParameterTypes types) {
        for (Expression.Argument argument : call.call().arguments()) {
            if (argument.value() instanceof Expression.ScalarSubquery) {
                throw DialectErrors.subqueryInCall();
            }
        }
        return (Scalar.FunctionCall)
                Binder.bindCall(
                        call.call(),
                        runner.context()
                                .bindContext(
                                        runner.parts, runner.typeContext(), types, runner::notice));
    }

    @Nullable List<ResultSink.ResultColumn> columns(
            PreparedStatement prepared, UtilityStatement utility) {
        return switch (utility) {
            case UtilityStatement.Explain explain ->
                    List.of(
                            new ResultSink.ResultColumn(
                                    "QUERY PLAN",
                                    0,
                                    0,
                                    ExplainOptions.of(explain).format().type(),
                                    false));
            case UtilityStatement.Call _ ->
                    List.of(new ResultSink.ResultColumn("succeeded", 0, 0, SqlType.BOOL, false));
            case UtilityStatement.Analyze _, UtilityStatement.Copy _ -> null;
        };
    }

    Rows start(Portal portal, UtilityStatement utility) {
        return switch (utility) {
            case UtilityStatement.Explain explain ->
                    explains.start(
                            ExplainOptions.of(explain),
                            Objects.requireNonNull(portal.statement.bound),
                            portal.parameters);
            case UtilityStatement.Call call -> call(call, portal);
            case UtilityStatement.Analyze analyze -> {
                runner.checkInTransactionBlock("ANALYZE");
                runner.control.current().exemptFromAge();
                runner.parts
                        .jobs()
                        .analyze(analyze, runner.context().names, runner::checkCancelled);
                yield Rows.done("ANALYZE");
            }
            case UtilityStatement.Copy copy -> copies.start(copy);
        };
    }

    /** CALL of the one procedure there is: sys.wait_for_job. */
    private Rows call(UtilityStatement.Call call, Portal portal) {
        Scalar.FunctionCall bound = bindCall(call, parameterTypes(portal.statement));
        Object argument = queries.evaluate(bound.arguments().getFirst(), portal.parameters);
        String job = argument == null ? "" : ((Bytes) argument).string();
        if (!runner.control.isExplicit()) {
            runner.control.current().exemptFromAge();
        }
        boolean succeeded = runner.waitFor(job);
        return new Rows.Text(List.of(List.of(succeeded ? "t" : "f")), "CALL");
    }
}
