package dev.borealis.sql;

import dev.borealis.types.error.SqlException;

import java.util.List;

/**
 * What a message says.
 *
 * @param statements in order; empty statements are left out, so an empty list answers EmptyQueryResponse
 * @param notices truncated identifiers and the like, in order; each is an SqlException that is sent and not thrown
 */
public record ParseResult(List<ParsedStatement> statements, List<SqlException> notices) {
    public ParseResult {
        statements = List.copyOf(statements);
        notices = List.copyOf(notices);
    }
}
