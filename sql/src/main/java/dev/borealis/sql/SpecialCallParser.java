package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expression.Cast;
import dev.borealis.sql.ast.Expression.CastForm;
import dev.borealis.sql.ast.TypeName;

import java.util.ArrayList;
import java.util.List;

/** CAST, COALESCE and its kin, EXTRACT, SUBSTRING, TRIM and what else has words between its arguments. */
final class SpecialCallParser {
    private final Grammar grammar;
    private final Cursor cursor;

    SpecialCallParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    private Expression expression() {
        return grammar.expressions().expression();
    }

    Expression cast() {
        int position = cursor.position();
        cursor.expect(Keyword.CAST);
        cursor.expect(LEFT_PARENTHESIS);
        Expression value = expression();
        cursor.expect(Keyword.AS);
        TypeName type = grammar.types().typeName();
        cursor.expect(RIGHT_PARENTHESIS);
        return new Cast(value, type, CastForm.CAST, position);
    }

    /** {@code COLLATION FOR (value)}. */
    Expression collationFor() {
        int position = cursor.position();
        cursor.expect(Keyword.COLLATION, Keyword.FOR);
        cursor.expect(LEFT_PARENTHESIS);
        Expression value = expression();
        cursor.expect(RIGHT_PARENTHESIS);
        return ExpressionParser.sqlCall("pg_collation_for", position, value);
    }

    /** COALESCE, GREATEST, LEAST, NULLIF. */
    Expression conditional(Keyword keyword) {
        int position = cursor.position();
        cursor.advance();
        cursor.expect(LEFT_PARENTHESIS);
        Expression result;
        if (keyword == Keyword.NULLIF) {
            Expression left = expression();
            cursor.expect(COMMA);
            result = new Expression.Nullif(left, expression(), position);
        } else {
            List<Expression> arguments = grammar.expressions().expressions();
            result =
                    switch (keyword) {
                        case COALESCE -> new Expression.Coalesce(arguments, position);
                        case GREATEST -> new Expression.Greatest(arguments, position);
                        default -> new Expression.Least(arguments, position);
                    };
        }
        cursor.expect(RIGHT_PARENTHESIS);
        return result;
    }

    Expression keywordCall(Keyword keyword) {
        int position = cursor.position();
        cursor.advance();
        cursor.expect(LEFT_PARENTHESIS);
        Expression result =
                switch (keyword) {
                    case EXTRACT -> extract(position);
                    case NORMALIZE -> normalize(position);
                    case OVERLAY -> overlay(position);
                    case POSITION -> positionOf(position);
                    case SUBSTRING -> substring(position);
                    case TREAT -> treat(position);
                    default -> trim(position);
                };
        cursor.expect(RIGHT_PARENTHESIS);
        return result;
    }

    private Expression extract(int position) {
        int place = cursor.position();
        String field;
        Keyword keyword = cursor.keyword();
        if (cursor.at(TokenKind.STRING)) {
            field = cursor.string();
        } else if (cursor.at(TokenKind.IDENTIFIER) || keyword != null && isExtractField(keyword)) {
            field = cursor.takeWord();
        } else {
            throw cursor.error();
        }
        cursor.expect(Keyword.FROM);
        Expression source = expression();
        return ExpressionParser.sqlCall(
                "extract", position, ExpressionParser.string(field, place), source);
    }

    private static boolean isExtractField(Keyword keyword) {
        return switch (keyword) {
            case YEAR, MONTH, DAY, HOUR, MINUTE, SECOND -> true;
            default -> false;
        };
    }

    private Expression normalize(int position) {
        Expression value = expression();
        if (!cursor.accept(COMMA)) {
            return ExpressionParser.sqlCall("normalize", position, value);
        }
        int place = cursor.position();
        Keyword form = cursor.keyword();
        if (form != Keyword.NFC
                && form != Keyword.NFD
                && form != Keyword.NFKC
                && form != Keyword.NFKD) {
            throw cursor.error();
        }
        cursor.advance();
        return ExpressionParser.sqlCall(
                "normalize", position, value, ExpressionParser.string(form.name(), place));
    }

    /** {@code OVERLAY(a PLACING b FROM c [FOR d])}, or an ordinary call. */
    private Expression overlay(int position) {
        if (cursor.at(RIGHT_PARENTHESIS)) {
            return plain("overlay", List.of(), position);
        }
        Expression first = argument();
        if (!cursor.accept(Keyword.PLACING)) {
            return plain("overlay", rest(first), position);
        }
        Expression replacement = expression();
        cursor.expect(Keyword.FROM);
        Expression from = expression();
        if (cursor.accept(Keyword.FOR)) {
            return ExpressionParser.sqlCall(
                    "overlay", position, first, replacement, from, expression());
        }
        return ExpressionParser.sqlCall("overlay", position, first, replacement, from);
    }

    /** {@code POSITION(part IN whole)}: the function takes the whole first. */
    private Expression positionOf(int position) {
        Expression part = grammar.expressions().restricted();
        cursor.expect(Keyword.IN);
        Expression whole = grammar.expressions().restricted();
        return ExpressionParser.sqlCall("position", position, whole, part);
    }

    private Expression substring(int position) {
        if (cursor.at(RIGHT_PARENTHESIS)) {
            return plain("substring", List.of(), position);
        }
        Expression value = argument();
        if (cursor.accept(Keyword.FROM)) {
            Expression from = expression();
            if (cursor.accept(Keyword.FOR)) {
                return ExpressionParser.sqlCall("substring", position, value, from, expression());
            }
            return ExpressionParser.sqlCall("substring", position, value, from);
        }
        if (cursor.accept(Keyword.FOR)) {
            Expression length = expression();
            if (cursor.accept(Keyword.FROM)) {
                return ExpressionParser.sqlCall("substring", position, value, expression(), length);
            }
            // FOR alone counts from 1; the cast keeps substring(text, pattern, escape) out, as in
            // PostgreSQL
            Expression one = new dev.borealis.sql.ast.Constant.IntegerConstant(1, 0);
            Expression counted =
                    new Cast(length, TypeParser.system("int4", List.of(), 0), CastForm.COLONS, 0);
            return ExpressionParser.sqlCall("substring", position, value, one, counted);
        }
        if (cursor.accept(Keyword.SIMILAR)) {
            Expression pattern = expression();
            cursor.expect(Keyword.ESCAPE);
            return ExpressionParser.sqlCall("substring", position, value, pattern, expression());
        }
        return plain("substring", rest(value), position);
    }

    /** {@code TREAT(value AS type)}: a call of the function named like the type. */
    private Expression treat(int position) {
        Expression value = expression();
        cursor.expect(Keyword.AS);
        TypeName type = grammar.types().typeName();
        return ExpressionParser.sqlCall(type.names().getLast(), position, value);
    }

    /** {@code TRIM([BOTH|LEADING|TRAILING] [characters] [FROM] values)}. */
    private Expression trim(int position) {
        String function = "btrim";
        if (cursor.accept(Keyword.LEADING)) {
            function = "ltrim";
        } else if (cursor.accept(Keyword.TRAILING)) {
            function = "rtrim";
        } else {
            cursor.accept(Keyword.BOTH);
        }
        List<Expression> arguments = new ArrayList<>();
        if (cursor.accept(Keyword.FROM)) {
            arguments.addAll(grammar.expressions().expressions());
        } else {
            Expression first = expression();
            if (cursor.accept(Keyword.FROM)) {
                arguments.addAll(grammar.expressions().expressions());
                arguments.add(first);
            } else {
                arguments.add(first);
                while (cursor.accept(COMMA)) {
                    arguments.add(expression());
                }
            }
        }
        return ExpressionParser.sqlCall(function, position, arguments.toArray(new Expression[0]));
    }

    // ---- SUBSTRING and OVERLAY as ordinary calls ----

    private Expression argument() {
        if (cursor.atTypeOrFunctionName(0)
                && (cursor.at(1, TokenKind.EQUALS_GREATER)
                        || cursor.at(1, TokenKind.COLON_EQUALS))) {
            cursor.takeWord();
            cursor.advance();
        }
        return grammar.expressions().substringValue();
    }

    private List<Expression> rest(Expression first) {
        List<Expression> arguments = new ArrayList<>();
        arguments.add(first);
        while (cursor.accept(COMMA)) {
            arguments.add(argument());
        }
        return arguments;
    }

    /** As PostgreSQL, these are looked up by their bare name, unlike the forms with words. */
    private static Expression plain(String name, List<Expression> values, int position) {
        List<Expression.Argument> arguments = new ArrayList<>();
        for (Expression value : values) {
            arguments.add(new Expression.Argument(null, value, value.position()));
        }
        return new Expression.FunctionCall(
                dev.borealis.sql.ast.QualifiedName.of(name, position),
                arguments,
                false,
                false,
                false,
                List.of(),
                false,
                null,
                null,
                false,
                position);
    }
}
