/**
 * Values that are neither numbers of the machine nor bytes: numeric, interval, arrays, records, jsonb and the like. All
 * are immutable; equality and hash are those of SQL.
 */
@NullMarked
package dev.borealis.types.value;

import org.jspecify.annotations.NullMarked;
