/**
 * Whether a database agrees with itself: indexes with tables, foreign keys with parents, the catalog with what it names.
 *
 * <p>Reading order: {@link DatabaseCheck} (what is looked at), {@link TableCheck} (one table and its indexes), {@link
 * IndexCheck} (one index), {@link ForeignKeyCheck}, {@link RowNames} (how a row is named in a finding).
 *
 * <p>Reads one snapshot, writes nothing, and may run beside sessions.
 */
@NullMarked
package dev.borealis.engine.check;

import org.jspecify.annotations.NullMarked;
