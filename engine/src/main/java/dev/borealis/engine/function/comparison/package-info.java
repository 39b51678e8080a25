/**
 * Comparison of values of one type or of two, minimum and maximum, hashes.
 *
 * <p>Each public class defines one family in its {@code define} method; start reading there.
 */
@NullMarked
package dev.borealis.engine.function.comparison;

import org.jspecify.annotations.NullMarked;
