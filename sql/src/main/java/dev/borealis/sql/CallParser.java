package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expression.Argument;
import dev.borealis.sql.ast.Expression.FunctionCall;
import dev.borealis.sql.ast.Expression.SqlValue;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.SortItem;
import dev.borealis.sql.ast.WindowDefinition;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Function calls with all their clauses, and the functions that SQL writes in its own way. */
final class CallParser {
    private final Grammar grammar;
    private final Cursor cursor;

    CallParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** What stands in the parentheses of a call. */
    private record Arguments(
            List<Argument> list,
            boolean star,
            boolean distinct,
            boolean variadic,
            List<SortItem> orderBy,
            boolean plain) {}

    /** A call whose name was read, or a typed literal with modifiers such as {@code mytype(3) 'text'}. */
    Expression call(QualifiedName name) {
        Arguments arguments = arguments();
        if (arguments.plain && cursor.at(TokenKind.STRING)) {
            return literal(name, arguments);
        }
        return finish(name, arguments, false);
    }

    /** A call without FILTER and OVER, as in FROM and CALL. */
    FunctionCall windowless(QualifiedName name) {
        return finish(name, arguments(), true);
    }

    private Expression literal(QualifiedName name, Arguments arguments) {
        List<Expression> modifiers = new ArrayList<>();
        for (Argument argument : arguments.list) {
            if (argument.name() != null) {
                throw SyntaxErrors.plain(
                        "type modifier cannot have parameter name", argument.position());
            }
            modifiers.add(argument.value());
        }
        if (!arguments.orderBy.isEmpty()) {
            throw SyntaxErrors.plain(
                    "type modifier cannot have ORDER BY",
                    arguments.orderBy.getFirst().expression().position());
        }
        return grammar.primaries().literal(name.parts(), modifiers, name.position());
    }

    private Arguments arguments() {
        cursor.enter();
        cursor.expect(LEFT_PARENTHESIS);
        Arguments result = argumentList();
        cursor.expect(RIGHT_PARENTHESIS);
        cursor.leave();
        return result;
    }

    private Arguments argumentList() {
        if (cursor.at(RIGHT_PARENTHESIS)) {
            return new Arguments(List.of(), false, false, false, List.of(), false);
        }
        if (cursor.accept(TokenKind.STAR)) {
            return new Arguments(List.of(), true, false, false, List.of(), false);
        }
        boolean distinct = cursor.accept(Keyword.DISTINCT);
        boolean all = !distinct && cursor.accept(Keyword.ALL);
        boolean variadic = false;
        List<Argument> list = new ArrayList<>(3);
        do {
            variadic = !distinct && !all && cursor.accept(Keyword.VARIADIC);
            list.add(argument());
        } while (!variadic && cursor.accept(COMMA));
        List<SortItem> orderBy = grammar.queries().optionalOrderBy();
        checkNamesLast(list);
        return new Arguments(
                list, false, distinct, variadic, orderBy, !distinct && !all && !variadic);
    }

    private static void checkNamesLast(List<Argument> list) {
        // PostgreSQL tells this after the whole grammar; nothing else of the call is checked in
        // between.
        boolean named = false;
        for (Argument argument : list) {
            if (argument.name() != null) {
                named = true;
            } else if (named) {
                throw SyntaxErrors.plain(
                        "positional argument cannot follow named argument",
                        dev.borealis.sql.ast.Expressions.start(argument.value()));
            }
        }
    }

    private Argument argument() {
        int position = cursor.position();
        if (cursor.atTypeOrFunctionName(0)
                && (cursor.at(1, TokenKind.EQUALS_GREATER)
                        || cursor.at(1, TokenKind.COLON_EQUALS))) {
            String name = cursor.takeWord();
            cursor.advance();
            return new Argument(name, grammar.expressions().expression(), position);
        }
        return new Argument(null, grammar.expressions().expression(), position);
    }

    private FunctionCall finish(QualifiedName name, Arguments arguments, boolean windowless) {
        List<SortItem> orderBy = arguments.orderBy;
        boolean withinGroup = false;
        if (!windowless && cursor.at(Keyword.WITHIN)) {
            int position = cursor.position();
            cursor.advance();
            cursor.expect(Keyword.GROUP);
            cursor.expect(LEFT_PARENTHESIS);
            if (!cursor.at(Keyword.ORDER)) {
                throw cursor.error();
            }
            orderBy = grammar.queries().optionalOrderBy();
            cursor.expect(RIGHT_PARENTHESIS);
            if (!arguments.orderBy.isEmpty()) {
                throw SyntaxErrors.plain(
                        "cannot use multiple ORDER BY clauses with WITHIN GROUP", position);
            }
            if (arguments.distinct) {
                throw SyntaxErrors.plain("cannot use DISTINCT with WITHIN GROUP", position);
            }
            if (arguments.variadic) {
                throw SyntaxErrors.plain("cannot use VARIADIC with WITHIN GROUP", position);
            }
            withinGroup = true;
        }
        Expression filter = windowless ? null : optionalFilter();
        WindowDefinition over = windowless ? null : optionalOver();
        return new FunctionCall(
                name,
                arguments.list,
                arguments.star,
                arguments.distinct,
                arguments.variadic,
                orderBy,
                withinGroup,
                filter,
                over,
                false,
                name.position());
    }

    @Nullable Expression optionalFilter() {
        if (!cursor.accept(Keyword.FILTER)) {
            return null;
        }
        cursor.expect(LEFT_PARENTHESIS);
        cursor.expect(Keyword.WHERE);
        Expression filter = grammar.expressions().expression();
        cursor.expect(RIGHT_PARENTHESIS);
        return filter;
    }

    @Nullable WindowDefinition optionalOver() {
        if (!cursor.accept(Keyword.OVER)) {
            return null;
        }
        if (cursor.at(LEFT_PARENTHESIS)) {
            return grammar.windows().specification(null);
        }
        int place = cursor.position();
        return new WindowDefinition(cursor.columnId(), null, List.of(), List.of(), null, place);
    }

    // ---- SQL's own ways ----

    /** A call that begins with a special keyword, or null when the keyword is just a name here. */
    @Nullable Expression special(Keyword keyword) {
        SqlValue value = sqlValue(keyword);
        if (value != null) {
            return sqlValueFunction(value);
        }
        boolean called = cursor.at(1, LEFT_PARENTHESIS);
        return switch (keyword) {
            case CAST -> grammar.specialCalls().cast();
            case COALESCE, GREATEST, LEAST, NULLIF ->
                    called ? grammar.specialCalls().conditional(keyword) : null;
            case EXTRACT, NORMALIZE, OVERLAY, POSITION, SUBSTRING, TREAT, TRIM ->
                    called ? grammar.specialCalls().keywordCall(keyword) : null;
            case COLLATION -> {
                if (!cursor.at(1, Keyword.FOR)) {
                    yield null;
                }
                yield grammar.specialCalls().collationFor();
            }
            case JSON_OBJECT, JSON_ARRAY, JSON_OBJECTAGG, JSON_ARRAYAGG ->
                    called ? grammar.json().call(keyword) : null;
            case XMLCONCAT,
                    XMLELEMENT,
                    XMLEXISTS,
                    XMLFOREST,
                    XMLPARSE,
                    XMLPI,
                    XMLROOT,
                    XMLSERIALIZE ->
                    called ? grammar.xml().call(keyword) : null;
            default -> null;
        };
    }

    private @Nullable SqlValue sqlValue(Keyword keyword) {
        return switch (keyword) {
            case CURRENT_DATE -> SqlValue.CURRENT_DATE;
            case CURRENT_TIME -> SqlValue.CURRENT_TIME;
            case CURRENT_TIMESTAMP -> SqlValue.CURRENT_TIMESTAMP;
            case LOCALTIME -> SqlValue.LOCALTIME;
            case LOCALTIMESTAMP -> SqlValue.LOCALTIMESTAMP;
            case CURRENT_ROLE -> SqlValue.CURRENT_ROLE;
            case CURRENT_USER -> SqlValue.CURRENT_USER;
            case SESSION_USER -> SqlValue.SESSION_USER;
            case SYSTEM_USER -> SqlValue.SYSTEM_USER;
            case USER -> SqlValue.USER;
            case CURRENT_CATALOG -> SqlValue.CURRENT_CATALOG;
            // current_schema() is an ordinary call
            case CURRENT_SCHEMA -> cursor.at(1, LEFT_PARENTHESIS) ? null : SqlValue.CURRENT_SCHEMA;
            default -> null;
        };
    }

    private Expression sqlValueFunction(SqlValue value) {
        int position = cursor.position();
        cursor.advance();
        int precision = -1;
        boolean takesPrecision =
                switch (value) {
                    case CURRENT_TIME, CURRENT_TIMESTAMP, LOCALTIME, LOCALTIMESTAMP -> true;
                    case CURRENT_DATE,
                            CURRENT_ROLE,
                            CURRENT_USER,
                            USER,
                            SESSION_USER,
                            SYSTEM_USER,
                            CURRENT_CATALOG,
                            CURRENT_SCHEMA ->
                            false;
                };
        if (takesPrecision && cursor.accept(LEFT_PARENTHESIS)) {
            precision = cursor.integer();
            cursor.expect(RIGHT_PARENTHESIS);
        }
        return new Expression.SqlValueFunction(value, precision, position);
    }
}
