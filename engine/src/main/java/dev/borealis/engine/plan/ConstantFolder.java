package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.evaluate.FoldingRuntime;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.function.FunctionSignature;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.StackDepth;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes at planning what needs no row: calls of immutable functions on constants, and what follows from that for AND,
 * OR, NOT, CASE and COALESCE. As in PostgreSQL an error of such a call is told at planning, except in branches of CASE
 * that constants rule out.
 *
 * <pre>
 * a > 1 + 2 AND TRUE    =>    a > 3
 * </pre>
 */
final class ConstantFolder {
    private static final int MAX_DEPTH = StackDepth.LIMIT;

    private final Environment environment;
    private final @Nullable ParameterSteps parameters;
    private int depth;

    private ConstantFolder(Environment environment, @Nullable ParameterSteps parameters) {
        this.environment = environment;
        this.parameters = parameters;
    }

    /** @param parameters when parameters count as constants; null when they do not */
    static Scalar fold(
            Scalar scalar, Environment environment, @Nullable ParameterSteps parameters) {
        return new ConstantFolder(environment, parameters).fold(scalar);
    }

    private Scalar fold(Scalar scalar) {
        if (++depth > MAX_DEPTH) {
            throw SyntaxErrors.stackDepthLimitExceeded();
        }
        try {
            return foldNode(scalar);
        } finally {
            depth--;
        }
    }

    private Scalar foldNode(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Leaf leaf -> leaf;
            case Scalar.Case choice -> foldCase(choice);
            case Scalar.And and -> foldAnd(and.arguments());
            case Scalar.Or or -> foldOr(or.arguments());
            case Scalar.Coalesce coalesce -> foldCoalesce(coalesce);
            case Scalar.FunctionCall call -> foldCalls(call);
            case Scalar.Coercion coercion -> foldCoercion((Scalar.Coercion) foldChildren(coercion));
            case Scalar.Not not -> {
                Scalar argument = fold(not.argument());
                if (isParameter(argument)) {
                    pin();
                }
                yield argument instanceof Scalar.Constant constant
                        ? new Scalar.Constant(
                                constant.type(),
                                constant.value() instanceof Long value
                                        ? (Object) (1 - value)
                                        : null)
                        : argument == not.argument() ? not : new Scalar.Not(argument);
            }
            case Scalar.ArrayConstructor array -> {
                Scalar.ArrayConstructor folded = (Scalar.ArrayConstructor) foldChildren(array);
                yield areKnown(folded.elements()) ? evaluate(folded) : folded;
            }
            case Scalar.AggregateCall _,
                    Scalar.WindowCall _,
                    Scalar.Condition _,
                    Scalar.Choice _,
                    Scalar.Constructor _,
                    Scalar.Part _,
                    Scalar.Subquery _ ->
                    foldChildren(scalar);
        };
    }

    private Scalar foldChildren(Scalar scalar) {
        // deeper levels are folded when they are planned
        return Trees.mapChildren(scalar, 0, (node, at) -> at == 0 ? fold(node) : null);
    }

    /** Whether it stands for a constant of the execution at hand: see {@link ParameterSteps}. */
    private boolean isParameter(Scalar scalar) {
        return parameters != null && scalar instanceof Scalar.Parameter;
    }

    private boolean areKnown(List<Scalar> scalars) {
        for (Scalar scalar : scalars) {
            if (!(scalar instanceof Scalar.Constant) && !isParameter(scalar)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAnyNull(List<Scalar> scalars) {
        for (Scalar scalar : scalars) {
            if (scalar instanceof Scalar.Constant constant && constant.value() == null) {
                return true;
            }
        }
        return false;
    }

    /** The value of a parameter would decide. */
    private void pin() {
        if (parameters != null) {
            parameters.pin();
        }
    }

    private static boolean isTrue(Scalar scalar) {
        return scalar instanceof Scalar.Constant constant
                && constant.value() instanceof Long value
                && value != 0;
    }

    private static boolean isFalse(Scalar scalar) {
        return scalar instanceof Scalar.Constant constant
                && constant.value() instanceof Long value
                && value == 0;
    }

    private Scalar foldAnd(List<Scalar> arguments) {
        var kept = new ArrayList<Scalar>();
        for (Scalar argument : arguments) {
            Scalar folded = fold(argument);
            if (isParameter(folded)) {
                pin();
            }
            if (isFalse(folded)) {
                return folded;
            }
            if (!isTrue(folded)) {
                kept.add(folded);
            }
        }
        return switch (kept.size()) {
            case 0 -> new Scalar.Constant(dev.borealis.types.SqlType.BOOL, 1L);
            case 1 -> kept.getFirst();
            default -> new Scalar.And(kept);
        };
    }

    private Scalar foldOr(List<Scalar> arguments) {
        var kept = new ArrayList<Scalar>();
        for (Scalar argument : arguments) {
            Scalar folded = fold(argument);
            if (isParameter(folded)) {
                pin();
            }
            if (isTrue(folded)) {
                return folded;
            }
            if (!isFalse(folded)) {
                kept.add(folded);
            }
        }
        return switch (kept.size()) {
            case 0 -> new Scalar.Constant(dev.borealis.types.SqlType.BOOL, 0L);
            case 1 -> kept.getFirst();
            default -> new Scalar.Or(kept);
        };
    }

    private Scalar foldCoalesce(Scalar.Coalesce coalesce) {
        var kept = new ArrayList<Scalar>();
        for (Scalar argument : coalesce.arguments()) {
            Scalar folded = fold(argument);
            if (isParameter(folded)) {
                pin();
            }
            if (folded instanceof Scalar.Constant constant) {
                if (constant.value() == null) {
                    continue;
                }
                kept.add(folded);
                break;
            }
            kept.add(folded);
        }
        return switch (kept.size()) {
            case 0 -> new Scalar.Constant(coalesce.type(), null);
            case 1 -> kept.getFirst();
            default -> new Scalar.Coalesce(coalesce.type(), kept);
        };
    }

    private Scalar foldCase(Scalar.Case choice) {
        if (choice.operand() != null) {
            return foldChildren(choice);
        }
        var whens = new ArrayList<Scalar.When>();
        for (Scalar.When when : choice.whens()) {
            Scalar condition = fold(when.condition());
            if (isParameter(condition)) {
                pin();
            }
            if (isTrue(condition)) {
                Scalar result = fold(when.result());
                return whens.isEmpty()
                        ? result
                        : new Scalar.Case(choice.type(), null, whens, result);
            }
            if (!(condition instanceof Scalar.Constant)) {
                whens.add(new Scalar.When(condition, fold(when.result())));
            }
        }
        Scalar otherwise = choice.otherwise();
        Scalar last =
                otherwise == null ? new Scalar.Constant(choice.type(), null) : fold(otherwise);
        return whens.isEmpty() ? last : new Scalar.Case(choice.type(), null, whens, last);
    }

    private Scalar foldCoercion(Scalar.Coercion coercion) {
        if (coercion.kind() != Scalar.Coercion.Kind.RELABEL) {
            return coercion;
        }
        return coercion.argument() instanceof Scalar.Constant constant
                ? new Scalar.Constant(coercion.type(), constant.value())
                : isParameter(coercion.argument()) ? evaluate(coercion) : coercion;
    }

    /** Calls whose first argument is a call, as {@code a + b + c} makes them, are folded from the inside in a loop. */
    private Scalar foldCalls(Scalar.FunctionCall outermost) {
        var chain = new ArrayDeque<Scalar.FunctionCall>();
        Scalar first = outermost;
        while (first instanceof Scalar.FunctionCall call && !call.arguments().isEmpty()) {
            chain.push(call);
            first = call.arguments().getFirst();
        }
        Scalar folded =
                first instanceof Scalar.FunctionCall innermost ? foldCall(innermost) : fold(first);
        for (Scalar.FunctionCall call : chain) {
            var arguments = new ArrayList<Scalar>(call.arguments().size());
            arguments.add(folded);
            boolean changed = folded != call.arguments().getFirst();
            for (Scalar argument : call.arguments().subList(1, call.arguments().size())) {
                Scalar after = fold(argument);
                changed |= after != argument;
                arguments.add(after);
            }
            folded = foldCall(changed ? call.withArguments(arguments) : call);
        }
        return folded;
    }

    private Scalar foldCall(Scalar.FunctionCall call) {
        FunctionSignature signature = environment.functions().function(call.function());
        if (signature == null
                || signature.volatility() != FunctionSignature.Volatility.IMMUTABLE
                || signature.returnsSet()
                || !areKnown(call.arguments())) {
            return call;
        }
        if (signature.strict() && isAnyNull(call.arguments())) {
            return new Scalar.Constant(call.type(), null);
        }
        Implementation implementation = environment.functions().findImplementation(call.function());
        return implementation == null ? call : evaluate(call);
    }

    private Scalar evaluate(Scalar scalar) {
        if (parameters != null
                && Trees.contains(scalar, node -> node instanceof Scalar.Parameter)) {
            return parameters.step(scalar, environment);
        }
        var sites = new Sites();
        var code = new ExpressionCompiler(environment.withSites(sites)).compile(scalar);
        var frame = new Frame(new FoldingRuntime(sites.count(), environment.names()), null, 0);
        try {
            return new Scalar.Constant(scalar.type(), code.evaluateObject(frame));
        } catch (FoldingRuntime.NeedsSession | FoldingRuntime.TooLarge _) {
            return scalar; // immutable by its signature, but it looks into the catalog, or makes
            // too much
        }
    }
}
