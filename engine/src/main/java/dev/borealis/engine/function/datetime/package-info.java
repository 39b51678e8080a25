/**
 * Functions of dates, times and intervals, and their formatting by pattern.
 *
 * <p>Each public class defines one family in its {@code define} method; start reading there.
 */
@NullMarked
package dev.borealis.engine.function.datetime;

import org.jspecify.annotations.NullMarked;
