/**
 * Keys and rows as bytes: order-preserving keys, packed rows of which one column is read without decoding the rest.
 */
@NullMarked
package dev.borealis.engine.key;

import org.jspecify.annotations.NullMarked;
