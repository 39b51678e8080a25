/**
 * Regular expressions with PostgreSQL's meaning: leftmost, longest or shortest, in bounded time.
 *
 * <p>Each public class defines one family in its {@code define} method; start reading there.
 */
@NullMarked
package dev.borealis.engine.function.regex;

import org.jspecify.annotations.NullMarked;
