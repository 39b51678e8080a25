package dev.borealis.engine.bind;

import dev.borealis.engine.bind.Scope.Item;
import dev.borealis.engine.catalog.ColumnDefinition;
import dev.borealis.engine.function.CastSignature.Context;
import dev.borealis.engine.tree.Modification;
import dev.borealis.engine.tree.Query;
import dev.borealis.engine.tree.RangeEntry;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.engine.tree.Scalar.CallForm;
import dev.borealis.engine.tree.Statement;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.types.Oid;
import dev.borealis.types.SqlType;
import dev.borealis.types.error.BindTypeErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns statements into bound trees: names become numbers, types are settled as PostgreSQL settles them. Throws the
 * errors of PostgreSQL 16, with positions. Stateless; each call depends on its context alone.
 */
public final class Binder {
    private Binder() {}

    /** A query or a change of rows, ready to be planned. */
    public static BoundStatement bind(QueryStatement statement, BindContext context) {
        var binding = new Binding(context);
        Statement bound = binding.statements.bind(statement, new Scope(null));
        List<SqlType> parameters = context.parameters().result();
        List<RequiredPrivilege> privileges =
                new ArrayList<>(binding.state.privileges().result(context.role()));
        var expansion = new ViewExpansion(context.catalog());
        Statement expanded = expansion.expand(bound);
        privileges.addAll(expansion.privileges());
        return new BoundStatement(expanded, parameters, columns(expanded), privileges);
    }

    private static @Nullable List<Query.Target> columns(Statement statement) {
        return switch (statement) {
            case Query query ->
                    query.targets().stream().filter(target -> !target.hidden()).toList();
            case Modification modification ->
                    modification.returning().isEmpty() ? null : modification.returning();
        };
    }

    /** The query of a view (or of a function), as it is stored: views in it stay names. */
    public static Query bindStored(Select select, BindContext context) {
        var binding = new Binding(context);
        binding.isStored = true;
        Query query = binding.queries.bind(select, new Scope(null), true);
        context.parameters().result();
        return query;
    }

    /** A stored statement of a function body. */
    public static Statement bindStored(QueryStatement statement, BindContext context) {
        var binding = new Binding(context);
        binding.isStored = true;
        Statement bound = binding.statements.bind(statement, new Scope(null));
        context.parameters().result();
        return bound;
    }

    /** A stored query with the views in it put in place. */
    public static Query expandViews(Query stored, BindContext context) {
        return (Query) new ViewExpansion(context.catalog()).expand(stored);
    }

    /** A type as written. */
    public static SqlType bindType(TypeName name, BindContext context) {
        return new TypeNameBinder(context, new TypeFacts(context.names())).bind(name);
    }

    // --- expressions of definitions ---

    /** What an expression of a definition is for. */
    public enum Use {
        DEFAULT,
        GENERATED,
        CHECK,
        DOMAIN_CHECK,
        INDEX_EXPRESSION,
        INDEX_PREDICATE,
        STATISTICS,
        COPY_WHERE
    }

    /**
     * An expression over one row of a table.
     *
     * @param table name by which columns may be qualified
     * @param columns by number − 1; dropped ones included; their names and types are all that is looked at
     * @param rowType OID of the table's row type, 0 when it has none yet
     */
    public static Scalar bindColumnExpression(
            Expression expression,
            Use use,
            String table,
            List<ColumnDefinition> columns,
            int rowType,
            BindContext context) {
        var binding = new Binding(context);
        var scope = new Scope(null);
        var names = new ArrayList<String>();
        var types = new ArrayList<SqlType>();
        var visible = new ArrayList<Scope.Column>();
        for (ColumnDefinition column : columns) {
            names.add(column.name());
            types.add(column.type());
            if (!column.dropped()) {
                visible.add(
                        new Scope.Column(
                                column.name(),
                                new Scalar.Column(column.type(), 0, 0, column.number()),
                                false));
            }
        }
        scope.add(new RangeEntry.SetResult(table, names, types));
        Scalar whole = new Scalar.Column(SqlType.of(rowType == 0 ? Oid.RECORD : rowType), 0, 0, 0);
        var item = new Item(table, 0, 0, visible, whole, true, true, false, true);
        scope.items.add(item);
        scope.all.add(item);
        return bindIn(expression, use, scope, binding);
    }

    private static Scalar bindIn(Expression expression, Use use, Scope scope, Binding binding) {
        Clause clause = Clause.valueOf(use.name());
        Scalar bound =
                switch (use) {
                    case CHECK, DOMAIN_CHECK, INDEX_PREDICATE, COPY_WHERE ->
                            binding.expressions.condition(
                                    expression,
                                    scope,
                                    clause,
                                    use == Use.INDEX_PREDICATE ? "WHERE" : clauseName(use));
                    case DEFAULT, GENERATED, INDEX_EXPRESSION, STATISTICS -> {
                        Value value =
                                scope.in(clause, () -> binding.expressions.bind(expression, scope));
                        yield use == Use.DEFAULT || use == Use.GENERATED
                                ? value.scalar()
                                : binding.coercions.settleUnknown(value);
                    }
                };
        binding.context.parameters().result();
        return bound;
    }

    private static String clauseName(Use use) {
        return use == Use.COPY_WHERE ? "WHERE" : "CHECK";
    }

    /** DEFAULT of a column, converted to its type. */
    public static Scalar bindDefault(
            Expression expression, String column, SqlType type, BindContext context) {
        Scalar bound = bindIn(expression, Use.DEFAULT, new Scope(null), new Binding(context));
        return convert(bound, expression, column, type, false, context);
    }

    /** GENERATED ALWAYS AS, converted to the column's type; over range 0 = the row. */
    public static Scalar bindGenerated(
            Expression expression,
            ColumnDefinition column,
            String table,
            List<ColumnDefinition> columns,
            BindContext context) {
        Scalar bound = bindColumnExpression(expression, Use.GENERATED, table, columns, 0, context);
        return convert(bound, expression, column.name(), column.type(), true, context);
    }

    private static Scalar convert(
            Scalar bound,
            Expression expression,
            String column,
            SqlType type,
            boolean generated,
            BindContext context) {
        var binding = new Binding(context);
        var value = new Value(bound, dev.borealis.sql.ast.Expressions.start(expression));
        Scalar converted =
                binding.coercions.convert(value, type, Context.ASSIGNMENT, CallForm.IMPLICIT_CAST);
        if (converted == null) {
            String wanted = binding.types.display(type.oid());
            String given = binding.types.display(value.oid());
            throw generated
                    ? BindTypeErrors.generatedTypeMismatch(column, wanted, given)
                    : BindTypeErrors.defaultTypeMismatch(column, wanted, given);
        }
        return converted;
    }

    /** A value converted to the type of a column that it is assigned to; the types are known to allow it. */
    public static Scalar assigned(Scalar value, SqlType type, BindContext context) {
        Scalar converted =
                new Binding(context)
                        .coercions.convert(
                                new Value(value, 0),
                                type,
                                Context.ASSIGNMENT,
                                CallForm.IMPLICIT_CAST);
        if (converted == null) {
            throw new IllegalStateException(
                    "no assignment of " + value.type() + " to a column of " + type);
        }
        return converted;
    }

    /** A domain's CHECK, over {@link Scalar.ElementPlaceholder} for VALUE. */
    public static Scalar bindDomainCheck(Expression expression, SqlType base, BindContext context) {
        var binding = new Binding(context);
        var scope = new Scope(null);
        var value = new Scope.Column("value", new Scalar.ElementPlaceholder(base), false);
        scope.items.add(new Item(null, 0, -1, List.of(value), null, false, true, false, true));
        return bindIn(expression, Use.DOMAIN_CHECK, scope, binding);
    }

    /**
     * The call of CALL: the procedure with its arguments.
     *
     * @return always a {@link Scalar.FunctionCall}
     */
    public static Scalar bindCall(Expression.FunctionCall call, BindContext context) {
        var binding = new Binding(context);
        var scope = new Scope(null);
        Scalar bound = scope.in(Clause.CALL, () -> binding.expressions.bind(call, scope).scalar());
        if (bound instanceof Scalar.FunctionCall function
                && binding.calls.signature(function.function())
                        instanceof dev.borealis.engine.function.FunctionSignature signature
                && signature.kind()
                        == dev.borealis.engine.function.FunctionSignature.Kind.PROCEDURE) {
            context.parameters().result();
            return bound;
        }
        throw BindTypeErrors.isNotProcedure(
                        call.name().dotted()
                                + "("
                                + String.join(
                                        ", ",
                                        call.arguments().stream()
                                                .map(
                                                        a ->
                                                                binding.expressions.bind(
                                                                        a.value(), scope))
                                                .map(v -> binding.types.display(v.oid()))
                                                .toList())
                                + ")")
                .withPosition(call.position());
    }

    /** Why rows cannot be changed through a view with this query; null when they can. */
    public static @Nullable String whyNotUpdatable(Query query) {
        return ChangeTarget.problem(query);
    }
}
