/**
 * Functions of text and bytea.
 *
 * <p>Each public class defines one family in its {@code define} method; start reading there.
 */
@NullMarked
package dev.borealis.engine.function.text;

import org.jspecify.annotations.NullMarked;
