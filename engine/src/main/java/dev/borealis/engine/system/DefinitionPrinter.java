package dev.borealis.engine.system;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.tree.Scalar;

/** Definitions as SQL text, as pg_get_viewdef and its kin print them. */
public interface DefinitionPrinter {
    /** @param relation whose columns the expression names; 0 for none */
    String expression(Scalar expression, int relation);

    String view(Relation.View view, boolean pretty);

    /** @param column 0 for the whole CREATE INDEX, else only that key or included column, from 1 */
    String index(Relation.Index index, int column, boolean pretty);

    String constraint(Relation.Table table, ConstraintDefinition constraint);
}
