package dev.borealis.sql;

import dev.borealis.types.error.Notice;

import java.util.List;

/**
 * What a message says.
 *
 * @param statements in order; empty statements are left out, so an empty list answers EmptyQueryResponse
 * @param notices truncated identifiers and the like, in order
 */
public record ParseResult(List<ParsedStatement> statements, List<Notice> notices) {
    public ParseResult {
        statements = List.copyOf(statements);
        notices = List.copyOf(notices);
    }
}
