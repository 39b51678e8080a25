/**
 * The relations of pg_catalog, information_schema and sys, and the functions that need catalog, printer or jobs.
 *
 * <p>Reading order: {@link dev.borealis.engine.system.SystemTables} (which relations there are, and where their rows come
 * from), {@link dev.borealis.engine.system.Tuple} (one row being made), then one class per family of relations. Rows
 * are made on demand from one version of the catalog; nothing of it is stored.
 */
@NullMarked
package dev.borealis.engine.system;

import org.jspecify.annotations.NullMarked;
