/**
 * Aggregates and window functions.
 *
 * <p>Each public class defines one family in its {@code define} method; start reading there.
 */
@NullMarked
package dev.borealis.engine.function.aggregate;

import org.jspecify.annotations.NullMarked;
