/**
 * Statements that define objects: from syntax to changes of the catalog.
 *
 * <p>Reading order: {@link dev.borealis.engine.define.Definer} (the entry), {@link
 * dev.borealis.engine.define.DefinitionContext} (what a statement runs in), {@code Edit} (one statement at work), then
 * one class per kind of object. Nothing here reads or writes rows: what must look at rows becomes a job.
 */
@NullMarked
package dev.borealis.engine.define;

import org.jspecify.annotations.NullMarked;
