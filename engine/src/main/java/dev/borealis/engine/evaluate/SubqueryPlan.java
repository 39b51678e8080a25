package dev.borealis.engine.evaluate;

import dev.borealis.types.SqlType;

import java.util.List;

/** The plan of a sub-query inside an expression; made and run by the packages above. */
public interface SubqueryPlan {
    /** Types of the visible output columns. */
    List<SqlType> columnTypes();

    /** Whether it reads rows of the levels around it: then it runs for each of them, else once. */
    boolean isCorrelated();
}
