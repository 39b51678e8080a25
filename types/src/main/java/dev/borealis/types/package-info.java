/**
 * SQL types and values: what a value is in memory, as text and on the wire.
 *
 * <p>Reading order: {@link dev.borealis.types.Carrier} (how a value travels through the engine), {@link
 * dev.borealis.types.Bytes} (text and bytea), {@link dev.borealis.types.SqlType}, then one class per family of values.
 * Nothing here knows statements, tables or stores.
 */
@NullMarked
package dev.borealis.types;

import org.jspecify.annotations.NullMarked;
