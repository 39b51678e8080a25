/**
 * What a client is told when something fails: SQLSTATEs and every message text.
 *
 * <p>Reading order: {@link dev.borealis.types.error.SqlState}, {@link dev.borealis.types.error.SqlException}, then the
 * {@code …Errors} classes, each the one home of the texts of one family. Such a factory is documented by the
 * text it gives; a comment stands where the text does not say what it answers, or where it comes from.
 */
@NullMarked
package dev.borealis.types.error;

import org.jspecify.annotations.NullMarked;
