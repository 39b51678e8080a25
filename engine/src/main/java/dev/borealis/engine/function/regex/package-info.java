/**
 * Regular expressions with PostgreSQL's meaning: leftmost, longest or shortest, in bounded time.
 *
 * <p>Reading order: {@code RegexParser} and {@code Node} (a pattern as a tree), {@code Program} and {@code Automata} (as
 * automata), {@code Matcher} (where a match is), {@code Dissection} (what its groups are), {@code Regex} (all of it together);
 * then the families, {@code RegexFunctions} and {@code RegexSetFunctions}, in their {@code define} methods.
 */
@NullMarked
package dev.borealis.engine.function.regex;

import org.jspecify.annotations.NullMarked;
