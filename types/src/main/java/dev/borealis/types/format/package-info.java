/**
 * Text and binary forms of every type, exactly PostgreSQL's.
 *
 * <p>Reading order: {@link dev.borealis.types.format.ValueFormat} (what a form can do), {@link
 * dev.borealis.types.format.ValueFormats} (which one a type has), then a class per family of types. {@link
 * dev.borealis.types.format.Fit} fits values to a declared length; {@link dev.borealis.types.format.Comparisons} orders
 * them.
 */
@NullMarked
package dev.borealis.types.format;

import org.jspecify.annotations.NullMarked;
