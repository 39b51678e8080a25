package dev.borealis.engine.evaluate;

import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.SqlType;

import java.util.List;

/** Knows the columns of the ranges of the levels around an expression. */
@FunctionalInterface
public interface RowShapes {
    /**
     * @param columns where each stands in the range's row, from 0: dropped ones are left out
     * @param relation OID of the relation whose rows they are, else 0
     */
    record Shape(List<SqlType> types, List<String> names, int[] columns, int relation) {}

    /** The shape of a whole-row reference. */
    Shape shape(Scalar.Column column);
}
