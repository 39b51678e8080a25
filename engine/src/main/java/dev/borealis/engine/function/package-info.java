/**
 * Functions: signatures (all of pg_proc) and implementations.
 *
 * <p>Reading order: {@link dev.borealis.engine.function.FunctionSignature} (what a function is called and takes),
 * {@link dev.borealis.engine.function.Implementation} (how it is computed), {@link
 * dev.borealis.engine.function.Call} (what else it may ask for), {@link dev.borealis.engine.function.FunctionRegistry} (where
 * signatures meet implementations, collected by {@link dev.borealis.engine.function.Implementations} from the {@code
 * Families}), then one class per family in the packages below. Functions are pure apart from what they ask of their call.
 * Decisions: docs/decisions/functions.md.
 */
@NullMarked
package dev.borealis.engine.function;

import org.jspecify.annotations.NullMarked;
