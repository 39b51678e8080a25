/**
 * Compiles bound expressions ({@link dev.borealis.engine.tree.Scalar}) into closures over three carriers, and folds
 * constants.
 *
 * <p>Reading order: {@link dev.borealis.engine.evaluate.Row} and {@link dev.borealis.engine.evaluate.Frame} (what an
 * expression sees), {@link dev.borealis.engine.evaluate.Runtime} (what one execution owns), {@link
 * dev.borealis.engine.evaluate.Expression}, {@link dev.borealis.engine.evaluate.ExpressionCompiler}. A compiled
 * expression is immutable and shared by all executions of a plan; whatever changes lies in the frame or the runtime.
 */
@NullMarked
package dev.borealis.engine.evaluate;

import org.jspecify.annotations.NullMarked;
