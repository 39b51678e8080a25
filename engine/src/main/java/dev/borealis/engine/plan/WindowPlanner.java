package dev.borealis.engine.plan;

import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.error.ExecutionErrors;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;
import java.util.List;

/** Plans window functions. */
final class WindowPlanner {
    WindowPlanner(Level level) {}

    Plan plan(
            Plan input, List<Query.Window> windows, List<Scalar> targets, @Nullable BitSet ranges) {
        throw ExecutionErrors.notYetImplemented("a window function");
    }
}
