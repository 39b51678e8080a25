package dev.borealis.engine.bind;

import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;

import org.jspecify.annotations.Nullable;

/** Which parentheses precedence makes needless, in PostgreSQL's view. */
final class Parentheses {
    private final FunctionRegistry registry;

    Parentheses(FunctionRegistry registry) {
        this.registry = registry;
    }

    /** Whether an operand can stand bare. */
    boolean needless(Scalar scalar, @Nullable Scalar parent, boolean showImplicit) {
        return switch (scalar) {
            case Scalar.Leaf _,
                    Scalar.Choice _,
                    Scalar.Constructor _,
                    Scalar.Part _,
                    Scalar.AggregateCall _,
                    Scalar.WindowCall _,
                    Scalar.RowComparison _,
                    Scalar.Subquery _ ->
                    true;
            case Scalar.Coercion coercion ->
                    coercion.form() != CallForm.IMPLICIT_CAST
                            || showImplicit
                            || needless(coercion.argument(), parent, showImplicit);
            case Scalar.FunctionCall call ->
                    call.form() != CallForm.OPERATOR || isSimpleOperator(call, parent);
            case Scalar.And _ -> parent instanceof Scalar.Or || parent instanceof Scalar.And;
            case Scalar.Or _ -> parent instanceof Scalar.Or;
            case Scalar.Not _, Scalar.NullTest _, Scalar.BooleanTest _, Scalar.DistinctFrom _ ->
                    isBoolean(parent);
            case Scalar.ArrayComparison _ -> false;
        };
    }

    private static boolean isBoolean(@Nullable Scalar parent) {
        return parent instanceof Scalar.And
                || parent instanceof Scalar.Or
                || parent instanceof Scalar.Not;
    }

    private boolean isSimpleOperator(Scalar.FunctionCall call, @Nullable Scalar parent) {
        if (isBoolean(parent)) {
            return true;
        }
        if (!(parent instanceof Scalar.FunctionCall outer) || outer.form() != CallForm.OPERATOR) {
            return false;
        }
        String inner = ExpressionPrinter.operator(registry, call.operator());
        String around = ExpressionPrinter.operator(registry, outer.operator());
        boolean low = inner.equals("+") || inner.equals("-");
        boolean high = inner.equals("*") || inner.equals("/") || inner.equals("%");
        boolean aroundLow = around.equals("+") || around.equals("-");
        boolean aroundHigh = around.equals("*") || around.equals("/") || around.equals("%");
        if (!low && !high || !aroundLow && !aroundHigh) {
            return false;
        }
        if (high && aroundLow) {
            return true;
        }
        boolean first = outer.arguments().getFirst() == call;
        return (low && aroundLow || high && aroundHigh) && first;
    }
}
