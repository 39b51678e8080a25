/**
 * Values that are neither numbers of the machine nor bytes: numeric, interval, arrays, records, jsonb and the like. All
 * are immutable; equality and hash are those of SQL.
 *
 * <p>Reading order: {@link dev.borealis.types.value.Numeric} with {@link dev.borealis.types.value.NumericMath}, {@link
 * dev.borealis.types.value.Jsonb}, {@link dev.borealis.types.value.ArrayValue}, then the small ones.
 */
@NullMarked
package dev.borealis.types.value;

import org.jspecify.annotations.NullMarked;
