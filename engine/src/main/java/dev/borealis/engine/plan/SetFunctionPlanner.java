package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.CallSpec;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Calls of set-returning functions: in the output of a query and in FROM. */
final class SetFunctionPlanner {
    private final Planner planner;

    SetFunctionPlanner(Planner planner) {
        this.planner = planner;
    }

    boolean returnsSet(Scalar scalar) {
        boolean[] found = {false};
        Trees.map(
                scalar,
                0,
                (node, at) -> {
                    if (at == 0
                            && node instanceof Scalar.FunctionCall call
                            && isSetFunction(call)) {
                        found[0] = true;
                    }
                    return node instanceof Scalar.Subquery ? node : null;
                });
        return found[0];
    }

    boolean isSetFunction(Scalar.FunctionCall call) {
        FunctionSignature signature = signature(call.function());
        return signature != null && signature.returnsSet();
    }

    private @Nullable FunctionSignature signature(int function) {
        FunctionSignature signature =
                planner.compiler().environment().functions().function(function);
        if (signature != null) {
            return signature;
        }
        var user = planner.catalog().function(function);
        return user == null ? null : user.signature();
    }

    /** Calls of set-returning functions among the outputs become nodes that multiply rows; the outputs read them. */
    Plan project(Level level, Plan input, List<Scalar> targets) {
        Plan plan = input;
        // inner calls first: f(generate_series(…)) where f returns a set too
        while (targets.stream().anyMatch(this::returnsSet)) {
            var calls = new ArrayList<Scalar.FunctionCall>();
            int range = level.newRange();
            targets.replaceAll(
                    target ->
                            Trees.map(
                                    target,
                                    0,
                                    (node, at) -> {
                                        if (node instanceof Scalar.Subquery) {
                                            return node;
                                        }
                                        if (at != 0
                                                || !(node instanceof Scalar.FunctionCall call)
                                                || !isSetFunction(call)) {
                                            return null;
                                        }
                                        if (call.arguments().stream().anyMatch(this::returnsSet)) {
                                            return null;
                                        }
                                        int index = calls.indexOf(call);
                                        if (index < 0 || Selectivity.isVolatile(call, level)) {
                                            index = calls.size();
                                            calls.add(call);
                                        }
                                        return new Scalar.Column(call.type(), 0, range, index + 1);
                                    }));
            var functions = new ArrayList<SetFunction>();
            for (Scalar.FunctionCall call : calls) {
                functions.add(setFunction(level, call, 1, List.of(call.type()), List.of()));
            }
            List<Carrier> carriers = planner.carriers(calls.stream().map(Scalar::type).toList());
            plan = new Plan.ProjectSet(plan, range, functions, carriers, plan.rows() * 10);
        }
        return plan;
    }

    /**
     * A call in FROM or among the outputs.
     *
     * @param columns how many columns it gives
     * @param wanted see {@link dev.borealis.engine.function.Call#wantedColumns}
     */
    SetFunction setFunction(
            Level level,
            Scalar tree,
            int columns,
            List<SqlType> types,
            List<NameResolver.Field> wanted) {
        List<Carrier> carriers = planner.carriers(types);
        var spec = new CallSpec(planner.nextSite(), tree.type(), List.of());
        if (!(tree instanceof Scalar.FunctionCall call) || !isSetFunction(call)) {
            Expression scalar =
                    !wanted.isEmpty()
                                    && tree instanceof Scalar.FunctionCall open
                                    && planner.catalog().function(open.function()) == null
                            ? level.compileFor(open, wanted)
                            : level.compile(tree);
            return new SetFunction(
                    tree, null, 0, scalar, List.of(), false, spec, columns, carriers);
        }
        List<Expression> arguments = level.compileAll(call.arguments());
        var callSpec =
                new CallSpec(
                        planner.nextSite(),
                        call.type(),
                        call.arguments().stream().map(Scalar::type).toList(),
                        wanted);
        FunctionSignature builtin =
                planner.compiler().environment().functions().function(call.function());
        if (builtin == null) {
            planner.compiler().environment().sites().noteUserFunction(call.function());
            boolean strict = Objects.requireNonNull(signature(call.function())).strict();
            return new SetFunction(
                    tree,
                    null,
                    call.function(),
                    null,
                    arguments,
                    strict,
                    callSpec,
                    columns,
                    carriers);
        }
        if (!(planner.compiler().environment().functions().implementation(call.function())
                instanceof Implementation.SetReturning implementation)) {
            throw new IllegalStateException("not set-returning: " + builtin.name());
        }
        return new SetFunction(
                tree,
                implementation,
                0,
                null,
                arguments,
                builtin.strict(),
                callSpec,
                columns,
                carriers);
    }
}
