/**
 * SQL text to syntax tree.
 *
 * <p>Reading order: {@link dev.borealis.sql.Parser} (the entry), {@link dev.borealis.sql.ParseResult}; the tree is in
 * {@link dev.borealis.sql.ast}. No name is looked up here and no type is known.
 */
@NullMarked
package dev.borealis.sql;

import org.jspecify.annotations.NullMarked;
