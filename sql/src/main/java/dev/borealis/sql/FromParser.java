package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.QualifiedName;
import dev.borealis.sql.ast.Select;
import dev.borealis.sql.ast.TableExpression;
import dev.borealis.sql.ast.TableExpression.Alias;
import dev.borealis.sql.ast.TableExpression.ColumnDefinition;
import dev.borealis.sql.ast.TableExpression.FunctionItem;
import dev.borealis.sql.ast.TableExpression.Functions;
import dev.borealis.sql.ast.TableExpression.Join;
import dev.borealis.sql.ast.TableExpression.JoinType;
import dev.borealis.sql.ast.TableExpression.Relation;
import dev.borealis.sql.ast.TableExpression.Subquery;
import dev.borealis.sql.ast.TableExpression.TableSample;
import dev.borealis.sql.ast.TypeName;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** FROM: relations, functions, sub-queries and joins. */
final class FromParser {
    private final Grammar grammar;
    private final Cursor cursor;

    FromParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    List<TableExpression> list() {
        List<TableExpression> list = new ArrayList<>(2);
        do {
            list.add(item());
        } while (cursor.accept(COMMA));
        return list;
    }

    /** An item with all joins that follow it. */
    TableExpression item() {
        cursor.enter();
        TableExpression result = joins(primary());
        cursor.leave();
        return result;
    }

    // ---- joins ----

    private TableExpression joins(TableExpression first) {
        TableExpression left = first;
        for (int length = 0; ; length++) {
            cursor.checkChain(length);
            int position = cursor.position();
            Keyword keyword = cursor.keyword();
            if (keyword == null) {
                return left;
            }
            switch (keyword) {
                case CROSS -> {
                    cursor.advance();
                    cursor.expect(Keyword.JOIN);
                    left = join(JoinType.CROSS, false, left, primary(), position);
                }
                case NATURAL -> {
                    cursor.advance();
                    JoinType type = joinType();
                    left = join(type, true, left, primary(), position);
                }
                case JOIN, INNER, LEFT, RIGHT, FULL -> {
                    JoinType type = joinType();
                    left = conditional(type, left, item(), position);
                }
                default -> {
                    return left;
                }
            }
        }
    }

    /** {@code [INNER | (LEFT|RIGHT|FULL) [OUTER]] JOIN}, taken. */
    private JoinType joinType() {
        JoinType type = JoinType.INNER;
        if (!cursor.accept(Keyword.INNER)) {
            boolean outer = true;
            if (cursor.accept(Keyword.LEFT)) {
                type = JoinType.LEFT;
            } else if (cursor.accept(Keyword.RIGHT)) {
                type = JoinType.RIGHT;
            } else if (cursor.accept(Keyword.FULL)) {
                type = JoinType.FULL;
            } else {
                outer = false;
            }
            if (outer) {
                cursor.accept(Keyword.OUTER);
            }
        }
        cursor.expect(Keyword.JOIN);
        return type;
    }

    private static Join join(
            JoinType type,
            boolean natural,
            TableExpression left,
            TableExpression right,
            int position) {
        return new Join(type, natural, left, right, null, null, null, null, position);
    }

    private Join conditional(
            JoinType type, TableExpression left, TableExpression right, int position) {
        if (cursor.accept(Keyword.USING)) {
            List<String> columns = cursor.columnIdsInParentheses();
            String alias = cursor.accept(Keyword.AS) ? cursor.columnId() : null;
            return new Join(type, false, left, right, null, columns, alias, null, position);
        }
        cursor.expect(Keyword.ON);
        Expression on = grammar.expressions().expression();
        return new Join(type, false, left, right, on, null, null, null, position);
    }

    // ---- items ----

    private TableExpression primary() {
        int position = cursor.position();
        if (cursor.accept(Keyword.LATERAL)) {
            return lateral(position);
        }
        if (cursor.at(LEFT_PARENTHESIS)) {
            return parenthesized(position);
        }
        if (cursor.at(Keyword.ONLY)) {
            return finish(relation());
        }
        if (cursor.at(Keyword.XMLTABLE) && cursor.at(1, LEFT_PARENTHESIS)) {
            return xmlTable(false);
        }
        if (atFunction()) {
            return functions(false, position);
        }
        return finish(relation());
    }

    private TableExpression lateral(int position) {
        if (cursor.at(LEFT_PARENTHESIS)) {
            Select query = grammar.queries().inParentheses();
            return new Subquery(query, true, optionalAlias(), position);
        }
        if (cursor.at(Keyword.XMLTABLE) && cursor.at(1, LEFT_PARENTHESIS)) {
            return xmlTable(true);
        }
        if (!atFunction()) {
            // the error is PostgreSQL's: after a name that is no call
            if (cursor.atColumnId()) {
                cursor.anyName();
            }
            throw cursor.error();
        }
        return functions(true, position);
    }

    /** A sub-query or a join in parentheses: which one is known only after inner parentheses. */
    private TableExpression parenthesized(int position) {
        cursor.enter();
        cursor.expect(LEFT_PARENTHESIS);
        TableExpression result;
        if (grammar.queries().atQueryWord()) {
            Select query = grammar.queries().select();
            cursor.expect(RIGHT_PARENTHESIS);
            result = new Subquery(query, false, optionalAlias(), position);
        } else if (cursor.at(LEFT_PARENTHESIS)) {
            result = nested(position);
        } else {
            result = joinInParentheses(primary());
        }
        cursor.leave();
        return result;
    }

    private TableExpression nested(int position) {
        int inner = cursor.position();
        TableExpression first = parenthesized(inner);
        // ((SELECT …)) and ((SELECT …) UNION …): only a sub-query without alias may be the
        // beginning of a query
        if (first instanceof Subquery(Select query, boolean lateral, Alias alias, int _)
                && !lateral
                && alias == null) {
            if (cursor.accept(RIGHT_PARENTHESIS)) {
                return new Subquery(query, false, optionalAlias(), position);
            }
            if (grammar.queries().atQueryContinuation()) {
                Select whole = grammar.queries().continueFrom(query);
                cursor.expect(RIGHT_PARENTHESIS);
                return new Subquery(whole, false, optionalAlias(), position);
            }
        }
        return joinInParentheses(first);
    }

    private TableExpression joinInParentheses(TableExpression first) {
        TableExpression joined = joins(first);
        if (joined == first && !(first instanceof Join)) {
            throw cursor.error();
        }
        cursor.expect(RIGHT_PARENTHESIS);
        if (!(joined instanceof Join join)) {
            throw new IllegalStateException("a join was parsed");
        }
        Alias alias = optionalAlias();
        return alias == null
                ? join
                : new Join(
                        join.type(),
                        join.natural(),
                        join.left(),
                        join.right(),
                        join.on(),
                        join.using(),
                        join.usingAlias(),
                        alias,
                        join.position());
    }

    /** PostgreSQL's relation_expr: {@code name [*] | ONLY name | ONLY (name)}. */
    Relation relation() {
        int position = cursor.position();
        if (cursor.accept(Keyword.ONLY)) {
            boolean parenthesis = cursor.accept(LEFT_PARENTHESIS);
            QualifiedName name = cursor.relationName();
            if (parenthesis) {
                cursor.expect(RIGHT_PARENTHESIS);
            }
            return new Relation(name, true, null, null, name.position());
        }
        QualifiedName name = cursor.relationName();
        cursor.accept(TokenKind.STAR);
        return new Relation(name, false, null, null, position);
    }

    private Relation finish(Relation relation) {
        Alias alias = optionalAlias();
        TableSample sample = cursor.at(Keyword.TABLESAMPLE) ? sample() : null;
        return alias == null && sample == null
                ? relation
                : new Relation(
                        relation.name(), relation.only(), alias, sample, relation.position());
    }

    private TableSample sample() {
        int position = cursor.position();
        cursor.expect(Keyword.TABLESAMPLE);
        QualifiedName method =
                cursor.at(1, TokenKind.DOT)
                        ? cursor.anyName()
                        : QualifiedName.of(cursor.typeOrFunctionName(), cursor.position());
        cursor.expect(LEFT_PARENTHESIS);
        List<Expression> arguments = grammar.expressions().expressions();
        cursor.expect(RIGHT_PARENTHESIS);
        Expression repeatable = null;
        if (cursor.accept(Keyword.REPEATABLE)) {
            cursor.expect(LEFT_PARENTHESIS);
            repeatable = grammar.expressions().expression();
            cursor.expect(RIGHT_PARENTHESIS);
        }
        return new TableSample(method, arguments, repeatable, position);
    }

    @Nullable Alias optionalAlias() {
        if (cursor.accept(Keyword.AS)) {
            return new Alias(cursor.columnId(), cursor.optionalColumnIds());
        }
        if (!cursor.atColumnId()) {
            return null;
        }
        return new Alias(cursor.columnId(), cursor.optionalColumnIds());
    }

    private TableExpression xmlTable(boolean lateral) {
        TableExpression.XmlTable table = grammar.xml().table(lateral);
        return new TableExpression.XmlTable(
                table.namespaces(),
                table.rowPath(),
                table.document(),
                table.columns(),
                lateral,
                optionalAlias(),
                table.position());
    }

    // ---- functions ----

    /** Whether a function stands here rather than the name of a relation. */
    boolean atFunction() {
        Keyword keyword = cursor.keyword();
        if (keyword == Keyword.ROWS && cursor.at(1, Keyword.FROM)) {
            return true;
        }
        if (cursor.at(1, LEFT_PARENTHESIS)) {
            return cursor.at(TokenKind.IDENTIFIER) || keyword != null && beginsCall(keyword);
        }
        if (keyword != null && !keyword.isColumnName()) {
            return beginsCall(keyword) && keyword.category() != Keyword.Category.TYPE_OR_FUNCTION
                    || keyword == Keyword.CURRENT_SCHEMA
                    || keyword == Keyword.COLLATION && cursor.at(1, Keyword.FOR);
        }
        if (!cursor.atColumnId()) {
            return false;
        }
        int ahead = 1;
        while (cursor.at(ahead, TokenKind.DOT)) {
            ahead += 2;
        }
        return ahead > 1 && cursor.at(ahead, LEFT_PARENTHESIS);
    }

    private static boolean beginsCall(Keyword keyword) {
        return switch (keyword) {
            case CURRENT_DATE,
                    CURRENT_TIME,
                    CURRENT_TIMESTAMP,
                    LOCALTIME,
                    LOCALTIMESTAMP,
                    CURRENT_ROLE,
                    CURRENT_USER,
                    SESSION_USER,
                    SYSTEM_USER,
                    USER,
                    CURRENT_CATALOG,
                    CAST,
                    COALESCE,
                    GREATEST,
                    LEAST,
                    NULLIF,
                    EXTRACT,
                    NORMALIZE,
                    OVERLAY,
                    POSITION,
                    SUBSTRING,
                    TREAT,
                    TRIM,
                    JSON_OBJECT,
                    JSON_ARRAY,
                    JSON_OBJECTAGG,
                    JSON_ARRAYAGG,
                    XMLCONCAT,
                    XMLELEMENT,
                    XMLEXISTS,
                    XMLFOREST,
                    XMLPARSE,
                    XMLPI,
                    XMLROOT,
                    XMLSERIALIZE ->
                    true;
            default -> keyword.isTypeOrFunctionName();
        };
    }

    private TableExpression functions(boolean lateral, int position) {
        if (!cursor.at(Keyword.ROWS, Keyword.FROM)) {
            FunctionItem item = new FunctionItem(functionCall(), List.of());
            return functionAlias(List.of(item), false, lateral, ordinality(), position);
        }
        cursor.advance();
        cursor.advance();
        cursor.expect(LEFT_PARENTHESIS);
        List<FunctionItem> items = new ArrayList<>();
        do {
            Expression call = functionCall();
            List<ColumnDefinition> columns = List.of();
            if (cursor.accept(Keyword.AS)) {
                cursor.expect(LEFT_PARENTHESIS);
                columns = columnDefinitions();
            }
            items.add(new FunctionItem(call, columns));
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
        return functionAlias(items, true, lateral, ordinality(), position);
    }

    /** PostgreSQL's func_expr_windowless. */
    Expression functionCall() {
        Keyword keyword = cursor.keyword();
        if (keyword != null) {
            Expression special = grammar.calls().special(keyword);
            if (special != null) {
                return special;
            }
        }
        int position = cursor.position();
        if (!cursor.at(1, TokenKind.DOT)) {
            return grammar.calls()
                    .windowless(QualifiedName.of(cursor.typeOrFunctionName(), position));
        }
        return grammar.calls().windowless(cursor.anyName());
    }

    private boolean ordinality() {
        return cursor.accept(Keyword.WITH, Keyword.ORDINALITY);
    }

    private Functions functionAlias(
            List<FunctionItem> items,
            boolean rowsFrom,
            boolean lateral,
            boolean ordinality,
            int position) {
        Alias alias = null;
        List<ColumnDefinition> columns = List.of();
        boolean as = cursor.accept(Keyword.AS);
        if (as && cursor.accept(LEFT_PARENTHESIS)) {
            columns = columnDefinitions();
        } else if (as || cursor.atColumnId()) {
            String name = cursor.columnId();
            List<String> names = List.of();
            if (cursor.accept(LEFT_PARENTHESIS)) {
                if (cursor.at(1, COMMA) || cursor.at(1, RIGHT_PARENTHESIS)) {
                    names = cursor.columnIds();
                    cursor.expect(RIGHT_PARENTHESIS);
                } else {
                    columns = columnDefinitions();
                }
            }
            alias = new Alias(name, names);
        }
        return new Functions(items, rowsFrom, lateral, ordinality, alias, columns, position);
    }

    /** {@code name type [COLLATE c], … )}, the opening parenthesis taken. */
    private List<ColumnDefinition> columnDefinitions() {
        List<ColumnDefinition> columns = new ArrayList<>();
        do {
            int position = cursor.position();
            String name = cursor.columnId();
            TypeName type = grammar.types().typeName();
            QualifiedName collation = cursor.accept(Keyword.COLLATE) ? cursor.anyName() : null;
            columns.add(new ColumnDefinition(name, type, collation, position));
        } while (cursor.accept(COMMA));
        cursor.expect(RIGHT_PARENTHESIS);
        return columns;
    }
}
