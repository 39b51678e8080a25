/**
 * Functions: signatures (all of pg_proc) and implementations.
 *
 * <p>Reading order: {@link dev.borealis.engine.function.FunctionSignature} (what a function is called and takes),
 * {@link dev.borealis.engine.function.Implementation} (how it is computed), {@link
 * dev.borealis.engine.function.Call} (what else it may ask for), then one class per family. Functions are pure apart
 * from what they ask of their call.
 */
@NullMarked
package dev.borealis.engine.function;

import org.jspecify.annotations.NullMarked;
