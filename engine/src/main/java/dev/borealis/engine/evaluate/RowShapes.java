package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.SqlType;

import java.util.List;

/** Knows the columns of the ranges of the levels around an expression. */
@FunctionalInterface
public interface RowShapes {
    /**
     * @param columns where each stands in the range's row, from 0: dropped ones are left out
     */
    record Shape(List<SqlType> types, List<String> names, int[] columns) {}

    /** The shape of a whole-row reference. */
    Shape shape(Scalar.Column column);
}
