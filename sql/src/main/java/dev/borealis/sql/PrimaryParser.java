package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.DOT;
import static dev.borealis.sql.TokenKind.LEFT_BRACKET;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_BRACKET;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.STRING;

import dev.borealis.sql.ast.ArrayStep;
import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.Constant.IntegerConstant;
import dev.borealis.sql.ast.Constant.NumericConstant;
import dev.borealis.sql.ast.Constant.StringConstant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expression.ArrayConstructor;
import dev.borealis.sql.ast.Expression.Case;
import dev.borealis.sql.ast.Expression.Cast;
import dev.borealis.sql.ast.Expression.CastForm;
import dev.borealis.sql.ast.Expression.ColumnRef;
import dev.borealis.sql.ast.Expression.FieldSelect;
import dev.borealis.sql.ast.Expression.FieldStar;
import dev.borealis.sql.ast.Expression.ParameterRef;
import dev.borealis.sql.ast.Expression.RowConstructor;
import dev.borealis.sql.ast.Expression.ScalarSubquery;
import dev.borealis.sql.ast.Expression.Subscript;
import dev.borealis.sql.ast.Expression.When;
import dev.borealis.sql.ast.Predicate;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.TypeName;
import dev.borealis.types.Bytes;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Operands: constants, columns, parentheses, sub-queries, CASE, arrays, rows. Calls are {@link CallParser}'s. */
final class PrimaryParser {
    private final Grammar grammar;
    private final Cursor cursor;

    PrimaryParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** What a parenthesis held. */
    sealed interface Parenthesized {
        record Query(Select query) implements Parenthesized {}

        /** One expression, or several where a list may stand. */
        record Items(List<Expression> items) implements Parenthesized {}
    }

    /** PostgreSQL's c_expr. */
    Expression primary() {
        int position = cursor.position();
        return switch (cursor.kind()) {
            case INTEGER, NUMBER, STRING, BITS, HEX_BITS -> constant();
            case PARAMETER -> {
                int number = (Integer) take();
                yield indirection(new ParameterRef(number, position));
            }
            case LEFT_PARENTHESIS -> inParentheses(position);
            case IDENTIFIER -> named(position);
            case KEYWORD -> keyword(Objects.requireNonNull(cursor.keyword()), position);
            default -> throw cursor.error();
        };
    }

    private Object take() {
        Object value = Objects.requireNonNull(cursor.tokens.value(cursor.index()));
        cursor.advance();
        return value;
    }

    /** A number, string or bit string without sign. */
    Constant constant() {
        int position = cursor.position();
        return switch (cursor.kind()) {
            case INTEGER -> new IntegerConstant((Integer) take(), position);
            case NUMBER -> number((String) take(), position);
            case STRING -> new StringConstant((Bytes) take(), position);
            case BITS -> new Constant.BitStringConstant(false, (String) take(), position);
            case HEX_BITS -> new Constant.BitStringConstant(true, (String) take(), position);
            default -> throw cursor.error();
        };
    }

    private static Constant number(String text, int position) {
        // Whole numbers of up to 19 digits may fit 64 bits.
        if (text.length() <= 19) {
            long value = 0;
            for (int i = 0; i < text.length(); i++) {
                int digit = text.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    return new NumericConstant(text, position);
                }
                value = value * 10 + digit;
            }
            if (value >= 0) {
                return new IntegerConstant(value, position);
            }
        }
        return new NumericConstant(text, position);
    }

    /** PostgreSQL's NumericOnly: a number with an optional sign. */
    Constant signedNumber() {
        int position = cursor.position();
        boolean minus = cursor.accept(TokenKind.MINUS);
        if (!minus) {
            cursor.accept(TokenKind.PLUS);
        }
        if (!cursor.at(TokenKind.INTEGER) && !cursor.at(TokenKind.NUMBER)) {
            throw cursor.error();
        }
        Constant constant = constant();
        if (!minus) {
            return constant;
        }
        return switch (constant) {
            case IntegerConstant(long value, _) -> new IntegerConstant(-value, position);
            case NumericConstant(String text, _) ->
                    text.equals("9223372036854775808")
                            ? new IntegerConstant(Long.MIN_VALUE, position)
                            : new NumericConstant("-" + text, position);
            case StringConstant _,
                    Constant.BitStringConstant _,
                    Constant.BooleanConstant _,
                    Constant.NullConstant _ ->
                    constant;
        };
    }

    // ---- parentheses ----

    private Expression inParentheses(int position) {
        Expression result;
        boolean row = false;
        switch (parenthesized(true)) {
            case Parenthesized.Query(Select query) -> result = new ScalarSubquery(query, position);
            case Parenthesized.Items(List<Expression> items) -> {
                row = items.size() > 1;
                result = row ? new RowConstructor(items, false, position) : items.getFirst();
            }
        }
        return row ? overlaps((RowConstructor) result) : indirection(result);
    }

    /** {@code row OVERLAPS row}. */
    private Expression overlaps(RowConstructor left) {
        if (!cursor.at(Keyword.OVERLAPS)) {
            return left;
        }
        int position = cursor.position();
        cursor.advance();
        int rightPosition = cursor.position();
        RowConstructor right;
        if (cursor.at(Keyword.ROW)) {
            right = row();
        } else if (cursor.at(LEFT_PARENTHESIS)
                && parenthesized(true) instanceof Parenthesized.Items(List<Expression> items)
                && items.size() > 1) {
            right = new RowConstructor(items, false, rightPosition);
        } else {
            throw cursor.error();
        }
        if (left.fields().size() != 2) {
            throw SyntaxErrors.plain(
                    "wrong number of parameters on left side of OVERLAPS expression",
                    left.position());
        }
        if (right.fields().size() != 2) {
            throw SyntaxErrors.plain(
                    "wrong number of parameters on right side of OVERLAPS expression",
                    right.position());
        }
        return ExpressionParser.sqlCall(
                "overlaps",
                position,
                left.fields().get(0),
                left.fields().get(1),
                right.fields().get(0),
                right.fields().get(1));
    }

    /**
     * From an opening to its closing parenthesis. Whether {@code ((} begins a query or an expression is known only
     * after the inner one, so a query read first may turn out to be the first operand of an expression.
     *
     * @param list several expressions may stand here
     */
    Parenthesized parenthesized(boolean list) {
        cursor.enter();
        cursor.expect(LEFT_PARENTHESIS);
        Parenthesized result;
        if (grammar.queries().atQueryWord()) {
            Select query = grammar.queries().select();
            cursor.expect(RIGHT_PARENTHESIS);
            result = new Parenthesized.Query(query);
        } else if (cursor.at(LEFT_PARENTHESIS)) {
            result = nested(list, cursor.position());
        } else {
            result = items(grammar.expressions().expression(), list);
        }
        cursor.leave();
        return result;
    }

    private Parenthesized nested(boolean list, int position) {
        switch (parenthesized(true)) {
            case Parenthesized.Query(Select query) -> {
                if (cursor.accept(RIGHT_PARENTHESIS)) {
                    return new Parenthesized.Query(query);
                }
                if (grammar.queries().atQueryContinuation()) {
                    Select whole = grammar.queries().continueFrom(query);
                    cursor.expect(RIGHT_PARENTHESIS);
                    return new Parenthesized.Query(whole);
                }
                Expression first = indirection(new ScalarSubquery(query, position));
                return items(grammar.expressions().continueFrom(first), list);
            }
            case Parenthesized.Items(List<Expression> items) -> {
                Expression first =
                        items.size() > 1
                                ? overlaps(new RowConstructor(items, false, position))
                                : indirection(items.getFirst());
                return items(grammar.expressions().continueFrom(first), list);
            }
        }
    }

    private Parenthesized items(Expression first, boolean list) {
        if (!list || !cursor.at(COMMA)) {
            cursor.expect(RIGHT_PARENTHESIS);
            return new Parenthesized.Items(List.of(first));
        }
        List<Expression> items = new ArrayList<>();
        items.add(first);
        while (cursor.accept(COMMA)) {
            items.add(grammar.expressions().expression());
        }
        cursor.expect(RIGHT_PARENTHESIS);
        return new Parenthesized.Items(items);
    }

    // ---- what may follow an operand: .name .* [index] ----

    Expression indirection(Expression base) {
        Expression result = base;
        while (true) {
            int position = cursor.position();
            if (cursor.at(LEFT_BRACKET)) {
                result = new Subscript(result, subscripts(), position);
            } else if (cursor.accept(DOT)) {
                if (cursor.accept(TokenKind.STAR)) {
                    requireEndOfIndirection();
                    return new FieldStar(result, position);
                }
                result = new FieldSelect(result, cursor.columnLabel(), position);
            } else {
                return result;
            }
        }
    }

    /** After a star nothing may follow; PostgreSQL tells so past what does follow. */
    private void requireEndOfIndirection() {
        if (!steps().isEmpty()) {
            throw cursor.error("improper use of \"*\"");
        }
    }

    List<ArrayStep> subscripts() {
        List<ArrayStep> steps = new ArrayList<>(1);
        while (cursor.accept(LEFT_BRACKET)) {
            Expression lower = null;
            if (!cursor.at(TokenKind.COLON)) {
                lower = grammar.expressions().expression();
                if (cursor.accept(RIGHT_BRACKET)) {
                    steps.add(new ArrayStep.Index(lower));
                    continue;
                }
            }
            cursor.expect(TokenKind.COLON);
            Expression upper = cursor.at(RIGHT_BRACKET) ? null : grammar.expressions().expression();
            cursor.expect(RIGHT_BRACKET);
            steps.add(new ArrayStep.Slice(lower, upper));
        }
        return steps;
    }

    // ---- names: columns, calls, typed literals ----

    /** At a name that is no special keyword. */
    Expression named(int position) {
        boolean column = cursor.atColumnId();
        boolean function = cursor.atTypeOrFunctionName(0);
        String first = cursor.takeWord();
        if (function && cursor.at(LEFT_PARENTHESIS)) {
            return grammar.calls().call(QualifiedName.of(first, position));
        }
        if (function && cursor.at(STRING)) {
            return literal(List.of(first), List.of(), position);
        }
        if (!column) {
            throw cursor.error();
        }
        if (!cursor.at(DOT)) {
            return subscripted(new ColumnRef(List.of(first), false, position));
        }
        List<String> names = new ArrayList<>(3);
        names.add(first);
        while (cursor.at(DOT)) {
            cursor.advance();
            if (cursor.at(TokenKind.STAR)) {
                cursor.advance();
                requireEndOfIndirection();
                return new ColumnRef(names, true, position);
            }
            names.add(cursor.columnLabel());
        }
        if (cursor.at(LEFT_PARENTHESIS)) {
            return grammar.calls().call(new QualifiedName(names, position));
        }
        if (cursor.at(STRING)) {
            return literal(names, List.of(), position);
        }
        return subscripted(new ColumnRef(names, false, position));
    }

    private Expression subscripted(ColumnRef column) {
        return cursor.at(LEFT_BRACKET) ? indirection(column) : column;
    }

    /** {@code type 'text'} at the string. */
    Expression literal(List<String> names, List<Expression> modifiers, int position) {
        TypeName type = new TypeName(names, modifiers, List.of(), false, false, position);
        return literal(type);
    }

    private Expression literal(TypeName type) {
        if (!cursor.at(STRING)) {
            throw cursor.error();
        }
        Constant text = constant();
        return new Cast(text, type, CastForm.LITERAL, type.position());
    }

    // ---- keywords ----

    private Expression keyword(Keyword keyword, int position) {
        return switch (keyword) {
            case TRUE -> {
                cursor.advance();
                yield new Constant.BooleanConstant(true, position);
            }
            case FALSE -> {
                cursor.advance();
                yield new Constant.BooleanConstant(false, position);
            }
            case NULL -> {
                cursor.advance();
                yield new Constant.NullConstant(position);
            }
            case CASE -> caseExpression(position);
            case ARRAY -> array(position);
            case ROW -> {
                if (!cursor.at(1, LEFT_PARENTHESIS)) {
                    yield named(position);
                }
                yield overlaps(row());
            }
            case EXISTS -> {
                if (!cursor.at(1, LEFT_PARENTHESIS)) {
                    yield named(position);
                }
                cursor.advance();
                yield new Predicate.Exists(grammar.queries().inParentheses(), position);
            }
            case GROUPING -> {
                if (!cursor.at(1, LEFT_PARENTHESIS)) {
                    yield named(position);
                }
                cursor.advance();
                cursor.advance();
                List<Expression> arguments = grammar.expressions().expressions();
                cursor.expect(RIGHT_PARENTHESIS);
                yield new Expression.Grouping(arguments, position);
            }
            case INTERVAL -> interval(position);
            default -> typedOrCall(keyword, position);
        };
    }

    private Expression typedOrCall(Keyword keyword, int position) {
        if (atConstantType(keyword)) {
            return literal(grammar.types().keywordType(true));
        }
        Expression special = grammar.calls().special(keyword);
        if (special != null) {
            return special;
        }
        if (keyword.category() == Keyword.Category.RESERVED) {
            throw cursor.error();
        }
        return named(position);
    }

    /** A keyword type before a literal, rather than a column of that name. */
    private boolean atConstantType(Keyword keyword) {
        if (!grammar.types().isTypeKeyword(keyword)) {
            return false;
        }
        if (cursor.at(1, STRING)) {
            return true;
        }
        return switch (keyword) {
            case DOUBLE -> true;
            case BIT, CHARACTER, CHAR, NCHAR ->
                    cursor.at(1, LEFT_PARENTHESIS) || cursor.at(1, Keyword.VARYING);
            case NATIONAL -> cursor.at(1, Keyword.CHARACTER) || cursor.at(1, Keyword.CHAR);
            case FLOAT, DECIMAL, DEC, NUMERIC, VARCHAR -> cursor.at(1, LEFT_PARENTHESIS);
            case TIMESTAMP, TIME ->
                    cursor.at(1, LEFT_PARENTHESIS)
                            || (cursor.at(1, Keyword.WITH) || cursor.at(1, Keyword.WITHOUT))
                                    && cursor.at(2, Keyword.TIME);
            default -> false;
        };
    }

    /** {@code INTERVAL 'text' [fields]}, {@code INTERVAL (p) 'text'}, or a column named interval. */
    private Expression interval(int position) {
        if (!cursor.at(1, STRING) && !cursor.at(1, LEFT_PARENTHESIS)) {
            return named(position);
        }
        cursor.advance();
        List<Expression> modifiers;
        Constant text;
        if (cursor.accept(LEFT_PARENTHESIS)) {
            int place = cursor.position();
            int precision = cursor.integer();
            cursor.expect(RIGHT_PARENTHESIS);
            modifiers = TypeParser.precisionOnly(precision, place);
            if (!cursor.at(STRING)) {
                throw cursor.error();
            }
            text = constant();
        } else {
            text = constant();
            modifiers = grammar.types().intervalModifiers(false);
        }
        return new Cast(
                text,
                TypeParser.system("interval", modifiers, position),
                CastForm.LITERAL,
                position);
    }

    private Expression caseExpression(int position) {
        cursor.enter();
        cursor.expect(Keyword.CASE);
        Expression operand = cursor.at(Keyword.WHEN) ? null : grammar.expressions().expression();
        List<When> whens = new ArrayList<>(2);
        do {
            int place = cursor.position();
            cursor.expect(Keyword.WHEN);
            Expression condition = grammar.expressions().expression();
            cursor.expect(Keyword.THEN);
            whens.add(new When(condition, grammar.expressions().expression(), place));
        } while (cursor.at(Keyword.WHEN));
        Expression otherwise =
                cursor.accept(Keyword.ELSE) ? grammar.expressions().expression() : null;
        cursor.expect(Keyword.END);
        cursor.leave();
        return new Case(operand, whens, otherwise, position);
    }

    private Expression array(int position) {
        cursor.expect(Keyword.ARRAY);
        if (cursor.at(LEFT_PARENTHESIS)) {
            return new Expression.ArraySubquery(grammar.queries().inParentheses(), position);
        }
        return arrayElements(position);
    }

    private Expression arrayElements(int position) {
        cursor.enter();
        cursor.expect(LEFT_BRACKET);
        List<Expression> elements = new ArrayList<>();
        if (!cursor.at(RIGHT_BRACKET)) {
            boolean arrays = cursor.at(LEFT_BRACKET);
            do {
                elements.add(
                        arrays
                                ? arrayElements(cursor.position())
                                : grammar.expressions().expression());
            } while (cursor.accept(COMMA));
        }
        cursor.expect(RIGHT_BRACKET);
        cursor.leave();
        return new ArrayConstructor(elements, position);
    }

    /** {@code ROW(…)}. */
    RowConstructor row() {
        int position = cursor.position();
        cursor.expect(Keyword.ROW);
        cursor.expect(LEFT_PARENTHESIS);
        List<Expression> fields = List.of();
        if (!cursor.at(RIGHT_PARENTHESIS)) {
            fields = grammar.expressions().expressions();
        }
        cursor.expect(RIGHT_PARENTHESIS);
        return new RowConstructor(fields, true, position);
    }

    /** PostgreSQL's opt_indirection after a column that is assigned to. */
    List<dev.borealis.sql.ast.Step> steps() {
        if (!cursor.at(DOT) && !cursor.at(LEFT_BRACKET)) {
            return List.of();
        }
        List<dev.borealis.sql.ast.Step> steps = new ArrayList<>();
        while (true) {
            if (cursor.at(LEFT_BRACKET)) {
                steps.addAll(subscripts());
            } else if (cursor.accept(DOT)) {
                if (cursor.accept(TokenKind.STAR)) {
                    steps.add(new dev.borealis.sql.ast.Step.AllFields());
                } else {
                    steps.add(new dev.borealis.sql.ast.Step.Field(cursor.columnLabel()));
                }
            } else {
                return steps;
            }
        }
    }

    /** The name of a column reference, for XML's default names; null otherwise. */
    static @Nullable String columnName(Expression expression) {
        return expression instanceof ColumnRef column && !column.star()
                ? column.names().getLast()
                : null;
    }
}
