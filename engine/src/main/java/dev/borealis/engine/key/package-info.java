/**
 * Keys and rows as bytes: order-preserving keys, packed rows of which one column is read without decoding the rest.
 *
 * <p>Reading order: {@link dev.borealis.engine.key.KeyFormat} (a relation's keys) with {@code KeyKind} (the form of each
 * type) and {@code NumericKey}, {@link dev.borealis.engine.key.RowFormat} (a table's rows) with {@link
 * dev.borealis.engine.key.RowReader}, {@link dev.borealis.engine.key.IndexEntryFormat} with {@link
 * dev.borealis.engine.key.EntryCopy} (entries out of rows, for many at a time), {@link
 * dev.borealis.engine.key.KeyReader} (keys back into words). Decisions: docs/decisions/key-and-row-format.md.
 */
@NullMarked
package dev.borealis.engine.key;

import org.jspecify.annotations.NullMarked;
