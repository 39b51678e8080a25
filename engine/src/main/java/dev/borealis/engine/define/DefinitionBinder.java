package dev.borealis.engine.define;

import dev.borealis.engine.bind.BindContext;
import dev.borealis.engine.bind.Binder;
import dev.borealis.engine.bind.FunctionBodies;
import dev.borealis.engine.bind.LiteralSlots;
import dev.borealis.engine.bind.ParameterTypes;
import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogNames;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.types.SqlType;

/** Binds the expressions and queries inside definitions, against the catalog with the changes so far. */
final class DefinitionBinder {
    /** The one database. */
    private static final String DATABASE = "postgres";

    private final BindContext context;

    DefinitionBinder(
            Catalog catalog,
            DefinitionContext definition,
            FunctionRegistry registry,
            CatalogNames.DomainChecker domains) {
        var names = new CatalogNames(catalog, registry, definition.searchPath(), domains);
        context =
                new BindContext(
                        catalog,
                        registry,
                        names,
                        definition.searchPath(),
                        definition.role(),
                        DATABASE,
                        definition.typeContext(),
                        BindContext.LiteralReader.FORMATS,
                        ParameterTypes.none(),
                        LiteralSlots.NONE,
                        definition.notices());
    }

    SqlType type(TypeName name) {
        return Binder.bindType(name, context);
    }

    /** DEFAULT of a column, converted to its type. */
    Scalar defaultValue(Expression expression, String column, SqlType type) {
        return Binder.bindDefault(expression, column, type, context);
    }

    /** GENERATED ALWAYS AS, converted to the column's type. */
    Scalar generated(Expression expression, ColumnDefinition column, TableDraft table) {
        return Binder.bindGenerated(expression, column, table.name, table.columns, context);
    }

    /** An expression over the row of a table as range 0. */
    Scalar expression(Expression expression, Binder.Use use, TableDraft table) {
        return Binder.bindColumnExpression(
                expression, use, table.name, table.columns, table.rowType, context);
    }

    Scalar domainCheck(Expression expression, SqlType base) {
        return Binder.bindDomainCheck(expression, base, context);
    }

    /** The query of a view: views in it stay names. */
    Query view(Select query) {
        return Binder.bindStored(query, context);
    }

    /** A statement of a function's body. */
    dev.borealis.engine.tree.Statement body(QueryStatement statement, ParameterTypes parameters) {
        return Binder.bindStored(statement, context.withParameters(parameters));
    }

    /** Checks a function's body: that it binds and gives what is declared. */
    void checkBody(dev.borealis.engine.catalog.UserFunction function) {
        if (FunctionBodies.isPolymorphic(function.signature())) {
            // as PostgreSQL: only a call says the types, but the syntax is known
            FunctionBodies.parse(function);
            return;
        }
        FunctionBodies.bind(function, context);
    }
}
