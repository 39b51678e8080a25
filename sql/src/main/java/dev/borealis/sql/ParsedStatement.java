package dev.borealis.sql;

import dev.borealis.sql.ast.Statement;

/**
 * One statement of a message.
 *
 * @param text its text without the semicolon, leading and trailing white space and comments
 * @param offset index into the message's text, in UTF-16 units, at which {@code text} begins
 */
public record ParsedStatement(Statement statement, String text, int offset) {}
