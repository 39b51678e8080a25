package dev.borealis.sql;

import dev.borealis.sql.ast.Statement;
import dev.borealis.types.error.SqlException;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns SQL text into statements: PostgreSQL 16's grammar with DSQL's additions, by recursive descent.
 *
 * <p>What DSQL refuses is parsed all the same; {@link dev.borealis.sql.dialect.Dialect} says the refusal afterwards,
 * because an aborted transaction answers first.
 */
public final class Parser {
    private Parser() {}

    /**
     * Parses a whole message: any number of statements separated by semicolons, empty ones included.
     *
     * @throws SqlException for the first error, 42601 mostly; then nothing of the message may run
     */
    public static ParseResult parse(String text, ParserOptions options) {
        Tokens tokens = Lexer.tokenize(text, options.memory());
        Cursor cursor = new Cursor(tokens, options.maxDepth());
        Grammar grammar = new Grammar(cursor);
        List<ParsedStatement> statements = new ArrayList<>(1);
        while (true) {
            while (cursor.accept(TokenKind.SEMICOLON)) {
                // an empty statement
            }
            if (cursor.at(TokenKind.END)) {
                return new ParseResult(statements, tokens.notices);
            }
            int first = cursor.index();
            Statement statement = grammar.statements().statement();
            if (!cursor.at(TokenKind.SEMICOLON) && !cursor.at(TokenKind.END)) {
                throw cursor.error();
            }
            int from = tokens.start(first);
            int to = tokens.end(cursor.index() - 1);
            boolean whole = from == 0 && to == text.length();
            statements.add(
                    new ParsedStatement(statement, whole ? text : text.substring(from, to), from));
        }
    }

    /** With the default options. */
    public static ParseResult parse(String text) {
        return parse(text, ParserOptions.DEFAULT);
    }
}
