/**
 * Functions of numbers: arithmetic, mathematics, casts.
 *
 * <p>Each public class defines one family in its {@code define} method; start reading there.
 */
@NullMarked
package dev.borealis.engine.function.number;

import org.jspecify.annotations.NullMarked;
