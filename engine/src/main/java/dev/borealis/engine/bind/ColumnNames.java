package dev.borealis.engine.bind;

import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.JsonExpression;
import dev.borealis.sql.ast.Predicate;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.XmlExpression;

import org.jspecify.annotations.Nullable;

/** Names of output columns, and of the columns of an index, that were not given one. */
public final class ColumnNames {
    static final String UNNAMED = "?column?";

    /** How good a name is: a better one inside wins over a worse one outside. */
    private record Name(@Nullable String text, int strength) {
        static final Name NONE = new Name(null, 0);
    }

    private ColumnNames() {}

    static String of(Expression expression) {
        String name = find(expression);
        return name == null ? UNNAMED : name;
    }

    /** What the expression is best called, as PostgreSQL chooses; null when nothing in it has a name. */
    public static @Nullable String find(Expression expression) {
        return name(expression).text();
    }

    private static Name strong(String text) {
        return new Name(text, 2);
    }

    private static Name weak(String text) {
        return new Name(text, 1);
    }

    private static Name name(Expression expression) {
        return switch (expression) {
            case Expression.ColumnRef column when !column.names().isEmpty() && !column.star() ->
                    strong(column.names().getLast());
            case Expression.Subscript subscript -> name(subscript.base());
            case Expression.FieldSelect field -> strong(field.field());
            case Expression.FunctionCall call -> strong(call.name().last());
            case Expression.Nullif _ -> strong("nullif");
            case Expression.Cast cast -> {
                Name inner = name(cast.value());
                yield inner.strength() > 1 ? inner : weak(cast.type().names().getLast());
            }
            case Expression.Collate collate -> name(collate.value());
            case Predicate.Exists _ -> strong("exists");
            case Expression.ArraySubquery _ -> strong("array");
            case Expression.ScalarSubquery subquery -> ofQuery(subquery.query());
            case Expression.Case cases -> {
                Name inner = cases.otherwise() == null ? Name.NONE : name(cases.otherwise());
                // a sub-query is bound by now: its column has a name, if only that of all nameless
                // ones
                if (cases.otherwise() instanceof Expression.ScalarSubquery
                        && inner.strength() == 0) {
                    yield strong("?column?");
                }
                yield inner.strength() > 1 ? inner : weak("case");
            }
            case Expression.ArrayConstructor _ -> strong("array");
            case Expression.RowConstructor _ -> strong("row");
            case Expression.Coalesce _ -> strong("coalesce");
            case Expression.Greatest _ -> strong("greatest");
            case Expression.Least _ -> strong("least");
            case Expression.Grouping _ -> strong("grouping");
            case Expression.SqlValueFunction value ->
                    strong(value.kind().name().toLowerCase(java.util.Locale.ROOT));
            case JsonExpression json -> ofJson(json);
            case XmlExpression xml -> ofXml(xml);
            case Expression.ColumnRef _,
                    Expression.ParameterRef _,
                    Expression.BinaryOperator _,
                    Expression.UnaryOperator _,
                    Expression.And _,
                    Expression.Or _,
                    Expression.Not _,
                    Expression.FieldStar _,
                    Expression.SetToDefault _,
                    Expression.CurrentOf _ ->
                    Name.NONE;
            case Constant _ -> Name.NONE;
            case Predicate _ -> Name.NONE;
        };
    }

    private static Name ofJson(JsonExpression json) {
        return switch (json) {
            case JsonExpression.ObjectConstructor _ -> strong("json_object");
            case JsonExpression.ArrayConstructor _, JsonExpression.ArrayQuery _ ->
                    strong("json_array");
            case JsonExpression.ObjectAggregate _ -> strong("json_objectagg");
            case JsonExpression.ArrayAggregate _ -> strong("json_arrayagg");
            case JsonExpression.IsJson _ -> Name.NONE;
        };
    }

    private static Name ofXml(XmlExpression xml) {
        return switch (xml) {
            case XmlExpression.Concat _ -> strong("xmlconcat");
            case XmlExpression.Element _ -> strong("xmlelement");
            case XmlExpression.Forest _ -> strong("xmlforest");
            case XmlExpression.Parse _ -> strong("xmlparse");
            case XmlExpression.ProcessingInstruction _ -> strong("xmlpi");
            case XmlExpression.Root _ -> strong("xmlroot");
            case XmlExpression.Serialize _ -> strong("xmlserialize");
            case XmlExpression.IsDocument _ -> Name.NONE;
        };
    }

    private static Name ofQuery(Select query) {
        return switch (query.body()) {
            case Select.Simple simple -> {
                if (simple.targets().isEmpty()) {
                    yield Name.NONE;
                }
                QueryStatement.Target target = simple.targets().getFirst();
                yield target.label() != null ? strong(target.label()) : name(target.expression());
            }
            case Select.SetOperation operation -> ofQuery(operation.left());
            case Select.Values _ -> strong("column1");
        };
    }
}
