package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Environment;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.evaluate.ExpressionCompiler;
import dev.borealis.engine.evaluate.FoldingRuntime;
import dev.borealis.engine.evaluate.Frame;
import dev.borealis.engine.evaluate.Sites;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.NameResolver;
import dev.borealis.types.Oid;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What constant folding does for a plan that serves many values of its parameters: those of a prepared statement, or the
 * literals of statements that differ in nothing else. What it would compute at planning becomes a step, computed for each
 * list of values before the plan runs, in the same order, so that its errors are told at the same moment; the value is a
 * further parameter. Where it would decide by a value, the plan is {@link #isPinned pinned} to the values it was made for
 * and must not serve others.
 *
 * <pre>
 * name = $1::varchar(5)    =>    $2 := $1::varchar(5); name = $2
 * </pre>
 */
public final class ParameterSteps {
    private final List<@Nullable Object> values;
    private final List<Step> steps = new ArrayList<>();
    private boolean pinned;

    /** @param sites that the code has state for */
    private record Step(Expression code, int sites) {}

    /** @param values for which the plan is made */
    public ParameterSteps(@Nullable Object[] values) {
        this.values = new ArrayList<>(Arrays.asList(values));
    }

    /** Whether the plan depends on a parameter's value. */
    public boolean isPinned() {
        return pinned;
    }

    /**
     * All parameters of the plan; null when it does not serve these values, because one computed from them is too large.
     *
     * @param given the parameters of the statement
     */
    public @Nullable Object @Nullable [] values(@Nullable Object[] given, NameResolver names) {
        if (steps.isEmpty()) {
            return given;
        }
        @Nullable Object[] all = Arrays.copyOf(given, given.length + steps.size());
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            var runtime = new FoldingRuntime(step.sites(), names, Arrays.asList(all));
            try {
                all[given.length + i] = step.code().evaluateObject(new Frame(runtime, null, 0));
            } catch (FoldingRuntime.NeedsSession | FoldingRuntime.TooLarge _) {
                return null;
            }
        }
        return all;
    }

    /** A value was looked at that may be another one the next time. */
    void pin() {
        pinned = true;
    }

    /** Planning has ended, and a plan may be kept for long. */
    void forgetValues() {
        values.clear();
    }

    /** An expression over parameters alone as a further one. */
    Scalar step(Scalar scalar, Environment environment) {
        if (scalar.type().oid() == Oid.BOOL) {
            pin(); // a condition that parameters decide decides what is planned
        }
        var sites = new Sites();
        var step =
                new Step(
                        new ExpressionCompiler(environment.withSites(sites)).compile(scalar),
                        sites.count());
        var runtime = new FoldingRuntime(step.sites(), environment.names(), values);
        try {
            values.add(step.code().evaluateObject(new Frame(runtime, null, 0)));
        } catch (FoldingRuntime.NeedsSession | FoldingRuntime.TooLarge _) {
            pin();
            return scalar;
        }
        steps.add(step);
        return new Scalar.Parameter(scalar.type(), values.size());
    }
}
