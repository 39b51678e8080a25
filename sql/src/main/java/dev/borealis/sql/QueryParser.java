package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.Expression.ColumnRef;
import dev.borealis.sql.ast.Expressions;
import dev.borealis.sql.ast.OperatorName;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.QueryStatement.Target;
import dev.borealis.sql.ast.QueryStatement.With;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.Select.GroupItem;
import dev.borealis.sql.ast.Select.Locking;
import dev.borealis.sql.ast.Select.SetOperator;
import dev.borealis.sql.ast.SortItem;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.sql.ast.WindowDefinition;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** SELECT: bodies, set operations, and what applies to the whole: ORDER BY, LIMIT, FOR UPDATE. */
final class QueryParser {
    private static final int UNION_LEVEL = 1;
    private static final int INTERSECT_LEVEL = 2;

    private final Grammar grammar;
    private final Cursor cursor;

    QueryParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Whether a word that begins a query stands here. */
    boolean atQueryWord() {
        Keyword keyword = cursor.keyword();
        return keyword == Keyword.SELECT
                || keyword == Keyword.VALUES
                || keyword == Keyword.WITH
                || keyword == Keyword.TABLE;
    }

    /** Whether what stands here can go on a query in parentheses. */
    boolean atQueryContinuation() {
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            return false;
        }
        return switch (keyword) {
            case UNION, INTERSECT, EXCEPT, ORDER, LIMIT, OFFSET, FETCH, FOR -> true;
            default -> false;
        };
    }

    /** PostgreSQL's select_with_parens. */
    Select inParentheses() {
        int index = cursor.index();
        if (!cursor.at(LEFT_PARENTHESIS)) {
            throw cursor.error();
        }
        int ahead = 0;
        while (cursor.at(ahead, LEFT_PARENTHESIS)) {
            ahead++;
        }
        Keyword first = cursor.keyword(ahead);
        if (first != Keyword.SELECT
                && first != Keyword.VALUES
                && first != Keyword.WITH
                && first != Keyword.TABLE) {
            while (cursor.index() < index + ahead) {
                cursor.advance();
            }
            throw cursor.error();
        }
        return query();
    }

    private Select query() {
        cursor.enter();
        cursor.expect(LEFT_PARENTHESIS);
        Select query = select();
        cursor.expect(RIGHT_PARENTHESIS);
        cursor.leave();
        return query;
    }

    /** A query as a statement or in parentheses that the caller took: {@code [WITH …] body [tail]}. */
    Select select() {
        With with = cursor.at(Keyword.WITH) ? grammar.with().with() : null;
        return afterWith(with);
    }

    Select afterWith(@Nullable With with) {
        int position = cursor.position();
        Select body = setOperations(operand(), UNION_LEVEL, position);
        return tail(with, body);
    }

    /** Goes on after a query in parentheses: set operations and tail. */
    Select continueFrom(Select first) {
        return tail(null, setOperations(first, UNION_LEVEL, first.position()));
    }

    // ---- set operations ----

    private Select operand() {
        int position = cursor.position();
        Keyword keyword = cursor.keyword();
        if (cursor.at(LEFT_PARENTHESIS)) {
            return query();
        }
        if (keyword == Keyword.SELECT) {
            return bare(simple(), position);
        }
        if (keyword == Keyword.VALUES) {
            return bare(values(), position);
        }
        if (keyword == Keyword.TABLE) {
            cursor.advance();
            TableExpression.Relation relation = grammar.from().relation();
            Target star = new Target(new ColumnRef(List.of(), true, 0), null, 0);
            return bare(
                    new Select.Simple(
                            false,
                            List.of(),
                            List.of(star),
                            null,
                            List.of(relation),
                            null,
                            List.of(),
                            false,
                            null,
                            List.of()),
                    position);
        }
        throw cursor.error();
    }

    private static Select bare(Select.Body body, int position) {
        return new Select(null, body, List.of(), null, null, false, List.of(), position);
    }

    private Select setOperations(Select first, int min, int position) {
        Select left = first;
        for (int length = 0; ; length++) {
            cursor.checkChain(length);
            Keyword keyword = cursor.keyword();
            SetOperator operator;
            if (keyword == Keyword.UNION) {
                operator = SetOperator.UNION;
            } else if (keyword == Keyword.EXCEPT) {
                operator = SetOperator.EXCEPT;
            } else if (keyword == Keyword.INTERSECT) {
                operator = SetOperator.INTERSECT;
            } else {
                return left;
            }
            int level = operator == SetOperator.INTERSECT ? INTERSECT_LEVEL : UNION_LEVEL;
            if (level < min) {
                return left;
            }
            cursor.advance();
            boolean all = cursor.accept(Keyword.ALL);
            if (!all) {
                cursor.accept(Keyword.DISTINCT);
            }
            int place = cursor.position();
            Select right = operand();
            if (level < INTERSECT_LEVEL) {
                right = setOperations(right, level + 1, place);
            }
            left = bare(new Select.SetOperation(operator, all, left, right), position);
        }
    }

    // ---- one SELECT ----

    private Select.Simple simple() {
        cursor.expect(Keyword.SELECT);
        boolean distinct = cursor.accept(Keyword.DISTINCT);
        List<Expression> distinctOn = List.of();
        if (distinct) {
            if (cursor.accept(Keyword.ON)) {
                cursor.expect(LEFT_PARENTHESIS);
                distinctOn = grammar.expressions().expressions();
                cursor.expect(RIGHT_PARENTHESIS);
            }
        } else {
            cursor.accept(Keyword.ALL);
        }
        List<Target> targets = distinct || atTarget() ? targets() : List.of();
        QualifiedName into = cursor.accept(Keyword.INTO) ? into() : null;
        List<TableExpression> from =
                cursor.accept(Keyword.FROM) ? grammar.from().list() : List.of();
        Expression where = optionalWhere();
        List<GroupItem> groupBy = List.of();
        boolean groupDistinct = false;
        if (cursor.accept(Keyword.GROUP)) {
            cursor.expect(Keyword.BY);
            groupDistinct = cursor.accept(Keyword.DISTINCT);
            if (!groupDistinct) {
                cursor.accept(Keyword.ALL);
            }
            groupBy = groupItems();
        }
        Expression having =
                cursor.accept(Keyword.HAVING) ? grammar.expressions().expression() : null;
        List<WindowDefinition> windows = cursor.accept(Keyword.WINDOW) ? windows() : List.of();
        return new Select.Simple(
                distinct,
                distinctOn,
                targets,
                into,
                from,
                where,
                groupBy,
                groupDistinct,
                having,
                windows);
    }

    /** Whether the list of targets is not empty. */
    private boolean atTarget() {
        return switch (cursor.kind()) {
            case END, SEMICOLON, RIGHT_PARENTHESIS -> false;
            case KEYWORD -> {
                Keyword keyword = cursor.keyword();
                yield keyword != Keyword.FROM
                        && keyword != Keyword.INTO
                        && keyword != Keyword.WHERE
                        && keyword != Keyword.GROUP
                        && keyword != Keyword.HAVING
                        && keyword != Keyword.WINDOW
                        && keyword != Keyword.WITH
                        && keyword != Keyword.ON
                        && keyword != Keyword.RETURNING
                        && !atQueryContinuation();
            }
            default -> true;
        };
    }

    List<Target> targets() {
        List<Target> targets = new ArrayList<>(4);
        do {
            targets.add(target());
        } while (cursor.accept(COMMA));
        return targets;
    }

    private Target target() {
        int position = cursor.position();
        if (cursor.accept(TokenKind.STAR)) {
            return new Target(new ColumnRef(List.of(), true, position), null, position);
        }
        Expression expression = grammar.expressions().target();
        String label = null;
        if (cursor.accept(Keyword.AS)) {
            label = cursor.columnLabel();
        } else if (cursor.atBareLabel()) {
            label = cursor.takeWord();
        }
        return new Target(expression, label, position);
    }

    /** {@code [RETURNING targets]}. */
    List<Target> optionalReturning() {
        return cursor.accept(Keyword.RETURNING) ? targets() : List.of();
    }

    /** PostgreSQL's OptTempTableName, after INTO. */
    private QualifiedName into() {
        Keyword keyword = cursor.keyword();
        if ((keyword == Keyword.LOCAL || keyword == Keyword.GLOBAL)
                && (cursor.at(1, Keyword.TEMPORARY) || cursor.at(1, Keyword.TEMP))) {
            cursor.advance();
            keyword = cursor.keyword();
        }
        boolean word =
                keyword == Keyword.TEMPORARY
                        || keyword == Keyword.TEMP
                        || keyword == Keyword.UNLOGGED;
        if (word && (cursor.at(1, Keyword.TABLE) || cursor.atColumnId(1))) {
            cursor.advance();
        }
        cursor.accept(Keyword.TABLE);
        return cursor.relationName();
    }

    @Nullable Expression optionalWhere() {
        return cursor.accept(Keyword.WHERE) ? grammar.expressions().expression() : null;
    }

    private List<GroupItem> groupItems() {
        List<GroupItem> items = new ArrayList<>();
        do {
            items.add(groupItem());
        } while (cursor.accept(COMMA));
        return items;
    }

    private GroupItem groupItem() {
        int position = cursor.position();
        if (cursor.at(LEFT_PARENTHESIS) && cursor.at(1, RIGHT_PARENTHESIS)) {
            cursor.advance();
            cursor.advance();
            return new GroupItem.Empty(position);
        }
        boolean called = cursor.at(1, LEFT_PARENTHESIS);
        if (called && cursor.accept(Keyword.ROLLUP)) {
            return new GroupItem.Rollup(listInParentheses(), position);
        }
        if (called && cursor.accept(Keyword.CUBE)) {
            return new GroupItem.Cube(listInParentheses(), position);
        }
        if (cursor.accept(Keyword.GROUPING, Keyword.SETS)) {
            cursor.enter();
            cursor.expect(LEFT_PARENTHESIS);
            List<GroupItem> sets = groupItems();
            cursor.expect(RIGHT_PARENTHESIS);
            cursor.leave();
            return new GroupItem.GroupingSets(sets, position);
        }
        return new GroupItem.Single(grammar.expressions().expression());
    }

    private List<Expression> listInParentheses() {
        cursor.expect(LEFT_PARENTHESIS);
        List<Expression> list = grammar.expressions().expressions();
        cursor.expect(RIGHT_PARENTHESIS);
        return list;
    }

    private List<WindowDefinition> windows() {
        List<WindowDefinition> windows = new ArrayList<>();
        do {
            String name = cursor.columnId();
            cursor.expect(Keyword.AS);
            windows.add(grammar.windows().specification(name));
        } while (cursor.accept(COMMA));
        return windows;
    }

    private Select.Values values() {
        cursor.expect(Keyword.VALUES);
        List<List<Expression>> rows = new ArrayList<>();
        do {
            rows.add(List.copyOf(listInParentheses()));
        } while (cursor.accept(COMMA));
        return new Select.Values(rows);
    }

    // ---- what applies to the whole ----

    private Select tail(@Nullable With with, Select body) {
        List<SortItem> orderBy = optionalOrderBy();
        Tail tail = new Tail();
        if (cursor.at(Keyword.FOR)) {
            tail.locking = locking();
            limit(tail);
        } else if (limit(tail) && cursor.at(Keyword.FOR)) {
            tail.locking = locking();
        }
        if (with == null && orderBy.isEmpty() && tail.isEmpty()) {
            return body;
        }
        return merge(with, body, orderBy, tail);
    }

    /** What follows ORDER BY, while it is read. */
    private static final class Tail {
        @Nullable Expression limit;
        boolean limited;
        int limitPosition;
        @Nullable Expression offset;
        int offsetPosition;
        boolean withTies;
        List<Locking> locking = List.of();

        boolean isEmpty() {
            return !limited && offset == null && !withTies && locking.isEmpty();
        }
    }

    /** A body in parentheses may have clauses of its own; the same clause twice is an error. */
    private static Select merge(
            @Nullable With with, Select body, List<SortItem> orderBy, Tail tail) {
        if (!orderBy.isEmpty() && !body.orderBy().isEmpty()) {
            throw SyntaxErrors.plain(
                    "multiple ORDER BY clauses not allowed",
                    Expressions.start(orderBy.getFirst().expression()));
        }
        if (tail.offset != null && body.offset() != null) {
            throw SyntaxErrors.plain("multiple OFFSET clauses not allowed", tail.offsetPosition);
        }
        if (tail.limit != null && body.limit() != null) {
            throw SyntaxErrors.plain("multiple LIMIT clauses not allowed", tail.limitPosition);
        }
        List<SortItem> order = orderBy.isEmpty() ? body.orderBy() : orderBy;
        if (tail.withTies && order.isEmpty()) {
            throw SyntaxErrors.plain("WITH TIES cannot be specified without ORDER BY clause", 0);
        }
        List<Locking> locking = body.locking();
        if (!tail.locking.isEmpty()) {
            locking = new ArrayList<>(body.locking());
            locking.addAll(tail.locking);
        }
        if (tail.withTies) {
            for (Locking clause : locking) {
                if (clause.policy() == Select.Wait.SKIP_LOCKED) {
                    throw SyntaxErrors.plain(
                            "SKIP LOCKED and WITH TIES options cannot be used together", 0);
                }
            }
        }
        if (with != null && body.with() != null) {
            throw SyntaxErrors.plain("multiple WITH clauses not allowed", with.position());
        }
        return new Select(
                with != null ? with : body.with(),
                body.body(),
                order,
                tail.limit != null ? tail.limit : body.limit(),
                tail.offset != null ? tail.offset : body.offset(),
                tail.withTies || body.withTies(),
                locking,
                body.position());
    }

    /** {@code [ORDER BY keys]}. */
    List<SortItem> optionalOrderBy() {
        if (!cursor.accept(Keyword.ORDER)) {
            return List.of();
        }
        cursor.expect(Keyword.BY);
        List<SortItem> items = new ArrayList<>(2);
        do {
            items.add(sortItem());
        } while (cursor.accept(COMMA));
        return items;
    }

    private SortItem sortItem() {
        Expression expression = grammar.expressions().expression();
        int position = 0;
        OperatorName using = null;
        SortItem.Direction direction = SortItem.Direction.DEFAULT;
        if (cursor.accept(Keyword.USING)) {
            position = cursor.position();
            using =
                    cursor.at(Keyword.OPERATOR)
                            ? grammar.expressions().qualifiedOperator()
                            : OperatorName.of(grammar.expressions().symbol());
            direction = SortItem.Direction.USING;
        } else {
            direction = direction();
        }
        return new SortItem(expression, direction, nulls(), using, position);
    }

    SortItem.Direction direction() {
        if (cursor.accept(Keyword.ASC)) {
            return SortItem.Direction.ASCENDING;
        }
        return cursor.accept(Keyword.DESC)
                ? SortItem.Direction.DESCENDING
                : SortItem.Direction.DEFAULT;
    }

    SortItem.Nulls nulls() {
        if (cursor.accept(Keyword.NULLS, Keyword.FIRST)) {
            return SortItem.Nulls.FIRST;
        }
        return cursor.accept(Keyword.NULLS, Keyword.LAST)
                ? SortItem.Nulls.LAST
                : SortItem.Nulls.DEFAULT;
    }

    /** LIMIT, OFFSET and FETCH in either order; whether there was any. */
    private boolean limit(Tail tail) {
        boolean limited = false;
        boolean shifted = false;
        while (true) {
            int position = cursor.position();
            if (!limited && cursor.accept(Keyword.LIMIT)) {
                limited = true;
                limitValue(tail, position);
            } else if (!limited && cursor.accept(Keyword.FETCH)) {
                limited = true;
                fetch(tail);
            } else if (!shifted && cursor.accept(Keyword.OFFSET)) {
                shifted = true;
                tail.offsetPosition = cursor.position();
                tail.offset = grammar.expressions().expression();
                if (!cursor.accept(Keyword.ROW)) {
                    cursor.accept(Keyword.ROWS);
                }
            } else {
                return limited || shifted;
            }
        }
    }

    private void limitValue(Tail tail, int position) {
        tail.limited = true;
        tail.limitPosition = cursor.position();
        if (!cursor.accept(Keyword.ALL)) {
            tail.limit = grammar.expressions().expression();
        }
        if (cursor.accept(COMMA)) {
            grammar.expressions().expression();
            throw SyntaxErrors.limitComma(position);
        }
    }

    private void fetch(Tail tail) {
        tail.limited = true;
        if (!cursor.accept(Keyword.FIRST)) {
            cursor.expect(Keyword.NEXT);
        }
        tail.limitPosition = cursor.position();
        if (cursor.at(Keyword.ROW) && !cursor.at(1, LEFT_PARENTHESIS) || cursor.at(Keyword.ROWS)) {
            tail.limit = new Constant.IntegerConstant(1, 0);
        } else if (cursor.at(TokenKind.PLUS) || cursor.at(TokenKind.MINUS)) {
            tail.limit = grammar.primaries().signedNumber();
        } else {
            tail.limit = grammar.primaries().primary();
        }
        if (!cursor.accept(Keyword.ROW)) {
            cursor.expect(Keyword.ROWS);
        }
        if (!cursor.accept(Keyword.ONLY)) {
            cursor.expect(Keyword.WITH, Keyword.TIES);
            tail.withTies = true;
        }
    }

    private List<Locking> locking() {
        List<Locking> items = new ArrayList<>(1);
        boolean first = true;
        while (cursor.accept(Keyword.FOR)) {
            if (first && cursor.accept(Keyword.READ)) {
                cursor.expect(Keyword.ONLY);
                return List.of();
            }
            first = false;
            Select.Strength strength;
            if (cursor.accept(Keyword.UPDATE)) {
                strength = Select.Strength.UPDATE;
            } else if (cursor.accept(Keyword.SHARE)) {
                strength = Select.Strength.SHARE;
            } else if (cursor.accept(Keyword.NO)) {
                cursor.expect(Keyword.KEY, Keyword.UPDATE);
                strength = Select.Strength.NO_KEY_UPDATE;
            } else {
                cursor.expect(Keyword.KEY, Keyword.SHARE);
                strength = Select.Strength.KEY_SHARE;
            }
            List<QualifiedName> relations =
                    cursor.accept(Keyword.OF) ? cursor.relationNames() : List.of();
            Select.Wait policy = Select.Wait.BLOCK;
            if (cursor.accept(Keyword.NOWAIT)) {
                policy = Select.Wait.NOWAIT;
            } else if (cursor.accept(Keyword.SKIP)) {
                cursor.expect(Keyword.LOCKED);
                policy = Select.Wait.SKIP_LOCKED;
            }
            items.add(new Locking(strength, relations, policy));
        }
        return items;
    }
}
