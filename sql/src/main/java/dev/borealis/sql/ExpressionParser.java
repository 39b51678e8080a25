package dev.borealis.sql;

import dev.borealis.sql.ast.Constant.IntegerConstant;
import dev.borealis.sql.ast.Constant.NumericConstant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expression.And;
import dev.borealis.sql.ast.Expression.Argument;
import dev.borealis.sql.ast.Expression.BinaryOperator;
import dev.borealis.sql.ast.Expression.Cast;
import dev.borealis.sql.ast.Expression.CastForm;
import dev.borealis.sql.ast.Expression.Collate;
import dev.borealis.sql.ast.Expression.FunctionCall;
import dev.borealis.sql.ast.Expression.Not;
import dev.borealis.sql.ast.Expression.Or;
import dev.borealis.sql.ast.Expression.UnaryOperator;
import dev.borealis.sql.ast.OperatorName;
import dev.borealis.sql.ast.Predicate;
import dev.borealis.sql.ast.Predicate.Quantifier;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.XmlExpression;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Operators, by precedence climbing. The levels and which of them do not associate are PostgreSQL 16's.
 *
 * <p>A restricted expression (PostgreSQL's b_expr) has only arithmetic, comparison and other symbolic operators: it
 * stands where a keyword operator would be ambiguous, as in BETWEEN and DEFAULT.
 */
final class ExpressionParser {
    private static final int NONE = -1;
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int IS = 4;
    private static final int COMPARISON = 5;
    private static final int PATTERN = 6;
    private static final int OTHER = 8;
    private static final int SUM = 9;
    private static final int PRODUCT = 10;
    private static final int POWER = 11;
    private static final int ZONE = 12;
    private static final int COLLATION = 13;
    private static final int SIGN = 14;
    private static final int CAST = 16;

    private final Grammar grammar;
    private final Cursor cursor;

    /** In {@code SUBSTRING(value SIMILAR pattern ESCAPE c)} the word SIMILAR is no operator. */
    private boolean inSubstring;

    /** Depth of the select-list item being read, where an operator's word may turn out to be a label; else -1. */
    private int targetDepth = -1;

    ExpressionParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Any expression. */
    Expression expression() {
        return parse(0, false);
    }

    /** An item of a select list, perhaps followed by a label without AS. */
    Expression target() {
        int outer = targetDepth;
        targetDepth = cursor.depth() + 1;
        Expression value = parse(0, false);
        targetDepth = outer;
        return value;
    }

    /** {@code SELECT 1 like FROM t}: an operator's word with nothing to operate on is a label. */
    private boolean isLabel() {
        if (cursor.depth() != targetDepth) {
            return false;
        }
        return switch (cursor.kind(1)) {
            case END, SEMICOLON, COMMA, RIGHT_PARENTHESIS -> true;
            case KEYWORD -> {
                Keyword next = cursor.keyword(1);
                yield next == Keyword.FROM
                        || next == Keyword.INTO
                        || next == Keyword.WHERE
                        || next == Keyword.GROUP
                        || next == Keyword.HAVING
                        || next == Keyword.WINDOW
                        || next == Keyword.UNION
                        || next == Keyword.INTERSECT
                        || next == Keyword.EXCEPT
                        || next == Keyword.ORDER
                        || next == Keyword.LIMIT
                        || next == Keyword.OFFSET
                        || next == Keyword.FETCH
                        || next == Keyword.FOR;
            }
            default -> false;
        };
    }

    /** The first argument of SUBSTRING. */
    Expression substringValue() {
        boolean outer = inSubstring;
        inSubstring = true;
        Expression value = parse(0, false);
        inSubstring = outer;
        return value;
    }

    /** PostgreSQL's b_expr. */
    Expression restricted() {
        return parse(0, true);
    }

    /** Goes on after a first operand that was read already. */
    Expression continueFrom(Expression left) {
        return operators(left, 0, false);
    }

    List<Expression> expressions() {
        Expression first = expression();
        if (!cursor.at(TokenKind.COMMA)) {
            return List.of(first);
        }
        List<Expression> list = new ArrayList<>();
        list.add(first);
        while (cursor.accept(TokenKind.COMMA)) {
            list.add(expression());
        }
        return list;
    }

    private Expression parse(int min, boolean restricted) {
        cursor.enter();
        Expression result = operators(operand(restricted), min, restricted);
        cursor.leave();
        return result;
    }

    private Expression operand(boolean restricted) {
        int position = cursor.position();
        switch (cursor.kind()) {
            case MINUS -> {
                cursor.advance();
                return negate(parse(SIGN, restricted), position);
            }
            case PLUS -> {
                cursor.advance();
                return new UnaryOperator(OperatorName.of("+"), parse(SIGN, restricted), position);
            }
            case OPERATOR -> {
                OperatorName name =
                        OperatorName.of(
                                (String)
                                        java.util.Objects.requireNonNull(
                                                cursor.tokens.value(cursor.index())));
                cursor.advance();
                return new UnaryOperator(name, parse(OTHER + 1, restricted), position);
            }
            case KEYWORD -> {
                if (cursor.at(Keyword.OPERATOR) && cursor.at(1, TokenKind.LEFT_PARENTHESIS)) {
                    OperatorName name = qualifiedOperator();
                    return new UnaryOperator(name, parse(OTHER + 1, restricted), position);
                }
                if (!restricted) {
                    if (cursor.accept(Keyword.NOT)) {
                        return new Not(parse(NOT, false), position);
                    }
                    if (cursor.accept(Keyword.DEFAULT)) {
                        return new Expression.SetToDefault(position);
                    }
                    if (cursor.accept(Keyword.UNIQUE)) {
                        if (cursor.accept(Keyword.NULLS)) {
                            cursor.accept(Keyword.NOT);
                            cursor.expect(Keyword.DISTINCT);
                        }
                        grammar.queries().inParentheses();
                        throw SyntaxErrors.notSupported(
                                "UNIQUE predicate is not yet implemented", position);
                    }
                }
            }
            default -> {}
        }
        return grammar.primaries().primary();
    }

    private static Expression negate(Expression operand, int position) {
        if (operand instanceof IntegerConstant(long value, _)) {
            return new IntegerConstant(-value, position);
        }
        if (operand instanceof NumericConstant(String text, _)) {
            String negated = text.startsWith("-") ? text.substring(1) : "-" + text;
            return negated.equals("-9223372036854775808")
                    ? new IntegerConstant(Long.MIN_VALUE, position)
                    : new NumericConstant(negated, position);
        }
        return new UnaryOperator(OperatorName.of("-"), operand, position);
    }

    /** Level of the binary or postfix operator here, or NONE. */
    private int level(boolean restricted) {
        return switch (cursor.kind()) {
            case LESS, GREATER, EQUAL, LESS_EQUAL, GREATER_EQUAL, NOT_EQUAL -> COMPARISON;
            case PLUS, MINUS -> SUM;
            case STAR, SLASH, PERCENT -> PRODUCT;
            case CARET -> POWER;
            case TYPECAST -> CAST;
            case OPERATOR -> OTHER;
            case KEYWORD -> keywordLevel(restricted);
            default -> NONE;
        };
    }

    private int keywordLevel(boolean restricted) {
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            return NONE;
        }
        return switch (keyword) {
            case IS -> isLabel() ? NONE : IS;
            case OPERATOR -> cursor.at(1, TokenKind.LEFT_PARENTHESIS) ? OTHER : NONE;
            case OR -> restricted || isLabel() ? NONE : OR;
            case AND -> restricted || isLabel() ? NONE : AND;
            case ISNULL, NOTNULL -> restricted ? NONE : IS;
            case BETWEEN, IN, LIKE, ILIKE -> restricted || isLabel() ? NONE : PATTERN;
            case SIMILAR ->
                    restricted || isLabel() || inSubstring && !cursor.at(1, Keyword.TO)
                            ? NONE
                            : PATTERN;
            case NOT -> !restricted && isPattern(cursor.keyword(1)) ? PATTERN : NONE;
            case AT -> !restricted && cursor.at(1, Keyword.TIME) ? ZONE : NONE;
            case COLLATE -> restricted || isLabel() ? NONE : COLLATION;
            default -> NONE;
        };
    }

    private static boolean isPattern(@Nullable Keyword keyword) {
        return keyword == Keyword.BETWEEN
                || keyword == Keyword.IN
                || keyword == Keyword.LIKE
                || keyword == Keyword.ILIKE
                || keyword == Keyword.SIMILAR;
    }

    private Expression operators(Expression first, int min, boolean restricted) {
        Expression left = first;
        // Level of the non-associative operator that left ends in the operand of: the same level
        // may not follow.
        int closed = NONE;
        for (int length = 0; ; length++) {
            cursor.checkChain(length);
            int level = level(restricted);
            if (level < 0 || level < min) {
                return left;
            }
            if (level == closed) {
                throw cursor.error();
            }
            closed = NONE;
            int position = cursor.position();
            switch (level) {
                case OR -> left = or(left, position);
                case AND -> left = and(left, position);
                case IS -> {
                    left = is(left, restricted, position);
                    closed = left instanceof Predicate.IsDistinctFrom ? IS : NONE;
                }
                case PATTERN -> {
                    left = pattern(left, position);
                    closed =
                            left instanceof Predicate.Between || left instanceof Predicate.Like
                                    ? PATTERN
                                    : NONE;
                }
                case ZONE -> {
                    cursor.advance();
                    cursor.expect(Keyword.TIME, Keyword.ZONE);
                    Expression zone = parse(ZONE + 1, false);
                    left = sqlCall("timezone", position, zone, left);
                }
                case COLLATION -> {
                    cursor.advance();
                    left = new Collate(left, cursor.anyName(), position);
                }
                case CAST -> {
                    cursor.advance();
                    left = new Cast(left, grammar.types().typeName(), CastForm.COLONS, position);
                }
                default -> {
                    OperatorName operator = binaryOperator();
                    Quantifier quantifier = restricted ? null : quantifier();
                    if (quantifier != null) {
                        left = quantified(left, operator, quantifier, position);
                    } else {
                        left =
                                new BinaryOperator(
                                        operator, left, parse(level + 1, restricted), position);
                        closed = level == COMPARISON ? COMPARISON : NONE;
                    }
                }
            }
        }
    }

    private Expression or(Expression left, int position) {
        List<Expression> arguments =
                left instanceof Or or ? new ArrayList<>(or.arguments()) : startedWith(left);
        while (cursor.accept(Keyword.OR)) {
            arguments.add(parse(OR + 1, false));
        }
        return new Or(arguments, left instanceof Or or ? or.position() : position);
    }

    private Expression and(Expression left, int position) {
        List<Expression> arguments =
                left instanceof And and ? new ArrayList<>(and.arguments()) : startedWith(left);
        while (cursor.accept(Keyword.AND)) {
            arguments.add(parse(AND + 1, false));
        }
        return new And(arguments, left instanceof And and ? and.position() : position);
    }

    private static List<Expression> startedWith(Expression first) {
        List<Expression> list = new ArrayList<>(4);
        list.add(first);
        return list;
    }

    // ---- symbolic operators ----

    /** The operator token here, taken. */
    private OperatorName binaryOperator() {
        if (cursor.at(Keyword.OPERATOR)) {
            return qualifiedOperator();
        }
        return OperatorName.of(symbol());
    }

    /** PostgreSQL's all_Op: any operator's symbol. */
    String symbol() {
        String symbol =
                switch (cursor.kind()) {
                    case PLUS -> "+";
                    case MINUS -> "-";
                    case STAR -> "*";
                    case SLASH -> "/";
                    case PERCENT -> "%";
                    case CARET -> "^";
                    case LESS -> "<";
                    case GREATER -> ">";
                    case EQUAL -> "=";
                    case LESS_EQUAL -> "<=";
                    case GREATER_EQUAL -> ">=";
                    case NOT_EQUAL -> "<>";
                    case OPERATOR ->
                            (String)
                                    java.util.Objects.requireNonNull(
                                            cursor.tokens.value(cursor.index()));
                    default -> throw cursor.error();
                };
        cursor.advance();
        return symbol;
    }

    /** {@code OPERATOR(schema.symbol)}. */
    OperatorName qualifiedOperator() {
        cursor.expect(Keyword.OPERATOR);
        cursor.expect(TokenKind.LEFT_PARENTHESIS);
        OperatorName name = anyOperator();
        cursor.expect(TokenKind.RIGHT_PARENTHESIS);
        return name;
    }

    /** {@code {schema.} symbol}. */
    OperatorName anyOperator() {
        List<String> schemas = new ArrayList<>(1);
        while (cursor.atColumnId()) {
            schemas.add(cursor.columnId());
            cursor.expect(TokenKind.DOT);
        }
        return new OperatorName(schemas, symbol());
    }

    private @Nullable Quantifier quantifier() {
        if (cursor.accept(Keyword.ANY) || cursor.accept(Keyword.SOME)) {
            return Quantifier.ANY;
        }
        return cursor.accept(Keyword.ALL) ? Quantifier.ALL : null;
    }

    private Expression quantified(
            Expression left, OperatorName operator, Quantifier quantifier, int position) {
        if (!cursor.at(TokenKind.LEFT_PARENTHESIS)) {
            throw cursor.error();
        }
        return switch (grammar.primaries().parenthesized(false)) {
            case PrimaryParser.Parenthesized.Query(Select query) ->
                    new Predicate.QuantifiedSubquery(left, operator, quantifier, query, position);
            case PrimaryParser.Parenthesized.Items(List<Expression> items) ->
                    new Predicate.QuantifiedArray(
                            left, operator, quantifier, items.getFirst(), position);
        };
    }

    // ---- keyword operators ----

    private Expression pattern(Expression left, int position) {
        boolean negated = cursor.accept(Keyword.NOT);
        Keyword keyword = java.util.Objects.requireNonNull(cursor.keyword());
        cursor.advance();
        return switch (keyword) {
            case BETWEEN -> between(left, negated, position);
            case IN -> in(left, negated, position);
            case LIKE -> like(Predicate.Pattern.LIKE, left, negated, position);
            case ILIKE -> like(Predicate.Pattern.ILIKE, left, negated, position);
            default -> {
                cursor.expect(Keyword.TO);
                yield like(Predicate.Pattern.SIMILAR, left, negated, position);
            }
        };
    }

    private Expression between(Expression value, boolean negated, int position) {
        boolean symmetric = cursor.accept(Keyword.SYMMETRIC);
        if (!symmetric) {
            cursor.accept(Keyword.ASYMMETRIC);
        }
        Expression lower = restricted();
        cursor.expect(Keyword.AND);
        Expression upper = parse(PATTERN + 1, false);
        return new Predicate.Between(value, lower, upper, symmetric, negated, position);
    }

    private Expression in(Expression value, boolean negated, int position) {
        if (!cursor.at(TokenKind.LEFT_PARENTHESIS)) {
            throw cursor.error();
        }
        return switch (grammar.primaries().parenthesized(true)) {
            case PrimaryParser.Parenthesized.Query(Select query) ->
                    new Predicate.InSubquery(value, query, negated, position);
            case PrimaryParser.Parenthesized.Items(List<Expression> items) ->
                    new Predicate.In(value, items, negated, position);
        };
    }

    private Expression like(
            Predicate.Pattern kind, Expression value, boolean negated, int position) {
        if (kind != Predicate.Pattern.SIMILAR) {
            Quantifier quantifier = quantifier();
            if (quantifier != null) {
                String symbol =
                        (negated ? "!~~" : "~~") + (kind == Predicate.Pattern.ILIKE ? "*" : "");
                return quantified(value, OperatorName.of(symbol), quantifier, position);
            }
        }
        Expression pattern = parse(PATTERN + 1, false);
        Expression escape = cursor.accept(Keyword.ESCAPE) ? parse(PATTERN + 1, false) : null;
        return new Predicate.Like(kind, value, pattern, escape, negated, position);
    }

    private Expression is(Expression value, boolean restricted, int position) {
        if (cursor.accept(Keyword.ISNULL)) {
            return new Predicate.IsNull(value, false, position);
        }
        if (cursor.accept(Keyword.NOTNULL)) {
            return new Predicate.IsNull(value, true, position);
        }
        cursor.expect(Keyword.IS);
        boolean negated = cursor.accept(Keyword.NOT);
        if (cursor.accept(Keyword.DISTINCT)) {
            cursor.expect(Keyword.FROM);
            return new Predicate.IsDistinctFrom(
                    value, parse(IS + 1, restricted), negated, position);
        }
        if (cursor.accept(Keyword.DOCUMENT)) {
            return negatedIf(negated, new XmlExpression.IsDocument(value, position), position);
        }
        Keyword keyword = cursor.keyword();
        if (restricted || keyword == null) {
            throw cursor.error();
        }
        switch (keyword) {
            case NULL -> {
                cursor.advance();
                return new Predicate.IsNull(value, negated, position);
            }
            case TRUE -> {
                cursor.advance();
                return new Predicate.IsBoolean(value, Predicate.Truth.TRUE, negated, position);
            }
            case FALSE -> {
                cursor.advance();
                return new Predicate.IsBoolean(value, Predicate.Truth.FALSE, negated, position);
            }
            case UNKNOWN -> {
                cursor.advance();
                return new Predicate.IsBoolean(value, Predicate.Truth.UNKNOWN, negated, position);
            }
            case JSON -> {
                cursor.advance();
                return negatedIf(negated, grammar.json().isJson(value, position), position);
            }
            case NORMALIZED -> {
                cursor.advance();
                return negatedIf(negated, sqlCall("is_normalized", position, value), position);
            }
            case NFC, NFD, NFKC, NFKD -> {
                int place = cursor.position();
                cursor.advance();
                cursor.expect(Keyword.NORMALIZED);
                Expression form = string(keyword.name(), place);
                return negatedIf(
                        negated, sqlCall("is_normalized", position, value, form), position);
            }
            default -> throw cursor.error();
        }
    }

    private static Expression negatedIf(boolean negated, Expression expression, int position) {
        return negated ? new Not(expression, position) : expression;
    }

    static Expression string(String text, int position) {
        return new dev.borealis.sql.ast.Constant.StringConstant(
                dev.borealis.types.Bytes.ofString(text), position);
    }

    /** A call in SQL's own syntax of a function of pg_catalog. */
    static FunctionCall sqlCall(String name, int position, Expression... values) {
        List<Argument> arguments = new ArrayList<>(values.length);
        for (Expression value : values) {
            arguments.add(new Argument(null, value, value.position()));
        }
        return new FunctionCall(
                new QualifiedName(List.of("pg_catalog", name), position),
                arguments,
                false,
                false,
                false,
                List.of(),
                false,
                null,
                null,
                true,
                position);
    }
}
