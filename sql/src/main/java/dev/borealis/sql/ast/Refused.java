package dev.borealis.sql.ast;

/**
 * A statement of PostgreSQL 16 that the parser recognises and that DSQL never runs. It is not a syntax error, so an
 * aborted transaction answers 25P02 first.
 *
 * @param message the text of the 0A000 error, such as {@code unsupported statement: Truncate}
 */
public record Refused(String message) implements Statement {}
