package dev.borealis.engine.session;

import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.system.DefinitionPrinter;
import dev.borealis.engine.tree.Scalar;

/** Until trees are printed. */
final class NoPrinter implements DefinitionPrinter {
    @Override
    public String expression(Scalar expression, int relation) {
        return "";
    }

    @Override
    public String view(Relation.View view, boolean pretty) {
        return "";
    }

    @Override
    public String index(Relation.Index index, int column, boolean pretty) {
        return "";
    }

    @Override
    public String constraint(Relation.Table table, ConstraintDefinition constraint) {
        return "";
    }
}
