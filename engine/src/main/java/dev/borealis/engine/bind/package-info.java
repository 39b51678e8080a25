/**
 * Binding: statement and catalog to bound tree; and back, trees printed as SQL.
 *
 * <p>Reading order: {@link dev.borealis.engine.bind.Binder} (the entry) with {@link
 * dev.borealis.engine.bind.BindContext} and {@link dev.borealis.engine.bind.BoundStatement}; {@code Scope} and {@code
 * NameLookup} (what names mean), {@code ExpressionBinder} and its neighbours, {@code Coercions}, {@code
 * CandidateSelection}, {@code PolymorphicTypes} (PostgreSQL's rules of types), {@code QueryBinder} with {@code
 * FromBinder}, {@code GroupBinder}, {@code SortBinder}, {@code SetOperationBinder}, {@code WithBinder}; {@code
 * InsertBinder}, {@code UpdateBinder}; {@code ViewExpansion}; and the way back: {@link
 * dev.borealis.engine.bind.TreePrinter} with {@code ExpressionPrinter} and {@code QueryPrinter}.
 */
@NullMarked
package dev.borealis.engine.bind;

import org.jspecify.annotations.NullMarked;
