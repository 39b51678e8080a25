package dev.borealis.engine.evaluate;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.BuiltinTypes;
import dev.borealis.types.Carrier;
import dev.borealis.types.NameResolver;
import dev.borealis.types.SqlType;

/**
 * What compilation needs to know around an expression.
 *
 * @param sites of the plan being made
 * @param subqueries makes the plans of sub-queries
 * @param rows knows the columns of ranges, for whole-row references
 */
public record Environment(
        FunctionRegistry functions,
        Catalog catalog,
        NameResolver names,
        Sites sites,
        SubqueryPlanner subqueries,
        RowShapes rows) {
    /** Makes the plan of a sub-query that stands in an expression. */
    @FunctionalInterface
    public interface SubqueryPlanner {
        /** Plans a sub-query of the expression at hand. */
        SubqueryPlan plan(Scalar.Subquery subquery);
    }

    /** The same for code with state of its own. */
    public Environment withSites(Sites other) {
        return new Environment(functions, catalog, names, other, subqueries, rows);
    }

    /** The type under a domain, and under that; the type itself when it is none. */
    public SqlType baseType(SqlType type) {
        SqlType current = type;
        while (BuiltinTypes.find(current.oid()) == null) {
            SqlType base = names.domainBase(current.oid());
            if (base == null) {
                return current;
            }
            current = base;
        }
        return current;
    }

    /** How values of any type, also a domain, travel. */
    public Carrier carrier(SqlType type) {
        return baseType(type).carrier();
    }
}
