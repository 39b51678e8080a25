package dev.borealis.sql;

import dev.borealis.sql.ast.Statement;

/** Finds by its first words which statement stands here. */
final class StatementParser {
    private final Grammar grammar;
    private final Cursor cursor;

    StatementParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** One statement, without its semicolon; a statement may hold others. */
    Statement statement() {
        cursor.enter();
        Statement statement = dispatch();
        cursor.leave();
        return statement;
    }

    private Statement dispatch() {
        Keyword keyword = cursor.keyword();
        if (keyword == null) {
            if (cursor.at(TokenKind.LEFT_PARENTHESIS)) {
                // the error of a stray parenthesis is that of a query
                return grammar.queries().select();
            }
            throw cursor.error();
        }
        return switch (keyword) {
            case SELECT, VALUES, TABLE -> grammar.queries().select();
            case WITH, INSERT, UPDATE, DELETE, MERGE -> grammar.with().query();
            case BEGIN, START, COMMIT, END, ROLLBACK, ABORT, SAVEPOINT, RELEASE ->
                    grammar.session().transaction();
            case SET, RESET, SHOW, DEALLOCATE -> grammar.session().session();
            case PREPARE ->
                    cursor.at(1, Keyword.TRANSACTION)
                            ? grammar.session().transaction()
                            : grammar.rare().prepare();
            case EXPLAIN, ANALYZE, ANALYSE, COPY, CALL -> grammar.utilities().utility();
            case CREATE -> grammar.create().create();
            case ALTER -> grammar.alter().alter();
            case DROP -> grammar.drop().drop();
            case COMMENT -> grammar.drop().comment();
            case GRANT, REVOKE -> grammar.grants().grantOrRevoke();
            case AWS -> grammar.roles().iam();
            default -> grammar.rare().statement(keyword);
        };
    }
}
