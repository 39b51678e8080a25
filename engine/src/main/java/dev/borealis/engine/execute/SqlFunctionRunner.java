package dev.borealis.engine.execute;

import dev.borealis.engine.bind.BindContext;
import dev.borealis.engine.bind.FunctionBodies;
import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.UserFunction;
import dev.borealis.engine.evaluate.Row;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.plan.Planner;
import dev.borealis.engine.plan.QueryPlan;
import dev.borealis.engine.plan.StatementPlan;
import dev.borealis.engine.transaction.MemoryAccount;
import dev.borealis.engine.tree.Modification;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
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
import java.util.Objects;

/**
 * Calls functions in language sql. A body is bound and planned at its first call and kept while what the caller sees stays.
 * All statements of a body run; the rows of the last are the result. Used by one thread.
 */
public final class SqlFunctionRunner implements SqlFunctions {
    /** How deep calls may nest. A level costs the stack some ten kilobytes. */
    private static final int MAX_DEPTH = 200;

    /** Bodies kept, planned: one of each function, or of each list of types it is called with. */
    private static final int MAX_BODIES = 1_000;

    /** What a row costs beyond its values. */
    private static final int ROW_BYTES = 64;

    /** On whose behalf functions are called: a session, a job. */
    public interface Caller {
        /** What bodies are bound and planned for: a catalog and settings. When it is another object, they are made anew. */
        Object surroundings();

        /** For the bodies, before search path and role are those of a function. */
        BindContext bindContext();

        /** A new one for each statement. */
        Planner planner();

        /** The statement of a body is about to change rows. */
        void changesRows(String command);

        /** What a statement of a body runs with. */
        ExecutionContext execution(@Nullable Object[] arguments);
    }

    private final Caller caller;
    private final Map<BodyKey, Body> bodies = new HashMap<>();
    private @Nullable Object bodiesOf;
    private int depth;

    public SqlFunctionRunner(Caller caller) {
        this.caller = caller;
    }

    private record Step(StatementPlan plan, boolean givesResult, List<Carrier> carriers) {}

    private record Body(UserFunction function, List<Step> steps) {}

    /** @param types of the arguments, where parameters stand for any type; else empty */
    private record BodyKey(int function, List<Integer> types) {}

    /** The rows of the function's last query, or none; fields boxed. A row of a function without SETOF is one value. */
    @Override
    public List<@Nullable Object[]> call(
            ExecutionContext context,
            int oid,
            List<SqlType> argumentTypes,
            @Nullable Object[] arguments) {
        if (depth >= MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        depth++;
        try {
            Body body = body(oid, argumentTypes);
            FunctionSignature signature = body.function.signature();
            List<@Nullable Object[]> result = List.of();
            int number = 0;
            for (Step step : body.steps) {
                number++;
                try {
                    List<@Nullable Object[]> rows = run(step, signature, context, arguments);
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
            Step step,
            FunctionSignature signature,
            ExecutionContext context,
            @Nullable Object[] arguments) {
        if (step.plan.modification() != null || changesInWith(step.plan)) {
            if (signature.volatility() != FunctionSignature.Volatility.VOLATILE) {
                throw FunctionBodyErrors.changeInNonVolatile(command(step.plan));
            }
            caller.changesRows(command(step.plan));
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (var memory = new MemoryAccount(context.memoryPool());
                RowSource source = Executor.start(step.plan, caller.execution(arguments))) {
            while (step.givesResult && source.next()) {
                @Nullable Object[] fields = fields(source.row(), step.carriers);
                memory.take(bytes(fields));
                if (!signature.returnsSet()) {
                    rows.add(asOne(signature, fields, context.names()));
                    break;
                }
                rows.add(
                        fields.length == 1
                                        && fields[0] instanceof RecordValue record
                                        && isRow(signature, context.names())
                                ? record.values()
                                : fields);
            }
            // the rest of what nobody asks for: of a change it is only what RETURNING gives further
            while ((!step.givesResult || step.plan.modification() != null) && source.next()) {}
        }
        return rows;
    }

    private static boolean isRow(FunctionSignature signature, NameResolver names) {
        return signature.resultType() == Oid.RECORD
                || names.rowType(signature.resultType()) != null;
    }

    private static @Nullable Object[] asOne(
            FunctionSignature signature, @Nullable Object[] fields, NameResolver names) {
        if (!isRow(signature, names) || fields.length == 1 && fields[0] instanceof RecordValue) {
            return fields;
        }
        return new Object[] {Records.of(signature, fields, names)};
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

    private Body body(int oid, List<SqlType> argumentTypes) {
        Object surroundings = caller.surroundings();
        if (bodiesOf != surroundings) {
            bodies.clear();
            bodiesOf = surroundings;
        }
        BindContext outer = null;
        List<Integer> types = List.of();
        var key = new BodyKey(oid, types);
        Body body = bodies.get(key);
        if (body == null) {
            outer = caller.bindContext();
            if (FunctionBodies.isPolymorphic(function(oid, outer.catalog()).signature())) {
                types = argumentTypes.stream().map(SqlType::oid).toList();
                key = new BodyKey(oid, types);
                body = bodies.get(key);
            }
        }
        if (body == null) {
            body = plan(oid, types, Objects.requireNonNull(outer));
            if (bodies.size() >= MAX_BODIES) {
                bodies.clear();
            }
            bodies.put(key, body);
        }
        return body;
    }

    private static UserFunction function(int oid, Catalog catalog) {
        UserFunction function = catalog.function(oid);
        if (function == null) {
            throw new IllegalStateException("no function with OID " + oid);
        }
        return function;
    }

    private Body plan(int oid, List<Integer> types, BindContext outer) {
        Catalog catalog = outer.catalog();
        UserFunction declared = function(oid, catalog);
        UserFunction function =
                types.isEmpty() ? declared : FunctionBodies.called(declared, types, outer);
        int role = function.securityDefiner() ? function.owner() : outer.role();
        BindContext bind = outer.with(role, searchPath(function, catalog));
        List<Step> steps = new ArrayList<>();
        for (FunctionBodies.Bound bound : bind(function, bind)) {
            Privileges.check(catalog, outer.role(), bound.privileges());
            StatementPlan plan = caller.planner().plan(bound.statement());
            Privileges.checkCalls(catalog, role, plan);
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

    /** Binds a body. Positions in it mean nothing in the statement that calls the function. */
    private static List<FunctionBodies.Bound> bind(UserFunction function, BindContext context) {
        try {
            return FunctionBodies.bind(function, context);
        } catch (SqlException e) {
            throw e.withPosition(0);
        }
    }

    /** The function's own; null when it has none. */
    private static @Nullable List<String> searchPath(UserFunction function, Catalog catalog) {
        List<String> path = null;
        for (Map.Entry<String, String> setting : function.settings().entrySet()) {
            if (!setting.getKey().equals("search_path")) {
                throw SessionErrors.notYetImplemented("a function with SET " + setting.getKey());
            }
            path =
                    Arrays.stream(setting.getValue().split(","))
                            .map(name -> name.strip().replace("\"", ""))
                            .filter(name -> catalog.schema(name) != null)
                            .toList();
        }
        return path;
    }
}
