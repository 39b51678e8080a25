package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.tree.Scalar;

import java.util.List;

/** Conditions that must all hold: as trees, for EXPLAIN, and compiled. */
public record Condition(List<Scalar> trees, Expression code) {
    public Condition {
        trees = List.copyOf(trees);
    }
}
