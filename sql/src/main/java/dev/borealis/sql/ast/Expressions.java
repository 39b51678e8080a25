package dev.borealis.sql.ast;

import dev.borealis.sql.ast.Expression.BinaryOperator;
import dev.borealis.sql.ast.Expression.Cast;
import dev.borealis.sql.ast.Expression.Collate;
import dev.borealis.sql.ast.Expression.FieldSelect;
import dev.borealis.sql.ast.Expression.FieldStar;
import dev.borealis.sql.ast.Expression.FunctionCall;
import dev.borealis.sql.ast.Expression.Subscript;

/** Questions to ask of an expression. */
public final class Expressions {
    private Expressions() {}

    /** Where the expression begins, as PostgreSQL reports it: the leftmost position known within it. */
    public static int start(Expression expression) {
        int leftmost = 0;
        Expression here = expression;
        while (true) {
            leftmost = start(leftmost, here.position());
            Expression next =
                    switch (here) {
                        case BinaryOperator operator -> operator.left();
                        case Expression.And and -> and.arguments().getFirst();
                        case Expression.Or or -> or.arguments().getFirst();
                        case Expression.Not not -> not.argument();
                        case Cast cast -> cast.value();
                        case Collate collate -> collate.value();
                        case Subscript subscript -> subscript.base();
                        case FieldSelect field -> field.base();
                        case FieldStar star -> star.base();
                        case FunctionCall call ->
                                call.sqlSyntax() && !call.arguments().isEmpty()
                                        ? leftmostArgument(call)
                                        : null;
                        case Predicate.In in -> in.value();
                        case Predicate.InSubquery in -> in.value();
                        case Predicate.QuantifiedArray quantified -> quantified.value();
                        case Predicate.QuantifiedSubquery quantified -> quantified.value();
                        case Predicate.Between between -> between.value();
                        case Predicate.Like like -> like.value();
                        case Predicate.IsNull isNull -> isNull.value();
                        case Predicate.IsBoolean isBoolean -> isBoolean.value();
                        case Predicate.IsDistinctFrom distinct -> distinct.left();
                        case JsonExpression.IsJson isJson -> isJson.value();
                        case XmlExpression.IsDocument isDocument -> isDocument.value();
                        case Constant _,
                                Expression.ParameterRef _,
                                Expression.ColumnRef _,
                                Expression.UnaryOperator _,
                                Expression.Case _,
                                Expression.Coalesce _,
                                Expression.Nullif _,
                                Expression.Greatest _,
                                Expression.Least _,
                                Expression.ScalarSubquery _,
                                Expression.ArraySubquery _,
                                Expression.ArrayConstructor _,
                                Expression.RowConstructor _,
                                Expression.SqlValueFunction _,
                                Expression.Grouping _,
                                Expression.SetToDefault _,
                                Expression.CurrentOf _,
                                Predicate.Exists _,
                                JsonExpression.ObjectConstructor _,
                                JsonExpression.ArrayConstructor _,
                                JsonExpression.ArrayQuery _,
                                JsonExpression.ObjectAggregate _,
                                JsonExpression.ArrayAggregate _,
                                XmlExpression.Concat _,
                                XmlExpression.Element _,
                                XmlExpression.Forest _,
                                XmlExpression.Parse _,
                                XmlExpression.ProcessingInstruction _,
                                XmlExpression.Root _,
                                XmlExpression.Serialize _ ->
                                null;
                    };
            if (next == null) {
                return leftmost;
            }
            here = next;
        }
    }

    /** Of {@code x AT TIME ZONE z} the value stands first in the text and second in the call. */
    private static Expression leftmostArgument(FunctionCall call) {
        Expression best = call.arguments().getFirst().value();
        for (Expression.Argument argument : call.arguments()) {
            int position = argument.value().position();
            if (position > 0 && (best.position() == 0 || position < best.position())) {
                best = argument.value();
            }
        }
        return best;
    }

    /** Where a whole begins that has parts beginning at these places; 0 is nowhere. */
    public static int start(int one, int other) {
        if (one <= 0) {
            return other;
        }
        return other <= 0 ? one : Math.min(one, other);
    }
}
