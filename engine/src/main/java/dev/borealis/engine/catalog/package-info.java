/**
 * The catalog: what the database consists of. Definitions are immutable records that contain bound trees; a {@link
 * dev.borealis.engine.catalog.Catalog} is all of them at one version.
 *
 * <p>Reading order: {@link dev.borealis.engine.catalog.Definition}, {@link dev.borealis.engine.catalog.Relation}, {@link
 * dev.borealis.engine.catalog.ColumnDefinition}, {@link dev.borealis.engine.catalog.ConstraintDefinition}, {@link
 * dev.borealis.engine.catalog.Catalog}; then {@link dev.borealis.engine.catalog.CatalogStore} (how it lies in the store, under
 * {@link dev.borealis.engine.catalog.CatalogKeys}) and {@link dev.borealis.engine.catalog.CatalogEditor} (how a DDL changes it).
 */
@NullMarked
package dev.borealis.engine.catalog;

import org.jspecify.annotations.NullMarked;
