package dev.borealis.engine.define;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.Statement;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds the expressions and queries inside definitions, against one catalog. */
public interface DefinitionBinder {
    /** What an expression is for: decides what it may contain and the words of its errors. */
    enum Purpose {
        DEFAULT,
        GENERATED,
        CHECK,
        DOMAIN_CHECK,
        INDEX_EXPRESSION,
        INDEX_PREDICATE,
        STATISTICS,
        FUNCTION_DEFAULT
    }

    /** The column an expression gives its value to: the value is converted by assignment. */
    record Target(String column, SqlType type) {}

    /** The type of a name as written. */
    SqlType type(TypeName name);

    /**
     * Binds an expression. CHECKs and predicates come out as boolean.
     *
     * @param row the relation whose columns it sees as range 0, column numbers from 1; null when it sees none
     * @param target null when the value goes nowhere; for {@link Purpose#DOMAIN_CHECK} the type of VALUE, which becomes a
     *     {@link Scalar.ElementPlaceholder}
     */
    Scalar expression(
            Expression expression, Purpose purpose, RangeEntry.@Nullable Relation row, @Nullable Target target);

    /** Binds the query of a view: output columns of unknown type become text, parameters are refused. */
    Query view(Select query);

    /** Binds the body of a function: its parameters are {@link Scalar.Parameter}s, by name or number. */
    List<dev.borealis.engine.tree.Statement> body(
            List<Statement> statements, List<String> parameterNames, List<SqlType> parameterTypes);

    /** Makes a binder for a catalog as one statement sees it. */
    @FunctionalInterface
    interface Factory {
        DefinitionBinder on(Catalog catalog, DefinitionContext context);
    }
}
