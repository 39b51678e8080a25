package dev.borealis.sql.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/** The immediate parts of an expression, for whoever looks for something anywhere inside. */
public final class ExpressionParts {
    private ExpressionParts() {}

    /** Gives each immediate sub-expression to {@code expressions} and each immediate sub-query to {@code queries}. */
    public static void forEach(
            Expression whole, Consumer<Expression> expressions, Consumer<Select> queries) {
        switch (whole) {
            case Constant _,
                    Expression.ParameterRef _,
                    Expression.ColumnRef _,
                    Expression.SqlValueFunction _,
                    Expression.SetToDefault _,
                    Expression.CurrentOf _ -> {}
            case Expression.BinaryOperator binary -> {
                expressions.accept(binary.left());
                expressions.accept(binary.right());
            }
            case Expression.UnaryOperator unary -> expressions.accept(unary.operand());
            case Expression.And and -> and.arguments().forEach(expressions);
            case Expression.Or or -> or.arguments().forEach(expressions);
            case Expression.Not not -> expressions.accept(not.argument());
            case Expression.FunctionCall call -> {
                call.arguments().forEach(argument -> expressions.accept(argument.value()));
                call.orderBy().forEach(item -> expressions.accept(item.expression()));
                optional(call.filter(), expressions);
                window(call.over(), expressions);
            }
            case Expression.Cast cast -> expressions.accept(cast.value());
            case Expression.Case choice -> {
                optional(choice.operand(), expressions);
                for (Expression.When when : choice.whens()) {
                    expressions.accept(when.condition());
                    expressions.accept(when.result());
                }
                optional(choice.otherwise(), expressions);
            }
            case Expression.Coalesce coalesce -> coalesce.arguments().forEach(expressions);
            case Expression.Nullif nullif -> {
                expressions.accept(nullif.left());
                expressions.accept(nullif.right());
            }
            case Expression.Greatest greatest -> greatest.arguments().forEach(expressions);
            case Expression.Least least -> least.arguments().forEach(expressions);
            case Expression.ScalarSubquery subquery -> queries.accept(subquery.query());
            case Expression.ArraySubquery subquery -> queries.accept(subquery.query());
            case Expression.ArrayConstructor array -> array.elements().forEach(expressions);
            case Expression.RowConstructor row -> row.fields().forEach(expressions);
            case Expression.Subscript subscript -> {
                expressions.accept(subscript.base());
                subscript.subscripts().forEach(step -> step(step, expressions));
            }
            case Expression.FieldSelect field -> expressions.accept(field.base());
            case Expression.FieldStar star -> expressions.accept(star.base());
            case Expression.Collate collate -> expressions.accept(collate.value());
            case Expression.Grouping grouping -> grouping.arguments().forEach(expressions);
            case Predicate predicate -> predicate(predicate, expressions, queries);
            case JsonExpression json -> json(json, expressions, queries);
            case XmlExpression xml -> xml(xml, expressions);
        }
    }

    private static void predicate(
            Predicate predicate, Consumer<Expression> expressions, Consumer<Select> queries) {
        switch (predicate) {
            case Predicate.In in -> {
                expressions.accept(in.value());
                in.list().forEach(expressions);
            }
            case Predicate.InSubquery in -> {
                expressions.accept(in.value());
                queries.accept(in.query());
            }
            case Predicate.Exists exists -> queries.accept(exists.query());
            case Predicate.QuantifiedArray quantified -> {
                expressions.accept(quantified.value());
                expressions.accept(quantified.array());
            }
            case Predicate.QuantifiedSubquery quantified -> {
                expressions.accept(quantified.value());
                queries.accept(quantified.query());
            }
            case Predicate.Between between -> {
                expressions.accept(between.value());
                expressions.accept(between.lower());
                expressions.accept(between.upper());
            }
            case Predicate.Like like -> {
                expressions.accept(like.value());
                expressions.accept(like.pattern());
                optional(like.escape(), expressions);
            }
            case Predicate.IsNull isNull -> expressions.accept(isNull.value());
            case Predicate.IsBoolean isBoolean -> expressions.accept(isBoolean.value());
            case Predicate.IsDistinctFrom distinct -> {
                expressions.accept(distinct.left());
                expressions.accept(distinct.right());
            }
        }
    }

    private static void json(
            JsonExpression json, Consumer<Expression> expressions, Consumer<Select> queries) {
        switch (json) {
            case JsonExpression.ObjectConstructor object ->
                    object.entries().forEach(entry -> keyValue(entry, expressions));
            case JsonExpression.ArrayConstructor array ->
                    array.elements().forEach(element -> expressions.accept(element.expression()));
            case JsonExpression.ArrayQuery array -> queries.accept(array.query());
            case JsonExpression.ObjectAggregate aggregate -> {
                keyValue(aggregate.entry(), expressions);
                optional(aggregate.filter(), expressions);
                window(aggregate.over(), expressions);
            }
            case JsonExpression.ArrayAggregate aggregate -> {
                expressions.accept(aggregate.element().expression());
                aggregate.orderBy().forEach(item -> expressions.accept(item.expression()));
                optional(aggregate.filter(), expressions);
                window(aggregate.over(), expressions);
            }
            case JsonExpression.IsJson isJson -> expressions.accept(isJson.value());
        }
    }

    private static void keyValue(JsonExpression.KeyValue entry, Consumer<Expression> expressions) {
        expressions.accept(entry.key());
        expressions.accept(entry.value().expression());
    }

    private static void xml(XmlExpression xml, Consumer<Expression> expressions) {
        switch (xml) {
            case XmlExpression.Concat concat -> concat.arguments().forEach(expressions);
            case XmlExpression.Element element -> {
                named(element.attributes(), expressions);
                element.content().forEach(expressions);
            }
            case XmlExpression.Forest forest -> named(forest.elements(), expressions);
            case XmlExpression.Parse parse -> expressions.accept(parse.value());
            case XmlExpression.ProcessingInstruction instruction ->
                    optional(instruction.content(), expressions);
            case XmlExpression.Root root -> {
                expressions.accept(root.xml());
                optional(root.version(), expressions);
            }
            case XmlExpression.Serialize serialize -> expressions.accept(serialize.value());
            case XmlExpression.IsDocument isDocument -> expressions.accept(isDocument.value());
        }
    }

    private static void named(List<XmlExpression.Named> list, Consumer<Expression> expressions) {
        list.forEach(named -> expressions.accept(named.value()));
    }

    private static void step(Step step, Consumer<Expression> expressions) {
        switch (step) {
            case ArrayStep.Index(Expression index) -> expressions.accept(index);
            case ArrayStep.Slice(Expression lower, Expression upper) -> {
                optional(lower, expressions);
                optional(upper, expressions);
            }
            case Step.Field _, Step.AllFields _ -> {}
        }
    }

    private static void window(
            @Nullable WindowDefinition window, Consumer<Expression> expressions) {
        if (window == null) {
            return;
        }
        window.partitionBy().forEach(expressions);
        window.orderBy().forEach(item -> expressions.accept(item.expression()));
        if (window.frame() != null) {
            optional(window.frame().start().offset(), expressions);
            optional(window.frame().end().offset(), expressions);
        }
    }

    private static void optional(
            @Nullable Expression expression, Consumer<Expression> expressions) {
        if (expression != null) {
            expressions.accept(expression);
        }
    }
}
