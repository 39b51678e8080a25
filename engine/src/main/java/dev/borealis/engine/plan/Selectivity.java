package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.Scalar;

import org.jspecify.annotations.Nullable;

/** Rough guesses of how many rows a condition lets through; PostgreSQL's defaults where nothing is known. */
final class Selectivity {
    static final double EQUAL = 0.005;
    static final double RANGE = 1.0 / 3;
    static final double MATCH = 0.005;
    static final double UNKNOWN = 0.25;

    /** Rows of a table never analyzed. */
    static final double UNKNOWN_ROWS = 1_000;

    private Selectivity() {}

    static double of(Scalar condition, Level level) {
        return switch (condition) {
            case Scalar.And and ->
                    and.arguments().stream()
                            .mapToDouble(argument -> of(argument, level))
                            .reduce(1, (a, b) -> a * b);
            case Scalar.Or or ->
                    Math.min(
                            1,
                            or.arguments().stream()
                                    .mapToDouble(argument -> of(argument, level))
                                    .sum());
            case Scalar.Not not -> 1 - of(not.argument(), level);
            case Scalar.Constant constant ->
                    constant.value() instanceof Long value && value != 0 ? 1 : 0;
            case Scalar.NullTest test -> test.negated() ? 0.995 : 0.005;
            case Scalar.ArrayComparison _ -> 0.015;
            case Scalar.FunctionCall call -> ofOperator(operatorName(call, level));
            case Scalar.Leaf _,
                    Scalar.AggregateCall _,
                    Scalar.WindowCall _,
                    Scalar.BooleanTest _,
                    Scalar.DistinctFrom _,
                    Scalar.RowComparison _,
                    Scalar.Choice _,
                    Scalar.Constructor _,
                    Scalar.Part _,
                    Scalar.Coercion _,
                    Scalar.Subquery _ ->
                    UNKNOWN;
        };
    }

    private static double ofOperator(@Nullable String name) {
        return switch (name == null ? "" : name) {
            case "=" -> EQUAL;
            case "<>" -> 1 - EQUAL;
            case "<", "<=", ">", ">=" -> RANGE;
            case "~~", "~~*", "~", "~*" -> MATCH;
            default -> UNKNOWN;
        };
    }

    static @Nullable String operatorName(Scalar.FunctionCall call, Level level) {
        if (call.operator() == 0) {
            return null;
        }
        var operator = level.compiler().environment().functions().operator(call.operator());
        return operator == null ? null : operator.name();
    }

    /** Whether two evaluations in a statement may differ, or have effects. */
    static boolean isVolatile(Scalar scalar, Level level) {
        return Trees.contains(
                scalar,
                node ->
                        node instanceof Scalar.FunctionCall call
                                && isVolatile(call, level.compiler().environment()));
    }

    static boolean isVolatile(Scalar.FunctionCall call, Environment environment) {
        FunctionSignature signature = environment.functions().function(call.function());
        if (signature == null) {
            var user = environment.catalog().function(call.function());
            signature = user == null ? null : user.signature();
        }
        return signature != null && signature.volatility() == FunctionSignature.Volatility.VOLATILE;
    }
}
