package dev.borealis.sql;

import static dev.borealis.sql.TokenKind.COMMA;
import static dev.borealis.sql.TokenKind.LEFT_PARENTHESIS;
import static dev.borealis.sql.TokenKind.RIGHT_PARENTHESIS;

import dev.borealis.sql.ast.Constant;
import dev.borealis.sql.ast.Expression;
import dev.borealis.sql.ast.QueryStatement;
import dev.borealis.sql.ast.QueryStatement.CommonTable;
import dev.borealis.sql.ast.QueryStatement.Cycle;
import dev.borealis.sql.ast.QueryStatement.Materialization;
import dev.borealis.sql.ast.QueryStatement.Search;
import dev.borealis.sql.ast.QueryStatement.With;
import dev.borealis.sql.ast.Statement;
import dev.borealis.types.error.SyntaxErrors;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** WITH: common table expressions. */
final class WithParser {
    private final Grammar grammar;
    private final Cursor cursor;

    WithParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    With with() {
        int position = cursor.position();
        cursor.expect(Keyword.WITH);
        boolean recursive = false;
        if (cursor.at(Keyword.RECURSIVE) && cursor.atColumnId(1)) {
            cursor.advance();
            recursive = true;
        }
        List<CommonTable> tables = new ArrayList<>(2);
        do {
            tables.add(commonTable());
        } while (cursor.accept(COMMA));
        return new With(recursive, tables, position);
    }

    /** {@code [WITH …] SELECT | INSERT | UPDATE | DELETE}; MERGE is {@link dev.borealis.sql.ast.Refused}. */
    Statement query() {
        With with = cursor.at(Keyword.WITH) ? with() : null;
        return after(with);
    }

    Statement after(@Nullable With with) {
        Keyword keyword = cursor.keyword();
        if (keyword == Keyword.INSERT) {
            return grammar.changes().insert(with);
        }
        if (keyword == Keyword.UPDATE) {
            return grammar.changes().update(with);
        }
        if (keyword == Keyword.DELETE) {
            return grammar.changes().delete(with);
        }
        if (keyword == Keyword.MERGE) {
            return grammar.changes().merge();
        }
        return grammar.queries().afterWith(with);
    }

    private CommonTable commonTable() {
        int position = cursor.position();
        String name = cursor.columnId();
        List<String> columns = cursor.optionalColumnIds();
        cursor.expect(Keyword.AS);
        Materialization materialization = Materialization.DEFAULT;
        if (cursor.accept(Keyword.MATERIALIZED)) {
            materialization = Materialization.ALWAYS;
        } else if (cursor.accept(Keyword.NOT)) {
            cursor.expect(Keyword.MATERIALIZED);
            materialization = Materialization.NEVER;
        }
        cursor.enter();
        cursor.expect(LEFT_PARENTHESIS);
        Statement query = query();
        cursor.expect(RIGHT_PARENTHESIS);
        cursor.leave();
        if (!(query instanceof QueryStatement body)) {
            throw SyntaxErrors.notSupported("MERGE not supported in WITH query", position);
        }
        Search search = cursor.at(Keyword.SEARCH) ? search() : null;
        Cycle cycle = cursor.at(Keyword.CYCLE) ? cycle() : null;
        return new CommonTable(name, columns, materialization, body, search, cycle, position);
    }

    private Search search() {
        int position = cursor.position();
        cursor.expect(Keyword.SEARCH);
        boolean breadth = cursor.accept(Keyword.BREADTH);
        if (!breadth) {
            cursor.expect(Keyword.DEPTH);
        }
        cursor.expect(Keyword.FIRST, Keyword.BY);
        List<String> columns = cursor.columnIds();
        cursor.expect(Keyword.SET);
        return new Search(breadth, columns, cursor.columnId(), position);
    }

    private Cycle cycle() {
        int position = cursor.position();
        cursor.expect(Keyword.CYCLE);
        List<String> columns = cursor.columnIds();
        cursor.expect(Keyword.SET);
        String mark = cursor.columnId();
        Expression value = new Constant.BooleanConstant(true, 0);
        Expression otherwise = new Constant.BooleanConstant(false, 0);
        if (cursor.accept(Keyword.TO)) {
            value = grammar.primaries().primary();
            cursor.expect(Keyword.DEFAULT);
            otherwise = grammar.primaries().primary();
        }
        cursor.expect(Keyword.USING);
        return new Cycle(columns, mark, value, otherwise, cursor.columnId(), position);
    }
}
