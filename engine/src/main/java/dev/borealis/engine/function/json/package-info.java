/**
 * Functions of json and jsonb.
 *
 * <p>Each public class defines one family in its {@code define} method; start reading there.
 */
@NullMarked
package dev.borealis.engine.function.json;

import org.jspecify.annotations.NullMarked;
