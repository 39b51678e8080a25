/**
 * Bound trees: statements and expressions after every name is resolved. They name things by number (relation OID,
 * column number, function, operator and type OID), so a rename neither breaks nor rebinds a stored one.
 *
 * <p>Reading order: {@link dev.borealis.engine.tree.Scalar}, {@link dev.borealis.engine.tree.RangeEntry}, {@link
 * dev.borealis.engine.tree.Query}, {@link dev.borealis.engine.tree.Modification}, then the stored encoding.
 */
@NullMarked
package dev.borealis.engine.tree;

import org.jspecify.annotations.NullMarked;
