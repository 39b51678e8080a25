/**
 * Runs plans.
 *
 * <p>Reading order: {@link dev.borealis.engine.execute.Executor} (the way in), {@link
 * dev.borealis.engine.execute.ExecutionContext} (what it is given), {@link dev.borealis.engine.execute.Operator}, {@link
 * dev.borealis.engine.execute.Operators} (from plan to operators), {@link dev.borealis.engine.execute.RowStore} (rows
 * kept as bytes), then {@link dev.borealis.engine.execute.ModifyRun} and {@link
 * dev.borealis.engine.execute.RowWriter} for changes. {@link dev.borealis.engine.execute.StoredExpressions} serve those who compute over rows without a
 * session. Decisions: docs/decisions/executor.md.
 */
@NullMarked
package dev.borealis.engine.execute;

import org.jspecify.annotations.NullMarked;
