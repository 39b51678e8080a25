package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.evaluate.FoldingRuntime;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What expressions without columns and parameters would give while the plan is made, such as {@code now() - interval '1
 * day'}: for estimates alone, the plan computes them when it runs.
 */
final class StableValues {
    private final Environment environment;
    private final TypeContext moment;
    private final Map<Scalar, Result> known = new IdentityHashMap<>();

    private record Result(Scalar.@Nullable Constant value) {}

    /** @param moment settings and time */
    StableValues(Environment environment, TypeContext moment) {
        this.environment = environment;
        this.moment = moment;
    }

    /** Null when that cannot be known. */
    Scalar.@Nullable Constant of(Scalar scalar) {
        Result before = known.get(scalar);
        if (before == null) {
            before = new Result(reckoned(scalar));
            known.put(scalar, before);
        }
        return before.value;
    }

    private Scalar.@Nullable Constant reckoned(Scalar scalar) {
        if (Trees.contains(scalar, node -> !isStable(node))) {
            return null;
        }
        try {
            var sites = new Sites();
            Expression code = new ExpressionCompiler(environment.withSites(sites)).compile(scalar);
            var runtime = new FoldingRuntime(sites.count(), environment.names(), moment);
            return new Scalar.Constant(
                    scalar.type(), code.evaluateObject(new Frame(runtime, null, 0)));
        } catch (SqlException | FoldingRuntime.NeedsSession | FoldingRuntime.TooLarge _) {
            return null; // who runs it will be told
        }
    }

    private boolean isStable(Scalar node) {
        return switch (node) {
            case Scalar.Constant _, Scalar.SessionValue _, Scalar.Coercion _ -> true;
            case Scalar.FunctionCall call -> {
                FunctionSignature signature = environment.functions().function(call.function());
                yield signature != null
                        && !signature.returnsSet()
                        && signature.volatility() != FunctionSignature.Volatility.VOLATILE;
            }
            case Scalar.Leaf _,
                    Scalar.Condition _,
                    Scalar.AggregateCall _,
                    Scalar.WindowCall _,
                    Scalar.Choice _,
                    Scalar.Constructor _,
                    Scalar.Part _,
                    Scalar.Subquery _ ->
                    false;
        };
    }
}
