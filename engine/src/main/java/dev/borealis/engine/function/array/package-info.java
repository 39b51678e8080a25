/**
 * Functions of arrays, and the series that make rows.
 *
 * <p>Each public class defines one family in its {@code define} method; start reading there.
 */
@NullMarked
package dev.borealis.engine.function.array;

import org.jspecify.annotations.NullMarked;
