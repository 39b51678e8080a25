package dev.borealis.engine.session;

import dev.borealis.engine.bind.BindContext;
import dev.borealis.engine.bind.FunctionBodies;
import dev.borealis.engine.bind.ParameterTypes;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.execute.Executor;
import dev.borealis.engine.execute.RowSource;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.plan.QueryPlan;
import dev.borealis.engine.plan.StatementPlan;
import dev.borealis.engine.transaction.MemoryAccount;
import dev.borealis.engine.tree.Modification;
import dev.borealis.types.Carrier;
import dev.borealis.types.Oid;
import dev.borealis.types.error.FunctionBodyErrors;
import dev.borealis.types.error.SessionErrors;
import dev.borealis.types.error.SqlException;
import dev.borealis.types.error.SyntaxErrors;
import dev.borealis.types.value.RecordValue;
import dev.borealis.types.value.ValueMemory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls functions in language sql. A body is bound and planned at its first call in a session and kept while the catalog
 * and the settings stay. All statements of a body run; the rows of the last are the result.
 */
final class SqlFunctionRunner {
    /** How deep calls may nest. A level costs the stack some ten kilobytes. */
    private static final int MAX_DEPTH = 200;

    /** What a row costs beyond its values. */
    private static final int ROW_BYTES = 64;

    private final StatementRunner runner;
    private final QueryRunner queries;
    private final Map<Integer, Body> bodies = new HashMap<>();
    private @Nullable SessionContext bodiesOf;
    private int depth;

    SqlFunctionRunner(StatementRunner runner, QueryRunner queries) {
        this.runner = runner;
        this.queries = queries;
    }

    private record Step(StatementPlan plan, boolean givesResult, List<Carrier> carriers) {}

    private record Body(UserFunction function, List<Step> steps) {}

    /** The rows of the function's last query, or none; fields boxed. A row of a function without SETOF is one value. */
    List<@Nullable Object[]> call(int oid, @Nullable Object[] arguments) {
        if (depth >= MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        depth++;
        try {
            Body body = body(oid);
            FunctionSignature signature = body.function.signature();
            List<@Nullable Object[]> result = List.of();
            int number = 0;
            for (Step step : body.steps) {
                number++;
                try {
                    List<@Nullable Object[]> rows = run(step, signature, arguments);
                    if (step.givesResult) {
                        result = rows;
                    }
                } catch (SqlException e) {
                    throw e.withContext(
                            "SQL function \"" + signature.name() + "\" statement " + number);
                }
            }
            return result;
        } finally {
            depth--;
        }
    }

    private List<@Nullable Object[]> run(
            Step step, FunctionSignature signature, @Nullable Object[] arguments) {
        if (step.plan.modification() != null || changesInWith(step.plan)) {
            if (signature.volatility() != FunctionSignature.Volatility.VOLATILE) {
                throw FunctionBodyErrors.changeInNonVolatile(command(step.plan));
            }
            runner.control.noteDml();
            runner.control.checkWritable(command(step.plan));
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (var memory = new MemoryAccount(runner.parts.memory());
                RowSource source = Executor.start(step.plan, queries.execution(arguments))) {
            if (!step.givesResult) {
                while (source.next()) {
                    runner.cancellation();
                }
                return rows;
            }
            while (source.next()) {
                @Nullable Object[] fields = fields(source.row(), step.carriers);
                memory.take(bytes(fields));
                if (!signature.returnsSet()) {
                    rows.add(asOne(signature, fields));
                    break;
                }
                rows.add(
                        fields.length == 1
                                        && fields[0] instanceof RecordValue record
                                        && isRow(signature)
                                ? record.values()
                                : fields);
            }
            while (step.plan.modification() != null && source.next()) {
                // changes are done at the first row; what RETURNING gives further is dropped
                runner.cancellation();
            }
        }
        return rows;
    }

    private boolean isRow(FunctionSignature signature) {
        return signature.resultType() == Oid.RECORD
                || runner.context().names.rowType(signature.resultType()) != null;
    }

    private @Nullable Object[] asOne(FunctionSignature signature, @Nullable Object[] fields) {
        if (!isRow(signature) || fields.length == 1 && fields[0] instanceof RecordValue) {
            return fields;
        }
        return new Object[] {
            dev.borealis.engine.execute.Records.of(signature, fields, runner.context().names)
        };
    }

    private static @Nullable Object[] fields(Row row, List<Carrier> carriers) {
        @Nullable Object[] fields = new Object[carriers.size()];
        for (int i = 0; i < fields.length; i++) {
            if (!row.isNull(i)) {
                fields[i] =
                        switch (carriers.get(i)) {
                            case LONG -> row.getLong(i);
                            case DOUBLE -> row.getDouble(i);
                            case OBJECT -> row.getObject(i);
                        };
            }
        }
        return fields;
    }

    private static long bytes(@Nullable Object[] fields) {
        long bytes = ROW_BYTES;
        for (Object field : fields) {
            bytes += 8 + ValueMemory.bytes(field);
        }
        return bytes;
    }

    private static boolean changesInWith(StatementPlan plan) {
        QueryPlan query = plan.query();
        return query != null && query.ctes().stream().anyMatch(cte -> cte.modification() != null);
    }

    private static String command(StatementPlan plan) {
        return plan.modification() == null ? "SELECT" : plan.modification().kind().name();
    }

    // --- bodies ---

    private Body body(int oid) {
        SessionContext context = runner.context();
        if (bodiesOf != context) {
            bodies.clear();
            bodiesOf = context;
        }
        Body body = bodies.get(oid);
        if (body == null) {
            body = plan(oid, context);
            bodies.put(oid, body);
        }
        return body;
    }

    private Body plan(int oid, SessionContext context) {
        UserFunction function = context.catalog.function(oid);
        if (function == null) {
            throw new IllegalStateException("no function with OID " + oid);
        }
        FunctionSignature signature = function.signature();
        if (signature.argumentTypes().stream().anyMatch(FunctionBodies::isPolymorphic)) {
            throw SessionErrors.notYetImplemented("a function in language sql of any type");
        }
        BindContext bind =
                context.bindContext(
                        runner.parts, runner.typeContext(), ParameterTypes.none(), runner::notice);
        List<String> path = null;
        for (Map.Entry<String, String> setting : function.settings().entrySet()) {
            if (!setting.getKey().equals("search_path")) {
                throw SessionErrors.notYetImplemented("a function with SET " + setting.getKey());
            }
            path =
                    Arrays.stream(setting.getValue().split(","))
                            .map(name -> name.strip().replace("\"", ""))
                            .filter(name -> context.catalog.schema(name) != null)
                            .toList();
        }
        int role = function.securityDefiner() ? function.owner() : context.role.oid();
        bind = bind.with(role, path);
        List<Step> steps = new ArrayList<>();
        for (FunctionBodies.Bound bound : FunctionBodies.bind(function, bind)) {
            Privileges.check(context, bound.privileges());
            StatementPlan plan = runner.planning().planner(context).plan(bound.statement());
            Privileges.checkCalls(context, role, plan);
            List<Carrier> carriers =
                    plan.query() != null
                            ? plan.query().carriers()
                            : bound.statement() instanceof Modification
                                            && plan.modification() != null
                                    ? plan.modification().returningCarriers()
                                    : List.of();
            steps.add(new Step(plan, bound.givesResult(), carriers));
        }
        return new Body(function, List.copyOf(steps));
    }
}
