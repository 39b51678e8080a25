package dev.borealis.engine.plan;

import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.tree.Scalar;

import java.util.BitSet;

/** Whether a condition cannot be true when all columns of some ranges are null. */
final class Strictness {
    private Strictness() {}

    static boolean rejectsNulls(Scalar condition, BitSet ranges, Level level) {
        return switch (condition) {
            case Scalar.And and ->
                    and.arguments().stream()
                            .anyMatch(argument -> rejectsNulls(argument, ranges, level));
            case Scalar.Or or ->
                    or.arguments().stream()
                            .allMatch(argument -> rejectsNulls(argument, ranges, level));
            case Scalar.NullTest test ->
                    test.negated() && isNullWith(test.argument(), ranges, level);
            case Scalar.BooleanTest test ->
                    !test.negated()
                            && test.kind() != Scalar.BooleanTest.Kind.UNKNOWN
                            && isNullWith(test.argument(), ranges, level);
            case Scalar.Leaf _,
                    Scalar.Call _,
                    Scalar.Not _,
                    Scalar.DistinctFrom _,
                    Scalar.ArrayComparison _,
                    Scalar.RowComparison _,
                    Scalar.Choice _,
                    Scalar.Constructor _,
                    Scalar.Part _,
                    Scalar.Coercion _,
                    Scalar.Subquery _ ->
                    isNullWith(condition, ranges, level);
        };
    }

    /** Whether the value is null when the columns are. */
    private static boolean isNullWith(Scalar scalar, BitSet ranges, Level level) {
        return switch (scalar) {
            case Scalar.Column column -> column.levelsUp() == 0 && ranges.get(column.range());
            case Scalar.FunctionCall call -> {
                FunctionSignature signature =
                        level.compiler().environment().functions().function(call.function());
                yield signature != null
                        && signature.strict()
                        && call.arguments().stream()
                                .anyMatch(argument -> isNullWith(argument, ranges, level));
            }
            case Scalar.Coercion coercion ->
                    coercion.kind() != Scalar.Coercion.Kind.DOMAIN
                            && isNullWith(coercion.argument(), ranges, level);
            case Scalar.Not not -> isNullWith(not.argument(), ranges, level);
            case Scalar.ArrayComparison comparison ->
                    comparison.any() && isNullWith(comparison.left(), ranges, level);
            // a null inside does not make these null, or not always
            case Scalar.Leaf _,
                    Scalar.AggregateCall _,
                    Scalar.WindowCall _,
                    Scalar.Condition _,
                    Scalar.Choice _,
                    Scalar.Constructor _,
                    Scalar.Part _,
                    Scalar.Subquery _ ->
                    false;
        };
    }
}
